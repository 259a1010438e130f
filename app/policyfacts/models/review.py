"""Reviews: the documents, their sections and numbered sentences, and facts withdrawn from them."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class Review(Base):
    """A government's account of its foreign policy in one year."""

    __tablename__ = "reviews"

    id: Mapped[Id] = mapped_column(primary_key=True)
    title: Mapped[str]
    country_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"))
    publisher_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"))
    year: Mapped[int]
    url: Mapped[str]
    language: Mapped[str]
    sha256: Mapped[str]
    digest: Mapped[str]


class Section(Base):
    """A section of a review; titles are the project's own where the source has none."""

    __tablename__ = "sections"

    review_id: Mapped[Id] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]


class Sentence(Base):
    """A sentence: characters `start` to `end` of the text; `quote` where the text is held.

    `words` are those that text search finds its facts by, parted by spaces.
    """

    __tablename__ = "sentences"
    __table_args__ = (
        ForeignKeyConstraint(["review_id", "section_id"], ["sections.review_id", "sections.id"]),
    )

    review_id: Mapped[Id] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    locator: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    section_id: Mapped[Id]
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    use: Mapped[str]
    quote: Mapped[str | None]
    words: Mapped[str | None]


class WithdrawnFact(Base):
    """The tombstone of a fact; its id is never given out again."""

    __tablename__ = "withdrawn_facts"

    id: Mapped[Id] = mapped_column(primary_key=True)
    review_id: Mapped[Id] = mapped_column(ForeignKey("reviews.id"))
    replaced_by: Mapped[Id | None]
    reason: Mapped[str]
