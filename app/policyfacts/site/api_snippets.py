"""The API request behind a page, as an address, in other forms, and as programs to copy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.http.urls import UrlBuilder
from policyfacts.site.page_urls import Places
from policyfacts.site.rendering import say_form
from policyfacts.vocabulary import Format

_FACTS = "/v1/facts"
_NOT_CITED = frozenset(("sort", "sample", "seed", "limit"))
_PAGE = 50  # facts that the API gives at once where nothing else is asked
# Where `policyfacts serve` answers, if nothing else is said.
UNKNOWN_ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Snippet:
    """A program that asks the same."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Form:
    """The same answer in another form, and where it is."""

    name: str
    address: str


@dataclass(frozen=True)
class ApiRequest:
    """A request to the API.

    `address` is what to copy: absolute where the public address is known. `forms` and `csv` are
    links within the page, to the service as it is seen now. `origin` stands in the programs for an
    address of the service that it does not know, and is empty where it does.
    """

    address: str
    origin: str
    snippets: Sequence[Snippet]
    forms: Sequence[Form]
    csv: str = ""


def request_facts(urls: UrlBuilder, parameters: Mapping[str, Any], total: int = 0) -> ApiRequest:
    """The facts that match, of which there are `total`: programs walk over all of them."""
    here, origin = Places.below(urls), _origin(urls)
    address = urls.url(_FACTS, parameters)
    cited = {name: it for name, it in parameters.items() if name not in _NOT_CITED}
    forms = [
        Form(say_form(it), here.of(_FACTS, {**parameters, "format": it}))
        for it in (Format.NDJSON, Format.JSON, Format.JSONLD)
    ]
    first = f"# the first {_PAGE} of {total:,}; page.next leads on\n"
    is_cut = total > _PAGE and not {"limit", "sample"} & parameters.keys()
    curl = f"{first if is_cut else ''}curl '{origin}{address}'"
    return ApiRequest(
        address=address,
        origin=origin,
        snippets=[
            Snippet("sh", "curl", curl),
            Snippet("python", "Python", _walk_in_python(origin + urls.base, parameters)),
            Snippet("js", "JavaScript", _walk_in_javascript(origin + address)),
        ],
        forms=[*forms, Form("Citation", here.of(f"{_FACTS}/citation", cited))],
        csv=here.of(_FACTS, {**parameters, "format": Format.CSV}),
    )


def request_fact(urls: UrlBuilder, fact_id: str) -> ApiRequest:
    """One fact."""
    here, origin, path = Places.below(urls), _origin(urls), f"{_FACTS}/{fact_id}"
    address = urls.url(path)
    return ApiRequest(
        address=address,
        origin=origin,
        snippets=[
            Snippet("sh", "curl", f"curl '{origin}{address}'"),
            Snippet("python", "Python", _ask_in_python(origin + urls.base, fact_id)),
            Snippet("js", "JavaScript", _ask_in_javascript(origin + address)),
        ],
        forms=[
            Form(say_form(it), here.of(path, {} if it is Format.JSON else {"format": it}))
            for it in (Format.JSON, Format.JSONLD)
        ],
    )


def _origin(urls: UrlBuilder) -> str:
    return "" if urls.is_public else UNKNOWN_ORIGIN


def _walk_in_python(base: str, parameters: Mapping[str, Any]) -> str:
    filters = ", ".join(f"{name}={_plain(it)!r}" for name, it in parameters.items())
    return (
        "from policyfacts.client import FactsClient\n"
        "\n"
        f"with FactsClient({base!r}) as client:\n"
        f"    for fact in client.iter_facts({filters}):\n"
        "        print(fact.id, fact.statement)"
    )


def _ask_in_python(base: str, fact_id: str) -> str:
    return (
        "from policyfacts.client import FactsClient\n"
        "\n"
        f"with FactsClient({base!r}) as client:\n"
        f"    print(client.fact({fact_id!r}).statement)"
    )


def _walk_in_javascript(address: str) -> str:
    return (
        f"let next = {json.dumps(address)};\n"
        "while (next) {\n"
        "  const { items, page } = await (await fetch(next)).json();\n"
        "  for (const { id, statement } of items) console.log(id, statement);\n"
        "  next = page.next && new URL(page.next, next);\n"
        "}"
    )


def _ask_in_javascript(address: str) -> str:
    return (
        f"const fact = await (await fetch({json.dumps(address)})).json();\n"
        "console.log(fact.statement);"
    )


def _plain(value: object) -> object:
    """One value alone, several as a list; words of closed lists as plain text."""
    if isinstance(value, list):
        plain = [_plain(it) for it in value]
        return plain[0] if len(plain) == 1 else plain
    return str(value) if isinstance(value, str) else value
