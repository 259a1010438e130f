"""The answer to a question in plain language: how it was read, and how many facts that finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.errors import BadParameters, ParameterError, quote
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.questions.filters import FAMILIES
from policyfacts.search.questions.interpretation import Interpretation, interpret
from policyfacts.search.questions.readings import Choice
from policyfacts.search.results.facts import find_facts
from policyfacts.search.snapshot import ReadSession

Query = Mapping[str, Any]
# Of these a fact can have several, so that what is chosen must hold beside what was applied.
_JOINED = (*FAMILIES, "party")


@dataclass(frozen=True)
class CountedQuery:
    """Filters of a part or a candidate, the canonical query that they make, and how many facts."""

    values: Query
    query: Query
    total: int


@dataclass(frozen=True)
class CountedChoice:
    """A choice with its candidates, each together with the rest of the question."""

    choice: Choice
    candidates: Sequence[CountedQuery]


@dataclass(frozen=True)
class AnsweredQuestion:
    """An interpretation with numbers of facts; `total` is None where it asks for nothing."""

    interpretation: Interpretation
    query: Query
    total: int | None
    choices: Sequence[CountedChoice]
    parts: Sequence[CountedQuery]
    warnings: Sequence[str]


def answer_question(session: ReadSession, text: str) -> AnsweredQuestion:
    """Interpret a question and count; raises BadParameters where it cannot be read at all."""
    reading = interpret(session.snapshot.lexicon, text)
    if not reading.question.tokens:
        message = f"q: {quote(text)} holds no letter and no digit to look for."
        raise BadParameters([ParameterError("q", "nothing_to_compare", message)])
    query: Query = {}
    total, warnings = None, [*reading.refused, *reading.notes]
    if reading.query:
        params = FactParams.model_validate({**reading.query, "limit": 0})
        hits = find_facts(session, params, parse_query(params, session.snapshot.registry), None)
        query, total = hits.canonical, hits.total
        warnings += hits.warnings
    choices = [
        CountedChoice(choice, [_count_with(session, reading, each) for each in choice.candidates])
        for choice in reading.choices
    ]
    parts = _parts(session, reading) if total == 0 else []
    return AnsweredQuestion(reading, query, total, choices, parts, warnings)


def _count(session: ReadSession, values: Query, query: Query) -> CountedQuery:
    parsed = parse_query(FactFilters.model_validate(query), session.snapshot.registry)
    facts = session.matcher.match(parsed.fact_filter)
    return CountedQuery(values, parsed.canonical, len(facts))


def _count_with(session: ReadSession, reading: Interpretation, values: Query) -> CountedQuery:
    """Count what a candidate finds together with all that was applied."""
    query: dict[str, Any] = {**reading.query}
    for name, value in values.items():
        if isinstance(value, list):
            _replace_all(query, name, value)
        elif name in _JOINED and (name in query or f"{name}_all" in query):
            query[f"{name}_all"] = [*query.get(f"{name}_all", []), *query.pop(name, []), value]
        elif name.endswith(("_from", "_to")):
            query[name] = value
        else:
            query[name] = [value]
    return _count(session, values, query)


def _replace_all(query: dict[str, Any], name: str, values: list[str]) -> None:
    """Put values of which any will do in place of the same that must all hold."""
    others = [each for each in query.pop(f"{name}_all", []) if each not in values]
    query[name] = values
    if others:
        query[f"{name}_all"] = others


def _parts(session: ReadSession, reading: Interpretation) -> list[CountedQuery]:
    """Count what each part of a question finds alone, where there are several."""
    spans: dict[tuple[int, int, str], dict[str, str]] = {}
    for part in reading.understood:
        is_span = part.parameter.endswith(("_from", "_to"))
        key = (part.first, part.last, "" if is_span else f"{part.parameter}={part.value}")
        spans.setdefault(key, {})[part.parameter] = part.value
    parts = [*spans.values(), *([{"q": reading.rest}] if reading.rest else [])]
    return [_count(session, part, part) for part in parts] if len(parts) > 1 else []
