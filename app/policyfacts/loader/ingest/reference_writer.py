"""Make vocabulary, entities and documents equal to the seed by writing the differences."""

from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update

from policyfacts.loader.ingest.reference_rows import parents_first, reference_rows
from policyfacts.loader.ingest.review_rows import document_rows, review_row
from policyfacts.loader.seed.contents import ReviewSeed, Seed
from policyfacts.loader.table_writes import insert_rows, merge, remove_gone
from policyfacts.models import (
    Entity,
    EntityCode,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    QuestionWords,
    Review,
    Section,
    Sentence,
    Topic,
    WithdrawnFact,
)

_KEYED = (Topic, FactType, Measure, Entity)
_REPLACED = (QuestionWords, EntityName, EntityCode, FormerId, Membership, Office)
_DOCUMENT = (Section, Sentence, WithdrawnFact)
_NO_DIGEST = ""


def add_reference(connection: Connection, seed: Seed) -> Callable[[], None]:
    """Insert and update reference rows; return a function that deletes those that are gone.

    Call it when no fact refers to them any more.
    """
    rows = reference_rows(seed)
    rows[Entity] = parents_first(rows[Entity])
    for table in _KEYED:
        merge(connection, table, rows[table])
    for replaced in _REPLACED:
        connection.execute(delete(replaced))
        insert_rows(connection, replaced, rows[replaced])

    def remove() -> None:
        for table in _KEYED:
            remove_gone(connection, table, rows[table])

    return remove


def add_document(connection: Connection, review: ReviewSeed) -> Callable[[str], None]:
    """Insert and update a review and its document; return a function that ends it with its digest.

    That function also deletes sentences and tombstones that are gone: until then facts cite them.
    """
    rows = document_rows(review)
    stored = connection.scalar(select(Review.digest).where(Review.id == review.id))
    row = review_row(review, stored or _NO_DIGEST)
    merge(connection, Review, [row], Review.id == review.id)
    for table in _DOCUMENT:
        merge(connection, table, rows[table], table.review_id == review.id)

    def end(digest: str) -> None:
        for table in reversed(_DOCUMENT):
            remove_gone(connection, table, rows[table], review.id)
        connection.execute(update(Review).where(Review.id == review.id).values(digest=digest))

    return end
