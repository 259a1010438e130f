"""What a load adds, changes and removes of what facts rest on."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from policyfacts.loader.checks.withdrawals import ALWAYS, Span, canonical_text
from policyfacts.loader.ingest.compared_tables import ComparedTable
from policyfacts.loader.table_writes import Row
from policyfacts.models import Entity

CurrentId: TypeAlias = Callable[[str], str]
# Columns whose earlier value says more than their name.
_TELLING = ("id", "since", "until")
_Id: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Removal:
    """A row that the database has and the seed has not; its entities by their ids of now."""

    table: ComparedTable
    id: str
    value: str
    row: Row
    is_one_of_several: bool
    """Whether the seed has a row of the same id and value, for other days."""

    @property
    def entity_ids(self) -> set[str]:
        """The entities that the row names."""
        names = (self.row[name] for name in self.table.entity_columns)
        return {entity_id for entity_id in names if entity_id is not None}

    @property
    def span(self) -> Span:
        """The days for which it held."""
        return span_of(self.row) if self.table.is_dated else ALWAYS


@dataclass
class TableChanges:
    """The changes of one table: a number, and labels of what a reader may miss."""

    table: ComparedTable
    added: int = 0
    changed: list[str] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    is_reordered: bool = False
    """Whether rows that both have stand in another order."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.is_reordered)

    def add(self, other: "TableChanges") -> None:
        """Add the changes of another review."""
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed
        self.is_reordered |= other.is_reordered


def span_of(row: Row) -> Span:
    """Return the days for which a row holds."""
    return Span.between(row["since"], row["until"])


def compare(
    table: ComparedTable,
    stored: list[Row],
    in_seed: list[Row],
    current_id: CurrentId,
    covered: Callable[[Removal], bool],
) -> TableChanges:
    """Compare the rows of a table; `covered` says whether a row is listed as withdrawn."""
    changes = TableChanges(table)
    if stored == in_seed:
        return changes
    earlier = _by_id(table, stored, current_id)
    later = _by_id(table, in_seed, lambda id_: id_)
    for key, rows in earlier.items():
        _compare_rows(changes, key, rows, later.get(key, []), covered)
    changes.added += sum(len(rows) for key, rows in later.items() if key not in earlier)
    if table.is_ordered:
        changes.is_reordered = [k for k in earlier if k in later] != [
            k for k in later if k in earlier
        ]
    return changes


def _by_id(
    table: ComparedTable, rows: Iterable[Row], current_id: CurrentId
) -> dict[_Id, list[Row]]:
    by_id: dict[_Id, list[Row]] = defaultdict(list)
    columns = table.entity_columns
    for stored in rows:
        row = {name: value for name, value in stored.items() if name not in table.passed_over}
        for name in columns:
            if row[name] is not None:
                row[name] = current_id(row[name])
        value = canonical_text(row[table.value]) if table.value else ""
        id_ = row[table.id]
        by_id[current_id(id_) if table.table is Entity else id_, value].append(row)
    return by_id


def _compare_rows(
    changes: TableChanges,
    key: _Id,
    earlier: list[Row],
    later: list[Row],
    covered: Callable[[Removal], bool],
) -> None:
    """Compare the rows of one id and value."""
    table = changes.table
    gone = [row for row in earlier if row not in later]
    fresh = [row for row in later if row not in earlier]
    if not later or (table.is_dated and not fresh):
        changes.removed += (Removal(table, *key, row, bool(later)) for row in gone)
    elif table.is_dated:
        _compare_dated(changes, key, gone, fresh, covered)
    elif gone or fresh:
        changes.changed.append(_label(table, key, _differing(gone, fresh)))


def _compare_dated(
    changes: TableChanges,
    key: _Id,
    gone: list[Row],
    fresh: list[Row],
    covered: Callable[[Removal], bool],
) -> None:
    """Take rows that share days for the same row, and the others in turn; what is left is gone."""
    table = changes.table
    apart = [row for row in gone if not any(_touch(row, other) for other in fresh)]
    unmatched = [row for row in fresh if not any(_touch(row, other) for other in gone)]
    removals = sorted((Removal(table, *key, row, True) for row in apart), key=covered)
    moved = min(len(removals), len(unmatched))
    changes.removed += removals[moved:]
    changes.changed += [
        _label(table, key, [f"{removal.span} before"]) for removal in removals[:moved]
    ]
    for row in gone:
        same = [other for other in fresh if _touch(row, other)]
        if same:
            changes.changed.append(_label(table, key, _differing([row], same[:1])))
    changes.added += len(unmatched) - moved


def _touch(row: Row, other: Row) -> bool:
    return span_of(row).overlaps(span_of(other))


def _differing(gone: list[Row], fresh: list[Row]) -> list[str]:
    """Say in what rows differ: in columns, or in how many there are."""
    if len(gone) != len(fresh):
        return [f"{_described(row)} before" for row in gone] + [_described(row) for row in fresh]
    differing = [name for name in gone[0] if _values(gone, name) != _values(fresh, name)]
    return [
        f"{gone[0][name]} before" if name in _TELLING else name.removesuffix("_id")
        for name in differing
    ]


def _values(rows: list[Row], name: str) -> list[object]:
    return sorted((row[name] for row in rows), key=str)


def _described(row: Row) -> str:
    return " ".join(str(row[name]) for name in ("id", "language", "kind") if row.get(name))


def label_of(removal: Removal) -> str:
    """Name what was removed."""
    days = [str(removal.span)] if removal.table.is_dated else []
    return _label(removal.table, (removal.id, removal.value), days)


def _label(table: ComparedTable, key: _Id, details: list[str]) -> str:
    more = [f"({', '.join(details)})"] if details else []
    return " ".join(part for part in (table.singular, *key, *more) if part)
