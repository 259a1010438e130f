"""Which facts a question finds: every filter must hold, and every part of the question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.oracle.facts import Fact, held
from tests.oracle.reference import Reference
from tests.oracle.texts import holds_words
from tests.oracle.times import TIMES, in_the_time_of, meets_times

Params = Mapping[str, Any]
Figure = Mapping[str, Any]
READINGS = ("region_match", "organization_match", "date_match", "sort")
OF_FIGURES = ("measure", "unit", "value_min", "value_max")


def answer(question: Params, facts: Iterable[Fact], reference: Reference) -> list[str]:
    """Ids of the facts that answer the question, in the order asked for."""
    found = [fact for fact in facts if holds(fact, question, reference)]
    newest_first = question.get("sort", ["-date"]) == ["-date"]
    found.sort(key=_place_in_time, reverse=newest_first)
    return [fact["id"] for fact in found]


def find(question: Params, facts: Iterable[Fact], reference: Reference) -> list[Fact]:
    """The facts that answer the question."""
    return [fact for fact in facts if holds(fact, question, reference)]


def holds(fact: Fact, question: Params, reference: Reference) -> bool:
    """Whether a fact answers the question, with all its parts."""
    return all(_passes(name, fact, question, reference) for name in question)


def failures(fact: Fact, question: Params, reference: Reference) -> list[str]:
    """Names of the filters and parts that a fact fails."""
    return [name for name in question if not _passes(name, fact, question, reference)]


def answer_figures(
    question: Params, facts: Sequence[Fact], reference: Reference
) -> list[tuple[str, Figure]]:
    """Figures with the ids of their facts; times are those of the figure, if it has any."""
    times = {it: value for it, value in question.items() if it in (*TIMES, "date_match")}
    others = {it: question[it] for it in question if it not in (*TIMES, *OF_FIGURES, "sort")}
    return [
        (fact["id"], figure)
        for fact in sorted(find(others, facts, reference), key=_place_in_time, reverse=True)
        for figure in fact["figures"]
        if _is_wanted(figure, question) and holds(in_the_time_of(fact, figure), times, reference)
    ]


def _passes(name: str, fact: Fact, question: Params, reference: Reference) -> bool:
    wanted = question[name]
    if name in READINGS:
        return True
    if name in JOINS:
        return JOINS[name](holds(fact, part, reference) for part in wanted)
    if name in TIMES:
        return meets_times(fact, question, name)
    if name in OF_FIGURES:
        return any(_is_wanted(figure, question) for figure in fact["figures"])
    if name in OTHERS:
        return OTHERS[name](fact, wanted, reference)
    return _has_values(name, fact, question, reference)


def _fails(fact: Fact, part: Params, reference: Reference) -> bool:
    return not holds(fact, part, reference)


def _holds_words(fact: Fact, wanted: Sequence[str], reference: Reference) -> bool:
    return holds_words(wanted[0], fact, reference)


def _has_figures(fact: Fact, wanted: Sequence[str], _: Reference) -> bool:
    return bool(fact["figures"]) == (wanted == ["true"])


def _has_values(name: str, fact: Fact, question: Params, reference: Reference) -> bool:
    family, _, how = name.partition("_")
    wanted, values = set(question[name]), held(family, fact, question, reference)
    match how:
        case "all":
            return wanted <= values
        case "not":
            return not wanted & values
        case _:
            return bool(wanted & values)


def _is_wanted(figure: Figure, question: Params) -> bool:
    """Whether one and the same figure is all that is asked for."""
    return (
        all(figure[it] in question[it] for it in ("measure", "unit") if it in question)
        and figure["value"] >= float(question.get("value_min", ["-inf"])[0])
        and figure["value"] <= float(question.get("value_max", ["inf"])[0])
    )


def _place_in_time(fact: Fact) -> tuple[str, str, str]:
    return fact["date"]["end"], fact["date"]["start"], fact["id"]


JOINS: Mapping[str, Callable[[Iterable[bool]], bool]] = {"all": all, "any": any}
OTHERS: Mapping[str, Callable[[Fact, Any, Reference], bool]] = {
    "not": _fails,
    "q": _holds_words,
    "has_figures": _has_figures,
}
