"""The command: serve, load, check, words, sheet, migrate, export, openapi, mcp."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from policyfacts import __version__
from policyfacts.bundled import bundled
from policyfacts.cli import curation
from policyfacts.cli.curation import PROGRESS_CONSOLE, SeedFolder, Texts, texts_of
from policyfacts.database import Database
from policyfacts.environment import LISTEN_HOST, LISTEN_PORT, unknown_variables
from policyfacts.errors import FactsError
from policyfacts.exit_codes import exit_on_errors
from policyfacts.load_report import report_lines
from policyfacts.loader import Summary, is_loaded
from policyfacts.loader import load as load_seed
from policyfacts.mcp import serve_stdio
from policyfacts.migrate import downgrade, upgrade
from policyfacts.progress import progress
from policyfacts.renderers.release_files import export_release
from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.server import ServerConfig, serve_single, serve_with_workers
from policyfacts.settings import Settings
from policyfacts.terminal import write_error, write_line
from policyfacts.validation_messages import plain_message
from policyfacts.web import create_app

app = typer.Typer(
    help="The facts of a government's annual foreign-policy review as data, over HTTP.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(curation.commands)


def _print_version(is_requested: bool) -> None:
    if is_requested:
        write_line(f"policyfacts {__version__}")
        raise typer.Exit


@app.callback()
def policyfacts(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command; the help is that of `app`."""


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(envvar=LISTEN_HOST, help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(envvar=LISTEN_PORT, help="Port to listen on.", min=1, max=65535),
    ] = 8000,
    load: Annotated[
        bool,
        typer.Option(
            "--load", help="First migrate, and load the bundled seed where nothing is loaded."
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=256,
            help="Processes that answer, below one that watches over them: SIGHUP replaces them "
            "without losing a request. One process and no watch by default.",
        ),
    ] = None,
    graceful_seconds: Annotated[
        int,
        typer.Option(min=1, max=3600, help="Time for requests to end when told to stop."),
    ] = 30,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Log each request, with its client's address.")
    ] = False,
) -> None:
    """Answer over HTTP."""
    settings = _settings()
    if load:
        with _open_database(settings) as database:
            upgrade(database)
            if not is_loaded(database):
                _report(_load(database, bundled("seed"), {}))
    config = ServerConfig(host, port, workers or 1, graceful_seconds, access_log)
    if workers is None:
        serve_single(settings, config)
    else:
        serve_with_workers(config)


@app.command()
def load(seed: SeedFolder = None, text: Texts = None) -> None:
    """Make each review of a seed folder equal to it in the database; all of it or nothing."""
    texts = texts_of(text)
    with _open_database(_settings()) as database:
        _report(_load(database, seed or bundled("seed"), texts))


@app.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="Revision to bring the tables to.")] = "head",
    down: Annotated[
        bool,
        typer.Option("--down", help="Go back to an earlier revision, for an earlier program."),
    ] = False,
) -> None:
    """Make or change the tables."""
    change = downgrade if down else upgrade
    with _open_database(_settings()) as database:
        write_line(f"The tables are at revision {change(database, revision)}.")


@app.command()
def export(
    folder: Annotated[
        Path, typer.Argument(help="Empty or new folder, or one that holds an earlier export.")
    ],
) -> None:
    """Write the whole release to files: NDJSON, Data Package, SQLite, and their checksums."""
    with _open_database(_settings()) as database, database.read_transaction() as connection:
        manifest = export_release(SnapshotKeeper().open_session(connection), folder)
    for file in manifest.files:
        write_line(f"{file.sha256}  {file.name}  {file.rows} rows, {file.bytes} bytes")
    write_line(f"Release {manifest.release} is in {folder}.")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    typer.echo(json.dumps(create_app(_settings()).openapi(), indent=2, ensure_ascii=False))


@app.command()
def mcp() -> None:
    """Answer an assistant over standard input and output (MCP)."""
    settings = _settings()
    serve_stdio(create_app(settings), settings)


def main() -> None:
    """Run the command, and exit with its code."""
    with exit_on_errors():
        for message in unknown_variables():
            write_error(message)
        code = app(standalone_mode=False)
    sys.exit(code if isinstance(code, int) else 0)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        errors = (
            f"POLICYFACTS_{str(details['loc'][0]).upper()} cannot be '{details['input']}': "
            f"{plain_message(details).removeprefix('Input should be ')}."
            for details in error.errors(include_url=False)
        )
        raise FactsError(" ".join(errors)) from None


@contextmanager
def _open_database(settings: Settings) -> Iterator[Database]:
    database = Database(settings)
    try:
        yield database
    finally:
        database.dispose()


def _load(database: Database, seed: Path, texts: dict[str, Path]) -> Summary:
    with progress(PROGRESS_CONSOLE) as advance:
        return load_seed(database, seed, texts, advance)


def _report(summary: Summary) -> None:
    for line in report_lines(summary):
        write_line(line)
