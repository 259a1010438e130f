"""What text search found shows where it hit."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from policyfacts.schemas.facts import Match
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.sets.text_query import highlight_fields, parse_text
from policyfacts.settings import Settings
from tests.search.facts_with_texts import KINDS, World, open_world, spaced


@pytest.fixture(scope="module")
def world(loaded_settings: Settings) -> Iterator[World]:
    with open_world(loaded_settings) as world:
        yield world


@pytest.mark.parametrize(
    "written", ["China", "Китай", "Россия RUS", '"customs union"', "BLR", "visa"]
)
def test_every_fact_that_is_found_shows_where(world: World, written: str) -> None:
    query = parse_text("q", written)
    found = world.session.matcher.ordinals(TextMatch("q", query))
    assert found
    for position in found:
        fact = world.facts[position]
        matches = highlight_fields(query, fact, world.registry)
        assert matches
        marked = "".join(it["html"] for it in matches)
        hit = [spaced(unescape(it)) for it in re.findall("<mark>(.*?)</mark>", marked)]
        assert {*hit} == {spaced(" ".join(phrase)) for phrase in query.phrases}
        for match in matches:
            Match.model_validate(match)
            text = unescape(re.sub("</?mark>", "", match["html"]))
            assert text in world.texts[position]


def test_the_very_name_that_matched_is_shown(world: World) -> None:
    position = world.found("Китай")[0]
    matches = highlight_fields(parse_text("q", "Китая"), world.facts[position], world.registry)
    assert matches == [{"field": "names", "html": "<mark>Китай</mark>"}]


def test_a_phrase_marks_the_phrase_alone(world: World) -> None:
    fact = made_up("The visa was free, and visa-free travel is free.")
    assert html_of('"visa free"', fact, world) == [
        "The visa was free, and <mark>visa-free</mark> travel is free."
    ]


def test_hits_that_overlap_are_marked_once(world: World) -> None:
    fact = made_up("one two three four")
    assert html_of('"one two" "two three" two', fact, world) == [
        "<mark>one two</mark><mark> three</mark> four"
    ]


def test_what_is_shown_is_safe_in_a_page(world: World) -> None:
    fact = made_up("<script>alert('x') & \"y\"</script> <mark>visa</mark>")
    assert html_of("visa script", fact, world) == [
        "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;) &amp; &quot;y&quot;"
        "&lt;/<mark>script</mark>&gt; &lt;mark&gt;<mark>visa</mark>&lt;/mark&gt;"
    ]


def test_what_stands_inside_a_phrase_is_escaped_too(world: World) -> None:
    fact = made_up("visa <b>&</b> travel")
    assert html_of('"visa b b travel"', fact, world) == [
        "<mark>visa &lt;b&gt;&amp;&lt;/b&gt; travel</mark>"
    ]


def test_excluded_parties_are_not_shown(world: World) -> None:
    fact = made_up("CIS without Russia")
    fact["countries"] = [{"id": "RU", "role": "excluded"}, {"id": "CN", "role": "member"}]
    query = parse_text("q", "russia china")
    assert highlight_fields(query, fact, world.registry) == [
        {"field": "statement", "html": "CIS without <mark>Russia</mark>"},
        {"field": "names", "html": "<mark>China</mark>"},
    ]


def made_up(statement: str) -> dict[str, Any]:
    return {"statement": statement, "topics": [], **{kind: [] for kind in KINDS}}


def html_of(written: str, fact: dict[str, Any], world: World) -> list[str]:
    return [it["html"] for it in highlight_fields(parse_text("q", written), fact, world.registry)]
