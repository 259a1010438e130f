"""Rows of sentences against the text: none left out, none twice, each whole and in order."""

from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest

from policyfacts.loader.rules.registry import RULES
from policyfacts.loader.rules.rule import CuratedReview
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import ReviewRecord, RuleName, SentenceRecord
from tests.loader.checking import findings
from tests.loader.seeds import SECTIONS, SENTENCES

Row = dict[str, Any]
ABOUT_ROWS = (RuleName.NUMBERING, RuleName.LEFT_OUT, RuleName.OUTSIDE, RuleName.BOUNDS)


class _File:
    file = "sentences.csv"

    def line(self, _path: object) -> int:
        return 1


def rows_of(sentences: tuple[str, ...] = SENTENCES) -> list[Row]:
    """Return the rows of a text whose sentences are lines."""
    starts = [sum(len(line) + 1 for line in sentences[:index]) for index in range(len(sentences))]
    return [
        {"locator": locator, "section": section, "start": start, "end": start + len(sentence)}
        for (locator, section), start, sentence in zip(
            SECTIONS.items(), starts, sentences, strict=True
        )
    ]


def reports(
    rows: list[Row],
    sentences: tuple[str, ...] = SENTENCES,
    outside: tuple[Row, ...] = (),
) -> list[str]:
    """Return what the rules about rows find in them."""
    head: Row = {
        "sections": [{"id": id_, "title": id_} for id_ in dict.fromkeys(SECTIONS.values())],
        "outside": outside,
    } | dict.fromkeys(("id", "title", "country", "publisher"), "kz")
    head |= {"year": 2014, "url": "https://kz.example", "language": "en", "sha256": "0" * 64}
    records = [
        SentenceRecord.model_validate(
            row | {"start": str(row["start"]), "end": str(row["end"]), "use": "cited"}
        )
        for row in rows
    ]
    review = ReviewSeed(
        Located(ReviewRecord.model_validate(head), _File(), ()),
        "\n".join(sentences),
        [Located(record, _File(), ()) for record in records],
    )
    unused = cast(Any, None)
    curated = CuratedReview(review, [], unused, unused, {}, unused)
    rules = [rule for rule in RULES if rule.name in ABOUT_ROWS]
    return [fault.error.message for rule in rules for fault in rule.check(curated)]


def assert_named(messages: list[str], fault: str, sentence: str) -> None:
    begin = " ".join(sentence.split()[:5])
    assert [message for message in messages if fault in message and begin in message], messages


def test_rows_as_they_are_have_no_faults() -> None:
    assert reports(rows_of()) == []


@pytest.mark.parametrize("index", range(4))
def test_row_that_is_removed_is_named_with_its_words(index: int) -> None:
    rows = rows_of()
    del rows[index]
    assert_named(reports(rows), "belongs to no sentence", SENTENCES[index])


@pytest.mark.parametrize("index", range(4))
def test_row_that_is_shifted_is_reported(index: int) -> None:
    for start, end in product((-3, -1, 0, 1, 2, 5), repeat=2):
        rows = rows_of()
        rows[index]["start"] = max(rows[index]["start"] + start, 0)
        rows[index]["end"] = min(rows[index]["end"] + end, len("\n".join(SENTENCES)))
        assert bool(reports(rows)) == (rows != rows_of()), (start, end)


@pytest.mark.parametrize("index", range(3))
def test_two_sentences_in_one_row_are_reported(index: int) -> None:
    rows = rows_of()
    rows[index]["end"] = rows.pop(index + 1)["end"]
    assert_named(reports(rows), "holds two sentences", SENTENCES[index + 1])


@pytest.mark.parametrize("index", range(4))
def test_sentence_that_is_cut_in_two_is_reported(index: int) -> None:
    for place in range(1, len(SENTENCES[index]) - 1):
        rows = rows_of()
        second = rows[index] | {"start": rows[index]["start"] + place}
        rows[index]["end"] = second["start"]
        rows.insert(index + 1, second)
        begin = f"{rows[index]['locator']} ends"
        text = SENTENCES[index][:place]
        is_seen = any(message.startswith(begin) for message in reports(rows))
        assert is_seen or text[-1] in ". ", text


@pytest.mark.parametrize("index", range(3))
def test_locators_that_are_exchanged_are_reported(index: int) -> None:
    rows = rows_of()
    first, second = rows[index], rows[index + 1]
    first["locator"], second["locator"] = second["locator"], first["locator"]
    assert [message for message in reports(rows) if "out of order" in message]


def test_section_that_stands_before_the_one_before_is_reported() -> None:
    rows = rows_of()
    rows[0]["section"] = "plans"
    (message,) = reports(rows)
    assert "section 'partners' stands before 'plans'" in message


def test_missing_locator_is_named() -> None:
    rows = rows_of()
    rows[3]["locator"] = "p02s3"
    assert reports(rows) == ["p02s2 is missing before p02s3"]


@pytest.mark.parametrize(
    "sentence",
    [
        "All of it was work of the U.S. Department of St. Petersburg and Mr. Smith.",
        "All of it was “good. And more so.” work.",
        "All of it was worth 3.5 billion, approx. Half of it.",
    ],
)
def test_full_stop_inside_a_sentence_is_no_end(sentence: str) -> None:
    sentences = (*SENTENCES[:3], sentence)
    assert reports(rows_of(sentences), sentences) == []


def test_heading_that_is_declared_belongs_to_no_sentence() -> None:
    *rows, last = rows_of()
    part = {"start": last["start"], "end": last["end"], "what": "a heading"}
    assert reports(rows, outside=(part,)) == []


def test_declared_part_that_holds_a_sentence_is_reported() -> None:
    part = {"start": 0, "end": 20, "what": "a heading"}
    assert reports(rows_of(), outside=(part,)) == ["characters 0 to 20 hold sentences: p01s1"]


def test_check_reads_rows_and_passes_over_exceptions(small_seed: Path) -> None:
    sentences = (*SENTENCES[:3], "All of it was good. It was work.")
    message = "p02s2 holds two sentences: the second is 'It was work.'"
    assert message in findings(small_seed, sentences=sentences)
    exceptions = ("bounds,p02s2,,the title of a report", "mentions,p02s2,It,no name")
    assert findings(small_seed, sentences=sentences, exceptions=exceptions) == []
