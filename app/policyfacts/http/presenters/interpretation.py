"""Questions in plain language as responses show them."""

from collections.abc import Callable, Mapping
from typing import Any

from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.interpret import (
    InterpretedQuestion,
    QuestionChoice,
    QuestionLinks,
    QuestionPart,
    Reading,
)
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.dimension_values import make_labeller
from policyfacts.search.questions.readings import Choice, Understood
from policyfacts.search.questions.tokens import Question
from policyfacts.search.results.interpretation import (
    AnsweredQuestion,
    CountedChoice,
    CountedQuery,
)
from policyfacts.search.snapshot import ReadSession
from policyfacts.wording.query import HYPHENATED, name_party, say_days

Label = Callable[[str, str], str]


def present_interpretation(
    session: ReadSession, answered: AnsweredQuestion, urls: UrlBuilder
) -> InterpretedQuestion:
    """Return the answer to a question, with an address for each way to go on."""
    reading, registry = answered.interpretation, session.snapshot.registry
    text = reading.question.text
    return InterpretedQuestion(
        q=text,
        query=dict(answered.query),
        understood=[_part(part, reading.question, registry) for part in reading.understood],
        choices=[_choice(choice, reading.question, registry, urls) for choice in answered.choices],
        rest=reading.rest,
        dropped=list(reading.dropped),
        total=answered.total,
        parts=[_reading(part, registry, urls) for part in answered.parts],
        links=QuestionLinks(
            facts=None if answered.total is None else urls.facts(**answered.query),
            words=urls.facts(q=text),
        ),
        meta=make_meta(session, {"q": text}, answered.warnings),
    )


def label_value(name: str, value: str, registry: EntityRegistry) -> str:
    """Return a value of a filter in words."""
    label = make_labeller(registry)
    base = name.removesuffix("_all").removesuffix("_not")
    if base == "party":
        return name_party(value, label)
    labelled = label(base, value)
    return labelled.replace("-", " ") if base in HYPHENATED else labelled


def _part(part: Understood, question: Question, registry: EntityRegistry) -> QuestionPart:
    start, end = _characters(part, question)
    return QuestionPart(
        text=question.text[start:end],
        start=start,
        end=end,
        parameter=part.parameter,
        value=part.value,
        label=label_value(part.parameter, part.value, registry),
    )


def _choice(
    counted: CountedChoice, question: Question, registry: EntityRegistry, urls: UrlBuilder
) -> QuestionChoice:
    start, end = _characters(counted.choice, question)
    return QuestionChoice(
        text=question.text[start:end],
        start=start,
        end=end,
        note=counted.choice.note,
        candidates=[_reading(each, registry, urls) for each in counted.candidates],
    )


def _characters(part: Understood | Choice, question: Question) -> tuple[int, int]:
    return question.tokens[part.first].start, question.tokens[part.last - 1].end


def _reading(counted: CountedQuery, registry: EntityRegistry, urls: UrlBuilder) -> Reading:
    name, value = next(iter(counted.values.items()))
    return Reading(
        parameter=name,
        value=",".join(value) if isinstance(value, list) else value,
        label=_label_values(counted.values, registry),
        query=dict(counted.query),
        total=counted.total,
        link=urls.facts(**counted.query),
    )


def _label_values(values: Mapping[str, Any], registry: EntityRegistry) -> str:
    for what in ("year", "date"):
        first, last = values.get(f"{what}_from"), values.get(f"{what}_to")
        if first is not None or last is not None:
            return say_days(first, last)
    labels = (
        label_value(name, each, registry)
        for name, value in values.items()
        for each in (value if isinstance(value, list) else [value])
    )
    return " or ".join(labels)
