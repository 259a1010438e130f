"""Enumerations shared by tables, seed and responses; each value carries its description."""

from policyfacts.vocabulary.codes import CODE_FORMS, OTHER_PREFIXES, PREFIXES, CodeScheme
from policyfacts.vocabulary.described import Described
from policyfacts.vocabulary.entities import (
    PARTY_LISTS,
    CountryType,
    EntityKind,
    InstrumentType,
    NameKind,
    OrganizationType,
)
from policyfacts.vocabulary.facts import (
    Basis,
    Bound,
    Change,
    FactKind,
    Form,
    Level,
    LinkType,
    Precision,
    Role,
    SentenceUse,
    Status,
    Trend,
)
from policyfacts.vocabulary.queries import (
    DateMatch,
    Dimension,
    Format,
    MatchField,
    OrganizationMatch,
    RegionMatch,
    Sort,
    WordMatch,
)
from policyfacts.vocabulary.questions import WordSense

__all__ = [
    "CODE_FORMS",
    "OTHER_PREFIXES",
    "PARTY_LISTS",
    "PREFIXES",
    "Basis",
    "Bound",
    "Change",
    "CodeScheme",
    "CountryType",
    "DateMatch",
    "Described",
    "Dimension",
    "EntityKind",
    "FactKind",
    "Form",
    "Format",
    "InstrumentType",
    "Level",
    "LinkType",
    "MatchField",
    "NameKind",
    "OrganizationMatch",
    "OrganizationType",
    "Precision",
    "RegionMatch",
    "Role",
    "SentenceUse",
    "Sort",
    "Status",
    "Trend",
    "WordMatch",
    "WordSense",
]
