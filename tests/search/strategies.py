"""Random queries: mostly about one fact, so that many of them match something."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from policyfacts.schemas.params.filters import FactFilters
from tests.oracle import days, sentence_words_of, texts_of
from tests.search.world import YEARS, World

Params = dict[str, Any]
OF_FIGURES = ("measure", "unit")
MANY = tuple(
    name
    for name, field in FactFilters.model_fields.items()
    if field.default_factory is list and name not in OF_FIGURES
)
SPANS = ("years", "dates")
TEXT, FIGURE = "q", "figure"
SINGLE = {
    "region_match": ["any", "named", "members"],
    "organization_match": ["organs", "named", "members", "any"],
    "text_match": ["any", "own"],
    "date_match": ["overlaps", "within"],
    "named": ["true", "false"],
}
DATES = (
    *("2010", "2011-12-31", "2012", "2013", "2013-01", "2013-01-15", "2013-01-17", "2013-02"),
    *("2013-05", "2013-07", "2013-09-30", "2013-10-10", "2013-12", "2013-12-31", "2014"),
    *("2014-01-01", "2015", "2016-02-29", "2016-12", "2017", "2017-12-31", "2020"),
)
LISTS = (*MANY, *OF_FIGURES, "facet")
_AS_JSON: Mapping[str, Callable[[list[str]], Any]] = {
    "year": lambda years: [int(year) for year in years],
    "year_from": lambda year: int(year[0]),
    "year_to": lambda year: int(year[0]),
    "value_min": lambda value: float(value[0]),
    "value_max": lambda value: float(value[0]),
    "has_figures": lambda value: value == ["true"],
    "named": lambda value: value == ["true"],
}


@st.composite
def queries(draw: st.DrawFn, world: World) -> Params:
    """Return one to four filters, with match modes and a sort order."""
    params = draw(_filters(world, most=4))
    if draw(st.booleans()):
        params["sort"] = [draw(st.sampled_from(["-date", "date"]))]
    return params


def unsorted_queries(world: World) -> st.SearchStrategy[Params]:
    """Return filters without a sort order."""
    return _filters(world, most=4)


@st.composite
def figure_queries(draw: st.DrawFn, world: World) -> Params:
    """Return filters by figures, and at most one other."""
    fact = draw(st.sampled_from([fact_["id"] for fact_ in world.facts if fact_["figures"]]))
    params: Params = {}
    if draw(st.booleans()):
        params |= draw(_with_match_modes(_own_filters(world, fact, [*MANY, *SPANS], most=1)))
    return {**params, **draw(_figure_filters(world, fact))}


@st.composite
def searches(draw: st.DrawFn, world: World, depth: int) -> Params:
    """Return filters with clauses joined by all, any and not, to this depth."""
    params = draw(_filters(world, most=2))
    if depth == 0:
        return params
    if draw(st.booleans()):
        params = {}
    parts = searches(world, depth - 1)
    joins = draw(st.sets(st.sampled_from(["all", "any", "not"]), min_size=1, max_size=2))
    for join in sorted(joins):
        params[join] = draw(
            parts if join == "not" else st.lists(parts, min_size=1, max_size=3 if depth < 3 else 2)
        )
    return params


def count_clauses(params: Params) -> int:
    """Count the clauses of a query, the outermost included."""
    joined = [*params.get("all", ()), *params.get("any", ())]
    joined += [params["not"]] if "not" in params else []
    return 1 + sum(map(count_clauses, joined))


def as_body(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return a query as a JSON body: one value where only one is allowed, numbers as numbers."""
    return {name: _as_json(name, value) for name, value in params.items()}


def _as_json(name: str, value: Any) -> Any:
    if name in ("all", "any"):
        return [as_body(part) for part in value]
    if name == "not":
        return as_body(value)
    if name in _AS_JSON:
        return _AS_JSON[name](value)
    return value if name in LISTS else value[0]


# Strategies are cached: making and validating them takes longer than drawing from them.
@cache
def _filters(world: World, most: int) -> st.SearchStrategy[Params]:
    return st.sampled_from(sorted(world.about)).flatmap(
        lambda fact: _filters_about(world, fact, most)
    )


@cache
def _filters_about(world: World, fact: str, most: int) -> st.SearchStrategy[Params]:
    names = [*MANY, *SPANS, TEXT, TEXT, FIGURE, FIGURE]
    return _with_match_modes(_own_filters(world, fact, names, most))


