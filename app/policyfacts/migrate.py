"""Migrations of the tables, by Alembic driven from code: a wheel has no configuration file."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, update
from sqlalchemy.schema import CreateSchema

from policyfacts.bundled import bundled
from policyfacts.database import SCHEMA, Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.models import Release
from policyfacts.schemas.stored_format import NO_FORMAT

VERSION_TABLE = "policyfacts_version"


def upgrade(database: Database, revision: str = "head") -> str | None:
    """Bring the tables to `revision` (the newest by default) and return where they are now."""
    with database.write_transaction(create=True) as connection:
        refuse_newer(connection)
    if database.is_sqlite:
        database.enable_wal()
    with database.write_transaction() as connection:
        _refuse_earlier(connection, revision)
        if not database.is_sqlite and not inspect(connection).has_schema(SCHEMA):
            connection.execute(CreateSchema(SCHEMA))
        try:
            command.upgrade(configuration(connection), revision)
        except CommandError as error:
            raise DatabaseUnusable(
                f"The tables cannot be brought to '{revision}': {error}."
            ) from error
        return current_revision(connection)


def downgrade(database: Database, revision: str) -> str | None:
    """Take the tables back to an earlier `revision`, with what only later ones hold."""
    with database.write_transaction() as connection:
        refuse_newer(connection)
        earlier = _earlier_revisions(connection)
        if revision not in earlier:
            listed = f"to {' or '.join(earlier)}" if earlier else "to no other"
            raise DatabaseUnusable(
                f"The tables cannot be taken back to '{revision}': they are at revision "
                f"{current_revision(connection) or 'none'} and can go back {listed}."
            )
        command.downgrade(configuration(connection), revision)
        _forget_format(connection)
        return current_revision(connection)


def _forget_format(connection: Connection) -> None:
    """Let no program answer from what is left of a release before a load has made it whole."""
    columns = {column["name"] for column in inspect(connection).get_columns("releases")}
    if "stored_format" in columns:
        connection.execute(update(Release).values(stored_format=NO_FORMAT))


def _refuse_earlier(connection: Connection, revision: str) -> None:
    """Raise DatabaseUnusable where the tables would have to go back."""
    if revision in _earlier_revisions(connection):
        raise DatabaseUnusable(
            f"The tables are at revision {current_revision(connection)}, which is later than "
            f"{revision}. To take them back: 'policyfacts migrate --down {revision}'."
        )


def _earlier_revisions(connection: Connection) -> list[str]:
    """List the revisions before that of the tables, the nearest first."""
    revision = current_revision(connection)
    if revision is None:
        return []
    scripts = _scripts().iterate_revisions(revision, "base")
    return [script.revision for script in scripts if script.revision != revision]


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the tables; None where there are none."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def refuse_newer(connection: Connection) -> None:
    """Raise DatabaseUnusable where a newer version of the code has changed the tables."""
    revision = current_revision(connection)
    revisions = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in revisions:
        raise DatabaseUnusable(
            f"The database is at revision {revision}, which this version of policyfacts does not "
            "know: it was made by a newer one. Install that version, or use another database."
        )


def refuse_older(connection: Connection) -> None:
    """Raise DatabaseUnusable where the tables are not those of this code."""
    refuse_newer(connection)
    revision, head = current_revision(connection), _scripts().get_current_head()
    if revision != head:
        raise DatabaseUnusable(
            f"The database is at revision {revision or 'none'} and this code needs {head}: "
            "run 'policyfacts migrate'."
        )


def configuration(connection: Connection) -> Config:
    """Make Alembic's configuration for one connection; migrations/env.py reads it."""
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(bundled("migrations")))
