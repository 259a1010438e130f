"""What to leave out of a query that finds nothing, and how much there is then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.sets.filters import FactFilter, TextMatch
from policyfacts.search.sets.text_query import Clause, TextQuery
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import WordMatch

Count: TypeAlias = Callable[[FactFilter], int]

_MAX_WORDS, _MAX_FILTERS = 3, 2
# Parameters that make one condition together, by the one that the condition is known by.
_TOGETHER = {
    "year_from": ("year_from", "year_to"),
    "date_from": ("date_from", "date_to"),
    "measure": ("measure", "unit", "value_min", "value_max"),
}
_NOT_TOGETHER = "Each of the words is held by some fact, but no fact holds all of them."


@dataclass(frozen=True)
class Hint:
    """What may be left out, the number of facts or figures then, and the parameters that change.

    A parameter that is left out altogether is None.
    """

    left_out: str
    total: int
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class NothingFound:
    """Why nothing is found, as far as words are the reason, and what may be left out."""

    reasons: Sequence[str] = ()
    hints: Sequence[Hint] = ()

    def warnings(self, noun: str = "fact") -> list[str]:
        """Return the reasons, and what may be left out, as warnings."""
        return [*self.reasons, *filter(None, [self.say_hints(noun)])]

    def say_hints(self, noun: str = "fact") -> str:
        """Say what may be left out; nothing where that does not help."""
        hints = "; ".join(
            f"without {each.left_out}: {_say(each.total, noun)}" for each in self.hints
        )
        return f"{hints[0].upper()}{hints[1:]}." if hints else ""


def explain_facts(session: ReadSession, query: ParsedQuery) -> NothingFound:
    """Explain why a query finds no facts."""
    return explain_nothing(session, query, lambda each: len(session.matcher.match(each)))


def explain_nothing(session: ReadSession, query: ParsedQuery, count: Count) -> NothingFound:
    """Explain why a query finds nothing; `count` counts what a filter finds."""
    reasons, hints = [], []
    if query.text_query is not None:
        clauses = query.text_query.clauses
        unknown = [
            each for each in clauses if not session.matcher.ordinals(_condition(query, each))
        ]
        reasons = _reasons(session, query, unknown)
        hints = sorted(_word_hints(query, unknown, count), key=lambda each: -each.total)
    return NothingFound(reasons, [*hints[:_MAX_WORDS], *_filter_hints(query, count)])


def _reasons(session: ReadSession, query: ParsedQuery, unknown: Sequence[Clause]) -> list[str]:
    """Say which words no fact holds, or that none holds all of them."""
    if absent := [clause for clause in unknown if clause.included]:
        return [f"No fact holds {_join(absent, 'or')}."]
    conditions = (_condition(query, clause) for clause in _clauses(query))
    together = session.matcher.match(FactFilter(tuple(conditions)))
    return [] if together else [_NOT_TOGETHER]


def _word_hints(query: ParsedQuery, unknown: Sequence[Clause], count: Count) -> Iterator[Hint]:
    """Yield the words without which something is found.

    Words that no fact holds always are among them; at most one more is, unless that is not enough.
    """
    clauses = _clauses(query)
    pairs = [[*unknown, clause] for clause in clauses if clause not in unknown]
    for choices in ([unknown], pairs) if unknown else (pairs,):
        hints = list(filter(None, (_without(query, dropped, count) for dropped in choices)))
        if hints:
            yield from hints
            return
    dropped = _drop_until_found(query, count)
    yield from filter(None, [_without(query, dropped, count)])


def _drop_until_found(query: ParsedQuery, count: Count) -> list[Clause]:
    """Return the clauses that do not go with those before them."""
    rest: list[Clause] = []
    for clause in _clauses(query):
        if count(_with_clauses(query, [*rest, clause])):
            rest.append(clause)
    return [clause for clause in _clauses(query) if clause not in rest]


def _clauses(query: ParsedQuery) -> Sequence[Clause]:
    return query.text_query.clauses if query.text_query else ()


def _condition(query: ParsedQuery, clause: Clause) -> TextMatch:
    # One for each, so that what a clause finds is looked up once, however it is combined.
    match = query.text_query.match if query.text_query else WordMatch.ANY
    return TextMatch("q", TextQuery((clause,), match=match))


def _without(query: ParsedQuery, dropped: Sequence[Clause], count: Count) -> Hint | None:
    """Return the hint to leave out clauses; None where nothing is found or asked for then."""
    rest = [clause for clause in _clauses(query) if clause not in dropped]
    fact_filter = _with_clauses(query, rest)
    if not fact_filter.conditions or not (total := count(fact_filter)):
        return None
    text = TextQuery(tuple(rest)).text or None
    return Hint(_join(dropped, "and"), total, {"q": text})


def _with_clauses(query: ParsedQuery, clauses: Sequence[Clause]) -> FactFilter:
    """Return the filter of a query with these clauses alone in place of its own."""
    others = query.fact_filter.without("q")
    return FactFilter((*others.conditions, *(_condition(query, each) for each in clauses)))


def _filter_hints(query: ParsedQuery, count: Count) -> list[Hint]:
    """List the filters without which something is found, those without which most is first."""
    names = dict.fromkeys(each.parameter for each in query.fact_filter.conditions)
    hints = []
    for name in names:
        fewer = query.fact_filter.without(name)
        dropped = [each for each in _TOGETHER.get(name, (name,)) if each in query.canonical]
        if name != "q" and dropped and fewer.conditions and (total := count(fewer)):
            label = "&".join(_label(each, query.canonical[each]) for each in dropped)
            hints.append(Hint(label, total, dict.fromkeys(dropped)))
    return sorted(hints, key=lambda each: -each.total)[:_MAX_FILTERS]


def _label(name: str, value: object) -> str:
    """Return a filter as it is written, or its name alone where it is a part of a search."""
    if isinstance(value, list):
        return f"{name}={','.join(map(str, value))}" if _is_plain(value) else f"“{name}”"
    return f"“{name}”" if isinstance(value, dict) else f"{name}={value}"


def _is_plain(values: Sequence[object]) -> bool:
    return not any(isinstance(value, dict) for value in values)


def _join(clauses: Sequence[Clause], word: str) -> str:
    return f" {word} ".join(_quote(clause.text) for clause in clauses)


def _quote(text: str) -> str:
    """Put words into quotation marks; a phrase has its own."""
    is_phrase = text.startswith('"') and text.find('"', 1) == len(text) - 1
    return f"“{text[1:-1]}”" if is_phrase else f"“{text}”"


def _say(total: int, noun: str) -> str:
    return f"1 {noun}" if total == 1 else f"{total:,} {noun}s"
