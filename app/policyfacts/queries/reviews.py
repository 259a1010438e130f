"""Reviews with their sections and coverage."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, bindparam, case, func, select

from policyfacts.models import Review, Section, Sentence
from policyfacts.vocabulary import SentenceUse

_CITED = func.sum(case((Sentence.use == SentenceUse.CITED, 1), else_=0))
_QUOTED = func.sum(case((Sentence.quote.is_not(None), 1), else_=0))
_REVIEWS = select(Review.__table__).order_by(Review.year.desc(), Review.id)
_SECTIONS = (
    select(
        Section.review_id,
        Section.id,
        Section.title,
        func.count(Sentence.locator).label("sentences"),
        _CITED.label("cited"),
        _QUOTED.label("quoted"),
    )
    .outerjoin(
        Sentence,
        (Sentence.review_id == Section.review_id) & (Sentence.section_id == Section.id),
    )
    .group_by(Section.review_id, Section.id, Section.title, Section.position)
    .order_by(Section.review_id, Section.position)
)
_CONTEXT = (
    select(Sentence.locator)
    .where(Sentence.review_id == bindparam("review_id"), Sentence.use == SentenceUse.CONTEXT)
    .order_by(Sentence.position)
)


def list_reviews(connection: Connection) -> Sequence[RowMapping]:
    """List reviews, the newest first."""
    return connection.execute(_REVIEWS).mappings().all()


def list_sections(connection: Connection) -> Sequence[RowMapping]:
    """List sections of all reviews, with numbers of sentences: all, cited, and with stored text."""
    return connection.execute(_SECTIONS).mappings().all()


def list_context(connection: Connection, review_id: str) -> Sequence[str]:
    """List locators of the sentences that carry no fact."""
    return connection.scalars(_CONTEXT, {"review_id": review_id}).all()
