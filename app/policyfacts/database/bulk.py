"""Writing many rows at once, as fast as each database takes them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def write_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert many rows, whose values are as the database's driver takes them."""
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "sqlite":
        parameters = ", ".join("?" * len(columns))
        insert = f'INSERT INTO "{table}" ({names}) VALUES ({parameters})'
        connection.exec_driver_sql(insert, list(rows))
    else:
        _copy(connection, f'COPY "{table}" ({names}) FROM STDIN', rows)


def refresh_statistics(connection: Connection) -> None:
    """Have the database count its rows anew, so that it joins large tables by their indexes."""
    connection.exec_driver_sql("ANALYZE")


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    assert connection.dialect.loaded_dbapi is not None
    try:
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error
