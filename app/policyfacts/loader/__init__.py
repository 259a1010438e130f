"""Load seed files into tables in one transaction: read, check, write, derive."""

from policyfacts.loader.ingest.pipeline import ProgressCallback
from policyfacts.loader.ingest.reference_changes import TableChanges, label_of
from policyfacts.loader.load import Summary, check, is_loaded, load
from policyfacts.loader.word_lists import WordList, write_words

__all__ = [
    "ProgressCallback",
    "Summary",
    "TableChanges",
    "WordList",
    "check",
    "is_loaded",
    "label_of",
    "load",
    "write_words",
]
