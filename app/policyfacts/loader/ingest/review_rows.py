"""Reviews as rows of the tables, their facts apart."""

from policyfacts.loader.seed.contents import ReviewSeed
from policyfacts.loader.table_writes import Row, Rows
from policyfacts.models import Section, Sentence, WithdrawnFact


def review_row(review: ReviewSeed, digest: str) -> Row:
    """The row of a review."""
    it = review.review.record
    return {
        "id": it.id,
        "title": it.title,
        "country_id": it.country,
        "publisher_id": it.publisher,
        "year": it.year,
        "url": it.url,
        "language": it.language,
        "sha256": it.sha256,
        "digest": digest,
    }


def document_rows(review: ReviewSeed) -> Rows:
    """Rows of a review's sections, sentences and tombstones."""
    review_id = review.review.record.id
    return {
        Section: [
            {"review_id": review_id, "id": it.id, "position": position, "title": it.title}
            for position, it in enumerate(review.review.record.sections)
        ],
        Sentence: [
            {
                "review_id": review_id,
                "locator": place.record.locator,
                "position": position,
                "section_id": place.record.section,
                "start_offset": place.record.start,
                "end_offset": place.record.end,
                "use": place.record.use,
                "quote": quote(review, place.record.start, place.record.end),
            }
            for position, place in enumerate(review.sentences)
        ],
        WithdrawnFact: [
            {**place.record.model_dump(), "review_id": review_id} for place in review.withdrawn
        ],
    }


def quote(review: ReviewSeed, start: int, end: int) -> str | None:
    """A sentence with its white space folded; None where the text is not held."""
    return None if review.text is None else " ".join(review.text[start:end].split())
