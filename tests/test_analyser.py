"""Analysis of texts into the terms of text search."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.analyser import GAP, analyse, spell, spell_all


def terms(text: str) -> list[str]:
    return [word.term for word in analyse(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("agreement", "agreements", "AGREEMENT", "Agreement's"),
        ("signed", "signing", "signs"),
        ("country", "countries", "countries’"),
        ("Côte", "cote", "Co\u0302te", "CÔTE"),
        ("Łódź", "Lodz"),
        ("Straße", "strasse"),
        ("Китай", "Китая", "Китаю", "Китаем", "китае", "Кита\u0301й", "КИТАЙ"),
        ("Беларусь", "Беларуси", "беларусью"),
        ("Россия", "России", "Россией"),
        ("ёлка", "елка", "е\u0308лки"),
        ("й", "и\u0306", "Й"),
        ("U.S.", "US", "us", "U.S", "U.S.'s"),
        ("ﬁne", "fine"),
        ("km²", "km2"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_are_analysed_to_one_term(spellings: tuple[str, ...]) -> None:
    assert len({tuple(terms(spelling)) for spelling in spellings}) == 1
    assert len(terms(spellings[0])) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Côte d'Ivoire", ["cote", "d", "ivoir"]),
        ("Аб’яднаныя", terms("аб яднаныя")),
        ("visa-free, 2013/14", ["visa", "free", "2013", "14"]),
        ("the U.S.-China talks", ["the", "us", "china", "talk"]),
        ("P.R. China", ["pr", "china"]),
        ("China's and it’s", ["china", "and", "it"]),
        ("to be or not to be", ["to", "be", "or", "not", "to", "be"]),
        ("中国 हिन्दी", ["中国", "हिन्दी"]),
        ("a_b 😀 !?* \x00 \\ -", ["a", "b"]),
        ("", []),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("1", "2"), ("sign", "signal")])
def test_other_words_keep_other_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_offsets_are_those_of_the_original_text() -> None:
    text = "Die ﬁne Straße: U.S., CO\u0302TE's"
    assert [text[word.start : word.end] for word in analyse(text)] == [
        "Die",
        "ﬁne",
        "Straße",
        "U.S.",
        "CO\u0302TE",
    ]


@given(st.text())
def test_words_of_any_text_are_in_order_and_inside(text: str) -> None:
    words = analyse(text)
    assert all(word.term for word in words)
    offsets = [offset for word in words for offset in (word.start, word.end)]
    assert offsets == sorted(offsets)
    assert all(word.start < word.end <= len(text) for word in words)
    for word in words:
        assert re.fullmatch("[a-z0-9]+", spell(word.term))


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_terms_are_encoded_alike(one: str, other: str) -> None:
    for left, right in ((terms(one), terms(other)),):
        encoded = {spell(term) for term in {*left, *right}}
        assert len(encoded) == len({*left, *right})
        assert GAP not in encoded


@pytest.mark.parametrize("tricky", [GAP, f"{GAP}d0b9", "й"])
def test_text_like_an_encoded_term_is_encoded_otherwise(tricky: str) -> None:
    others = {"й", "zq", "zqd0b9", "zqzq"} - {tricky}
    assert spell(tricky) not in {GAP, *map(spell, others)}


def test_very_long_words_are_truncated() -> None:
    assert terms("ж" * 5000) == terms("ж" * 4000)
    assert len(spell(terms("\U00020000" * 5000)[0])) < 2046


@given(st.text("aBsS1.'s _-,\t", max_size=20))
def test_ascii_texts_are_analysed_like_all_others(text: str) -> None:
    assert spell_all(text) == tuple(spell(word.term) for word in analyse(text))
