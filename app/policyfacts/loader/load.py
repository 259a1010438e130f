"""The loader's one sequence: read, check, write, derive, release; all of it or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedFault
from policyfacts.loader.checks import Loaded, check_seed
from policyfacts.loader.derive import derive
from policyfacts.loader.digests import digest_reference, digest_review, release_id
from policyfacts.loader.reading import read_seed
from policyfacts.loader.seed import Seed
from policyfacts.loader.text import check_text
from policyfacts.loader.texts import attach_texts
from policyfacts.loader.write import Written, add_reference, read_loaded, write_review
from policyfacts.migrate import refuse_older
from policyfacts.models import STORED_FORMAT, Fact, FactChange, Release, Review, Sentence
from policyfacts.vocabulary import Change

Advance = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, out of how many."""


@dataclass(frozen=True)
class Summary:
    """What a load did."""

    release: str
    facts_count: int
    reviews: tuple[str, ...]
    added: frozenset[str] = field(default_factory=frozenset)
    changed: frozenset[str] = field(default_factory=frozenset)
    withdrawn: frozenset[str] = field(default_factory=frozenset)
    unquoted: tuple[str, ...] = ()
    is_new: bool = True


def load(database: Database, root: Path, texts: Mapping[str, Path], advance: Advance) -> Summary:
    """Make each review of the folder equal to it in the database; BadSeed lists every mistake."""
    seed, faults = _read(root, texts)
    with database.writing() as connection:
        refuse_older(connection)
        ids = [review.review.record.id for review in seed.reviews]
        _raise_any([*faults, *check_seed(seed, read_loaded(connection, ids))])
        return _write(connection, seed, advance)


def is_loaded(database: Database) -> bool:
    """Whether the database holds a release that this program can answer from."""
    newest = select(Release.stored_format).order_by(Release.sequence.desc()).limit(1)
    with database.reading() as connection:
        return connection.scalar(newest) == STORED_FORMAT


def check(root: Path, texts: Mapping[str, Path]) -> Seed:
    """Check a seed folder without a database; where a text is given, the facts against it too."""
    seed, faults = _read(root, texts)
    _raise_any([*faults, *check_seed(seed, Loaded()), *check_text(seed)])
    return seed


def _read(root: Path, texts: Mapping[str, Path]) -> tuple[Seed, list[SeedFault]]:
    if not root.is_dir():
        raise BadSeed([SeedFault(str(root), 1, "there is no such folder")])
    seed, faults = read_seed(root)
    return seed, [*faults, *attach_texts(seed, texts)]


def _raise_any(faults: list[SeedFault]) -> None:
    if faults:
        raise BadSeed(faults)


def _write(connection: Connection, seed: Seed, advance: Advance) -> Summary:
    digests = {it.review.record.id: digest_review(it) for it in seed.reviews}
    stored = dict(connection.execute(select(Review.id, Review.digest)).all())
    release = release_id(_label(seed), digest_reference(seed), {**stored, **digests})
    if release == _current_release(connection):
        return Summary(release, _count(connection), tuple(digests), is_new=False)
    unquoted = _losing_quotes(connection, seed)
    remove_reference = add_reference(connection, seed)
    written = []
    for number, review in enumerate(seed.reviews, start=1):
        written.append(write_review(connection, review, digests[review.review.record.id]))
        advance("Writing reviews", number, len(seed.reviews))
    remove_reference()
    total = _count(connection)
    done = 0

    def derived(count: int) -> None:
        nonlocal done
        done += count
        advance("Deriving answers", done, total)

    changed = derive(connection, derived)
    summary = _summarise(release, total, tuple(digests), written, changed)
    summary = replace(summary, unquoted=unquoted)
    _record(connection, seed, summary)
    return summary


def _losing_quotes(connection: Connection, seed: Seed) -> tuple[str, ...]:
    """Reviews whose sentences are quoted now, and whose text this load was not given."""
    quoted = select(Sentence.review_id).where(Sentence.quote.is_not(None)).distinct()
    held = set(connection.scalars(quoted))
    untold = (it.review.record.id for it in seed.reviews if it.text is None)
    return tuple(review for review in untold if review in held)


def _label(seed: Seed) -> str:
    return seed.dataset.record.release if seed.dataset else ""


def _current_release(connection: Connection) -> str | None:
    newest = select(Release.id).order_by(Release.sequence.desc()).limit(1)
    return connection.scalar(newest)


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(Fact)) or 0


def _summarise(
    release: str, total: int, reviews: tuple[str, ...], written: list[Written], changed: set[str]
) -> Summary:
    added = frozenset[str]().union(*(it.added for it in written))
    removed = frozenset[str]().union(*(it.removed for it in written))
    return Summary(release, total, reviews, added, frozenset(changed), removed)


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
    changes = [
        {"release_sequence": sequence, "fact_id": fact_id, "change": change}
        for change, ids in (
            (Change.ADDED, summary.added),
            (Change.CHANGED, summary.changed),
            (Change.WITHDRAWN, summary.withdrawn),
        )
        for fact_id in sorted(ids)
    ]
    if changes:
        connection.execute(insert(FactChange), changes)
