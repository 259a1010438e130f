"""Facts out of the tables with all that hangs on them, a batch at a time."""

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
    """A fact as the tables hold it, with its body and the digest of its words."""

    parts: FactParts
    body: str | None
    text_digest: str | None


def _children(table: type[Base], shape: Any) -> Select[Any]:
    columns = table.__table__.c
    return (
        select(*(columns[name] for name in shape._fields))
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
    (shape, _children(table, shape))
    for table, shape in (
        (FactParty, PartyRow),
        (FactTopic, TopicRow),
        (FactFigure, FigureRow),
        (FactEvidence, EvidenceRow),
        (FactLink, LinkRow),
    )
]


def stream_facts(connection: Connection) -> Iterator[StoredFact]:
    """All facts of all reviews, by number."""
    after = -1
    while batch := connection.execute(_FACTS, {"after": after}).all():
        span = {"first": batch[0].number, "last": batch[-1].number}
        children = [_by_fact(connection, shape, statement, span) for shape, statement in _CHILDREN]
        for row in batch:
            *fact, body, text_digest = row
            hanging = (rows[row.number] for rows in children)
            yield StoredFact(FactParts(FactRow(*fact), *hanging), body, text_digest)
        after = span["last"]


def _by_fact(
    connection: Connection, shape: Any, statement: Select[Any], span: dict[str, int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(statement, span):
        found[row.fact_number].append(shape._make(row))
    return found
