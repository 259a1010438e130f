"""Release files have the facts of the API, and equal bytes on every database."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.schemas.facts import Fact as FactSchema
from tests.databases import POSTGRESQL, SQLITE
from tests.loader.seeds import SENTENCES, TREATY, stored_bodies
from tests.renderers.release_files.readers import Package, export, read_package, read_sqlite
from tests.seeds import frozen_facts

Fact = dict[str, Any]
PLURALS = {
    "country": "countries",
    "region": "regions",
    "organization": "organizations",
    "person": "people",
    "place": "places",
    "instrument": "instruments",
    "project": "projects",
}


def rebuild(package: Package, row: Fact) -> Fact:
    """Build a fact as the API returns it from the rows of the package."""
    topics = {entry["id"]: entry["name"] for entry in package.tables["topics"]}
    fact: Fact = {name: row[name] for name in FactSchema.model_fields if name in row}
    fact |= {"review": row["review_id"], "type": row["type_id"]}
    fact["date"] = {
        **{name: row[f"date_{name}"] for name in ("edtf", "start", "end", "precision", "stated")}
    }
    fact["term"] = row["term_edtf"] and {
        name: row[f"term_{name}"] for name in ("edtf", "start", "end")
    }
    fact |= {plural: [] for plural in PLURALS.values()}
    for entry in package.of("parties", row["id"]):
        party = {
            "id": entry["entity_id"],
            **{name: entry[name] for name in ("name", "role", "named")},
        }
        office = {"office": entry["office"]} if entry["kind"] == "person" else {}
        fact[PLURALS[entry["kind"]]].append(party | office)
    fact["topics"] = [
        {"id": topic["topic_id"], "name": topics[topic["topic_id"]]}
        for topic in package.of("topics-of-facts", row["id"])
    ]
    fact["figures"] = [
        {"measure": figure["measure_id"], "period": figure["period_edtf"]}
        | {name: figure[name] for name in ("value", "unit", "bound", "basis", "of")}
        for figure in package.of("figures", row["id"])
    ]
    fact["plover"] = row["plover_type"] and {
        "type": row["plover_type"],
        "modes": (row["plover_modes"] or "").split("|") if row["plover_modes"] else [],
        "contexts": (row["plover_contexts"] or "").split("|") if row["plover_contexts"] else [],
    }
    fact["links"] = [
        {"type": link["type"], "id": link["target_id"]} for link in package.of("links", row["id"])
    ]
    fact["evidence"] = [
        {"review": entry["review_id"], "locator": entry["locator"], "section": entry["section_id"]}
        | {"quote": None}
        for entry in package.of("evidence", row["id"])
    ]
    return fact | {"asserted_by": row["asserted_by_id"], "match": None}


def test_ndjson_has_the_facts_of_the_api_in_its_order(
    exported: Path, api_facts: list[Fact]
) -> None:
    lines = (exported / "facts.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == api_facts
    assert len(lines) == len(frozen_facts())


def test_every_fact_can_be_rebuilt_from_the_tables(package: Package, api_facts: list[Fact]) -> None:
    rebuilt = [rebuild(package, row) for row in package.tables["facts"]]
    assert rebuilt == [{**fact, "asserted_by": fact["asserted_by"]["id"]} for fact in api_facts]


def test_tables_have_as_many_rows_as_the_api_counts(package: Package, client: TestClient) -> None:
    overview = client.get("/v1").json()["counts"]
    assert len(package.tables["facts"]) == overview["facts"]
    assert len(package.tables["entities"]) == sum(overview["entities"].values())
    assert len(package.tables["topics"]) == overview["topics"]
    assert len(package.tables["reviews"]) == overview["reviews"]
    vocabulary = client.get("/v1/vocabulary").json()
    for table in ("types", "measures"):
        ids = [row["id"] for row in package.tables[table]]
        assert ids == [item["id"] for item in vocabulary[table]]


@pytest.mark.parametrize("entity", ["BY", "HR", "TR", "eu", "alexander-lukashenko"])
def test_tables_of_entities_have_the_rows_of_profiles(
    package: Package, client: TestClient, entity: str
) -> None:
    profile = client.get(f"/v1/entities/{entity}").json()

    def rows(table: str, owner: str, *columns: str) -> list[tuple[Any, ...]]:
        own = (row for row in package.tables[table] if row[owner] == entity)
        return sorted((tuple(row[column] for column in columns) for row in own), key=str)

    def items(plural: str, *members: str) -> list[tuple[Any, ...]]:
        return sorted((tuple(item[name] for name in members) for item in profile[plural]), key=str)

    name = ("name", "language", "kind", "since", "until")
    assert rows("names", "entity_id", *name) == items("names", *name)
    days = ("since", "until")
    assert rows("memberships", "group_id", "country_id", *days) == items("members", "id", *days)
    assert rows("memberships", "country_id", "group_id", *days) == items("memberships", "id", *days)
    offices = [(office["title"], office["of"]["id"]) for office in profile["offices"]]
    assert rows("offices", "person_id", "title", "of_id") == sorted(offices)


def test_sqlite_has_the_same_rows_as_the_package(exported: Path, package: Package) -> None:
    assert read_sqlite(exported / "policyfacts.sqlite", package.description) == package.tables


def test_sqlite_enforces_its_keys_and_names_its_release(exported: Path, client: TestClient) -> None:
    with closing(sqlite3.connect(exported / "policyfacts.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("PRAGMA foreign_keys = ON")
        for broken in (
            "UPDATE facts SET review_id = 'nothing'",
            "UPDATE parties SET entity_id = 'nothing'",
            "UPDATE evidence SET section_id = 'nothing'",
            "INSERT INTO facts SELECT * FROM facts",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(broken)
        (release,) = connection.execute("SELECT id, license, citation FROM release")
    meta = client.get("/v1/vocabulary").json()["meta"]
    assert release == (meta["release"], meta["license"], meta["citation"])


def test_package_describes_its_files_and_fields(package: Package, client: TestClient) -> None:
    overview = client.get("/v1").json()
    description = package.description
    assert description["version"] == overview["release"]["id"]
    assert description["licenses"] == [
        {"name": overview["license"], "path": overview["license_url"]}
    ]
    paths = {resource["path"] for resource in description["resources"]}
    assert {"datapackage.json", *paths} == set(package.members)
    for resource in description["resources"]:
        content = package.members[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith("."), field
            values = [row[field["name"]] for row in package.tables[resource["name"]]]
            if field["constraints"]["required"]:
                assert None not in values, field
            if "enum" in field["constraints"]:
                assert set(values) <= {*field["constraints"]["enum"], None}, field


def test_primary_and_foreign_keys_of_the_package_are_valid(package: Package) -> None:
    def keys(table: str, columns: list[str]) -> list[tuple[Any, ...]]:
        return [tuple(row[column] for column in columns) for row in package.tables[table]]

    for resource in package.description["resources"]:
        primary = keys(resource["name"], resource["schema"]["primaryKey"])
        assert len(set(primary)) == len(primary), resource["name"]
        for foreign in resource["schema"]["foreignKeys"]:
            target = foreign["reference"]["resource"] or resource["name"]
            targets = set(keys(target, foreign["reference"]["fields"]))
            sources = {key for key in keys(resource["name"], foreign["fields"]) if None not in key}
            assert sources <= targets, (resource["name"], foreign)


def test_equal_data_makes_equal_bytes_on_every_database(
    load_quoted: Callable[..., Database], tmp_path: Path
) -> None:
    at_once, in_steps = load_quoted(SQLITE), load_quoted(POSTGRESQL, in_steps=True)
    first, second = (
        export(database, tmp_path / name)
        for database, name in ((at_once, "first"), (in_steps, "second"))
    )
    assert first == second
    for file in first.files:
        content = (tmp_path / "second" / file.name).read_bytes()
        assert content == (tmp_path / "first" / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    at_once.dispose()
    in_steps.dispose()


def test_no_file_quotes_sentences_of_the_source(
    load_quoted: Callable[..., Database], tmp_path: Path
) -> None:
    database = load_quoted(SQLITE)
    assert SENTENCES[0] in stored_bodies(database)[TREATY]
    export(database, tmp_path / "out")
    database.dispose()
    package = read_package(tmp_path / "out" / "datapackage.zip")
    contents = [*(file.read_bytes() for file in (tmp_path / "out").iterdir())]
    contents += package.members.values()
    assert any(TREATY.encode() in content for content in contents)
    for sentence in SENTENCES:
        assert not any(sentence.encode() in content for content in contents)


def test_text_like_a_formula_gets_an_apostrophe_in_csv_alone(
    load_quoted: Callable[..., Database], tmp_path: Path
) -> None:
    formula = "=HYPERLINK(A1) was no formula in 2014, it was said."
    database = load_quoted(SQLITE, statement=formula)
    export(database, tmp_path / "out")
    database.dispose()
    package = read_package(tmp_path / "out" / "datapackage.zip")
    rows = read_sqlite(tmp_path / "out" / "policyfacts.sqlite", package.description)

    def statement(facts: list[Fact]) -> str:
        return next(str(fact["statement"]) for fact in facts if fact["id"] == TREATY)

    lines = (tmp_path / "out" / "facts.ndjson").read_text(encoding="utf-8").splitlines()
    assert statement(package.tables["facts"]) == f"'{formula}"
    assert statement(rows["facts"]) == formula
    assert statement([json.loads(line) for line in lines]) == formula
