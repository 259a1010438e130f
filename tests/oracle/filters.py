"""Which facts match a query: they pass every filter and every clause of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.oracle.facts import Fact, values_of, with_parties_that_count
from tests.oracle.reference import Reference
from tests.oracle.texts import holds_words
from tests.oracle.times import TIMES, in_the_time_of, meets_times

Params = Mapping[str, Any]
Figure = Mapping[str, Any]
MODES_AND_SORT = ("region_match", "organization_match", "date_match", "text_match", "sort")
OF_FIGURES = ("measure", "unit", "value_min", "value_max")


def find_ids(params: Params, facts: Iterable[Fact], reference: Reference) -> list[str]:
    """Return the ids of the facts that match, in the requested order."""
    hits = [fact for fact in facts if matches(fact, params, reference)]
    newest_first = params.get("sort", ["-date"]) == ["-date"]
    hits.sort(key=_place_in_time, reverse=newest_first)
    return [fact["id"] for fact in hits]


def find(params: Params, facts: Iterable[Fact], reference: Reference) -> list[Fact]:
    """Return the facts that match."""
    return [fact for fact in facts if matches(fact, params, reference)]


def matches(fact: Fact, params: Params, reference: Reference) -> bool:
    """Return True where a fact passes all filters and clauses."""
    return all(_passes(name, fact, params, reference) for name in params)


def failures(fact: Fact, params: Params, reference: Reference) -> list[str]:
    """Return the names of the filters and clauses that a fact fails."""
    return [name for name in params if not _passes(name, fact, params, reference)]


def answer_figures(
    params: Params, facts: Sequence[Fact], reference: Reference
) -> list[tuple[str, Figure]]:
    """Return figures with the ids of their facts; dates are those of the figure, if it has any."""
    times = {name: value for name, value in params.items() if name in (*TIMES, "date_match")}
    others = {name: params[name] for name in params if name not in (*TIMES, *OF_FIGURES, "sort")}
    return [
        (fact["id"], figure)
        for fact in sorted(find(others, facts, reference), key=_place_in_time, reverse=True)
        for figure in fact["figures"]
        if _matches_figure(figure, params)
        and matches(in_the_time_of(fact, figure), times, reference)
    ]


def _passes(name: str, fact: Fact, params: Params, reference: Reference) -> bool:
    values = params[name]
    if name in MODES_AND_SORT:
        return True
    if name in JOINS:
        return JOINS[name](matches(fact, part, reference) for part in values)
    if name in TIMES:
        return meets_times(fact, params, name)
    if name in OF_FIGURES:
        return any(_matches_figure(figure, params) for figure in fact["figures"])
    if name in OTHERS:
        return OTHERS[name](fact, params, reference)
    return _has_values(name, fact, params, reference)


def _fails_part(fact: Fact, params: Params, reference: Reference) -> bool:
    return not matches(fact, _in_own_texts(params["not"]), reference)


def _holds_words(fact: Fact, params: Params, reference: Reference) -> bool:
    is_own = params.get("text_match") == ["own"]
    return holds_words(params["q"][0], fact, reference, is_own=is_own)


def _in_own_texts(params: Params) -> Params:
    """Return the same clauses, for words that no sentence is searched for."""
    joins = {join: list(map(_in_own_texts, params[join])) for join in JOINS if join in params}
    return {**params, **joins, "text_match": ["own"]}


def _has_figures(fact: Fact, params: Params, _: Reference) -> bool:
    return bool(fact["figures"]) is (params["has_figures"] == ["true"])


def _has_parties_that_count(fact: Fact, params: Params, reference: Reference) -> bool:
    return with_parties_that_count(fact, {"named": params["named"]}, reference)[1]


def _has_values(name: str, fact: Fact, params: Params, reference: Reference) -> bool:
    family, _, how = name.partition("_")
    values, fact_values = set(params[name]), values_of(family, fact, params, reference)
    match how:
        case "all":
            return values <= fact_values
        case "not":
            return not values & fact_values
        case _:
            return bool(values & fact_values)


def _matches_figure(figure: Figure, params: Params) -> bool:
    """Return True where one and the same figure passes all filters of figures."""
    return (
        all(figure[name] in params[name] for name in ("measure", "unit") if name in params)
        and figure["value"] >= float(params.get("value_min", ["-inf"])[0])
        and figure["value"] <= float(params.get("value_max", ["inf"])[0])
    )


def _place_in_time(fact: Fact) -> tuple[str, str, str]:
    return fact["date"]["end"], fact["date"]["start"], fact["id"]


JOINS: Mapping[str, Callable[[Iterable[bool]], bool]] = {"all": all, "any": any}
OTHERS: Mapping[str, Callable[[Fact, Params, Reference], bool]] = {
    "not": _fails_part,
    "q": _holds_words,
    "has_figures": _has_figures,
    "named": _has_parties_that_count,
}
