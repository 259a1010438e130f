"""The sequence of a load in one transaction: read, check, write, derive, release."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from policyfacts.database import Database, refresh_statistics
from policyfacts.errors import SeedError, visible
from policyfacts.loader.checks import SeedIndex, StoredState, check_reference
from policyfacts.loader.ingest.check_sink import CheckedReview, CheckSink
from policyfacts.loader.ingest.database_state import DatabaseState
from policyfacts.loader.ingest.digests import digest_reference, release_id
from policyfacts.loader.ingest.fact_writer import FactWriter
from policyfacts.loader.ingest.pipeline import Ingest, ProgressCallback
from policyfacts.loader.ingest.reference_changes import TableChanges
from policyfacts.loader.ingest.reference_comparison import ReferenceComparison
from policyfacts.loader.ingest.reference_writer import add_reference
from policyfacts.loader.seed.contents import Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.files import folder_fault
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.source_text.documents import attach_texts
from policyfacts.loader.table_writes import BulkInsert
from policyfacts.migrate import refuse_older
from policyfacts.models import ChangeRun, Fact, FactChange, Release, Review, Sentence
from policyfacts.schemas.stored_format import STORED_FORMAT
from policyfacts.vocabulary import Change


@dataclass(frozen=True)
class Summary:
    """The result of a load."""

    release: str
    facts_count: int
    reviews: tuple[str, ...]
    added: Collection[str] = ()
    changed: Set[str] = frozenset()
    withdrawn: Set[str] = frozenset()
    unquoted: tuple[str, ...] = ()
    reference: Sequence[TableChanges] = ()
    """What changed beside facts."""
    is_new: bool = True


def load(
    database: Database, root: Path, texts: Mapping[str, Path], progress: ProgressCallback
) -> Summary:
    """Make each review in the database equal to that of the folder; raise BadSeed for errors."""
    reader, seed = _open(root, texts)
    with database.write_transaction() as connection:
        refuse_older(connection)
        ingest = _start(reader, seed, DatabaseState(connection, seed), progress)
        if reader.errors.count:
            # Nothing can be written; facts are checked all the same, to report their errors too.
            ingest.run(CheckSink(ingest.seed_index, reader.errors))
            reader.errors.raise_any()
        return _write(connection, ingest)


def is_loaded(database: Database) -> bool:
    """Return whether the database holds a release in the format of this program."""
    newest = select(Release.stored_format).order_by(Release.sequence.desc()).limit(1)
    with database.read_transaction() as connection:
        return connection.scalar(newest) == STORED_FORMAT


def check(
    root: Path, texts: Mapping[str, Path], progress: ProgressCallback
) -> tuple[CheckedReview, ...]:
    """Check a seed folder without a database; raise BadSeed where it has errors."""
    reader, seed = _open(root, texts)
    ingest = _start(reader, seed, StoredState(), progress)
    sink = CheckSink(ingest.seed_index, reader.errors)
    ingest.run(sink, despite_errors=True)
    reader.errors.raise_any()
    return tuple(sink.reviews)


def _open(root: Path, texts: Mapping[str, Path]) -> tuple[SeedReader, Seed]:
    errors = ErrorLog()
    fault = folder_fault(root)
    if fault is not None:
        errors.add([SeedError(visible(str(root)), 1, fault)])
        errors.raise_any()
    reader = SeedReader(root, errors)
    seed = reader.read_seed()
    errors.add(attach_texts(seed, texts))
    return reader, seed


def _start(
    reader: SeedReader, seed: Seed, stored: StoredState, progress: ProgressCallback
) -> Ingest:
    seed_index = SeedIndex.of(seed, stored)
    reader.errors.add(check_reference(seed, seed_index))
    comparison = ReferenceComparison(seed, seed_index)
    reader.errors.add_where_right(comparison.compare_reference())
    return Ingest(seed, reader, seed_index, progress, comparison)


def _write(connection: Connection, ingest: Ingest) -> Summary:
    seed, progress = ingest.seed, ingest.progress
    unquoted = _losing_quotes(connection, seed)
    remove_reference = add_reference(connection, seed)
    writer = FactWriter(connection, ingest.seed_index.stored)
    ingest.run(writer)
    ingest.reader.errors.raise_any()
    remove_reference()
    stored = dict(connection.execute(select(Review.id, Review.digest)).all())
    release = release_id(_label(seed), digest_reference(seed), stored)
    total, reviews = _count(connection), tuple(writer.digests)
    if release == _current_release(connection):
        return Summary(release, total, reviews, is_new=False)
    progress("Counting rows", 0, 1)
    refresh_statistics(connection)
    writer.derive_others(total, progress)
    summary = Summary(
        release,
        total,
        reviews,
        writer.added,
        writer.changed,
        writer.removed,
        unquoted,
        ingest.comparison.changes,
    )
    _record(connection, seed, summary)
    return summary


def _losing_quotes(connection: Connection, seed: Seed) -> tuple[str, ...]:
    """List reviews with quotes in the database whose text this load was not given."""
    quoted = select(Sentence.review_id).where(Sentence.quote.is_not(None)).distinct()
    with_quotes = set(connection.scalars(quoted))
    without_text = (folder.id for folder in seed.reviews if folder.text is None)
    return tuple(review for review in without_text if review in with_quotes)


def _label(seed: Seed) -> str:
    return seed.dataset.record.release if seed.dataset else ""


def _current_release(connection: Connection) -> str | None:
    """Return the id of the newest release, if it was stored as this program stores."""
    newest = select(Release.id, Release.stored_format).order_by(Release.sequence.desc()).limit(1)
    release = connection.execute(newest).one_or_none()
    return release.id if release and release.stored_format == STORED_FORMAT else None


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(Fact)) or 0


def _record(connection: Connection, seed: Seed, summary: Summary) -> None:
    assert seed.dataset is not None
    terms = seed.dataset.record.model_dump(exclude={"release"})
    terms["citation"] = terms["citation"].replace("{release}", summary.release)
    row = {
        "id": summary.release,
        "loaded_at": datetime.now(UTC).replace(microsecond=0),
        "facts_count": summary.facts_count,
        "stored_format": STORED_FORMAT,
        **terms,
    }
    connection.execute(insert(Release).values(row))
    sequence = connection.scalar(select(func.max(Release.sequence)))
    _log_changes(connection, sequence, summary)


def _log_changes(connection: Connection, sequence: int | None, summary: Summary) -> None:
    """Write what the load did at the end of the log of changes."""
    last = connection.scalar(select(func.max(FactChange.place)))
    first = 0 if last is None else last + 1
    columns = ("place", "release_sequence", "fact_id", "change")
    changes = BulkInsert(connection, FactChange, columns)
    for change, ids in (
        (Change.ADDED, summary.added),
        (Change.CHANGED, summary.changed),
        (Change.WITHDRAWN, summary.withdrawn),
    ):
        if ids:
            run = {"change": change.value, "first_place": first, "count": len(ids)}
            connection.execute(insert(ChangeRun).values(release_sequence=sequence, **run))
        for place, fact_id in enumerate(sorted(ids), start=first):
            changes.add((place, sequence, fact_id, change.value))
        first += len(ids)
    changes.flush()
