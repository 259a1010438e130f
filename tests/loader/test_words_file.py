"""`words.csv`: made from the text of a review, checked with it and without."""

from pathlib import Path

import pytest

from policyfacts.analyser.little_words import LITTLE_WORDS as LITTLE_IN_QUESTIONS
from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader import check, write_words
from policyfacts.loader.seed.sentence_words import LITTLE_WORDS, list_words
from tests.loader.seeds import (
    SMALL_REVIEW,
    load_seed,
    replace,
    write_small_review,
)

FILE = f"reviews/{SMALL_REVIEW}/words.csv"


def mistakes(seed: Path, *, text: Path | None = None) -> list[SeedError]:
    try:
        check(seed, {SMALL_REVIEW: text} if text else {}, lambda *_: None)
    except BadSeed as error:
        return list(error.mistakes)
    return []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("In May 2014 the Trade of Turkey", "2014 may trade turkey"),
        ("Trade, trade; TRADE (trade)", "trade"),
        ("Turkey's and Turkey’s ministries'", "ministries turkey"),
        ("visa-free, visa–free and visa‑free", "visa-free"),
        ("of 2014-2016, G-20 and 3.5 billion", "2014 2016 3 5 billion g-20"),
        ("the U.S. and CU/EEA", "cu eea u.s."),
        ("co\u00adop\u200beration", "cooperation"),
        ("Cafe\u0301 Ünal", "café ünal"),
        ("on-the-job training by the on", "on-the-job training"),
        ("Tuгkey of two scripts", "scripts two"),
        ("— of the —", ""),
    ],
)
def test_words_are_listed_as_a_search_reads_them(sentence: str, words: str) -> None:
    assert " ".join(list_words(sentence)) == words
    assert list_words(words) == list_words(sentence)


def test_words_left_out_of_lists_are_passed_over_in_questions() -> None:
    assert LITTLE_WORDS <= LITTLE_IN_QUESTIONS


def test_command_writes_the_words_that_check_wants(small_seed: Path) -> None:
    text = write_small_review(small_seed)
    expected = (small_seed / FILE).read_bytes()
    (small_seed / FILE).write_text("locator,words\n", encoding="utf-8")
    (mistake,) = mistakes(small_seed, text=text)
    assert str(mistake).startswith(f"{FILE}:1: the words of the text are missing: 'policyfacts")
    (word_list,) = write_words(small_seed, {SMALL_REVIEW: text})
    assert (word_list.file, word_list.sentences) == (FILE, 3)
    assert (small_seed / FILE).read_bytes() == expected
    assert mistakes(small_seed, text=text) == []


def test_command_passes_over_what_is_wrong_elsewhere(small_seed: Path) -> None:
    text = write_small_review(small_seed)
    (small_seed / FILE).unlink()
    replace(small_seed / "entities/countries.csv", "\nTR,", "\nTRTR,")
    replace(small_seed / f"reviews/{SMALL_REVIEW}/facts/plans.yaml", "topics", "topcis")
    write_words(small_seed, {SMALL_REVIEW: text})
    assert len((small_seed / FILE).read_text(encoding="utf-8").splitlines()) == 4


def test_command_tells_what_keeps_it_from_writing(small_seed: Path, tmp_path: Path) -> None:
    text = write_small_review(small_seed)
    before = (small_seed / FILE).read_bytes()
    other = tmp_path / "other.txt"
    other.write_text("another text", encoding="utf-8")
    for root, texts, message in (
        (tmp_path / "nowhere", {SMALL_REVIEW: text}, "the folder is missing"),
        (small_seed, {"kz-2015": text}, "no review 'kz-2015' in the seed: did you mean kz-2014?"),
        (small_seed, {SMALL_REVIEW: other}, "it is another text"),
        (small_seed, {SMALL_REVIEW: tmp_path / "none.txt"}, "the file is missing"),
    ):
        with pytest.raises(BadSeed, match=message.replace("?", r"\?")):
            write_words(root, texts)
    replace(small_seed / f"reviews/{SMALL_REVIEW}/sentences.csv", ",cited", ",cites")
    with pytest.raises(BadSeed, match=r"sentences\.csv:2: unknown use"):
        write_words(small_seed, {SMALL_REVIEW: text})
    assert (small_seed / FILE).read_bytes() == before


