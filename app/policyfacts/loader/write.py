"""Making the tables equal to the seed, by their differences, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from policyfacts.loader.checks import Loaded
from policyfacts.loader.digests import digest_fact
from policyfacts.loader.reference_rows import reference_rows
from policyfacts.loader.review_rows import document_rows, fact_children, fact_row, review_row
from policyfacts.loader.seed import ReviewSeed, Seed
from policyfacts.loader.tables import Row, Rows, delete_in, insert_rows, merge, remove_gone
from policyfacts.models import (
    Entity,
    EntityName,
    Fact,
    FactBody,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactText,
    FactTopic,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    Review,
    Section,
    Sentence,
    Topic,
    WithdrawnFact,
)

_KEYED = (Topic, FactType, Measure, Entity)
_REPLACED = (EntityName, FormerId, Membership, Office)
_DOCUMENT = (Section, Sentence, WithdrawnFact)
_CHILDREN = (FactParty, FactTopic, FactFigure, FactEvidence, FactLink)


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
    used = parties.union(publishers, countries)
    entities = select(Entity.id, Entity.kind).where(Entity.id.in_(used))
    types = select(FactType.id, FactType.kind).where(
        FactType.id.in_(select(Fact.type_id).where(others))
    )
    links = select(FactLink.target_id, Fact.id).where(others, FactLink.fact_number == Fact.number)
    return Loaded(
        facts=dict(connection.execute(select(Fact.id, Fact.review_id)).all()),
        withdrawn=dict(connection.execute(select(WithdrawnFact.id, WithdrawnFact.review_id)).all()),
        entities_in_use=dict(connection.execute(entities).all()),
        topics_in_use=frozenset(connection.scalars(topics.distinct()).all()),
        types_in_use=dict(connection.execute(types).all()),
        measures_in_use=frozenset(connection.scalars(measures.distinct()).all()),
        linked_from=dict(connection.execute(links.order_by(Fact.id.desc())).all()),
    )


def add_reference(connection: Connection, seed: Seed) -> Callable[[], None]:
    """Add and change reference rows; the function returned removes those that are gone.

    Removal waits until no fact refers to them any more.
    """
    rows = reference_rows(seed)
    for table in _KEYED:
        merge(connection, table, rows[table])
    for replaced in _REPLACED:
        connection.execute(delete(replaced))
        insert_rows(connection, replaced, rows[replaced])

    def remove() -> None:
        for table in _KEYED:
            remove_gone(connection, table, rows[table])

    return remove


def write_review(connection: Connection, review: ReviewSeed, digest: str) -> Written:
    """Make one review equal to the seed: unchanged facts stay, others are written anew."""
    review_id = review.review.record.id
    stored = {
        row.id: row
        for row in connection.execute(
            select(Fact.id, Fact.number, Fact.digest).where(Fact.review_id == review_id)
        )
    }
    year = review.review.record.year
    wanted = {place.record.id: digest_fact(place.record, year) for place in review.facts}
    same = {id_ for id_, row in stored.items() if wanted.get(id_) == row.digest}
    differing = [row.number for id_, row in stored.items() if id_ not in same]
    for table in _CHILDREN:
        delete_in(connection, table, "fact_number", differing)
    removed = [row.number for id_, row in stored.items() if id_ not in wanted]
    for derived in (FactBody, FactText):
        delete_in(connection, derived, "fact_number", removed)
    merge(connection, Review, [review_row(review, digest)])
    _write_document(connection, review)
    _write_facts(connection, review, wanted, same, {id_: row.number for id_, row in stored.items()})
    delete_in(connection, Fact, "number", removed)
    return Written(
        frozenset(wanted.keys() - stored.keys()), frozenset(stored.keys() - wanted.keys())
    )


def _write_document(connection: Connection, review: ReviewSeed) -> None:
    """Sections, sentences and tombstones; those still cited are changed in place."""
    rows = document_rows(review)
    for table in _DOCUMENT:
        merge(connection, table, rows[table])
    for table in reversed(_DOCUMENT):
        remove_gone(connection, table, rows[table], review.review.record.id)


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
    merge(connection, Fact, facts)
    for table, rows in children.items():
        insert_rows(connection, table, rows)
