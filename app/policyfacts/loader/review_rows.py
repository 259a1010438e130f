"""Reviews and facts as rows of the tables."""

from policyfacts.edtf import parse_edtf
from policyfacts.loader.records import FactRecord
from policyfacts.loader.seed import ReviewSeed
from policyfacts.loader.tables import Row, Rows
from policyfacts.models import (
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
    Section,
    Sentence,
    WithdrawnFact,
)
from policyfacts.vocabulary import LinkType, Role


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


def fact_row(fact: FactRecord, review: ReviewSeed, number: int, digest: str) -> Row:
    """The row of a fact; where the source gives no time, it is the review's year."""
    when = parse_edtf(fact.date or str(review.review.record.year))
    term = parse_edtf(fact.term) if fact.term is not None else None
    return {
        "number": number,
        "id": fact.id,
        "review_id": review.review.record.id,
        "digest": digest,
        "kind": fact.kind,
        "type_id": fact.type,
        "form": fact.form,
        "status": fact.status,
        "level": fact.level,
        "statement": fact.statement,
        "date_edtf": when.edtf,
        "date_start": when.start,
        "date_end": when.end,
        "date_precision": when.precision,
        "date_stated": fact.date is not None,
        "term_edtf": term and term.edtf,
        "term_start": term and term.start,
        "term_end": term and term.end,
        "times": fact.times,
        "trend": fact.trend,
        "parties_complete": fact.parties_complete,
    }


def fact_children(fact: FactRecord, review_id: str, number: int) -> Rows:
    """Rows of all that hangs on a fact."""
    # In the order of the closed lists: that of the keys in a file carries no meaning.
    parties = [(entity, role) for role in Role for entity in fact.parties.get(role, ())]
    links = [(type_, target) for type_ in LinkType for target in fact.links.get(type_, ())]
    children: Rows = {
        FactParty: [
            {"entity_id": entity, "role": role, "named": entity not in fact.unnamed}
            for entity, role in parties
        ],
        FactTopic: [{"topic_id": topic} for topic in fact.topics],
        FactFigure: [_figure_row(fact, index) for index in range(len(fact.figures))],
        FactEvidence: [{"review_id": review_id, "locator": locator} for locator in fact.evidence],
        FactLink: [{"type": type_, "target_id": target} for type_, target in links],
    }
    for rows in children.values():
        for position, row in enumerate(rows):
            row |= {"fact_number": number, "position": position}
    return children


def _figure_row(fact: FactRecord, index: int) -> Row:
    figure = fact.figures[index]
    period = parse_edtf(figure.period) if figure.period is not None else None
    return {
        "measure_id": figure.measure,
        "value": figure.value,
        "unit": figure.unit,
        "bound": figure.bound,
        "basis": figure.basis,
        "period_edtf": period and period.edtf,
        "period_start": period and period.start,
        "period_end": period and period.end,
        "of": figure.of,
    }
