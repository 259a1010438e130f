"""The status of a fact is what its statement says: going on, or planned."""

import re
from collections.abc import Iterator

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.vocabulary import FactKind, Status

_NOT_YET = (Status.PLANNED, Status.CONSIDERED)
# A relative clause speaks of something else: a plan by which a union was to grow is adopted.
_SAYING = (
    (
        re.compile(
            r"\b(?:continued|under ?way|(?:was|were) being"
            r"(?! (?:considered|worked out|planned|discussed|prepared|drawn up)))\b",
            re.IGNORECASE,
        ),
        (Status.ONGOING,),
        "goes on",
    ),
    (
        re.compile(
            r"^(?:(?!\b(?:which|that|who|whose|where)\b).)*?"
            r"\b(was to|were to|planned to|plans to|intended to)\b",
            re.IGNORECASE,
        ),
        _NOT_YET,
        "is planned",
    ),
)
# What a statement of something planned or considered says, in one way or another.
_AHEAD = re.compile(
    r"\b(?:was to|were to|plan(?:s|ned|ning)?|intend(?:s|ed)?|expect(?:s|ed)?|announced|would"
    r"|schedul\w*|due|consider(?:ed|ing|ation)|in mind|working out|worked out|propos(?:ed|al)"
    r"|prepar\w+|hoped|aimed|will(?:ing(?:ness)?)?|ready|readiness)\b",
    re.IGNORECASE,
)


def statuses(review: CuratedReview) -> Iterator[Violation]:
    """Find statements of what went on or was planned whose status says otherwise.

    Assessments are apart: what they rate may go on while the rating is of the year.
    """
    for fact in review.facts:
        record = fact.record
        if record.kind is FactKind.ASSESSMENT:
            continue
        if record.status in _NOT_YET and not _AHEAD.search(record.statement):
            message = f"the status is '{record.status}', and the statement does not say so"
            yield Violation(fact.at(message, "status"), (record.id,), (record.status.value,))
        for pattern, fitting, words in _SAYING:
            match = pattern.search(record.statement)
            if match and record.status not in fitting:
                verb = match[match.lastindex or 0]
                message = f"'{verb}' says that it {words}, and the status is '{record.status}'"
                yield Violation(fact.at(message, "status"), (record.id,), (verb,))
