"""The model of each seed file, strict: unknown keys and values of another type are errors."""

from policyfacts.loader.seed.records.base import Record
from policyfacts.loader.seed.records.entities import (
    CodeRecord,
    CountryRecord,
    FormerIdRecord,
    FormerNameRecord,
    InstrumentRecord,
    MembershipRecord,
    OfficeRecord,
    OrganizationRecord,
    PersonRecord,
    PlaceRecord,
    ProjectRecord,
    RegionRecord,
)
from policyfacts.loader.seed.records.facts import FactRecord, FigureRecord
from policyfacts.loader.seed.records.reviews import (
    ExceptionRecord,
    ReviewRecord,
    SectionRecord,
    SentenceRecord,
    WithdrawnRecord,
    WordsRecord,
    is_locator,
)
from policyfacts.loader.seed.records.rules import RuleName
from policyfacts.loader.seed.records.statements import StatementSense, StatementWordsRecord
from policyfacts.loader.seed.records.vocabulary import (
    DatasetRecord,
    MeasureRecord,
    PloverRecord,
    QuestionWordsRecord,
    TopicRecord,
    TypeRecord,
)
from policyfacts.loader.seed.records.withdrawals import VALUES, ReferenceKind, WithdrawalRecord

__all__ = [
    "VALUES",
    "CodeRecord",
    "CountryRecord",
    "DatasetRecord",
    "ExceptionRecord",
    "FactRecord",
    "FigureRecord",
    "FormerIdRecord",
    "FormerNameRecord",
    "InstrumentRecord",
    "MeasureRecord",
    "MembershipRecord",
    "OfficeRecord",
    "OrganizationRecord",
    "PersonRecord",
    "PlaceRecord",
    "PloverRecord",
    "ProjectRecord",
    "QuestionWordsRecord",
    "Record",
    "ReferenceKind",
    "RegionRecord",
    "ReviewRecord",
    "RuleName",
    "SectionRecord",
    "SentenceRecord",
    "StatementSense",
    "StatementWordsRecord",
    "TopicRecord",
    "TypeRecord",
    "WithdrawalRecord",
    "WithdrawnRecord",
    "WordsRecord",
    "is_locator",
]
