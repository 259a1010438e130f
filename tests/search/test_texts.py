"""Text search finds what a search in plain Python finds."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from policyfacts.analyser import analyse
from policyfacts.analyser.little_words import LITTLE_WORDS
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.parse.text import parse_text
from policyfacts.search.results import ranking as text_ranking
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from tests.search.corpus import Corpus, spaced_terms
from tests.search.requests import GENERATED

MANY = settings(GENERATED, max_examples=400)
# Words of a phrase: with hyphens they may count twice, and a query has at most 32.
_FEWER_THAN_MAX_WORDS = 16
# Words that may be missing, unless the query has no others.
STOP_WORDS = {word.term for little in LITTLE_WORDS for word in analyse(little)}
SYNTAX = [
    "and",
    "NEAR(",
    "title:",
    "*",
    "^",
    "'",
    "\\",
    "&|!",
    "<->",
    "- x",
    ":A",
    "😀",
]


def hyphenated_runs(text: str) -> list[list[str]]:
    """Return the terms of a text, in one list where only a hyphen is between them."""
    runs: list[list[str]] = []
    end = -1
    for word in analyse(text):
        is_dash = runs and runs[-1][-1].isdecimal() and word.term.isdecimal()
        if runs and text[end : word.start] == "-" and not is_dash:
            runs[-1].append(word.term)
        else:
            runs.append([word.term])
        end = word.end
    return runs


@pytest.mark.no_cov
def test_generated_texts_find_what_plain_python_finds(corpus: Corpus) -> None:
    all_texts = sorted({text for texts in corpus.texts.values() for text in texts})
    spaced_texts = corpus.spaced_texts

    @st.composite
    def parts(draw: st.DrawFn) -> str:
        words = draw(st.sampled_from(all_texts)).replace('"', " ").split()
        start = draw(st.integers(0, len(words) - 1))
        part = " ".join(words[start : start + draw(st.integers(1, 4))])
        return draw(st.sampled_from([part, part.upper(), part.lower(), part.swapcase()]))

    @MANY
    @given(
        loose=st.lists(parts(), max_size=2),
        quoted=st.lists(parts(), max_size=2),
        noise=st.sampled_from(["", *SYNTAX]),
    )
    def check(loose: list[str], quoted: list[str], noise: str) -> None:
        text = " ".join([*loose, noise, *(f'"{phrase}"' for phrase in quoted)])
        phrases = [phrase for phrase in quoted if spaced_terms(phrase).strip()]
        terms = [" ".join(run) for part in (*loose, noise) for run in hyphenated_runs(part)]
        if not phrases and not terms:
            return
        significant = [term for term in terms if term not in STOP_WORDS]
        needed = significant if phrases or significant else terms
        expected_phrases = [spaced_terms(phrase) for phrase in phrases] + [
            f" {term} " for term in needed
        ]
        expected = [
            ordinal
            for ordinal, texts in sorted(spaced_texts.items())
            if all(any(phrase in fact_text for fact_text in texts) for phrase in expected_phrases)
        ]
        assert corpus.find(text) == expected, text
        assert sorted(corpus.rank(text)) == expected

    check()


@pytest.mark.no_cov
def test_each_text_in_quotes_finds_its_fact(corpus: Corpus) -> None:
    for ordinal, texts in corpus.texts.items():
        for text in texts:
            phrase = " ".join(text.replace('"', " ").split()[:_FEWER_THAN_MAX_WORDS])
            assert ordinal in corpus.find(f'"{phrase}"'), text


@pytest.mark.parametrize(
    "alike",
    [
        ("China", "CHINA", "china's", "Китай", "Китая", "Chine", "中国", "КНР", "CHN"),
        ("visas agreements", "agreement, visa!", "Agreement* +visa"),
        ('"visa free"', "“Visa-free”", '"VISA   FREE"'),
    ],
)
def test_alike_texts_find_the_same_facts(corpus: Corpus, alike: tuple[str, ...]) -> None:
    hits = [corpus.find(text) for text in alike]
    assert all(ordinals == hits[0] for ordinals in hits)
    assert 0 < len(hits[0]) < len(corpus.facts)


@pytest.mark.parametrize(
    "noise", [*SYNTAX, 'a"b', '"', '""', "{", "(((", "x" * 5000, "\x01", ";--"]
)
def test_punctuation_is_harmless(corpus: Corpus, noise: str) -> None:
    words = [noise[word.start : word.end] for word in analyse(noise) if word.term not in STOP_WORDS]
    for text in (f"China {noise}", f"{noise} China", f"{noise}, 'China' {noise}"):
        assert corpus.find(text) == corpus.expected(["China", *words]), text
    quoted = " ".join(noise[word.start : word.end] for word in analyse(noise))
    assert corpus.find(f'China "{noise}"') == corpus.expected(["China", quoted])


def test_single_quotation_mark_is_harmless(corpus: Corpus) -> None:
    assert corpus.find('state visit"') == corpus.find('"state visit') == corpus.find("state visit")
    assert corpus.find('"state visit" "official') == corpus.expected(["state visit", "official"])


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("signing Agreements", [("sign",), ("agreement",)]),
        ('"signing agreements"', [("sign", "agreement")]),
        ("a a A", [("a",)]),
        ('one"two three"four', [("one",), ("two", "three"), ("four",)]),
        ('one "two three', [("one",), ("two",), ("three",)]),
        ('"" " " one', [("one",)]),
        ("«Союзное государство»", [("союзн", "государств")]),
        ("visa-free travel", [("visa", "free"), ("travel",)]),
        ("2014-2016", [("2014",), ("2016",)]),
        ("visit of the President", [("visit",), ("president",)]),
        ("visit -secret president", [("visit",), ("president",)]),
        ('"of the" president', [("of", "the"), ("president",)]),
        ("of the", [("of",), ("the",)]),
        ("vi\u00adsa", [("visa",)]),
    ],
)
def test_text_is_parsed_into_phrases(text: str, phrases: list[tuple[str, ...]]) -> None:
    assert parse_text("q", text).phrases == tuple(phrases)


@pytest.mark.parametrize("text", ["", "   ", '""', "-*&|!", "😀", "_", "'\"\\"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(UnresolvedName) as caught:
        parse_text("q", text)
    assert (caught.value.error.parameter, caught.value.error.code) == ("q", "no_words")


def test_more_words_than_32_are_refused(corpus: Corpus) -> None:
    many = [f"w{number}" for number in range(32)]
    assert corpus.find(" ".join(many)) == corpus.find(f'"{" ".join(many)}"') == []
    for text in (" ".join([*many, "more"]), f'"{" ".join(many)}" more'):
        with pytest.raises(UnresolvedName, match="33 words") as caught:
            parse_text("q", text)
        assert caught.value.error.code == "too_many_words"


def test_statement_weighs_more_than_names(corpus: Corpus) -> None:
    ranked = corpus.rank("commonwealth")
    in_statement = [
        "commonwealth" in corpus.facts[ordinal]["statement"].casefold() for ordinal in ranked
    ]
    assert any(in_statement)
    assert not all(in_statement)
    assert in_statement[0]


def test_facts_with_all_words_in_the_statement_come_first(corpus: Corpus) -> None:
    def missing_words(ordinal: int) -> int:
        statement = spaced_terms(corpus.facts[ordinal]["statement"])
        return sum(word not in statement for word in (" agreement ", " russia "))

    side_by_side = set(corpus.find('"agreement russia"'))
    incomplete = [
        missing_words(ordinal) > 0
        for ordinal in corpus.rank("agreement russia")
        if ordinal not in side_by_side
    ]
    assert any(incomplete)
    assert not all(incomplete)
    assert incomplete == sorted(incomplete)


def test_too_many_hits_are_not_ranked_and_warn(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, own = parse_text("q", "trade"), BitMap(corpus.find("trade"))
    ordinals = corpus.session.matcher.ordinals(TextMatch("q", query))
    assert own < ordinals
    monkeypatch.setattr(text_ranking, "_ALWAYS_RANKED", len(own))
    assert not rank_text(corpus.session, query, ordinals).warnings
    monkeypatch.setattr(text_ranking, "_ALWAYS_RANKED", len(own) - 1)
    ranking = rank_text(corpus.session, query, ordinals)
    assert list(chain.from_iterable(ranking.tiers)) == [*own, *(ordinals - own)]
    (warning,) = ranking.warnings
    assert f"{len(own)} of {len(corpus.facts)} facts" in warning
    assert "newest first" in warning
