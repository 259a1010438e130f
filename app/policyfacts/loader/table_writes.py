"""Write rows into tables: by their differences to those stored, in batches, or in bulk."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from policyfacts.database import write_rows
from policyfacts.models import Base

_BATCH = 1000
_BULK = 10_000

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[type[Base], list[Row]]


def _key_of(table: type[Base]) -> list[str]:
    return [column.name for column in table.__mapper__.primary_key]


def merge(
    connection: Connection, table: type[Base], rows: list[Row], *within: ColumnElement[bool]
) -> None:
    """Insert rows whose key is new among those `within`, and update those that differ."""
    key = _key_of(table)
    columns = table.__table__.c
    stored = {
        tuple(row[name] for name in key): dict(row)
        for row in connection.execute(select(table.__table__).where(*within)).mappings()
    }
    fresh, changed = [], []
    for row in rows:
        earlier = stored.get(tuple(row[name] for name in key))
        if earlier is None:
            fresh.append(row)
        elif earlier != {**earlier, **row}:
            changed.append({f"_{name}": value for name, value in row.items()})
    # New rows first: what was there before may now refer to them.
    insert_rows(connection, table, fresh)
    if changed:
        statement = update(table).where(*(columns[name] == bindparam(f"_{name}") for name in key))
        values: Row = {name: bindparam(f"_{name}") for name in rows[0] if name not in key}
        connection.execute(statement.values(values), changed)


def remove_gone(
    connection: Connection, table: type[Base], rows: list[Row], review_id: str | None = None
) -> None:
    """Delete stored rows (of one review, where given) that are not among `rows`."""
    key = _key_of(table)
    columns = table.__table__.c
    kept_keys = {tuple(row[name] for name in key) for row in rows}
    of_review = [columns.review_id == review_id] if review_id is not None else []
    stored = connection.execute(select(*(columns[name] for name in key)).where(*of_review))
    gone = [tuple(row) for row in stored if tuple(row) not in kept_keys]
    if gone and "parent_id" in columns:
        # Rows that go may refer to each other: clear their references first.
        going = columns[key[0]].in_([row[0] for row in gone])
        cleared = {name: None for name in ("parent_id", "country_id") if name in columns}
        connection.execute(update(table).where(going).values(cleared))
    if gone:
        statement = delete(table).where(*(columns[name] == bindparam(f"_{name}") for name in key))
        connection.execute(
            statement, [{f"_{n}": v for n, v in zip(key, row, strict=True)} for row in gone]
        )


def delete_in(connection: Connection, table: type[Base], column: str, numbers: list[int]) -> None:
    """Delete the rows that have one of the numbers in the column."""
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        connection.execute(delete(table).where(table.__table__.c[column].in_(batch)))


def insert_rows(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    """Insert rows in batches."""
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])


class BulkInsert:
    """Collects rows of one table and writes them in bulk, as fast as the database takes them.

    Values are converted for the driver as SQLAlchemy would, without its statements.
    """

    def __init__(self, connection: Connection, table: type[Base], columns: tuple[str, ...]) -> None:
        self._connection = connection
        self._table = table.__tablename__
        self._columns = columns
        types = [table.__table__.c[name].type.dialect_impl(connection.dialect) for name in columns]
        processors = [type_.bind_processor(connection.dialect) for type_ in types]
        self._processors = [(i, process) for i, process in enumerate(processors) if process]
        self.rows: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Add a row; write when there are many."""
        self.rows.append(row)
        if len(self.rows) >= _BULK:
            self.flush()

    def flush(self) -> None:
        """Write the rows collected so far."""
        rows, self.rows = self.rows, []
        if rows:
            write_rows(self._connection, self._table, self._columns, self._processed(rows))

    def _processed(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self._processors:
            return rows
        processed = []
        for row in rows:
            values = list(row)
            for i, process in self._processors:
                values[i] = process(values[i])
            processed.append(tuple(values))
        return processed
