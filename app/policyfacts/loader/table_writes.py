"""Making a table hold exactly the rows wanted, by their differences."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from policyfacts.database import write_rows
from policyfacts.models import Base

_BATCH = 1000
_MANY = 10_000

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[type[Base], list[Row]]


def _key_of(table: type[Base]) -> list[str]:
    return [column.name for column in table.__mapper__.primary_key]


def merge(
    connection: Connection, table: type[Base], rows: list[Row], *within: ColumnElement[bool]
) -> None:
    """Insert rows whose key is new among those `within`, update those that read otherwise."""
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
    """Delete rows (of a review, where given) no longer wanted, those referring to others first."""
    key = _key_of(table)
    columns = table.__table__.c
    wanted = {tuple(row[name] for name in key) for row in rows}
    of_review = [columns.review_id == review_id] if review_id is not None else []
    stored = connection.execute(select(*(columns[name] for name in key)).where(*of_review))
    gone = [tuple(row) for row in stored if tuple(row) not in wanted]
    if gone and "parent_id" in columns:
        # What refers to something else that goes too must let go of it first.
        going = columns[key[0]].in_([row[0] for row in gone])
        loose = {name: None for name in ("parent_id", "country_id") if name in columns}
        connection.execute(update(table).where(going).values(loose))
    if gone:
        statement = delete(table).where(*(columns[name] == bindparam(f"_{name}") for name in key))
        connection.execute(
            statement, [{f"_{n}": v for n, v in zip(key, row, strict=True)} for row in gone]
        )


def delete_in(connection: Connection, table: type[Base], column: str, numbers: list[int]) -> None:
    """Delete rows by a numeric column."""
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        connection.execute(delete(table).where(table.__table__.c[column].in_(batch)))


def insert_rows(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    """Insert rows in batches."""
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])


class BulkInsert:
    """Gathers rows of one table, and writes them as fast as the database takes them.

    Values are turned into what the driver takes just as SQLAlchemy would, without its statements.
    """

    def __init__(self, connection: Connection, table: type[Base], columns: tuple[str, ...]) -> None:
        self._connection = connection
        self._table = table.__tablename__
        self._columns = columns
        types = [table.__table__.c[name].type.dialect_impl(connection.dialect) for name in columns]
        processors = [type_.bind_processor(connection.dialect) for type_ in types]
        self._processors = [(at, it) for at, it in enumerate(processors) if it is not None]
        self.rows: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Gather a row, and write now and then."""
        self.rows.append(row)
        if len(self.rows) >= _MANY:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        rows, self.rows = self.rows, []
        if rows:
            write_rows(self._connection, self._table, self._columns, self._processed(rows))

    def _processed(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if not self._processors:
            return rows
        found = []
        for row in rows:
            values = list(row)
            for at, process in self._processors:
                values[at] = process(values[at])
            found.append(tuple(values))
        return found
