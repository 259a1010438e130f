"""Characters that cannot be seen, and words whose letters are not what they look like."""

import sys
import unicodedata

import pytest

from policyfacts.characters import describe, find_invisible, find_mixed_word

INVISIBLE = "\x00\x01\x1b\x7f\x85\x9b\xad\u034f\u061c\u200b\u200d\u200e\u2028\u2029\u202e\u2060"
INVISIBLE += "\u2066\u2800\u3164\ufe0f\ufeff\ufffe\ue000\ud800\U000e0041"


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda character: f"{ord(character):04X}")
@pytest.mark.parametrize("text", ["{}Chad", "Ch{}ad", "Chad{}"])
def test_invisible_character_is_found_wherever_it_stands(text: str, character: str) -> None:
    invisible = find_invisible(text.format(character))
    assert invisible is not None
    assert (invisible.index, invisible.character) == (text.index("{"), character)


@pytest.mark.parametrize(
    "text", ["Côte d’Ivoire", "Кот-д’Ивуар", "科特迪瓦", "a\tb\r\nc", "1\u00a0900", "Köln", ""]
)
def test_texts_of_any_language_hold_nothing_invisible(text: str) -> None:
    assert find_invisible(text) is None
    assert find_mixed_word(text) is None


def test_every_printable_character_passes() -> None:
    letters = [
        chr(code)
        for code in range(sys.maxunicode)
        if unicodedata.category(chr(code)) in {"Ll", "Lu", "Nd", "Sm", "Sc"}
    ]
    assert find_invisible("".join(letters)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "the Tuгkey talks",
            "'Tuгkey' mixes Latin and Cyrillic letters: 'г' is U+0433 CYRILLIC SMALL LETTER GHE",
        ),
        (
            "Аrmenia",
            "'Аrmenia' mixes Latin and Cyrillic letters: 'А' is U+0410 CYRILLIC CAPITAL LETTER A",
        ),
        ("Росcия", "'Росcия' mixes Cyrillic and Latin letters: 'c' is U+0063 LATIN SMALL LETTER C"),
        (
            "Οman",
            "'Οman' mixes Latin and Greek letters: 'Ο' is U+039F GREEK CAPITAL LETTER OMICRON",
        ),
    ],
)
def test_word_of_two_scripts_is_named_with_its_odd_letter(text: str, message: str) -> None:
    assert str(find_mixed_word(text)) == message


@pytest.mark.parametrize(
    "text", ["COVID-вирус", "Россия (Russia)", "X-лучи", "5G и 4G", "東京Tower"]
)
def test_words_of_different_scripts_may_stand_side_by_side(text: str) -> None:
    assert find_mixed_word(text) is None


def test_character_without_name_is_described_by_its_kind() -> None:
    assert describe("\x01") == "U+0001 a control character"
    assert describe("\ufffe") == "U+FFFE no character"
