"""What the vocabulary says of a measure holds for each figure of it."""

from collections.abc import Iterator

from policyfacts.loader.rules.rule import CuratedReview, Violation


def basis(review: CuratedReview) -> Iterator[Violation]:
    """Find figures whose basis is not that of their measure."""
    for fact in review.facts:
        for index, figure in enumerate(fact.record.figures):
            measure = review.seed_index.measures.get(figure.measure)
            if measure is None or measure.basis in (None, figure.basis):
                continue
            message = f"figures of '{measure.id}' are '{measure.basis}', not '{figure.basis}'"
            error = fact.at(message, "figures", index, "basis")
            yield Violation(error, (fact.record.id,), (measure.id,))
