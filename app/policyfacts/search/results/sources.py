"""Where facts come from: the reviews and publishers behind those that answer a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from policyfacts.queries.reviews import list_reviews, list_sections
from policyfacts.schemas.params import FactFilters
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.snapshot import ReadSession


@dataclass(frozen=True)
class Sources:
    """How many facts answer, the titles of their reviews, and who publishes these."""

    total: int
    reviews: tuple[str, ...]
    publishers: tuple[str, ...]
    question: ParsedQuery


def find_sources(session: ReadSession, asked: FactFilters) -> Sources:
    """The sources of the facts that are asked for."""
    snapshot = session.snapshot
    question = parse_query(asked, snapshot.registry)
    found = matcher_for(session).match(question.wanted)
    used = [
        it for it in snapshot.registry.reviews if found.intersect(snapshot.sets.get(("review", it)))
    ]
    rows = [row for row in list_reviews(session.connection) if row["id"] in used]
    publishers = (snapshot.registry.entities[row["publisher_id"]].name for row in rows)
    return Sources(
        total=len(found),
        reviews=tuple(row["title"] for row in rows),
        publishers=tuple(dict.fromkeys(publishers)),
        question=question,
    )


def titles_of(session: ReadSession, review_ids: Iterable[str]) -> tuple[str, ...]:
    """Titles of reviews, the newest first."""
    wanted = set(review_ids)
    return tuple(row["title"] for row in list_reviews(session.connection) if row["id"] in wanted)


@dataclass(frozen=True)
class Section:
    """A section of a review, how many sentences it has, and how many of them facts cite."""

    id: str
    title: str
    sentences: int
    cited: int


@dataclass(frozen=True)
class Review:
    """A document that facts come from; `is_held` where the texts of its sentences are held."""

    id: str
    title: str
    country: str
    publisher: str
    year: int
    url: str
    sections: tuple[Section, ...]
    is_held: bool

    @property
    def sentences(self) -> int:
        """How many sentences it has."""
        return sum(it.sentences for it in self.sections)

    @property
    def cited(self) -> int:
        """How many of its sentences facts cite."""
        return sum(it.cited for it in self.sections)

    def title_of(self, section: str) -> str:
        """The title of one of its sections."""
        return next(it.title for it in self.sections if it.id == section)


def describe_reviews(session: ReadSession) -> dict[str, Review]:
    """All reviews by id, the newest first."""
    sections = list_sections(session.connection)
    return {
        row["id"]: _review(row, [it for it in sections if it["review_id"] == row["id"]])
        for row in list_reviews(session.connection)
    }


def _review(row: RowMapping, sections: Sequence[RowMapping]) -> Review:
    return Review(
        id=row["id"],
        title=row["title"],
        country=row["country_id"],
        publisher=row["publisher_id"],
        year=row["year"],
        url=row["url"],
        sections=tuple(
            Section(it["id"], it["title"], it["sentences"], it["cited"] or 0) for it in sections
        ),
        is_held=any(it["quoted"] for it in sections),
    )


def reviewing_countries(session: ReadSession) -> frozenset[str]:
    """The countries whose reviews are held."""
    return frozenset(row["country_id"] for row in list_reviews(session.connection))