def test_words_that_differ_from_the_text_are_named(small_seed: Path) -> None:
    text = write_small_review(small_seed)
    replace(small_seed / FILE, "p01s1,2014 ", "p01s1,")
    replace(small_seed / FILE, " treaty turkey", " treaties turkey")
    assert [str(mistake) for mistake in mistakes(small_seed, text=text)] == [
        f"{FILE}:2: p01s1: the row has 'treaties', the sentence has not",
        f"{FILE}:2: p01s1: the sentence has '2014', 'treaty', the row has not",
    ]
    assert mistakes(small_seed) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("p01s1,2014", "p01s1,Trade", 2, "p01s1: 'Trade': it is written in lower case"),
        ("p01s1,2014", "p01s1,2014 the", 2, "p01s1: 'the': little words are left out"),
        ("kazakhstan", "kazakhstan,", 2, "the row has 3 cells and the header 2"),
        ("kazakhstan", "kazakhstan;", 2, "p01s1: 'kazakhstan;': it is not one word"),
        ("p01s1,2014", "p01s1,2014 2014", 2, "p01s1: '2014' stands here 2 times: write it once"),
        ("p01s1,2014", "p01s1,zeal 2014", 2, "p01s1: '2014' stands after 'zeal': words have the"),
        ("p01s1,2014", "p01s1, 2014", 2, "p01s1: '': it is not one word"),
        ("p01s2,", "p01s3,", 3, "unknown locator 'p01s3': did you mean p01s"),
        ("p01s2,", "p02s2,", 3, "p02s2 is context: only cited sentences have words here"),
        ("p01s2,", "p01s1,", 3, "duplicate locator 'p01s1'"),
        ("p01s2,", "p1,", 3, "locator: 'p1'"),
    ],
)
def test_wrong_words_are_told_without_the_text(
    small_seed: Path, old: str, new: str, line: int, message: str
) -> None:
    replace(small_seed / FILE, old, new)
    on_line = [mistake for mistake in mistakes(small_seed) if mistake.line == line]
    assert len(on_line) == 1
    assert on_line[0].file == FILE
    assert message in on_line[0].message


def test_rows_of_another_order_or_too_few_are_told(small_seed: Path) -> None:
    lines = (small_seed / FILE).read_text(encoding="utf-8").splitlines()
    (small_seed / FILE).write_text("\n".join([lines[0], lines[2], lines[1]]), encoding="utf-8")
    assert [str(mistake) for mistake in mistakes(small_seed)] == [
        f"{FILE}:1: p02s1 is cited and has no row: all cited sentences have words, or none has",
        f"{FILE}:3: p01s1 stands after p01s2: rows have the order of sentences.csv",
    ]
    (small_seed / FILE).write_text("locator,words\n", encoding="utf-8")
    assert mistakes(small_seed) == []


def test_missing_file_is_told_with_what_it_may_hold(small_seed: Path) -> None:
    (small_seed / FILE).unlink()
    (mistake,) = mistakes(small_seed)
    assert mistake.message == ("the file is missing: one without rows is the line locator,words")


def test_new_words_make_another_release_and_change_no_fact(
    small_seed: Path, database: Database
) -> None:
    write_small_review(small_seed)
    first = load_seed(database, small_seed)
    replace(small_seed / FILE, "p01s1,2014 ", "p01s1,")
    second = load_seed(database, small_seed)
    assert second.is_new
    assert second.release != first.release
    assert not second.changed
    changed = [change for table in second.reference for change in table.changed]
    assert list(map(str, changed)) == [f"sentence {SMALL_REVIEW} p01s1 (words)"]
    assert not load_seed(database, small_seed).is_new
