"""What a seed folder holds: each file that is read, with the record on each of its rows.

A new table is one line here, beside its attribute in `contents.Seed` or `contents.ReviewSeed`.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from policyfacts.loader.seed import records


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file of a seed, or of each review: its path, and the record that it holds."""

    path: str
    record: type[records.Record]
    is_list: bool = True
    written_before: str = ""
    """How to rewrite a table whose columns were others in an earlier version, for messages."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table, or the keys of a record."""
        return tuple(self.record.model_fields)

    @property
    def without_records(self) -> str:
        """What the file holds where there are no records, for messages."""
        if not self.is_list:
            return f"it has the keys {', '.join(self.columns)}"
        if self.path.endswith(".csv"):
            return f"one without rows is the line {','.join(self.columns)}"
        return "one without records holds []"


DATASET = SeedFile("dataset.yaml", records.DatasetRecord, is_list=False)
REVIEW = SeedFile("review.yaml", records.ReviewRecord, is_list=False)
FACTS = SeedFile("facts/*.yaml", records.FactRecord)
# By the attribute of `Seed`.
TABLES = {
    "topics": SeedFile("vocabulary/topics.yaml", records.TopicRecord),
    "types": SeedFile("vocabulary/types.yaml", records.TypeRecord),
    "measures": SeedFile("vocabulary/measures.yaml", records.MeasureRecord),
    "questions": SeedFile("vocabulary/questions.yaml", records.QuestionWordsRecord),
    "statement_words": SeedFile("vocabulary/statements.yaml", records.StatementWordsRecord),
    "countries": SeedFile("entities/countries.csv", records.CountryRecord),
    "regions": SeedFile("entities/regions.csv", records.RegionRecord),
    "organizations": SeedFile("entities/organizations.yaml", records.OrganizationRecord),
    "people": SeedFile("entities/people.yaml", records.PersonRecord),
    "places": SeedFile("entities/places.yaml", records.PlaceRecord),
    "instruments": SeedFile("entities/instruments.yaml", records.InstrumentRecord),
    "projects": SeedFile("entities/projects.yaml", records.ProjectRecord),
    "memberships": SeedFile("entities/memberships.csv", records.MembershipRecord),
    "codes": SeedFile("entities/codes.csv", records.CodeRecord),
    "former_names": SeedFile("entities/former_names.csv", records.FormerNameRecord),
    "former_ids": SeedFile("entities/former_ids.csv", records.FormerIdRecord),
    "withdrawn": SeedFile("withdrawn.csv", records.WithdrawalRecord),
}
# By the attribute of `ReviewSeed`.
REVIEW_TABLES = {
    "sentences": SeedFile("sentences.csv", records.SentenceRecord),
    "words": SeedFile("words.csv", records.WordsRecord),
    "withdrawn": SeedFile("withdrawn.yaml", records.WithdrawnRecord),
    "exceptions": SeedFile(
        "exceptions.csv",
        records.ExceptionRecord,
        written_before="rows of locator,words,reason become mentions,locator,words,reason",
    ),
}

# Other programs' files: hidden ones, backups and locks of editors, what archives and systems leave.
_OF_OTHERS = re.compile(r"\..*|.*~|~\$.*|#.*#|__macosx|thumbs\.db|desktop\.ini", re.DOTALL)
_DOCUMENTATION = re.compile(r"(license|readme)([-.].*)?|licenses", re.DOTALL)


def is_of_another_program(name: str) -> bool:
    """Return whether a name in a folder is none of a seed, so that nothing reads it."""
    return _OF_OTHERS.fullmatch(name.casefold()) is not None


def is_documentation(name: str) -> bool:
    """Return whether a name is that of a licence or a description, for people alone."""
    return _DOCUMENTATION.fullmatch(name.casefold()) is not None


def files_by_folder() -> dict[str, list[str]]:
    """List the names of the known files in each folder of a seed, reviews apart; `` is the root."""
    folders: dict[str, list[str]] = {}
    for file in (DATASET, *TABLES.values()):
        path = PurePosixPath(file.path)
        folder = "" if path.parent == PurePosixPath() else path.parent.as_posix()
        folders.setdefault(folder, []).append(path.name)
    return folders


def files_of_review() -> list[str]:
    """List the names of the known files of a review."""
    return [file.path for file in (REVIEW, *REVIEW_TABLES.values())]
