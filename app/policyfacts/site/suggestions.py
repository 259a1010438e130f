"""URLs that were probably meant in place of one that is refused."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policyfacts.errors import FactsError, ParameterError
from policyfacts.site.page_urls import EXPLORER, PageUrls

_MAX_SUGGESTIONS = 12
Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RefusedUrl:
    """The path and parameters that were refused, as they were written; `name_of` names an id."""

    path: str
    parameters: Parameters
    name_of: Callable[[str], str]


@dataclass(frozen=True)
class Suggestion:
    """The text of a link, and where it leads."""

    label: str
    href: str


def suggest_urls(error: FactsError, refused: RefusedUrl, page_urls: PageUrls) -> list[Suggestion]:
    """Suggest URLs in place of the one that was refused, the most likely first."""
    suggestions = dict.fromkeys(
        suggestion
        for parameter_error in error.errors
        for suggestion in _suggest(parameter_error, refused, page_urls)
    )
    return list(suggestions)[:_MAX_SUGGESTIONS]


def _suggest(
    error: ParameterError, refused: RefusedUrl, page_urls: PageUrls
) -> Iterator[Suggestion]:
    if error.parameter == "id":
        yield from (_other_page(path, refused, page_urls) for path in error.did_you_mean)
    elif error.parameter == "cursor":
        first = _url(refused, _without(refused, "cursor"), page_urls)
        yield Suggestion("Begin with the first facts", first)
    else:
        yield from (_corrected(error, value, refused, page_urls) for value in error.did_you_mean)
        if any(name == error.parameter for name, _ in refused.parameters):
            rest = _url(refused, _without(refused, error.parameter), page_urls)
            yield Suggestion(f"Leave out {error.parameter}", rest)


def _other_page(suggested: str, refused: RefusedUrl, page_urls: PageUrls) -> Suggestion:
    """Suggest `CN` in the folder of the refused path; `entities/eu` is a path already."""
    folder = refused.path.strip("/").partition("/")[0]
    path = suggested if "/" in suggested else f"{folder}/{suggested}"
    return Suggestion(refused.name_of(suggested.rpartition("/")[2]), page_urls.url(f"/{path}"))


def _corrected(
    error: ParameterError, suggested: str, refused: RefusedUrl, page_urls: PageUrls
) -> Suggestion:
    """Suggest another value, another parameter, or (`region=africa`) both."""
    if "=" in suggested:
        replacements = [_pair(part) for part in suggested.split("&")]
        return _replaced(error, replacements, suggested, refused, page_urls)
    if error.code == "unknown_parameter":
        parameters = [
            (suggested if name == error.parameter else name, value)
            for name, value in refused.parameters
        ]
        return Suggestion(suggested, _url(refused, parameters, page_urls))
    replacements = [(error.parameter, suggested)]
    return _replaced(error, replacements, refused.name_of(suggested), refused, page_urls)


def _replaced(
    error: ParameterError,
    replacements: Parameters,
    label: str,
    refused: RefusedUrl,
    page_urls: PageUrls,
) -> Suggestion:
    """Suggest the query with other parameters in place of the value that was refused."""
    parameters = []
    for name, value in refused.parameters:
        rest = value if name != error.parameter else _other_values(value, error.value)
        if name != error.parameter or rest:
            parameters.append((name, rest))
    return Suggestion(label, _url(refused, [*parameters, *replacements], page_urls))


def _pair(text: str) -> tuple[str, str]:
    """Split a parameter that was suggested with its value."""
    name, _, value = text.partition("=")
    return name, value


def _other_values(value: str, refused: str | None) -> str:
    """Return the values beside the refused one; none where nobody knows which that is."""
    if refused in (None, value):
        return ""
    return ",".join(part for part in value.split(",") if part.strip() != refused)


def _without(refused: RefusedUrl, parameter: str) -> Parameters:
    return [(name, value) for name, value in refused.parameters if name != parameter]


def _url(refused: RefusedUrl, parameters: Parameters, page_urls: PageUrls) -> str:
    return page_urls.local.url_with(refused.path or EXPLORER, parameters)
