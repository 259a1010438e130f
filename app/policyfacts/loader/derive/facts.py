"""Facts out of the tables with all that hangs on them, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, select

from policyfacts.loader.derive.reference import Row
from policyfacts.models import (
    Fact,
    FactBody,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
)

_BATCH = 1000
_CHILDREN = (FactParty, FactTopic, FactFigure, FactEvidence, FactLink)
_IN_BATCH = {"first": bindparam("first"), "last": bindparam("last")}


@dataclass(frozen=True)
class FactParts:
    """One fact as rows."""

    fact: Row
    parties: list[Row]
    topics: list[Row]
    figures: list[Row]
    evidence: list[Row]
    links: list[Row]
    stored_body: str | None


def _children(table: type) -> Select[tuple[object]]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    return (
        select(table.__table__)  # type: ignore[attr-defined]
        .where(columns.fact_number.between(_IN_BATCH["first"], _IN_BATCH["last"]))
        .order_by(columns.fact_number, columns.position)
    )


_FACTS = (
    select(Fact.__table__, FactBody.body)
    .outerjoin(FactBody, FactBody.fact_number == Fact.number)
    .where(Fact.number > bindparam("after"))
    .order_by(Fact.number)
    .limit(_BATCH)
)
_STATEMENTS = [_children(table) for table in _CHILDREN]


def stream_facts(connection: Connection) -> Iterator[FactParts]:
    """All facts of all reviews, by number."""
    after = -1
    while batch := connection.execute(_FACTS, {"after": after}).mappings().all():
        span = {"first": batch[0]["number"], "last": batch[-1]["number"]}
        children = [_by_fact(connection, statement, span) for statement in _STATEMENTS]
        for fact in batch:
            of_fact = [rows[fact["number"]] for rows in children]
            yield FactParts(fact, *of_fact, stored_body=fact["body"])
        after = span["last"]


def _by_fact(
    connection: Connection, statement: Select[tuple[object]], span: dict[str, int]
) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(statement, span).mappings():
        found[row["fact_number"]].append(row)
    return found
