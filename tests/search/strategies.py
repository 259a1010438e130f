"""Questions made up by chance: mostly about one fact, so that many of them find something."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from policyfacts.schemas.params import FactFilters
from tests.oracle import days, texts_of
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
    "date_match": ["overlaps", "within"],
}
DATES = (
    *("2010", "2011-12-31", "2012", "2013", "2013-01", "2013-01-15", "2013-01-17", "2013-02"),
    *("2013-05", "2013-07", "2013-09-30", "2013-10-10", "2013-12", "2013-12-31", "2014"),
    *("2014-01-01", "2015", "2016-02-29", "2016-12", "2017", "2017-12-31", "2020"),
)
LISTS = (*MANY, *OF_FIGURES, "facet")
_AS_JSON: Mapping[str, Callable[[list[str]], Any]] = {
    "year": lambda years: [int(it) for it in years],
    "year_from": lambda year: int(year[0]),
    "year_to": lambda year: int(year[0]),
    "value_min": lambda value: float(value[0]),
    "value_max": lambda value: float(value[0]),
    "has_figures": lambda value: value == ["true"],
}


@st.composite
def questions(draw: st.DrawFn, world: World) -> Params:
    """One to four filters, with the readings and the order that go with them."""
    question = draw(_filters(world, most=4))
    if draw(st.booleans()):
        question["sort"] = [draw(st.sampled_from(["-date", "date"]))]
    return question


def unsorted_questions(world: World) -> st.SearchStrategy[Params]:
    """Questions without an order, for answers that have no use for one."""
    return _filters(world, most=4)


@st.composite
def questions_of_figures(draw: st.DrawFn, world: World) -> Params:
    """Filters that speak of figures, and not more than one other."""
    fact = draw(st.sampled_from([it["id"] for it in world.facts if it["figures"]]))
    question: Params = {}
    if draw(st.booleans()):
        question |= draw(_readings(_own_filters(world, fact, [*MANY, *SPANS], most=1)))
    return {**question, **draw(_figure_filters(world, fact))}


@st.composite
def searches(draw: st.DrawFn, world: World, depth: int) -> Params:
    """Filters with parts that are joined by all, any and not, so many in one another."""
    question = draw(_filters(world, most=2))
    if depth == 0:
        return question
    if draw(st.booleans()):
        question = {}
    parts = searches(world, depth - 1)
    joins = draw(st.sets(st.sampled_from(["all", "any", "not"]), min_size=1, max_size=2))
    for join in sorted(joins):
        question[join] = draw(
            parts if join == "not" else st.lists(parts, min_size=1, max_size=3 if depth < 3 else 2)
        )
    return question


def number_of_parts(question: Params) -> int:
    """How many questions stand in one another, the outermost included."""
    joined = [*question.get("all", ()), *question.get("any", ())]
    joined += [question["not"]] if "not" in question else []
    return 1 + sum(map(number_of_parts, joined))


def as_body(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question as JSON has it: one value where only one may stand, numbers as numbers."""
    return {name: _as_json(name, value) for name, value in question.items()}


def _as_json(name: str, value: Any) -> Any:
    if name in ("all", "any"):
        return [as_body(part) for part in value]
    if name == "not":
        return as_body(value)
    if name in _AS_JSON:
        return _AS_JSON[name](value)
    return value if name in LISTS else value[0]


# Strategies are kept: to make them, and to have them validated, takes longer than to draw.
@cache
def _filters(world: World, most: int) -> st.SearchStrategy[Params]:
    return st.sampled_from(sorted(world.about)).flatmap(
        lambda fact: _filters_about(world, fact, most)
    )


@cache
def _filters_about(world: World, fact: str, most: int) -> st.SearchStrategy[Params]:
    names = [*MANY, *SPANS, TEXT, TEXT, FIGURE, FIGURE]
    return _readings(_own_filters(world, fact, names, most))


@st.composite
def _own_filters(
    draw: st.DrawFn, world: World, fact: str, names: Sequence[str], most: int
) -> Params:
    """Filters that are mostly about a fact."""
    question: Params = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True)):
        if name in SPANS:
            question.update(draw(_spans(name)))
        elif name == TEXT:
            question[TEXT] = [draw(_texts(world, fact))]
        elif name == FIGURE:
            question.update(draw(_figure_filters(world, fact)))
        else:
            question[name] = draw(_values(world, fact, name))
    return question


