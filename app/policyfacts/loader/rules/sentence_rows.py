"""Rows of sentences: all of the text, each sentence once and whole, in order."""

import re
from collections.abc import Iterator
from itertools import pairwise

from policyfacts.loader.checks.seed_index import first_of_each
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import SentenceRecord

_Row = Located[SentenceRecord]

_LOCATOR = re.compile(r"p([0-9]+)s([0-9]+)")
_NO_BEGINNING = re.compile(r"[^\w\"'“‘„«(\[$€£¥№§#+\-–—]")
_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_BOUNDARY = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=['\"“‘„«(\[]*\w)|[。！？](?=\w)")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|St|No|Nos|Art|Arts|Vol|Ch|Sec|para|paras|ed|eds"
    r"|cf|vs|ca|approx|incl|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)
_OPENED, _CLOSED = "“«„(", "”»)"
_SHOWN_WORDS, _SHOWN_LETTERS = 6, 30


def numbering(review: CuratedReview) -> Iterator[Violation]:
    """Find rows that are out of order, and locators and sections that do not follow each other."""
    sections = [section.id for section in review.review.record.sections]
    rows = first_of_each(review.review.sentences, "locator")
    if rows and _numbers(rows[0]) != (1, 1):
        message = f"the first sentence is {_locator(rows[0], 1, 1)}, not {rows[0].record.locator}"
        yield _violation(rows[0], message)
    for earlier, later in pairwise(rows):
        (paragraph, number), (next_paragraph, next_number) = _numbers(earlier), _numbers(later)
        expected = (paragraph, number + 1) if next_paragraph == paragraph else (paragraph + 1, 1)
        if (next_paragraph, next_number) < (paragraph, number):
            message = f"{later.record.locator} stands after {earlier.record.locator}: out of order"
            yield _violation(later, message)
        elif (next_paragraph, next_number) != expected:
            missing = _locator(later, *expected)
            yield _violation(later, f"{missing} is missing before {later.record.locator}")
        of_both = [row.record.section for row in (earlier, later) if row.record.section in sections]
        places = [sections.index(section) for section in of_both]
        if places != sorted(places):
            message = f"its section '{of_both[1]}' stands before '{of_both[0]}' in review.yaml"
            yield _violation(later, f"{later.record.locator}: {message}")


def left_out(review: CuratedReview) -> Iterator[Violation]:
    """Find text that belongs to no sentence and is not declared to stand outside of them."""
    text = review.review.text or ""
    head = review.review.head
    rows = {(row.record.start, row.record.end): row for row in review.review.sentences}
    outside = [(part.start, part.end) for part in review.review.record.outside]
    done = 0
    before = "its beginning"
    for start, end in [*sorted([*rows, *outside]), (len(text), len(text))]:
        words = re.findall(r"\w+", text[done:start])
        if words:
            row = rows.get((start, end))
            message = f"text after {before} belongs to no sentence: {_begin_of(text[done:start])}"
            message += f" (characters {done} to {start})"
            error = row.at(message) if row else head.at(message, "outside")
            on = (before, row.record.locator if row else "")
            yield Violation(error, on, (" ".join(words),))
        done = max(done, end)
        before = rows[start, end].record.locator if (start, end) in rows else before


def outside_parts(review: CuratedReview) -> Iterator[Violation]:
    """Find declared parts outside of sentences that hold sentences, or nothing at all."""
    text = review.review.text or ""
    head = review.review.head
    for index, part in enumerate(review.review.record.outside):
        within = [
            row.record.locator
            for row in review.review.sentences
            if row.record.start < part.end and part.start < row.record.end
        ]
        if within:
            message = f"characters {part.start} to {part.end} hold sentences: {', '.join(within)}"
        elif re.search(r"\w", text[part.start : part.end]) is None:
            message = f"characters {part.start} to {part.end} of the text hold no words"
        else:
            continue
        yield Violation(head.at(message, "outside", index), ("*",), (str(part.start),))


def bounds(review: CuratedReview) -> Iterator[Violation]:
    """Find rows that begin or end inside a word, hold two sentences, or a part of one."""
    text = review.review.text or ""
    for row in review.review.sentences:
        for message in _faults(text, row.record.start, row.record.end):
            yield _violation(row, f"{row.record.locator} {message}")


def _faults(text: str, start: int, end: int) -> Iterator[str]:
    """Yield what is wrong with the bounds of a sentence: of each of them, the first fault."""
    sentence = text[start:end]
    if re.search(r"\w", sentence) is None:
        yield "holds no words"
        return
    yield from _fault_of_beginning(text, start, sentence)
    rest_of_line = _rest_of_line(text, end)
    if _is_inside_word(text, end):
        yield f"ends inside a word: '{sentence[-_SHOWN_LETTERS:]}'"
    elif rest_of_line.strip() and not _END.search(sentence):
        yield f"ends without a full stop, and its line goes on: '{sentence[-_SHOWN_LETTERS:]}'"
    if re.search(r"\S\s*\n\s*\n\s*\S", sentence):
        yield f"goes over a blank line: {_begin_of(sentence)}"
    second = next((sentence[end:] for end in _ends_of_sentences(sentence)), None)
    if second is not None:
        yield f"holds two sentences: the second is {_begin_of(second)}"


def _fault_of_beginning(text: str, start: int, sentence: str) -> Iterator[str]:
    begin = _begin_of(sentence)
    if sentence != sentence.strip():
        yield f"begins or ends with white space: {begin}"
    elif _NO_BEGINNING.match(sentence):
        yield f"begins with a mark: {begin}"
    elif _is_inside_word(text, start):
        yield f"begins inside a word: {begin}"
    elif sentence[0].islower():
        yield f"begins with a small letter: is it the end of another sentence? {begin}"


def _ends_of_sentences(sentence: str) -> Iterator[int]:
    for boundary in _BOUNDARY.finditer(sentence):
        if _parts_sentences(sentence, boundary):
            yield boundary.end()


def _parts_sentences(sentence: str, boundary: re.Match[str]) -> bool:
    """Return whether a full stop ends a sentence: not in quotes, and not of an abbreviation."""
    before, after = sentence[: boundary.start()], sentence[boundary.end() :].lstrip("'\"“‘„«([")
    is_quoted = (
        sum(before.count(mark) for mark in _OPENED) > sum(map(before.count, _CLOSED))
        or before.count('"') % 2 == 1
    )
    is_abbreviation = boundary[0][0] == "." and _ABBREVIATED.search(before) is not None
    return not is_quoted and not is_abbreviation and not after[:1].islower()


def _rest_of_line(text: str, place: int) -> str:
    line_end = text.find("\n", place)
    return text[place : line_end if line_end >= 0 else len(text)]


def _is_inside_word(text: str, place: int) -> bool:
    return re.fullmatch(r"\w\w", text[max(place - 1, 0) : place + 1]) is not None


def _begin_of(text: str) -> str:
    words = text.split()
    return f"'{' '.join(words[:_SHOWN_WORDS])}{' ...' if len(words) > _SHOWN_WORDS else ''}'"


def _numbers(row: _Row) -> tuple[int, int]:
    match = _LOCATOR.fullmatch(row.record.locator)
    assert match is not None
    return int(match[1]), int(match[2])


def _locator(row: _Row, paragraph: int, number: int) -> str:
    """Write a locator as wide as that of a row."""
    width = row.record.locator.index("s") - 1
    return f"p{paragraph:0{width}}s{number}"


def _violation(row: _Row, message: str) -> Violation:
    return Violation(row.at(message), (row.record.locator,))
