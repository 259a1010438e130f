"""Where facts come from: the reviews and publishers behind those that answer a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from policyfacts.queries.reviews import list_reviews
from policyfacts.schemas.questions import FactFilters
from policyfacts.selection.questions import ReadQuestion, read_question
from policyfacts.selection.searching import matcher_for
from policyfacts.selection.snapshot import View


@dataclass(frozen=True)
class Sources:
    """How many facts answer, the titles of their reviews, and who publishes these."""

    total: int
    reviews: tuple[str, ...]
    publishers: tuple[str, ...]
    question: ReadQuestion


def find_sources(view: View, asked: FactFilters) -> Sources:
    """The sources of the facts that are asked for."""
    snapshot = view.snapshot
    question = read_question(asked, snapshot.catalogue)
    found = matcher_for(view).match(question.wanted)
    used = [
        it
        for it in snapshot.catalogue.reviews
        if found.intersect(snapshot.sets.get(("review", it)))
    ]
    publishers = [
        snapshot.catalogue.entities[row["publisher_id"]].name
        for row in list_reviews(view.connection)
        if row["id"] in used
    ]
    return Sources(
        total=len(found),
        reviews=titles_of(view, used),
        publishers=tuple(dict.fromkeys(publishers)),
        question=question,
    )


def titles_of(view: View, review_ids: Iterable[str]) -> tuple[str, ...]:
    """Titles of reviews, the newest first."""
    wanted = set(review_ids)
    return tuple(row["title"] for row in list_reviews(view.connection) if row["id"] in wanted)


def reviewing_countries(view: View) -> frozenset[str]:
    """The countries whose reviews are held."""
    return frozenset(row["country_id"] for row in list_reviews(view.connection))
