"""What was probably meant by an address that is refused, as addresses that are not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policyfacts.errors import FactsError, ParameterError
from policyfacts.site.page_urls import EXPLORER, Places

_MOST = 12
Asked = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RefusedAddress:
    """The path and parameters that were refused, as they were written; `name` names an id."""

    path: str
    asked: Asked
    name: Callable[[str], str]


@dataclass(frozen=True)
class Suggestion:
    """Words for a link, and where it leads."""

    label: str
    href: str


def suggest_addresses(
    error: FactsError, refused: RefusedAddress, places: Places
) -> list[Suggestion]:
    """Addresses in place of the one that was refused, the most likely first."""
    found = [it for fault in error.errors for it in _of_fault(fault, refused, places)]
    return list(dict.fromkeys(found))[:_MOST]


def _of_fault(
    fault: ParameterError, refused: RefusedAddress, places: Places
) -> Iterator[Suggestion]:
    if fault.parameter == "id":
        yield from (_other_thing(it, refused, places) for it in fault.did_you_mean)
    elif fault.parameter == "cursor":
        yield Suggestion(
            "Begin with the first facts", _ask(refused, _left(refused, "cursor"), places)
        )
    else:
        yield from (_mended(fault, it, refused, places) for it in fault.did_you_mean)
        if any(name == fault.parameter for name, _ in refused.asked):
            rest = _ask(refused, _left(refused, fault.parameter), places)
            yield Suggestion(f"Leave out {fault.parameter}", rest)


def _other_thing(suggested: str, refused: RefusedAddress, places: Places) -> Suggestion:
    """`CN` beside what was asked; `entities/eu` is a path already."""
    folder = refused.path.strip("/").partition("/")[0]
    path = suggested if "/" in suggested else f"{folder}/{suggested}"
    return Suggestion(refused.name(suggested.rpartition("/")[2]), places.of(f"/{path}"))


def _mended(
    fault: ParameterError, suggested: str, refused: RefusedAddress, places: Places
) -> Suggestion:
    """Another value, another parameter, or (`region=africa`) both."""
    name, equals, value = suggested.partition("=")
    if equals:
        return _replaced(fault, (name, value), suggested, refused, places)
    if fault.code == "unknown_parameter":
        asked = [(suggested if it == fault.parameter else it, value) for it, value in refused.asked]
        return Suggestion(suggested, _ask(refused, asked, places))
    return _replaced(
        fault,
        (fault.parameter, suggested),
        refused.name(suggested),
        refused,
        places,
    )


def _replaced(
    fault: ParameterError, by: tuple[str, str], label: str, refused: RefusedAddress, places: Places
) -> Suggestion:
    """The question with a value in place of the one that was refused."""
    asked = []
    for name, written in refused.asked:
        kept = written if name != fault.parameter else _others(written, fault.written)
        if name != fault.parameter or kept:
            asked.append((name, kept))
    return Suggestion(label, _ask(refused, [*asked, by], places))


def _others(written: str, refused: str | None) -> str:
    """The values beside the one that was refused; none where nobody knows which that is."""
    if refused in (None, written):
        return ""
    return ",".join(it for it in written.split(",") if it.strip() != refused)


def _left(refused: RefusedAddress, parameter: str) -> Asked:
    return [it for it in refused.asked if it[0] != parameter]


def _ask(refused: RefusedAddress, asked: Asked, places: Places) -> str:
    return places.local.url_with(refused.path or EXPLORER, asked)
