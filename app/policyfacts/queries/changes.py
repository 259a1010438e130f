"""What loads did to facts, in the order in which they did it."""

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
# One parameter for all places: a statement with as many as there are would be another each time.
_WANTED = {
    "sqlite": "IN (SELECT value FROM json_each(:places))",
    "postgresql": "= ANY(CAST(:places AS int[]))",
}
_AT = {
    database: text(
        "SELECT place, fact_changes.fact_id, change, releases.id AS release, "
        "releases.loaded_at, replaced_by, reason, statement FROM fact_changes "
        "JOIN releases ON releases.sequence = release_sequence "
        "LEFT JOIN withdrawn_facts ON withdrawn_facts.id = fact_id "
        f"AND change = '{Change.WITHDRAWN.value}' "
        f"LEFT JOIN facts ON facts.id = fact_id WHERE place {wanted}"
    ).columns(loaded_at=DateTime(timezone=True))
    for database, wanted in _WANTED.items()
}


@dataclass(frozen=True)
class ChangeRow:
    """What the load of a release (at a time in UTC) did to a fact.

    `replaced_by` and `reason` are of withdrawals; `statement` is the fact's as it reads now, null
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
    """Places in the log by what was done, of each load after the one with this sequence."""
    rows = connection.execute(_RUNS, {"after": after})
    return [(Change(change), range(first, first + count)) for change, first, count in rows]


def list_changes(connection: Connection, places: Sequence[int]) -> list[ChangeRow]:
    """The changes at these places, in their order."""
    database = connection.dialect.name
    rows = connection.execute(_AT[database], {"places": _LISTS[database](places)})
    found = {
        place: ChangeRow(fact_id, Change(change), release, in_utc(loaded_at), *rest)
        for place, fact_id, change, release, loaded_at, *rest in rows
    }
    return [found[place] for place in places]


def _for_json(places: Sequence[int]) -> str:
    return f"[{','.join(map(str, places))}]"


_LISTS: dict[str, Callable[[Sequence[int]], str | list[int]]] = {
    "sqlite": _for_json,
    "postgresql": list,
}
