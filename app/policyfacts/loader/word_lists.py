"""Write `words.csv` of the reviews whose texts are given."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import FactsError, SeedError, visible
from policyfacts.loader.seed.contents import ReviewSeed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.files import folder_fault
from policyfacts.loader.seed.layout import REVIEW, REVIEW_TABLES
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.source_text.documents import attach_texts
from policyfacts.loader.source_text.word_checks import words_of_text

_WORDS, _SENTENCES = REVIEW_TABLES["words"], REVIEW_TABLES["sentences"]


@dataclass(frozen=True)
class WordList:
    """A file of words that was written: its path inside the seed, and how much it holds."""

    file: str
    sentences: int
    words: int


def write_words(root: Path, texts: Mapping[str, Path]) -> list[WordList]:
    """Write the words of each text into the folder of its review; raise BadSeed for errors.

    What is wrong elsewhere in the seed is no hindrance: `check` reports that.
    """
    return [_write(root, review) for review in _read_reviews(root, texts)]


def _read_reviews(root: Path, texts: Mapping[str, Path]) -> list[ReviewSeed]:
    """Read the sentences of the reviews whose texts are given."""
    in_seed, in_texts = ErrorLog(), ErrorLog()
    fault = folder_fault(root)
    if fault is not None:
        in_texts.add([SeedError(visible(str(root)), 1, fault)])
        in_texts.raise_any()
    reader = SeedReader(root, in_seed)
    seed = reader.read_seed()
    folders = [f"reviews/{review}" for review in texts]
    in_seed.raise_of(f"{folder}/{REVIEW.path}" for folder in folders)
    in_texts.add(attach_texts(seed, texts))
    in_texts.raise_any()
    reviews = [reader.read_review(folder) for folder in seed.reviews if folder.text is not None]
    in_seed.raise_of(f"{folder}/{_SENTENCES.path}" for folder in folders)
    return reviews


def _write(root: Path, review: ReviewSeed) -> WordList:
    words_of = words_of_text(review)
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_WORDS.columns)
    writer.writerows((locator, " ".join(words)) for locator, words in words_of.items())
    file = f"{review.path}/{_WORDS.path}"
    try:
        (root / file).write_text(table.getvalue(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise FactsError(f"{file} cannot be written: {error.strerror}.") from None
    return WordList(file, len(words_of), sum(map(len, words_of.values())))
