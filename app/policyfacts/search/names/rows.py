"""Rows of entities and vocabulary as what can be named."""

from collections.abc import Iterable

from sqlalchemy import RowMapping

from policyfacts.search.names.terms import (
    Entity,
    FactType,
    Measure,
    Membership,
    Name,
    QuestionWords,
    Topic,
)
from policyfacts.vocabulary import CodeScheme, EntityKind, FactKind, NameKind, WordSense


def entity_of(row: RowMapping, codes: Iterable[RowMapping]) -> Entity:
    """Make an entity, with the codes by which others know it."""
    own = {CodeScheme.ALPHA3: row["alpha3"], CodeScheme.M49: row["m49"]}
    if row["kind"] == EntityKind.COUNTRY:
        own[CodeScheme.ALPHA2] = row["id"]
    others = {CodeScheme(code["scheme"]): code["code"] for code in codes}
    return Entity(
        id=row["id"],
        kind=EntityKind(row["kind"]),
        name=row["name"],
        parent=row["parent_id"],
        country=row["country_id"],
        type=row["type"],
        acronym=row["acronym"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        scheme=row["scheme"],
        codes={scheme: code for scheme, code in own.items() if code is not None} | others,
    )


def name_of(row: RowMapping) -> Name:
    """Make a name of an entity."""
    return Name(row["name"], row["language"], NameKind(row["kind"]), row["since"], row["until"])


def membership_of(row: RowMapping) -> Membership:
    """Make a membership of a country."""
    return Membership(row["country_id"], row["group_id"], row["since"], row["until"])


def topic_of(row: RowMapping) -> Topic:
    """Make a topic."""
    return Topic(
        row["id"], row["name"], tuple(row["aliases"]), row["description"], row["parent_id"]
    )


def type_of(row: RowMapping) -> FactType:
    """Make a type of facts."""
    return FactType(
        row["id"],
        FactKind(row["kind"]),
        row["name"],
        tuple(row["aliases"]),
        row["description"],
    )


def measure_of(row: RowMapping) -> Measure:
    """Make a measure."""
    return Measure(
        row["id"], row["name"], tuple(row["aliases"]), row["description"], tuple(row["units"])
    )


def question_words_of(row: RowMapping) -> QuestionWords:
    """Make a group of words of questions."""
    fields = {name: value for name, value in row.items() if name not in ("position", "sense")}
    return QuestionWords(sense=WordSense(row["sense"]), **fields)
