"""Where facts come from: the reviews and publishers behind those that match a query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from policyfacts.queries.reviews import list_reviews, list_sections
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.snapshot import ReadSession


@dataclass(frozen=True)
class Sources:
    """The number of facts that match, the titles of their reviews, and who publishes these."""

    total: int
    reviews: tuple[str, ...]
    publishers: tuple[str, ...]
    query: ParsedQuery


def find_sources(session: ReadSession, params: FactFilters) -> Sources:
    """Find the sources of the facts that match."""
    snapshot = session.snapshot
    query = parse_query(params, snapshot.registry)
    matches = session.matcher.match(query.fact_filter)
    rows = [
        row
        for row in list_reviews(session.connection)
        if matches.intersect(snapshot.sets.get(("review", row["id"])))
    ]
    publishers = (snapshot.registry.entities[row["publisher_id"]].name for row in rows)
    return Sources(
        total=len(matches),
        reviews=tuple(row["title"] for row in rows),
        publishers=tuple(dict.fromkeys(publishers)),
        query=query,
    )


def list_titles(session: ReadSession, review_ids: Iterable[str]) -> tuple[str, ...]:
    """List the titles of reviews, the newest first."""
    ids = set(review_ids)
    return tuple(row["title"] for row in list_reviews(session.connection) if row["id"] in ids)


@dataclass(frozen=True)
class Section:
    """A section of a review, the number of its sentences, and of those that facts cite."""

    id: str
    title: str
    sentences: int
    cited: int


@dataclass(frozen=True)
class Review:
    """A document that facts come from; `has_text` where the texts of its sentences are stored."""

    id: str
    title: str
    country: str
    publisher: str
    year: int
    url: str
    sections: tuple[Section, ...]
    has_text: bool

    @property
    def sentences(self) -> int:
        """The number of its sentences."""
        return sum(section.sentences for section in self.sections)

    @property
    def cited(self) -> int:
        """The number of its sentences that facts cite."""
        return sum(section.cited for section in self.sections)

    def title_of(self, section: str) -> str:
        """Return the title of the section with this id."""
        return next(each.title for each in self.sections if each.id == section)


def describe_reviews(session: ReadSession) -> dict[str, Review]:
    """Return all reviews by id, the newest first."""
    sections = list_sections(session.connection)
    return {
        row["id"]: _review(row, [part for part in sections if part["review_id"] == row["id"]])
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
            Section(part["id"], part["title"], part["sentences"], part["cited"] or 0)
            for part in sections
        ),
        has_text=any(part["quoted"] for part in sections),
    )


def list_reviewing_countries(session: ReadSession) -> frozenset[str]:
    """Return the ids of the countries that have reviews here."""
    return frozenset(row["country_id"] for row in list_reviews(session.connection))
