"""The status of a fact is what its statement says: going on, or planned."""

import re
from collections.abc import Iterator

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.vocabulary import FactKind, Status

_SAYING = (
    (
        re.compile(r"\b(?:continued|under ?way|was being|were being|went on)\b", re.IGNORECASE),
        (Status.ONGOING,),
        "goes on",
    ),
    (
        re.compile(r"\b(?:was to|were to|planned to|plans to|intended to)\b", re.IGNORECASE),
        (Status.PLANNED, Status.CONSIDERED),
        "is planned",
    ),
)


def statuses(review: CuratedReview) -> Iterator[Violation]:
    """Find statements of what went on or was planned whose status says otherwise.

    Assessments are apart: what they rate may go on while the rating is of the year.
    """
    for fact in review.facts:
        record = fact.record
        if record.kind is FactKind.ASSESSMENT:
            continue
        for pattern, fitting, words in _SAYING:
            match = pattern.search(record.statement)
            if match and record.status not in fitting:
                message = f"'{match[0]}' says that it {words}, and the status is '{record.status}'"
                yield Violation(fact.at(message, "status"), (record.id,), (match[0],))