@st.composite
def _readings(draw: st.DrawFn, filters: st.SearchStrategy[Params]) -> Params:
    """With the ways in which they may be read."""
    question = draw(filters)
    for name, choices in SINGLE.items():
        if draw(st.booleans()):
            question[name] = [draw(st.sampled_from(choices))]
    return question


@st.composite
def _texts(draw: st.DrawFn, world: World, fact: str) -> str:
    """Words that stand in the fact or near it, some of them in quotes."""
    about = world.fact(fact)
    texts = [about["statement"], *texts_of(about, world.reference)]
    written = []
    for _ in range(draw(st.integers(1, 2))):
        words = _words(draw(st.sampled_from(texts)))
        start = draw(st.integers(0, len(words) - 1))
        part = " ".join(words[start : start + draw(st.integers(1, 3))])
        part = draw(st.sampled_from([part, part.upper(), part.casefold()]))
        written.append(f'"{part}"' if draw(st.booleans()) else part)
    return " ".join(written)


def _words(text: str) -> list[str]:
    plain = re.sub('["“”„‟«»＂]', " ", text)
    return [word for word in plain.split() if any(sign.isalnum() for sign in word)]


@st.composite
def _figure_filters(draw: st.DrawFn, world: World, fact: str) -> Params:
    """Some of what a figure of the fact is, or of another fact where it has none."""
    every = [it for other in world.facts for it in other["figures"]]
    figures = world.fact(fact)["figures"] or every
    figure = draw(st.sampled_from(figures))
    value = figure["value"]
    measures, units = (st.sampled_from(world.known[it]) for it in ("measure", "unit"))
    choices: dict[str, st.SearchStrategy[list[str]]] = {
        "measure": st.lists(measures, max_size=2).map(lambda more: [figure["measure"], *more]),
        "unit": st.lists(units, max_size=2).map(lambda more: [figure["unit"], *more]),
        "value_min": st.sampled_from([value, value / 2, value + 0.5, 0, -1]).map(_written),
        "value_max": st.sampled_from([value, value * 2, value - 0.5, 1e18]).map(_written),
        "has_figures": st.sampled_from([["true"], ["true"], ["false"]]),
    }
    names = draw(st.sets(st.sampled_from(sorted(choices)), min_size=1, max_size=3))
    question = {it: draw(choices[it]) for it in sorted(names)}
    if {"value_min", "value_max"} <= set(question):
        question["value_min"], question["value_max"] = sorted(
            (question["value_min"], question["value_max"]), key=lambda it: float(it[0])
        )
    return question


def _written(value: float) -> list[str]:
    return [repr(value)]


@cache
def _values(world: World, fact: str, name: str) -> st.SearchStrategy[list[str]]:
    plain = name.removesuffix("_all").removesuffix("_not")
    own = world.about[fact][plain] or world.occurring[plain]
    if name.endswith("_not"):
        own = world.occurring[plain]
    of_the_fact, of_any = st.sampled_from(own), st.sampled_from(world.occurring[plain])
    value = st.one_of(of_the_fact, of_the_fact, of_any, st.sampled_from(world.known[plain]))
    longest = 2 if name.endswith("_all") else 3
    return st.lists(of_the_fact, min_size=1, max_size=2, unique=True) | st.lists(
        value, min_size=1, max_size=longest, unique=True
    )


@st.composite
def _spans(draw: st.DrawFn, unit: str) -> Params:
    """A span that is open at one end or at none, and not empty."""
    choices = st.sampled_from(DATES if unit == "dates" else YEARS)
    first, last = draw(choices), draw(choices)
    if days(first)[0] > days(last)[1]:
        first, last = last, first
    name = unit.removesuffix("s")
    span = {f"{name}_from": [first], f"{name}_to": [last]}
    left_out = draw(st.sampled_from([None, None, *span]))
    return {it: value for it, value in span.items() if it != left_out}
