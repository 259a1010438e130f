"""pandas and DuckDB read URLs as tables, and must get as many rows as the API counts."""

from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_httpfs
import pandas

from conformance.checks import Check, Report
from conformance.references import resolve
from conformance.service import Service

_TABLE_TYPES = {"text/csv", "application/x-ndjson"}


def _pandas(service: Service, _folder: Path) -> Report:
    objections: list[str] = []
    lists = _lists(service)
    for path, rows in lists.items():
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
    return Report(f"{len(lists)} lists as CSV and NDJSON", objections)


def _duckdb(service: Service, _folder: Path) -> Report:
    """Read by DuckDB's own HTTP reader; its extension comes as a package, signed by DuckDB."""
    here = Path(next(iter(duckdb_extension_httpfs.__path__)))
    connection = duckdb.connect()
    connection.load_extension(str(next(here.rglob("httpfs.duckdb_extension"))))
    objections: list[str] = []
    lists = _lists(service)
    for path, rows in lists.items():
        address = f"{service.address}{path}&format="
        for reader in (f"read_csv('{address}csv')", f"read_ndjson('{address}ndjson')"):
            (count,) = connection.sql(f"SELECT count(*) FROM {reader}").fetchone() or (0,)
            if count != rows:
                objections.append(f"{reader}: {count} rows, the API counts {rows}")
    return Report(f"{len(lists)} lists as CSV and NDJSON", objections)


def _lists(service: Service) -> dict[str, int]:
    """Return URLs of all lists that are CSV and NDJSON, each in one answer, with their rows."""
    lists = [
        path
        for path, methods in service.contract["paths"].items()
        if "get" in methods and _media_types(service, methods["get"]) >= _TABLE_TYPES
    ]
    urls = [*(f"{path}?limit=500" for path in lists), "/v1/facts?country=TR&limit=500"]
    return {url: service.json(url)["page"]["total"] for url in urls}


def _media_types(service: Service, operation: dict[str, Any]) -> set[str]:
    """Return the media types in which an operation answers."""
    response = resolve(service.contract, operation["responses"]["200"])
    return set(response["content"])


CHECKS = [Check("pandas", _pandas), Check("duckdb", _duckdb)]
