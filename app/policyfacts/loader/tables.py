"""Making a table hold exactly the rows wanted, by their differences."""

from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from policyfacts.models import Base

_BATCH = 1000

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[type[Base], list[Row]]


def _key_of(table: type[Base]) -> list[str]:
    return [column.name for column in table.__mapper__.primary_key]


def merge(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    """Insert rows whose key is new and update those that read otherwise."""
    key = _key_of(table)
    columns = table.__table__.c
    stored = {
        tuple(row[name] for name in key): dict(row)
        for row in connection.execute(select(table.__table__)).mappings()
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
