"""Making the tables equal to the seed, by their differences, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from policyfacts.loader.checks import Loaded
from policyfacts.loader.digests import digest_fact
from policyfacts.loader.rows import (
    Row,
    Rows,
    document_rows,
    fact_children,
    fact_row,
    reference_rows,
    review_row,
)
from policyfacts.loader.seed import ReviewSeed, Seed
from policyfacts.models import (
    Base,
    Entity,
    EntityName,
    Fact,
    FactBody,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
    FactType,
    Measure,
    Membership,
    Office,
    Review,
    Section,
    Sentence,
    Topic,
    WithdrawnFact,
)

_BATCH = 1000
_KEYED = (Topic, FactType, Measure, Entity)
_REPLACED = (EntityName, Membership, Office)
_DOCUMENT = (Section, Sentence, WithdrawnFact)
_CHILDREN = (FactParty, FactTopic, FactFigure, FactEvidence, FactLink, FactBody)


@dataclass(frozen=True)
class Written:
    """Ids of facts that a review gained and lost."""

    added: frozenset[str]
    removed: frozenset[str]


def read_loaded(connection: Connection, review_ids: Iterable[str]) -> Loaded:
    """What the database holds and the seed must respect."""
    others = Fact.review_id.not_in(list(review_ids))
    numbers = select(Fact.number).where(others)
    publishers = select(Review.publisher_id).where(Review.id.not_in(list(review_ids)))
    countries = select(Review.country_id).where(Review.id.not_in(list(review_ids)))
    parties = select(FactParty.entity_id).where(FactParty.fact_number.in_(numbers))
    topics = select(FactTopic.topic_id).where(FactTopic.fact_number.in_(numbers))
    measures = select(FactFigure.measure_id).where(FactFigure.fact_number.in_(numbers))
    return Loaded(
        facts=dict(connection.execute(select(Fact.id, Fact.review_id)).all()),
        withdrawn=dict(
            connection.execute(select(WithdrawnFact.id, WithdrawnFact.review_id)).all()
        ),
        entities_in_use=frozenset(connection.scalars(parties.union(publishers, countries)).all()),
        topics_in_use=frozenset(connection.scalars(topics.distinct()).all()),
        types_in_use=frozenset(
            connection.scalars(select(Fact.type_id).where(others).distinct()).all()
        ),
        measures_in_use=frozenset(connection.scalars(measures.distinct()).all()),
    )


def add_reference(connection: Connection, seed: Seed) -> Callable[[], None]:
    """Add and change reference rows; the function returned removes those that are gone.

    Removal waits until no fact refers to them any more.
    """
    rows = reference_rows(seed)
    for table in _KEYED:
        _merge(connection, table, rows[table])
    for table in _REPLACED:
        connection.execute(delete(table))
        _insert(connection, table, rows[table])

    def remove() -> None:
        for table in _KEYED:
            _remove_gone(connection, table, rows[table])

    return remove


def write_review(
    connection: Connection, review: ReviewSeed, digest: str, advance: Callable[[int], None]
) -> Written:
    """Make one review equal to the seed: unchanged facts stay, others are written anew."""
    review_id = review.review.record.id
    stored = {
        row.id: row
        for row in connection.execute(
            select(Fact.id, Fact.number, Fact.digest).where(Fact.review_id == review_id)
        )
    }
    wanted = {place.record.id: digest_fact(place.record) for place in review.facts}
    same = {id_ for id_, row in stored.items() if wanted.get(id_) == row.digest}
    _remove_children(connection, [row.number for id_, row in stored.items() if id_ not in same])
    removed = [row.number for id_, row in stored.items() if id_ not in wanted]
    _delete_in(connection, FactBody, "fact_number", removed)
    _merge(connection, Review, [review_row(review, digest)])
    _write_document(connection, review)
    _write_facts(connection, review, wanted, same, {id_: row.number for id_, row in stored.items()})
    _delete_in(connection, Fact, "number", removed)
    advance(len(wanted))
    return Written(
        frozenset(wanted.keys() - stored.keys()), frozenset(stored.keys() - wanted.keys())
    )


def _write_document(connection: Connection, review: ReviewSeed) -> None:
    """Sections, sentences and tombstones; those still cited are changed in place."""
    rows = document_rows(review)
    for table in _DOCUMENT:
        _merge(connection, table, rows[table])
    for table in reversed(_DOCUMENT):
        _remove_gone(connection, table, rows[table], review.review.record.id)


def _write_facts(
    connection: Connection,
    review: ReviewSeed,
    digests: dict[str, str],
    same: set[str],
    numbers: dict[str, int],
) -> None:
    next_number = (connection.scalar(select(func.max(Fact.number))) or 0) + 1
    facts: list[Row] = []
    children: Rows = defaultdict(list)
    for place in review.facts:
        fact = place.record
        if fact.id in same:
            continue
        number = numbers.get(fact.id)
        if number is None:
            number, next_number = next_number, next_number + 1
        facts.append(fact_row(fact, review, number, digests[fact.id]))
        for table, rows in fact_children(fact, review.review.record.id, number).items():
            children[table] += rows
    _merge(connection, Fact, facts)
    for table, rows in children.items():
        _insert(connection, table, rows)


def _remove_children(connection: Connection, numbers: list[int]) -> None:
    for table in _CHILDREN:
        if table is not FactBody:
            _delete_in(connection, table, "fact_number", numbers)


def _key_of(table: type[Base]) -> list[str]:
    return [column.name for column in table.__table__.primary_key.columns]  # type: ignore[attr-defined]


def _merge(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    """Insert rows whose key is new and update those that read otherwise."""
    key = _key_of(table)
    columns = table.__table__.c
    stored = {
        tuple(row[name] for name in key): dict(row)
        for row in connection.execute(select(table.__table__)).mappings()
    }
    fresh, changed = [], []
    for row in rows:
        earlier = stored.get(tuple(row[name] for name in key))
        if earlier is None:
            fresh.append(row)
        elif earlier != {**earlier, **row}:
            changed.append({f"_{name}": value for name, value in row.items()})
    if changed:
        statement = update(table).where(*(columns[name] == bindparam(f"_{name}") for name in key))
        values = {name: bindparam(f"_{name}") for name in rows[0] if name not in key}
        connection.execute(statement.values(values), changed)
    _insert(connection, table, fresh)


def _remove_gone(
    connection: Connection, table: type[Base], rows: list[Row], review_id: str | None = None
) -> None:
    """Delete rows (of one review, where given) whose key is no longer wanted, those referring to others first."""
    key = _key_of(table)
    columns = table.__table__.c
    wanted = {tuple(row[name] for name in key) for row in rows}
    of_review = [columns.review_id == review_id] if review_id is not None else []
    stored = connection.execute(select(*(columns[name] for name in key)).where(*of_review))
    gone = [tuple(row) for row in stored if tuple(row) not in wanted]
    if gone and "parent_id" in columns:
        # What refers to something else that goes too must let go of it first.
        going = columns[key[0]].in_([row[0] for row in gone])
        loose = {name: None for name in ("parent_id", "country_id") if name in columns}
        connection.execute(update(table).where(going).values(loose))
    if gone:
        statement = delete(table).where(*(columns[name] == bindparam(f"_{name}") for name in key))
        connection.execute(
            statement, [{f"_{n}": v for n, v in zip(key, row, strict=True)} for row in gone]
        )


def _delete_in(connection: Connection, table: type[Base], column: str, numbers: list[int]) -> None:
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        connection.execute(delete(table).where(table.__table__.c[column].in_(batch)))


def _insert(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), rows[start : start + _BATCH])
