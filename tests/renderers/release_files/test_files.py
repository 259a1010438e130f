"""The files themselves: the same facts as the API's, the same bytes wherever they are made."""

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
SAME = ("id", "kind", "form", "status", "level", "statement", "times", "trend", "parties_complete")


def rebuild(package: Package, row: Fact) -> Fact:
    """A fact as the API answers it, out of the rows of the package."""
    topics = {it["id"]: it["name"] for it in package.tables["topics"]}
    fact: Fact = {name: row[name] for name in SAME}
    fact |= {"review": row["review_id"], "type": row["type_id"]}
    fact["date"] = {
        **{name: row[f"date_{name}"] for name in ("edtf", "start", "end", "precision", "stated")}
    }
    fact["term"] = row["term_edtf"] and {
        name: row[f"term_{name}"] for name in ("edtf", "start", "end")
    }
    fact |= {plural: [] for plural in PLURALS.values()}
    for it in package.of("parties", row["id"]):
        party = {"id": it["entity_id"], **{name: it[name] for name in ("name", "role", "named")}}
        office = {"office": it["office"]} if it["kind"] == "person" else {}
        fact[PLURALS[it["kind"]]].append(party | office)
    fact["topics"] = [
        {"id": it["topic_id"], "name": topics[it["topic_id"]]}
        for it in package.of("topics-of-facts", row["id"])
    ]
    fact["figures"] = [
        {"measure": it["measure_id"], "period": it["period_edtf"]}
        | {name: it[name] for name in ("value", "unit", "bound", "basis", "of")}
        for it in package.of("figures", row["id"])
    ]
    fact["plover"] = row["plover_type"] and {
        "type": row["plover_type"],
        "modes": (row["plover_modes"] or "").split("|") if row["plover_modes"] else [],
        "contexts": (row["plover_contexts"] or "").split("|") if row["plover_contexts"] else [],
    }
    fact["links"] = [
        {"type": it["type"], "id": it["target_id"]} for it in package.of("links", row["id"])
    ]
    fact["evidence"] = [
        {"review": it["review_id"], "locator": it["locator"], "section": it["section_id"]}
        | {"quote": None}
        for it in package.of("evidence", row["id"])
    ]
    return fact | {"asserted_by": row["asserted_by_id"], "match": None}