@st.composite
def _own_filters(
    draw: st.DrawFn, world: World, fact: str, names: Sequence[str], most: int
) -> Params:
    """Return filters that are mostly about a fact."""
    params: Params = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True)):
        if name in SPANS:
            params.update(draw(_spans(name)))
        elif name == TEXT:
            params[TEXT] = [draw(_texts(world, fact))]
        elif name == FIGURE:
            params.update(draw(_figure_filters(world, fact)))
        else:
            params[name] = draw(_values(world, fact, name))
    return params


@st.composite
def _with_match_modes(draw: st.DrawFn, filters: st.SearchStrategy[Params]) -> Params:
    """Add match modes to filters."""
    params = draw(filters)
    for name, choices in SINGLE.items():
        # Few facts have parties that are not named: most queries read all of them.
        if draw(st.sampled_from([True, False, *([False] if name == "named" else [])])):
            params[name] = [draw(st.sampled_from(choices))]
    return params


@st.composite
def _texts(draw: st.DrawFn, world: World, fact: str) -> str:
    """Return words that stand in the fact or near it, some in quotes, excluded or either of two."""
    about = world.fact(fact)
    texts = [about["statement"], *texts_of(about, world.reference)]
    texts += [about["statement"], " ".join(sentence_words_of(about, world.reference))]
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        words = _words(draw(st.sampled_from(texts)))
        start = draw(st.integers(0, len(words) - 1))
        part = " ".join(words[start : start + draw(st.integers(1, 3))])
        part = draw(st.sampled_from([part, part.upper(), part.casefold()]))
        parts.append(f'"{part}"' if draw(st.booleans()) else part)
    joint = st.sampled_from([" ", " ", " -", " OR ", " NOT ", " OR NOT ", " AND "])
    return draw(st.sampled_from(["", "", "", "-", "NOT "])) + draw(joint).join(parts)


def _words(text: str) -> list[str]:
    plain = re.sub('["“”„‟«»＂]', " ", text)
    return [word for word in plain.split() if any(sign.isalnum() for sign in word)]


@st.composite
def _figure_filters(draw: st.DrawFn, world: World, fact: str) -> Params:
    """Return filters by a figure of the fact, or of another fact where it has none."""
    every = [figure for other in world.facts for figure in other["figures"]]
    figures = world.fact(fact)["figures"] or every
    figure = draw(st.sampled_from(figures))
    value = figure["value"]
    measures, units = (st.sampled_from(world.possible[name]) for name in ("measure", "unit"))
    choices: dict[str, st.SearchStrategy[list[str]]] = {
        "measure": st.lists(measures, max_size=2).map(lambda more: [figure["measure"], *more]),
        "unit": st.lists(units, max_size=2).map(lambda more: [figure["unit"], *more]),
        "value_min": st.sampled_from([value, value / 2, value + 0.5, 0, -1]).map(_as_values),
        "value_max": st.sampled_from([value, value * 2, value - 0.5, 1e18]).map(_as_values),
        "has_figures": st.sampled_from([["true"], ["true"], ["false"]]),
    }
    names = draw(st.sets(st.sampled_from(sorted(choices)), min_size=1, max_size=3))
    params = {name: draw(choices[name]) for name in sorted(names)}
    if {"value_min", "value_max"} <= set(params):
        params["value_min"], params["value_max"] = sorted(
            (params["value_min"], params["value_max"]), key=lambda bound: float(bound[0])
        )
    return params


def _as_values(value: float) -> list[str]:
    return [repr(value)]


@cache
def _values(world: World, fact: str, name: str) -> st.SearchStrategy[list[str]]:
    plain = name.removesuffix("_all").removesuffix("_not")
    own = world.about[fact][plain] or world.occurring[plain]
    if name.endswith("_not"):
        own = world.occurring[plain]
    of_the_fact, of_any = st.sampled_from(own), st.sampled_from(world.occurring[plain])
    value = st.one_of(of_the_fact, of_the_fact, of_any, st.sampled_from(world.possible[plain]))
    longest = 2 if name.endswith("_all") else 3
    return st.lists(of_the_fact, min_size=1, max_size=2, unique=True) | st.lists(
        value, min_size=1, max_size=longest, unique=True
    )


@st.composite
def _spans(draw: st.DrawFn, unit: str) -> Params:
    """Return a span that is not empty, open at one end or at none."""
    choices = st.sampled_from(DATES if unit == "dates" else YEARS)
    first, last = draw(choices), draw(choices)
    if days(first)[0] > days(last)[1]:
        first, last = last, first
    name = unit.removesuffix("s")
    span = {f"{name}_from": [first], f"{name}_to": [last]}
    left_out = draw(st.sampled_from([None, None, *span]))
    return {bound: value for bound, value in span.items() if bound != left_out}
