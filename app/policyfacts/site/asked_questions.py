"""How a question in plain language was read, as the explorer shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.http.presenters.interpretation import present_interpretation
from policyfacts.search.results.interpretation import AnsweredQuestion
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.filter_chips import Words
from policyfacts.site.page_urls import PageUrls


@dataclass(frozen=True)
class QuestionLink:
    """A way to go on: what it is, how many facts it finds, and where it leads."""

    label: str
    total: int
    href: str


@dataclass(frozen=True)
class OfferedWords:
    """Words that may mean several things, and the question with each of these."""

    text: str
    note: str
    links: Sequence[QuestionLink]


@dataclass(frozen=True)
class ShownQuestion:
    """A question with all that was made of it; `words` are those that became filters."""

    text: str
    words: Words
    offered: Sequence[OfferedWords]
    rest: str
    dropped: Sequence[str]
    parts: Sequence[QuestionLink]
    notes: Sequence[str]
    words_href: str
    is_applied: bool


def show_question(
    session: ReadSession, answered: AnsweredQuestion, page_urls: PageUrls
) -> ShownQuestion:
    """Prepare a question for the page: links lead to the explorer."""
    presented = present_interpretation(session, answered, page_urls.local)
    return ShownQuestion(
        text=presented.q,
        words={(part.parameter, part.value): part.text for part in presented.understood},
        offered=[
            OfferedWords(
                choice.text,
                choice.note,
                [
                    _link(each.label, each.total, each.query, page_urls)
                    for each in choice.candidates
                ],
            )
            for choice in presented.choices
        ],
        rest=presented.rest,
        dropped=presented.dropped,
        parts=[_link(each.label, each.total, each.query, page_urls) for each in presented.parts],
        notes=[*answered.interpretation.refused, *answered.interpretation.notes],
        words_href=page_urls.explorer({"q": presented.q}),
        is_applied=presented.total is not None,
    )


def _link(label: str, total: int, query: Mapping[str, Any], page_urls: PageUrls) -> QuestionLink:
    return QuestionLink(label, total, page_urls.explorer(query))
