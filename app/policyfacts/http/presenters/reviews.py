"""Reviews and their sections as responses have them."""

from collections.abc import Mapping, Sequence
from typing import Any

from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.entities import Links, Named
from policyfacts.schemas.service import Coverage, Review, Section
from policyfacts.search.results.profiles import count_section
from policyfacts.search.snapshot import Snapshot

Row = Mapping[Any, Any]


def present_review(
    row: Row, sections: Sequence[Row], snapshot: Snapshot, urls: UrlBuilder
) -> Review:
    """Return a review with its coverage."""
    entities = snapshot.registry.entities
    own = [section for section in sections if section["review_id"] == row["id"]]
    sentences, cited, quoted = (
        sum(section[name] or 0 for section in own) for name in ("sentences", "cited", "quoted")
    )
    return Review(
        id=row["id"],
        title=row["title"],
        country=Named(id=row["country_id"], name=entities[row["country_id"]].name),
        publisher=Named(id=row["publisher_id"], name=entities[row["publisher_id"]].name),
        year=row["year"],
        url=row["url"],
        language=row["language"],
        sha256=row["sha256"],
        coverage=Coverage(
            sentences=sentences, cited=cited, context=sentences - cited, text_held=quoted > 0
        ),
        facts=len(snapshot.sets.get(("review", row["id"]))),
        links=Links(self=urls.url(f"/v1/reviews/{row['id']}"), facts=urls.facts(review=row["id"])),
    )


def present_sections(
    review_id: str, sections: Sequence[Row], snapshot: Snapshot, urls: UrlBuilder
) -> list[Section]:
    """Return the sections of one review, in its order."""
    return [
        Section(
            id=row["id"],
            title=row["title"],
            sentences=row["sentences"],
            cited=row["cited"] or 0,
            facts=count_section(snapshot, review_id, row["id"]),
            links={"facts": urls.facts(review=review_id, section=row["id"])},
        )
        for row in sections
        if row["review_id"] == review_id
    ]
