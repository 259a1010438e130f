"""The API request behind a page: its URL, other formats, and programs to copy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.http.urls import UrlBuilder
from policyfacts.site.page_urls import PageUrls
from policyfacts.site.rendering import say_format
from policyfacts.vocabulary import Format

_FACTS = "/v1/facts"
_NOT_IN_CITATION = frozenset(("sort", "sample", "seed", "limit"))
_DEFAULT_LIMIT = 50  # of `/v1/facts`
# Where `policyfacts serve` listens by default.
UNKNOWN_ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Snippet:
    """A program that sends the request."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class FormatLink:
    """A link to the answer in another format."""

    name: str
    url: str


@dataclass(frozen=True)
class ApiRequest:
    """A request to the API.

    `url` is what to copy: absolute where the public address is known. `formats` and `csv` are links
    within the page, to the service as it is seen now. `origin` stands in the programs for the
    origin of the service where it does not know its own, and is empty where it does.
    """

    url: str
    origin: str
    snippets: Sequence[Snippet]
    formats: Sequence[FormatLink]
    csv: str = ""


def request_facts(urls: UrlBuilder, parameters: Mapping[str, Any], total: int = 0) -> ApiRequest:
    """Return the request for the facts that match, `total` in all; programs page through them."""
    page_urls, origin = PageUrls.from_urls(urls), _origin(urls)
    url = urls.url(_FACTS, parameters)
    cited = {name: value for name, value in parameters.items() if name not in _NOT_IN_CITATION}
    formats = [
        FormatLink(say_format(format_), page_urls.url(_FACTS, {**parameters, "format": format_}))
        for format_ in (Format.NDJSON, Format.JSON, Format.JSONLD)
    ]
    first = f"# the first {_DEFAULT_LIMIT} of {total:,}; page.next leads on\n"
    is_cut = total > _DEFAULT_LIMIT and not {"limit", "sample"} & parameters.keys()
    curl = f"{first if is_cut else ''}curl '{origin}{url}'"
    return ApiRequest(
        url=url,
        origin=origin,
        snippets=[
            Snippet("sh", "curl", curl),
            Snippet("python", "Python", _list_in_python(origin + urls.base, parameters)),
            Snippet("js", "JavaScript", _list_in_javascript(origin + url)),
        ],
        formats=[*formats, FormatLink("Citation", page_urls.url(f"{_FACTS}/citation", cited))],
        csv=page_urls.url(_FACTS, {**parameters, "format": Format.CSV}),
    )


def request_fact(urls: UrlBuilder, fact_id: str) -> ApiRequest:
    """Return the request for one fact."""
    page_urls, origin, path = PageUrls.from_urls(urls), _origin(urls), f"{_FACTS}/{fact_id}"
    url = urls.url(path)
    return ApiRequest(
        url=url,
        origin=origin,
        snippets=[
            Snippet("sh", "curl", f"curl '{origin}{url}'"),
            Snippet("python", "Python", _get_in_python(origin + urls.base, fact_id)),
            Snippet("js", "JavaScript", _get_in_javascript(origin + url)),
        ],
        formats=[
            FormatLink(
                say_format(format_),
                page_urls.url(path, {} if format_ is Format.JSON else {"format": format_}),
            )
            for format_ in (Format.JSON, Format.JSONLD)
        ],
    )


def _origin(urls: UrlBuilder) -> str:
    return "" if urls.is_public else UNKNOWN_ORIGIN


def _list_in_python(base: str, parameters: Mapping[str, Any]) -> str:
    filters = ", ".join(f"{name}={_plain(value)!r}" for name, value in parameters.items())
    return (
        "from policyfacts.client import FactsClient\n"
        "\n"
        f"with FactsClient({base!r}) as client:\n"
        f"    for fact in client.iter_facts({filters}):\n"
        "        print(fact.id, fact.statement)"
    )


def _get_in_python(base: str, fact_id: str) -> str:
    return (
        "from policyfacts.client import FactsClient\n"
        "\n"
        f"with FactsClient({base!r}) as client:\n"
        f"    print(client.fact({fact_id!r}).statement)"
    )


def _list_in_javascript(url: str) -> str:
    return (
        f"let next = {json.dumps(url)};\n"
        "while (next) {\n"
        "  const { items, page } = await (await fetch(next)).json();\n"
        "  for (const { id, statement } of items) console.log(id, statement);\n"
        "  next = page.next && new URL(page.next, next);\n"
        "}"
    )


def _get_in_javascript(url: str) -> str:
    return (
        f"const fact = await (await fetch({json.dumps(url)})).json();\nconsole.log(fact.statement);"
    )


def _plain(value: object) -> object:
    """Return one value alone, several as a list; words of closed lists as plain strings."""
    if isinstance(value, list):
        plain = [_plain(one) for one in value]
        return plain[0] if len(plain) == 1 else plain
    return str(value) if isinstance(value, str) else value