def test_ndjson_is_what_the_api_answers_fact_by_fact_in_its_order(
    exported: Path, api_facts: list[Fact]
) -> None:
    lines = (exported / "facts.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == api_facts
    assert len(lines) == len(frozen_facts())


def test_every_fact_can_be_put_together_from_the_tables(
    package: Package, api_facts: list[Fact]
) -> None:
    rebuilt = [rebuild(package, row) for row in package.tables["facts"]]
    assert rebuilt == [{**it, "asserted_by": it["asserted_by"]["id"]} for it in api_facts]


def test_the_tables_hold_as_much_as_the_api_says(package: Package, client: TestClient) -> None:
    overview = client.get("/v1").json()["counts"]
    assert len(package.tables["facts"]) == overview["facts"]
    assert len(package.tables["entities"]) == sum(overview["entities"].values())
    assert len(package.tables["topics"]) == overview["topics"]
    assert len(package.tables["reviews"]) == overview["reviews"]
    vocabulary = client.get("/v1/vocabulary").json()
    for table in ("types", "measures"):
        assert [it["id"] for it in package.tables[table]] == [it["id"] for it in vocabulary[table]]


@pytest.mark.parametrize("entity", ["BY", "HR", "TR", "eu", "alexander-lukashenko"])
def test_tables_of_entities_say_what_profiles_say(
    package: Package, client: TestClient, entity: str
) -> None:
    profile = client.get(f"/v1/entities/{entity}").json()

    def rows(table: str, owner: str, *columns: str) -> list[tuple[Any, ...]]:
        own = (it for it in package.tables[table] if it[owner] == entity)
        return sorted((tuple(it[column] for column in columns) for it in own), key=str)

    def said(plural: str, *members: str) -> list[tuple[Any, ...]]:
        return sorted((tuple(it[name] for name in members) for it in profile[plural]), key=str)

    name = ("name", "language", "kind", "since", "until")
    assert rows("names", "entity_id", *name) == said("names", *name)
    days = ("since", "until")
    assert rows("memberships", "group_id", "country_id", *days) == said("members", "id", *days)
    assert rows("memberships", "country_id", "group_id", *days) == said("memberships", "id", *days)
    offices = [(it["title"], it["of"]["id"]) for it in profile["offices"]]
    assert rows("offices", "person_id", "title", "of_id") == sorted(offices)


def test_sqlite_holds_the_same_rows_as_the_package(exported: Path, package: Package) -> None:
    assert read_sqlite(exported / "policyfacts.sqlite", package.description) == package.tables


def test_sqlite_keeps_its_keys_and_says_which_release_it_is(
    exported: Path, client: TestClient
) -> None:
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


def test_the_package_describes_itself(package: Package, client: TestClient) -> None:
    overview = client.get("/v1").json()
    description = package.description
    assert description["version"] == overview["release"]["id"]
    assert description["licenses"] == [
        {"name": overview["license"], "path": overview["license_url"]}
    ]
    assert {"datapackage.json", *(it["path"] for it in description["resources"])} == set(
        package.members
    )
    for it in description["resources"]:
        content = package.members[it["path"]]
        assert it["bytes"] == len(content)
        assert it["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        for field in it["schema"]["fields"]:
            assert field["description"].endswith("."), field
            values = [row[field["name"]] for row in package.tables[it["name"]]]
            if field["constraints"]["required"]:
                assert None not in values, field
            if "enum" in field["constraints"]:
                assert set(values) <= {*field["constraints"]["enum"], None}, field


def test_keys_of_the_package_hold(package: Package) -> None:
    def keys(table: str, columns: list[str]) -> list[tuple[Any, ...]]:
        return [tuple(row[column] for column in columns) for row in package.tables[table]]

    for it in package.description["resources"]:
        own = keys(it["name"], it["schema"]["primaryKey"])
        assert len(set(own)) == len(own), it["name"]
        for foreign in it["schema"]["foreignKeys"]:
            target = foreign["reference"]["resource"] or it["name"]
            there = set(keys(target, foreign["reference"]["fields"]))
            here = {key for key in keys(it["name"], foreign["fields"]) if None not in key}
            assert here <= there, (it["name"], foreign)


def test_equal_data_makes_equal_bytes_on_every_database_however_it_was_loaded(
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


def test_no_file_quotes_the_sentences_that_the_database_holds(
    load_quoted: Callable[..., Database], tmp_path: Path
) -> None:
    database = load_quoted(SQLITE)
    assert SENTENCES[0] in stored_bodies(database)[TREATY]
    export(database, tmp_path / "out")
    database.dispose()
    package = read_package(tmp_path / "out" / "datapackage.zip")
    contents = [*(it.read_bytes() for it in (tmp_path / "out").iterdir())]
    contents += package.members.values()
    assert any(TREATY.encode() in content for content in contents)
    for sentence in SENTENCES:
        assert not any(sentence.encode() in content for content in contents)


def test_text_like_a_formula_is_guarded_in_csv_alone(
    load_quoted: Callable[..., Database], tmp_path: Path
) -> None:
    formula = "=HYPERLINK(A1) was no formula in 2014, it was said."
    database = load_quoted(SQLITE, statement=formula)
    export(database, tmp_path / "out")
    database.dispose()
    package = read_package(tmp_path / "out" / "datapackage.zip")
    rows = read_sqlite(tmp_path / "out" / "policyfacts.sqlite", package.description)

    def statement(facts: list[Fact]) -> str:
        return next(str(it["statement"]) for it in facts if it["id"] == TREATY)

    lines = (tmp_path / "out" / "facts.ndjson").read_text(encoding="utf-8").splitlines()
    assert statement(package.tables["facts"]) == f"'{formula}"
    assert statement(rows["facts"]) == formula
    assert statement([json.loads(line) for line in lines]) == formula
