"""The tables; importing this package completes the metadata."""

from policyfacts.models.base import Base
from policyfacts.models.body import NO_ORDINAL, FactBody, SelectionOrder, SelectionSet
from policyfacts.models.entity import (
    Entity,
    EntityCode,
    EntityName,
    FormerId,
    Membership,
    Office,
)
from policyfacts.models.fact import Fact, FactEvidence, FactFigure, FactLink, FactParty, FactTopic
from policyfacts.models.release import ChangeRun, FactChange, Release
from policyfacts.models.review import Review, Section, Sentence, WithdrawnFact
from policyfacts.models.search import FactText, WordSet
from policyfacts.models.vocabulary import FactType, Measure, QuestionWords, Topic

__all__ = [
    "NO_ORDINAL",
    "Base",
    "ChangeRun",
    "Entity",
    "EntityCode",
    "EntityName",
    "Fact",
    "FactBody",
    "FactChange",
    "FactEvidence",
    "FactFigure",
    "FactLink",
    "FactParty",
    "FactText",
    "FactTopic",
    "FactType",
    "FormerId",
    "Measure",
    "Membership",
    "Office",
    "QuestionWords",
    "Release",
    "Review",
    "Section",
    "SelectionOrder",
    "SelectionSet",
    "Sentence",
    "Topic",
    "WithdrawnFact",
    "WordSet",
]
