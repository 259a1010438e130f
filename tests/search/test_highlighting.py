"""Hits of text search are highlighted in the facts."""

import re
from html import unescape
from typing import Any

import pytest

from policyfacts.schemas.facts import Match
from policyfacts.search.parse.text import parse_text
from policyfacts.search.sets.text_query import highlight_fields
from tests.search.corpus import KINDS, Corpus, spaced_terms


@pytest.mark.parametrize("text", ["China", "Китай", "Россия RUS", '"customs union"', "BLR", "visa"])
def test_hits_are_highlighted_in_every_fact(corpus: Corpus, text: str) -> None:
    query = parse_text("q", text)
    assert corpus.find(text)
    for ordinal in corpus.find(text):
        fact = corpus.facts[ordinal]
        matches = highlight_fields(query.phrases, fact, corpus.registry)
        assert matches
        marked = "".join(match["html"] for match in matches)
        fragments = [
            spaced_terms(unescape(fragment))
            for fragment in re.findall("<mark>(.*?)</mark>", marked)
        ]
        assert {*fragments} == {spaced_terms(" ".join(phrase)) for phrase in query.phrases}
        for match in matches:
            Match.model_validate(match)
            plain = unescape(re.sub("</?mark>", "", match["html"]))
            assert plain in corpus.texts[ordinal]


def test_name_that_matched_is_highlighted(corpus: Corpus) -> None:
    ordinal = corpus.find("Китай")[0]
    matches = highlight_fields(
        parse_text("q", "Китая").phrases, corpus.facts[ordinal], corpus.registry
    )
    assert matches == [{"field": "names", "html": "<mark>Китай</mark>"}]


def test_a_phrase_marks_the_phrase_alone(corpus: Corpus) -> None:
    fact = make_fact("The visa was free, and visa-free travel is free.")
    assert html_of('"visa free"', fact, corpus) == [
        "The visa was free, and <mark>visa-free</mark> travel is free."
    ]


def test_overlapping_hits_are_marked_once(corpus: Corpus) -> None:
    fact = make_fact("one two three four")
    assert html_of('"one two" "two three" two', fact, corpus) == [
        "<mark>one two</mark><mark> three</mark> four"
    ]


def test_html_in_texts_is_escaped(corpus: Corpus) -> None:
    fact = make_fact("<script>alert('x') & \"y\"</script> <mark>visa</mark>")
    assert html_of("visa script", fact, corpus) == [
        "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;) &amp; &quot;y&quot;"
        "&lt;/<mark>script</mark>&gt; &lt;mark&gt;<mark>visa</mark>&lt;/mark&gt;"
    ]


def test_html_inside_a_phrase_is_escaped(corpus: Corpus) -> None:
    fact = make_fact("visa <b>&</b> travel")
    assert html_of('"visa b b travel"', fact, corpus) == [
        "<mark>visa &lt;b&gt;&amp;&lt;/b&gt; travel</mark>"
    ]


def test_excluded_parties_are_not_highlighted(corpus: Corpus) -> None:
    fact = make_fact("CIS without Russia")
    fact["countries"] = [{"id": "RU", "role": "excluded"}, {"id": "CN", "role": "member"}]
    query = parse_text("q", "russia china")
    assert highlight_fields(query.phrases, fact, corpus.registry) == [
        {"field": "statement", "html": "CIS without <mark>Russia</mark>"},
        {"field": "names", "html": "<mark>China</mark>"},
    ]


def make_fact(statement: str) -> dict[str, Any]:
    return {"statement": statement, "topics": [], **{kind: [] for kind in KINDS}}


def html_of(text: str, fact: dict[str, Any], corpus: Corpus) -> list[str]:
    return [
        match["html"]
        for match in highlight_fields(parse_text("q", text).phrases, fact, corpus.registry)
    ]
