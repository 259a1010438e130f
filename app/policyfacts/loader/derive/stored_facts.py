"""Read facts out of the tables with all rows that refer to them, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, select

from policyfacts.loader.derive.fact_rows import (
    EvidenceRow,
    FactParts,
    FactRow,
    FigureRow,
    LinkRow,
    PartyRow,
    TopicRow,
)
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


class StoredFact(NamedTuple):
    """A fact out of the tables, with its body and the digest of its words."""

    parts: FactParts
    body: str | None
    text_digest: str | None


def _children(table: type[Base], row_type: Any) -> Select[Any]:
    columns = table.__table__.c
    return (
        select(*(columns[name] for name in row_type._fields))
        .where(columns.fact_number.between(bindparam("first"), bindparam("last")))
        .order_by(columns.fact_number, columns.position)
    )


_FACTS = (
    select(
        *(Fact.__table__.c[name] for name in FactRow._fields),
        FactBody.body,
        FactText.digest.label("text_digest"),
    )
    .outerjoin(FactBody, FactBody.fact_number == Fact.number)
    .outerjoin(FactText, FactText.fact_number == Fact.number)
    .where(Fact.number > bindparam("after"))
    .order_by(Fact.number)
    .limit(_BATCH)
)
_CHILDREN: list[tuple[Any, Select[Any]]] = [
    (row_type, _children(table, row_type))
    for table, row_type in (
        (FactParty, PartyRow),
        (FactTopic, TopicRow),
        (FactFigure, FigureRow),
        (FactEvidence, EvidenceRow),
        (FactLink, LinkRow),
    )
]


def stream_facts(connection: Connection) -> Iterator[StoredFact]:
    """Yield the facts of all reviews, by number."""
    after = -1
    while batch := connection.execute(_FACTS, {"after": after}).all():
        span = {"first": batch[0].number, "last": batch[-1].number}
        children = [
            _by_fact(connection, row_type, statement, span) for row_type, statement in _CHILDREN
        ]
        for row in batch:
            *fact, body, text_digest = row
            child_rows = (rows[row.number] for rows in children)
            yield StoredFact(FactParts(FactRow(*fact), *child_rows), body, text_digest)
        after = span["last"]


def _by_fact(
    connection: Connection, row_type: Any, statement: Select[Any], span: dict[str, int]
) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(statement, span):
        rows[row.fact_number].append(row_type._make(row))
    return rows
