"""Facts out of the tables with all that hangs on them, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Result, Select, bindparam, select

from policyfacts.loader.derive.reference import Row
from policyfacts.models import (
    Base,
    Fact,
    FactBody,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactText,
    FactTopic,
)

_BATCH = 1000
_CHILDREN = (FactParty, FactTopic, FactFigure, FactEvidence, FactLink)


@dataclass(frozen=True)
class FactParts:
    """One fact as rows."""

    fact: Row
    stored_body: str | None
    stored_text: str | None
    parties: list[Row]
    topics: list[Row]
    figures: list[Row]
    evidence: list[Row]
    links: list[Row]


def _children(table: type[Base]) -> Select[Any]:
    columns = table.__table__.c
    return (
        select(table.__table__)
        .where(columns.fact_number.between(bindparam("first"), bindparam("last")))
        .order_by(columns.fact_number, columns.position)
    )


_FACTS = (
    select(Fact.__table__, FactBody.body, FactText.digest.label("text_digest"))
    .outerjoin(FactBody, FactBody.fact_number == Fact.number)
    .outerjoin(FactText, FactText.fact_number == Fact.number)
    .where(Fact.number > bindparam("after"))
    .order_by(Fact.number)
    .limit(_BATCH)
)
_STATEMENTS = [_children(table) for table in _CHILDREN]


def stream_facts(connection: Connection) -> Iterator[FactParts]:
    """All facts of all reviews, by number."""
    after = -1
    while batch := _plain(connection.execute(_FACTS, {"after": after})):
        span = {"first": batch[0]["number"], "last": batch[-1]["number"]}
        children = [_by_fact(connection, statement, span) for statement in _STATEMENTS]
        for fact in batch:
            stored = fact["body"], fact["text_digest"]
            yield FactParts(fact, *stored, *(rows[fact["number"]] for rows in children))
        after = span["last"]


def _by_fact(
    connection: Connection, statement: Select[Any], span: dict[str, int]
) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _plain(connection.execute(statement, span)):
        found[row["fact_number"]].append(row)
    return found


def _plain(result: Result[Any]) -> list[Row]:
    return [dict(zip(result.keys(), row, strict=True)) for row in result]
