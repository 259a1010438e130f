"""Codes of entities where their scheme is named: `COW:370`, `WD:Q184`.

A code alone is read as ISO 3166-1 or M49 has it, whatever other lists have under it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.terms import Entity
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import CODE_FORMS, OTHER_PREFIXES, PREFIXES, CodeScheme

_WRITTEN = re.compile(r"\s*([^\W_][\w .-]{0,20}?)\s*:\s*([A-Za-z0-9]{0,20})\s*")
_ITEM = re.compile(
    rf"\s*(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?({CODE_FORMS[CodeScheme.WIKIDATA]})\s*",
    re.IGNORECASE,
)
_ALL_PREFIXES = PREFIXES | OTHER_PREFIXES


@dataclass(frozen=True)
class PrefixedCode:
    """A code as somebody writes it; there are no schemes where nobody knows the prefix."""

    prefix: str
    text: str
    schemes: tuple[CodeScheme, ...]


def read_code(text: str) -> PrefixedCode | None:
    """Read a code behind its scheme, and an item of Wikidata or its address by itself."""
    if item := _ITEM.fullmatch(text):
        return PrefixedCode("WD", item[1], PREFIXES["WD"])
    if (match := _WRITTEN.fullmatch(text)) is None:
        return None
    schemes = _ALL_PREFIXES.get(re.sub(r"\W", "", match[1]).upper(), ())
    return PrefixedCode(match[1], match[2], schemes) if match[2] or schemes else None


def prefixed_codes(entity: Entity) -> Iterator[str]:
    """Yield the codes of an entity behind each prefix that they may have."""
    for prefix, schemes in _ALL_PREFIXES.items():
        yield from (f"{prefix}:{entity.codes[each]}" for each in schemes if each in entity.codes)
    if CodeScheme.WIKIDATA in entity.codes:
        yield entity.codes[CodeScheme.WIKIDATA]


class CodeIndex:
    """Entities by the codes of each scheme."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._ids = {
            (scheme, _plain(code)): entity.id
            for entity in entities
            for scheme, code in entity.codes.items()
        }

    def find(self, code: PrefixedCode) -> str | None:
        """Return the id of the entity whose code it is, in the first of its schemes that has it."""
        keys = ((scheme, _plain(code.text)) for scheme in code.schemes)
        return next((self._ids[key] for key in keys if key in self._ids), None)

    def find_elsewhere(self, code: str) -> list[str]:
        """List the code behind the prefix of every scheme that has it."""
        return [
            f"{prefix}:{code.upper()}"
            for prefix, schemes in PREFIXES.items()
            if self.find(PrefixedCode(prefix, code, schemes)) is not None
        ]


def explain_code(codes: CodeIndex, parameter: str, text: str, code: PrefixedCode) -> ParameterError:
    """Make the error of a code that its scheme has not, or of an unknown scheme."""
    if not code.schemes:
        *others, last = PREFIXES
        message = f"There is no scheme of codes {quote(code.prefix)}: codes are written behind "
        message += f"{', '.join(others)} or {last} and a colon."
        return ParameterError(
            parameter, "unknown_scheme", message, allowed=tuple(PREFIXES), value=text
        )
    if not code.text:
        message = f"{quote(text)} names a list of codes: write one behind the colon."
        return ParameterError(parameter, "unknown_code", message, value=text)
    near = tuple(codes.find_elsewhere(code.text))
    lists = " or ".join(scheme.description.rstrip(".") for scheme in code.schemes)
    message = f"Nothing here has the code {quote(code.text)} ({lists})."
    message += did_you_mean_text(near)
    return ParameterError(parameter, "unknown_code", message, near, value=text)


def _plain(code: str) -> str:
    """Return a code as codes are compared: case and leading zeros say nothing."""
    return code.upper().lstrip("0")
