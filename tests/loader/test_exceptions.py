"""Exceptions from the rules of curation: what each is on, and that each is needed."""

from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader import check
from tests.loader.seeds import SENTENCES, TRADE, TREATY, load_seed, replace, write_small_review

FILE = "reviews/kz-2014/exceptions.csv"
WITH_ATLANTIS = (SENTENCES[0].replace("Minsk", "Minsk, as Atlantis asked"), *SENTENCES[1:])


def mistakes(seed: Path, *exceptions: str, with_text: bool = True) -> list[SeedError]:
    text = write_small_review(seed, sentences=WITH_ATLANTIS, exceptions=exceptions)
    try:
        check(seed, {"kz-2014": text} if with_text else {}, lambda *_: None)
    except BadSeed as error:
        return [mistake for mistake in error.mistakes if mistake.file == FILE]
    return []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "mentions,p01s2,Atlantis,a myth",
            "nothing needs the exception of 'Atlantis' from 'mentions' on p01s2: delete the row",
        ),
        (
            f"own-words,{TREATY},,a set phrase",
            f"nothing needs the exception from 'own-words' on {TREATY}: delete the row",
        ),
        ("mention,p01s1,Atlantis,a myth", "unknown rule 'mention': did you mean mentions?"),
        (
            "mentions,p01s9,Atlantis,a myth",
            "unknown locator 'p01s9': did you mean p01s2 or p01s1 or p02s2?",
        ),
        (f"unnamed,{TRADE}s,KZ,why", f"unknown fact '{TRADE}s': did you mean "),
        ("mentions,*,,all of it", "this would switch 'mentions' off: give words, or what it is on"),
        (
            "mentions,p1 s1,Atlantis,a myth",
            "on: 'p1 s1' is not well-formed: an exception is on a locator (p01s2), the id of a "
            "fact, or * for all of the review",
        ),
    ],
)
def test_wrong_or_needless_exception_is_reported_at_its_line(
    small_seed: Path, row: str, message: str
) -> None:
    needed = "mentions,p01s1,Atlantis,a myth"
    (mistake,) = mistakes(small_seed, needed, row)
    assert mistake.line == 3
    assert mistake.message.startswith(message)


def test_exception_without_words_passes_over_all_of_its_sentence(small_seed: Path) -> None:
    text = write_small_review(
        small_seed, sentences=WITH_ATLANTIS, exceptions=("mentions,p01s1,,a myth",)
    )
    check(small_seed, {"kz-2014": text}, lambda *_: None)


def test_exception_is_not_called_needless_where_its_rule_had_no_text(small_seed: Path) -> None:
    assert mistakes(small_seed, "mentions,p01s2,Atlantis,a myth", with_text=False) == []


def test_load_does_not_look_whether_exceptions_are_needed(
    fresh: Database, small_seed: Path
) -> None:
    write_small_review(small_seed, exceptions=("mentions,p01s2,Atlantis,a myth",))
    assert load_seed(fresh, small_seed).is_new


def test_columns_of_before_are_refused_with_what_to_write(small_seed: Path) -> None:
    write_small_review(small_seed, exceptions=("p01s1,Atlantis,a myth",))
    replace(small_seed / FILE, "rule,on,words", "locator,words")
    with pytest.raises(BadSeed) as caught:
        check(small_seed, {}, lambda *_: None)
    (mistake,) = caught.value.mistakes
    assert mistake.line == 1
    assert "rows of locator,words,reason become mentions,locator,words,reason" in mistake.message
