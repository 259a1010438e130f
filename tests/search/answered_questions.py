"""Questions made of what one fact has, so that this fact answers each of them."""

from functools import cache

from hypothesis import strategies as st

from tests.oracle import Fact, texts_of
from tests.search.strategies import MANY, Params, searches
from tests.search.world import World

# Without this, a region or an organization is not found in all facts that the world counts to it.
_WIDEST = {"region": "region_match", "organization": "organization_match"}
_POSITIVE = [name for name in MANY if not name.endswith("_not")]
_TEXT, _FIGURE = "q", "figure"


@st.composite
def answered_questions(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """A fact's id, and one to four filters that it passes."""
    fact = draw(st.sampled_from(world.facts))
    own = world.about[fact["id"]]
    names = [it for it in _POSITIVE if own[it.removesuffix("_all")]]
    names += [_TEXT] + [_FIGURE] * (fact["figures"] != [])
    chosen = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
    return fact["id"], draw(_question(world, fact, draw(chosen)))


@st.composite
def answered_figures(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """The id of a fact with a figure, and filters that the figure passes."""
    fact = draw(st.sampled_from([it for it in world.facts if it["figures"]]))
    return fact["id"], draw(_question(world, fact, [_FIGURE]))


@st.composite
def answered_searches(draw: st.DrawFn, world: World) -> tuple[str, Params]:
    """A fact's id, and parts joined by all and any, of which it answers as many as it must."""
    fact, question = draw(answered_questions(world))
    joined = {"all": [question], "any": [draw(searches(world, 1)), question]}
    return fact, draw(st.sampled_from([joined, {"all": [joined]}, {**question, **joined}]))


@st.composite
def _question(draw: st.DrawFn, world: World, fact: Fact, names: list[str]) -> Params:
    question: Params = {}
    for name in names:
        plain = name.removesuffix("_all")
        if name == _TEXT:
            question[_TEXT] = [draw(_words(world, fact))]
        elif name == _FIGURE:
            question |= draw(_bounds(fact))
        else:
            question[name] = draw(_own_values(world, fact["id"], name))
        if plain in _WIDEST:
            question[_WIDEST[plain]] = ["any"]
    return question


@cache
def _own_values(world: World, fact: str, name: str) -> st.SearchStrategy[list[str]]:
    own = st.sampled_from(world.about[fact][name.removesuffix("_all")])
    mine = st.lists(own, min_size=1, max_size=2, unique=True)
    if name.endswith("_all"):
        return mine
    others = st.lists(st.sampled_from(world.occurring[name]), max_size=1)
    return st.builds(lambda these, those: [*dict.fromkeys([*these, *those])], mine, others)


@st.composite
def _words(draw: st.DrawFn, world: World, fact: Fact) -> str:
    """A word that stands in one of the fact's texts."""
    words = [
        word for text in texts_of(fact, world.reference) for word in text.split() if word.isalpha()
    ]
    return draw(st.sampled_from(words))


@st.composite
def _bounds(draw: st.DrawFn, fact: Fact) -> Params:
    """What one figure of the fact is, all of it or a part."""
    figure = draw(st.sampled_from(fact["figures"]))
    value = repr(figure["value"])
    filters = {"measure": figure["measure"], "unit": figure["unit"], "has_figures": "true"}
    filters |= {"value_min": value, "value_max": value}
    names = draw(st.sets(st.sampled_from(sorted(filters)), min_size=1))
    return {name: [filters[name]] for name in sorted(names)}
