"""Text is cut or wrapped to fit a width, and nothing is lost that fits."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from policyfacts.charts.text_width import cut, width_of, wrap

WORDS = st.text(st.sampled_from("aiW Беларусь 中国-(.)"), max_size=60)


@given(WORDS, st.integers(2, 30))
def test_cut_text_fits_and_is_a_prefix(words: str, width: int) -> None:
    short = cut(words, width)
    assert width_of(short) <= max(width, width_of("…"))
    assert short == words or words.startswith(short.removesuffix("…"))


@given(WORDS, st.integers(3, 30), st.integers(1, 4))
def test_lines_fit_and_hold_every_word_in_order(words: str, width: int, lines: int) -> None:
    wrapped = wrap(words, width, lines)
    assert len(wrapped) <= lines
    assert all(width_of(line) <= width for line in wrapped)
    drawn, expected = "".join("".join(wrapped).split()), "".join(words.split())
    assert drawn == expected or expected.startswith(drawn.removesuffix("…"))


def test_chinese_breaks_between_characters_and_others_between_words() -> None:
    assert wrap("中华人民共和国", 4, 3) == ["中华人", "民共和", "国"]
    assert wrap("United Nations Office", 9, 2) == ["United Nations", "Office"]


def test_text_is_cut_between_words() -> None:
    assert cut("Belarus and Turkey agreed", 12) == "Belarus and Turkey…"
    assert cut("Belarus and Turkey agreed", 11) == "Belarus and…"
    assert wrap("Belarus and Turkey agreed on visas", 8, 2) == ["Belarus and", "Turkey…"]
    assert cut("Antidisestablishmentarianism", 6).startswith("Antidis")


def test_very_long_texts_are_wrapped_and_cut_quickly() -> None:
    begun = process_time()
    for words in ("United Nations or " * 2_000, "x" * 30_000, "中" * 30_000):
        assert len(wrap(words, 27.6, 4)) == 4
        assert cut(words, 20.0).endswith("…")
    assert process_time() - begun < 2
