"""Queries made from what one fact has, so that this fact matches each of them."""

from functools import cache

from hypothesis import strategies as st

from tests.oracle import Fact, texts_of
from tests.search.strategies import MANY, Params, searches
from tests.search.world import World

# Without these, a region or an organization does not match every fact that the world gives it.
_WIDEST = {"region": "region_match", "organization": "organization_match"}
_POSITIVE = [name for name in MANY if not name.endswith("_not")]
_TEXT, _FIGURE = "q", "figure"


@st.composite
def answered_queries(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """Return a fact's id, and one to four filters that it passes."""
    fact = draw(st.sampled_from(world.facts))
    own = world.about[fact["id"]]
    names = [name for name in _POSITIVE if own[name.removesuffix("_all")]]
    names += [_TEXT] + [_FIGURE] * (fact["figures"] != [])
    names_drawn = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
    return fact["id"], draw(_params(world, fact, draw(names_drawn)))


@st.composite
def answered_figures(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """Return the id of a fact with a figure, and filters that the figure passes."""
    fact = draw(st.sampled_from([fact for fact in world.facts if fact["figures"]]))
    return fact["id"], draw(_params(world, fact, [_FIGURE]))


@st.composite
def answered_searches(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """Return a fact's id, and a search joined by all and any that the fact passes."""
    fact, params = draw(answered_queries(world))
    joined = {"all": [params], "any": [draw(searches(world, 1)), params]}
    return fact, draw(st.sampled_from([joined, {"all": [joined]}, {**params, **joined}]))


@st.composite
def _params(draw: st.DrawFn, world: World, fact: Fact, names: list[str]) -> Params:
    params: Params = {}
    for name in names:
        plain = name.removesuffix("_all")
        if name == _TEXT:
            params[_TEXT] = [draw(_words(world, fact))]
        elif name == _FIGURE:
            params |= draw(_bounds(fact))
        else:
            params[name] = draw(_own_values(world, fact["id"], name))
        if plain in _WIDEST:
            params[_WIDEST[plain]] = ["any"]
    return params


@cache
def _own_values(world: World, fact: str, name: str) -> st.SearchStrategy[list[str]]:
    own = st.sampled_from(world.about[fact][name.removesuffix("_all")])
    own_values = st.lists(own, min_size=1, max_size=2, unique=True)
    if name.endswith("_all"):
        return own_values
    others = st.lists(st.sampled_from(world.occurring[name]), max_size=1)
    return st.builds(lambda first, more: [*dict.fromkeys([*first, *more])], own_values, others)


@st.composite
def _words(draw: st.DrawFn, world: World, fact: Fact) -> str:
    """Return a word of one of the fact's texts."""
    words = [
        word for text in texts_of(fact, world.reference) for word in text.split() if word.isalpha()
    ]
    return draw(st.sampled_from(words))


@st.composite
def _bounds(draw: st.DrawFn, fact: Fact) -> Params:
    """Return some or all filters that one figure of the fact passes."""
    figure = draw(st.sampled_from(fact["figures"]))
    value = repr(figure["value"])
    filters = {"measure": figure["measure"], "unit": figure["unit"], "has_figures": "true"}
    filters |= {"value_min": value, "value_max": value}
    names = draw(st.sets(st.sampled_from(sorted(filters)), min_size=1))
    return {name: [filters[name]] for name in sorted(names)}
