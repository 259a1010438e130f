"""Tables come from migrations alone, and are those of the models, on both databases."""

from collections.abc import Callable

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from policyfacts.database import SCHEMA, Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.loader import load
from policyfacts.migrate import VERSION_TABLE, configuration, current_revision, upgrade
from policyfacts.models import Base
from policyfacts.models.search import INDEX
from policyfacts.settings import Settings
from tests.databases import KINDS, POSTGRESQL
from tests.seeds import FROZEN_SEED


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def text_index(connection: Connection) -> set[str]:
    """Return the indexes and tables of the text index, which models cannot express."""
    names = {index["name"] for index in inspect(connection).get_indexes("fact_texts")}
    return {str(name) for name in names | tables(connection) if is_in_text_index(name)}


def is_in_text_index(name: str | None, *_: object) -> bool:
    return name is not None and name.startswith(INDEX)


def differences(connection: Connection) -> list[object]:
    """Return the operations that would make the tables those of the models."""
    options = {
        "version_table": VERSION_TABLE,
        "compare_type": True,
        "include_name": lambda *name: not is_in_text_index(*name),
    }
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def downgrade_to(database: Database, revision: str) -> None:
    with database.write_transaction(create=True) as connection:
        command.downgrade(configuration(connection), revision)


def test_migrations_make_the_tables_of_the_models(database: Database) -> None:
    with database.read_transaction() as connection:
        assert differences(connection) == []
        own = tables(connection) - text_index(connection)
        assert own == {*Base.metadata.tables, VERSION_TABLE}


def test_migrations_make_the_text_index(database: Database) -> None:
    parts = ("", "_config", "_data", "_docsize", "_idx") if database.is_sqlite else ("",)
    with database.read_transaction() as connection:
        assert text_index(connection) == {f"{INDEX}{part}" for part in parts}


def test_table_or_column_without_a_migration_is_a_difference(database: Database) -> None:
    with database.write_transaction(create=True) as connection:
        connection.execute(text("ALTER TABLE releases DROP COLUMN citation"))
        connection.execute(text("CREATE TABLE forgotten (id INTEGER)"))
        assert len(differences(connection)) == 2


def test_downgrade_to_base_and_upgrade_make_the_same_tables(database: Database) -> None:
    downgrade_to(database, "base")
    with database.read_transaction() as connection:
        assert tables(connection) == {VERSION_TABLE}
        assert current_revision(connection) is None
    upgrade(database)
    with database.read_transaction() as connection:
        assert differences(connection) == []


def test_migrating_twice_changes_nothing_and_keeps_the_facts(database: Database) -> None:
    loaded = load(database, FROZEN_SEED, {}, lambda *_: None)
    with database.read_transaction() as connection:
        before = current_revision(connection)
    assert upgrade(database) == before
    assert upgrade(database) == before
    again = load(database, FROZEN_SEED, {}, lambda *_: None)
    assert (again.release, again.is_new) == (loaded.release, False)


def test_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.write_transaction(create=True) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    for attempt in (
        lambda: upgrade(database),
        lambda: load(database, FROZEN_SEED, {}, lambda *_: None),
    ):
        with pytest.raises(DatabaseUnusable, match=r"9999.*newer"):
            attempt()
    with database.read_transaction() as connection:
        assert current_revision(connection) == "9999"
        assert connection.scalar(text("SELECT count(*) FROM releases")) == 0


def test_load_into_tables_of_an_older_program_is_refused(database: Database) -> None:
    downgrade_to(database, "base")
    with pytest.raises(DatabaseUnusable, match="policyfacts migrate"):
        load(database, FROZEN_SEED, {}, lambda *_: None)


@pytest.mark.parametrize("kind", KINDS)
def test_other_tables_in_the_same_database_are_not_changed(
    new_database: Callable[[str], Settings], kind: str
) -> None:
    database = Database(new_database(kind))
    schema = "public." if kind == POSTGRESQL else ""
    with database.write_transaction(create=True) as connection:
        connection.execute(text(f"CREATE TABLE {schema}alembic_version (version_num TEXT)"))
        connection.execute(text(f"INSERT INTO {schema}alembic_version VALUES ('of the host')"))
    upgrade(database)
    with database.write_transaction(create=True) as connection:
        version = connection.scalar(text(f"SELECT version_num FROM {schema}alembic_version"))
        assert version == "of the host"
        if kind == POSTGRESQL:
            own = set(inspect(connection).get_table_names(schema=SCHEMA))
            assert own == {*Base.metadata.tables, VERSION_TABLE}
            assert inspect(connection).get_table_names(schema="public") == ["alembic_version"]
    database.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_failed_migration_leaves_the_tables_unchanged(
    new_database: Callable[[str], Settings], kind: str
) -> None:
    database = Database(new_database(kind))
    with database.write_transaction(create=True) as connection:
        if kind == POSTGRESQL:
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text("CREATE TABLE sentences (id INTEGER)"))
    with pytest.raises(DatabaseUnusable):
        upgrade(database)
    with database.read_transaction() as connection:
        assert tables(connection) == {"sentences"}
    database.dispose()
