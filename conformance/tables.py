"""pandas and DuckDB read URLs as tables, and must get as many rows as the API counts."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import duckdb_extension_httpfs
import pandas

from conformance.checks import Check, Report
from conformance.service import Service

# Paths that take limit= and format=, each with all rows in one answer.
_LISTS = ("/v1/facts?limit=500", "/v1/facts?country=TR&limit=500", "/v1/figures?limit=500")


def _pandas(service: Service, _folder: Path) -> Report:
    objections: list[str] = []
    for path, rows in _counted(service):
        address = f"{service.address}{path}&format="
        tables = {
            "CSV": pandas.read_csv(address + "csv"),
            "NDJSON": pandas.read_json(address + "ndjson", lines=True),
        }
        objections += [
            f"{path} as {form}: {len(table)} rows, the API counts {rows}"
            for form, table in tables.items()
            if len(table) != rows
        ]
    return Report(f"{len(_LISTS)} lists as CSV and NDJSON", objections)


def _duckdb(service: Service, _folder: Path) -> Report:
    """Read by DuckDB's own HTTP reader; its extension comes as a package, signed by DuckDB."""
    here = Path(next(iter(duckdb_extension_httpfs.__path__)))
    connection = duckdb.connect()
    connection.load_extension(str(next(here.rglob("httpfs.duckdb_extension"))))
    objections: list[str] = []
    for path, rows in _counted(service):
        address = f"{service.address}{path}&format="
        for reader in (f"read_csv('{address}csv')", f"read_ndjson('{address}ndjson')"):
            (count,) = connection.sql(f"SELECT count(*) FROM {reader}").fetchone() or (0,)
            if count != rows:
                objections.append(f"{reader}: {count} rows, the API counts {rows}")
    return Report(f"{len(_LISTS)} lists as CSV and NDJSON", objections)


def _counted(service: Service) -> Iterator[tuple[str, int]]:
    for path in _LISTS:
        yield path, service.json(path)["page"]["total"]


CHECKS = [Check("pandas", _pandas), Check("duckdb", _duckdb)]
