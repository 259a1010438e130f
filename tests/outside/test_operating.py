"""What operators and their tools rely on: metrics, loggers, commands, settings, tables."""

import logging
import pkgutil
import re
import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

import policyfacts
from policyfacts.settings import Settings
from tests.outside.answers import MASK, Answers
from tests.outside.evidence import Check

# What differs between processes and moments.
UNFROZEN_LABELS = {"pid"}


def test_metrics_are_as_frozen(served: TestClient, answers: Answers, check: Check) -> None:
    check("metrics", metrics_of(served.get("/metrics").text))


def metrics_of(text: str) -> dict[str, Any]:
    """Give our metrics by name: what they are, and the labels of each of their samples."""
    metrics: dict[str, Any] = {}
    for family in sorted(text_string_to_metric_families(text), key=lambda family: family.name):
        labels: dict[str, list[dict[str, str]]] = {}
        for sample in family.samples:
            labels.setdefault(sample.name, []).append(sample.labels)
        if family.name.startswith("policyfacts_"):
            metrics[family.name] = {
                "type": family.type,
                "help": family.documentation,
                "samples": {name: values_of_labels(labels[name]) for name in sorted(labels)},
            }
    return metrics


def values_of_labels(labels: list[dict[str, str]]) -> dict[str, list[str]]:
    """Give the values that each label has."""
    names = sorted({name for each in labels for name in each})
    return {
        name: [MASK] if name in UNFROZEN_LABELS else sorted({each[name] for each in labels})
        for name in names
    }


def test_loggers_are_as_frozen(
    served: TestClient, check: Check, caplog: pytest.LogCaptureFixture
) -> None:
    for module in pkgutil.walk_packages(policyfacts.__path__, "policyfacts."):
        if module.name != "policyfacts.__main__":  # it would run the command
            import_module(module.name)
    request_id = served.get("/v1/failure").headers["X-Request-Id"]
    loggers = logging.getLogger().manager.loggerDict.items()
    check(
        "loggers",
        {
            "names": sorted(
                name
                for name, logger in loggers
                if name.startswith("policyfacts") and isinstance(logger, logging.Logger)
            ),
            "records of a request that fails": [
                [record.name, record.levelname, record.getMessage().replace(request_id, MASK)]
                for record in caplog.records
                if record.name.startswith("policyfacts")
            ],
        },
    )


def test_help_of_commands_is_as_frozen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], check: Check
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    # Else the name of whatever runs the tests would stand in the usage.
    monkeypatch.setattr(sys.modules["__main__"], "__package__", None, raising=False)
    (command,) = entry_points(group="console_scripts", name="policyfacts")

    def lines_of(*arguments: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["policyfacts", *arguments])
        with pytest.raises(SystemExit) as end:
            command.load()()
        printed = capsys.readouterr()
        plain = re.sub(r"\x1b\[[0-9;]*m", "", printed.out + printed.err)
        return [*map(str.rstrip, plain.splitlines()), f"exit code {end.value.code or 0}"]

    helps = {"policyfacts --help": lines_of("--help")}
    box = "\n".join(helps["policyfacts --help"]).partition("Commands")[2]
    for name in re.findall(r"(?m)^│ ([a-z]+) ", box):
        helps[f"policyfacts {name} --help"] = lines_of(name, "--help")
    for arguments in ((), ("--version",), ("none",), ("serve", "--port", "0")):
        helps[" ".join(["policyfacts", *arguments])] = lines_of(*arguments)
    check("commands", helps)


def test_settings_are_as_frozen(check: Check) -> None:
    prefix = str(Settings.model_config["env_prefix"])
    described = Settings.model_json_schema()["properties"]
    check("settings", {f"{prefix}{name}".upper(): described[name] for name in sorted(described)})


def test_tables_are_as_frozen(empty: Path, check: Check) -> None:
    with closing(sqlite3.connect(empty)) as connection:
        columns = connection.execute(
            "SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables "
            "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' "
            "ORDER BY tables.name, columns.cid"
        ).fetchall()
    tables: dict[str, list[str]] = {}
    for table, column, type_ in columns:
        tables.setdefault(table, []).append(f"{column} {type_}".rstrip())
    check("tables", tables)
