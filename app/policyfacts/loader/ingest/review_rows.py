"""Rows of the tables of reviews, their facts apart."""

from policyfacts.loader.seed.contents import ReviewSeed
from policyfacts.loader.table_writes import Row, Rows
from policyfacts.models import Section, Sentence, WithdrawnFact


def review_row(review: ReviewSeed, digest: str) -> Row:
    """Make the row of a review."""
    record = review.record
    return {
        "id": record.id,
        "title": record.title,
        "country_id": record.country,
        "publisher_id": record.publisher,
        "year": record.year,
        "url": record.url,
        "language": record.language,
        "sha256": record.sha256,
        "digest": digest,
    }


def document_rows(review: ReviewSeed) -> Rows:
    """Make the rows of a review's sections, sentences and tombstones."""
    review_id = review.id
    words = {row.record.locator: " ".join(row.record.words) for row in review.words}
    return {
        Section: [
            {"review_id": review_id, "position": position, **section.model_dump()}
            for position, section in enumerate(review.record.sections)
        ],
        Sentence: [
            {
                "review_id": review_id,
                "locator": sentence.record.locator,
                "position": position,
                "section_id": sentence.record.section,
                "start_offset": sentence.record.start,
                "end_offset": sentence.record.end,
                "use": sentence.record.use,
                "quote": quote(review, sentence.record.start, sentence.record.end),
                "words": words.get(sentence.record.locator),
            }
            for position, sentence in enumerate(review.sentences)
        ],
        WithdrawnFact: [
            {**row.record.model_dump(), "review_id": review_id} for row in review.withdrawn
        ],
    }


def quote(review: ReviewSeed, start: int, end: int) -> str | None:
    """Return the text of a sentence with its white space folded; None where there is no text."""
    return None if review.text is None else " ".join(review.text[start:end].split())
