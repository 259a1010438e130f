"""The log of changes: what loads did to facts, in the order in which they did it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, DateTime, bindparam, select, text

from policyfacts.models import ChangeRun
from policyfacts.queries.releases import in_utc
from policyfacts.vocabulary import Change

_RUNS = (
    select(ChangeRun.change, ChangeRun.first_place, ChangeRun.count)
    .where(ChangeRun.release_sequence > bindparam("after"))
    .order_by(ChangeRun.first_place)
)
# One parameter for all indexes: a statement with as many as there are would be another each time.
_IN_INDEXES = {
    "sqlite": "IN (SELECT value FROM json_each(:indexes))",
    "postgresql": "= ANY(CAST(:indexes AS int[]))",
}
_BY_INDEX = {
    database: text(
        "SELECT place, fact_changes.fact_id, change, releases.id AS release, "
        "releases.loaded_at, replaced_by, reason, statement FROM fact_changes "
        "JOIN releases ON releases.sequence = release_sequence "
        "LEFT JOIN withdrawn_facts ON withdrawn_facts.id = fact_id "
        f"AND change = '{Change.WITHDRAWN.value}' "
        f"LEFT JOIN facts ON facts.id = fact_id WHERE place {in_indexes}"
    ).columns(loaded_at=DateTime(timezone=True))
    for database, in_indexes in _IN_INDEXES.items()
}


@dataclass(frozen=True)
class ChangeRow:
    """A change that the load of a release (at a time in UTC) made to a fact.

    `replaced_by` and `reason` are of withdrawals; `statement` is the fact's as it reads now, None
    where the fact is gone.
    """

    fact_id: str
    change: Change
    release: str
    loaded_at: datetime
    replaced_by: str | None
    reason: str | None
    statement: str | None


def list_runs(connection: Connection, after: int) -> list[tuple[Change, range]]:
    """List runs of indexes in the log, each of one change, of the loads after this sequence."""
    rows = connection.execute(_RUNS, {"after": after})
    return [(Change(change), range(first, first + count)) for change, first, count in rows]


def list_changes(connection: Connection, indexes: Sequence[int]) -> list[ChangeRow]:
    """List the changes at these indexes of the log, in their order."""
    database = connection.dialect.name
    rows = connection.execute(_BY_INDEX[database], {"indexes": _LISTS[database](indexes)})
    changes = {
        index: ChangeRow(fact_id, Change(change), release, in_utc(loaded_at), *rest)
        for index, fact_id, change, release, loaded_at, *rest in rows
    }
    return [changes[index] for index in indexes]


def _for_json(indexes: Sequence[int]) -> str:
    return f"[{','.join(map(str, indexes))}]"


_LISTS: dict[str, Callable[[Sequence[int]], str | list[int]]] = {
    "sqlite": _for_json,
    "postgresql": list,
}
