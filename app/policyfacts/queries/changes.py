"""What loads did to facts, in the order in which they did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from policyfacts.models import Fact, FactChange, Release, WithdrawnFact
from policyfacts.queries.releases import in_utc
from policyfacts.vocabulary import Change

_WANTED = (
    FactChange.release_sequence > bindparam("after"),
    FactChange.change.in_(bindparam("changes", expanding=True)),
)
_COUNT = select(func.count()).select_from(FactChange).where(*_WANTED)


def _page(*, newest_first: bool) -> Select[Any]:
    """The page is cut before anything is joined to it: what is passed over is of one table."""
    sequence, fact = FactChange.release_sequence, FactChange.fact_id
    order = (sequence.desc(), fact.desc()) if newest_first else (sequence, fact)
    cut = (
        select(sequence, fact, FactChange.change)
        .where(*_WANTED)
        .order_by(*order)
        .limit(bindparam("limit"))
        .offset(bindparam("start"))
        .subquery("cut")
    )
    withdrawn = (WithdrawnFact.id == cut.c.fact_id) & (cut.c.change == Change.WITHDRAWN.value)
    places = (cut.c.release_sequence, cut.c.fact_id)
    return (
        select(
            cut.c.fact_id,
            cut.c.change,
            Release.id.label("release"),
            Release.loaded_at,
            WithdrawnFact.replaced_by,
            WithdrawnFact.reason,
            Fact.statement,
        )
        .join(Release, Release.sequence == cut.c.release_sequence)
        .outerjoin(WithdrawnFact, withdrawn)
        .outerjoin(Fact, Fact.id == cut.c.fact_id)
        .order_by(*(it.desc() if newest_first else it for it in places))
    )


_OLDEST_FIRST, _NEWEST_FIRST = _page(newest_first=False), _page(newest_first=True)


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


@dataclass(frozen=True)
class ChangesWanted:
    """Changes of these sorts after the load with this sequence, in one order or the other."""

    after: int
    changes: Sequence[str]
    newest_first: bool


def count_changes(connection: Connection, wanted: ChangesWanted) -> int:
    """How many there are."""
    bound = {"after": wanted.after, "changes": list(wanted.changes)}
    return connection.scalar(_COUNT, bound) or 0


def list_changes(
    connection: Connection, wanted: ChangesWanted, *, start: int, limit: int
) -> list[ChangeRow]:
    """At most `limit` changes after the first `start`."""
    bound = {"after": wanted.after, "changes": list(wanted.changes), "start": start, "limit": limit}
    statement = _NEWEST_FIRST if wanted.newest_first else _OLDEST_FIRST
    return [
        ChangeRow(**{**row, "change": Change(row["change"]), "loaded_at": in_utc(row["loaded_at"])})
        for row in connection.execute(statement, bound).mappings()
    ]
