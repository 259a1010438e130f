"""Text search finds what a search in plain Python finds."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyfacts.analyser import analyse
from policyfacts.search.names.resolving import UnresolvedName
from policyfacts.search.results import ranking as text_ranking
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.sets.text_query import parse_text
from policyfacts.settings import Settings
from tests.search.facts_with_texts import World, open_world, spaced

GENERATED = settings(
    derandomize=True,
    deadline=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Words of a phrase: with hyphens they may count twice, and a query takes 32.
_FEWER_THAN_ALLOWED = 16
# Words that may be missing, unless they are all that is asked for.
LITTLE = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
SYNTAX = [
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "title:",
    "*",
    "^",
    "'",
    "\\",
    "&|!",
    "<->",
    "-x",
    ":A",
    "😀",
]


@pytest.fixture(scope="module")
def world(loaded_settings: Settings) -> Iterator[World]:
    with open_world(loaded_settings) as world:
        yield world


def joined_by_hyphens(text: str) -> list[list[str]]:
    """Terms of a text; those stand in one list between which there is but a hyphen."""
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
def test_generated_texts_find_what_the_oracle_finds(world: World) -> None:
    every = sorted({text for texts in world.texts.values() for text in texts})
    spaced_texts = world.spaced

    @st.composite
    def parts(draw: st.DrawFn) -> str:
        words = draw(st.sampled_from(every)).replace('"', " ").split()
        start = draw(st.integers(0, len(words) - 1))
        part = " ".join(words[start : start + draw(st.integers(1, 4))])
        return draw(st.sampled_from([part, part.upper(), part.lower(), part.swapcase()]))

    @GENERATED
    @given(
        loose=st.lists(parts(), max_size=2),
        quoted=st.lists(parts(), max_size=2),
        noise=st.sampled_from(["", *SYNTAX]),
    )
    def check(loose: list[str], quoted: list[str], noise: str) -> None:
        written = " ".join([*loose, noise, *(f'"{it}"' for it in quoted)])
        phrases = [it for it in quoted if spaced(it).strip()]
        terms = [" ".join(run) for it in (*loose, noise) for run in joined_by_hyphens(it)]
        if not phrases and not terms:
            return
        telling = [term for term in terms if term not in LITTLE]
        needed = telling if phrases or telling else terms
        wanted = [spaced(it) for it in phrases] + [f" {term} " for term in needed]
        expected = [
            position
            for position, texts in sorted(spaced_texts.items())
            if all(any(it in text for text in texts) for it in wanted)
        ]
        query = parse_text("q", written)
        assert list(world.session.matcher.ordinals(TextMatch("q", query))) == expected, written
        assert sorted(world.ranked(written)) == expected

    check()


@pytest.mark.no_cov
def test_each_text_in_quotes_finds_its_fact(world: World) -> None:
    for position, texts in world.texts.items():
        for text in texts:
            phrase = " ".join(text.replace('"', " ").split()[:_FEWER_THAN_ALLOWED])
            assert position in world.found(f'"{phrase}"'), text


@pytest.mark.parametrize(
    "alike",
    [
        ("China", "CHINA", "china's", "Китай", "Китая", "Chine", "中国", "КНР", "CHN"),
        ("visas agreements", "agreement, visa!", "Agreement* +visa"),
        ('"visa free"', "“Visa-free”", '"VISA   FREE"'),
    ],
)
def test_these_find_the_same_facts(world: World, alike: tuple[str, ...]) -> None:
    found = [world.found(written) for written in alike]
    assert all(it == found[0] for it in found)
    assert 0 < len(found[0]) < len(world.facts)


@pytest.mark.parametrize(
    "noise", [*SYNTAX, 'a"b', '"', '""', "{", "(((", "x" * 5000, "\x01", ";--"]
)
def test_punctuation_of_any_sort_is_harmless(world: World, noise: str) -> None:
    words = [noise[it.start : it.end] for it in analyse(noise) if it.term not in LITTLE]
    for written in (f"China {noise}", f"{noise} China", f"{noise}, 'China' {noise}"):
        assert world.found(written) == world.expected(["China", *words]), written
    quoted = " ".join(noise[it.start : it.end] for it in analyse(noise))
    assert world.found(f'China "{noise}"') == world.expected(["China", quoted])


def test_a_lone_quote_is_harmless(world: World) -> None:
    assert world.found('state visit"') == world.found('"state visit') == world.found("state visit")
    assert world.found('"state visit" "official') == world.expected(["state visit", "official"])


@pytest.mark.parametrize(
    ("written", "phrases"),
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
        ("visit of the President", [("visit",), ("presid",)]),
        ('"of the" president', [("of", "the"), ("presid",)]),
        ("of the", [("of",), ("the",)]),
        ("vi\u00adsa", [("visa",)]),
    ],
)
def test_quotes_hold_words_together(written: str, phrases: list[tuple[str, ...]]) -> None:
    assert parse_text("q", written).phrases == tuple(phrases)


@pytest.mark.parametrize("written", ["", "   ", '""', "-*&|!", "😀", "_", "'\"\\"])
def test_what_holds_no_word_is_refused(written: str) -> None:
    with pytest.raises(UnresolvedName) as caught:
        parse_text("q", written)
    assert (caught.value.error.parameter, caught.value.error.code) == ("q", "no_words")


def test_more_words_than_32_are_refused(world: World) -> None:
    many = [f"w{number}" for number in range(32)]
    assert world.found(" ".join(many)) == world.found(f'"{" ".join(many)}"') == []
    for written in (" ".join([*many, "more"]), f'"{" ".join(many)}" more'):
        with pytest.raises(UnresolvedName, match="33 words") as caught:
            parse_text("q", written)
        assert caught.value.error.code == "too_many_words"


def test_a_word_of_the_statement_weighs_more_than_one_of_a_name(world: World) -> None:
    ranked = world.ranked("commonwealth")
    said = ["commonwealth" in world.facts[at]["statement"].casefold() for at in ranked]
    assert any(said)
    assert not all(said)
    assert said[0]


def test_facts_that_hold_all_words_in_the_statement_come_before_those_that_do_not(
    world: World,
) -> None:
    def missing(position: int) -> int:
        said = spaced(world.facts[position]["statement"])
        return sum(word not in said for word in (" agreement ", " russia "))

    side_by_side = set(world.found('"agreement russia"'))
    rest = [missing(at) > 0 for at in world.ranked("agreement russia") if at not in side_by_side]
    assert any(rest)
    assert not all(rest)
    assert rest == sorted(rest)


def test_words_that_too_many_facts_hold_are_not_ranked_and_it_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = parse_text("q", "trade")
    found = world.session.matcher.ordinals(TextMatch("q", query))
    monkeypatch.setattr(text_ranking, "_ALWAYS_RANKED", len(found))
    assert not rank_text(world.session, query, found).warnings
    monkeypatch.setattr(text_ranking, "_ALWAYS_RANKED", len(found) - 1)
    ranking = rank_text(world.session, query, found)
    assert ranking.tiers == [found]
    (warning,) = ranking.warnings
    assert f"{len(found)} of {len(world.facts)} facts" in warning
    assert "newest first" in warning
