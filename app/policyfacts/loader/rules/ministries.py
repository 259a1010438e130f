"""A ministry that a sentence or statement speaks of is a party, that of each state there."""

import re
from collections.abc import Iterable, Iterator

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.name_finder import NameMatch, Word, words_of
from policyfacts.vocabulary import EntityKind, OrganizationType

_MINISTRY = re.compile(r"\b(?:ministry|ministries)\b", re.IGNORECASE)
_WORDS = {"ministry", "ministries"}
_BETWEEN = {"and", "the", "of", "foreign", "republic"}
# Ministry of Foreign Affairs of, Ministry of Trade and Industry of
_LONGEST_PORTFOLIO = 5


def ministries(review: CuratedReview) -> Iterator[Violation]:
    """Find ministries, of the states named with them, that no fact has as a party."""
    for sentence in review.sentences.values():
        match = _MINISTRY.search(sentence.text)
        if match is None or not sentence.facts:
            continue
        for words in _missing(sentence.words, sentence.facts, review):
            message = f"'{match[0]}': no fact citing it has {words} as a party"
            yield Violation(sentence.at(message), (sentence.locator,), (match[0],))
    for fact in review.facts:
        match = _MINISTRY.search(fact.record.statement)
        if match is None:
            continue
        for words in _missing(words_of(fact.record.statement), [fact.record], review):
            message = f"'{match[0]}': the fact does not have {words} as a party"
            on = (fact.record.id, *fact.record.evidence)
            yield Violation(fact.at(message, "parties"), on, (match[0],))


def _missing(
    words: list[Word], facts: Iterable[FactRecord], review: CuratedReview
) -> Iterator[str]:
    """Yield in words which ministries none of the facts has."""
    owners = {
        party.country
        for fact in facts
        for ids in fact.parties.values()
        for party in map(review.seed_index.entities.get, ids)
        if party is not None and party.type == OrganizationType.MINISTRY
    }
    if not owners:
        yield "a ministry"
    for state in sorted(set(_states(words, review)) - owners) if owners else ():
        yield f"a ministry of {state}"


def _states(words: list[Word], review: CuratedReview) -> Iterator[str]:
    """Yield the countries whose ministries words speak of, named before or after them."""
    countries = [
        name
        for name in review.finder.find_longest(words)
        if all(_is_country(id_, review) for id_ in name.entities)
    ]
    by_end = {name.end: name for name in countries}
    by_start = {name.start: name for name in countries}
    for position, word in enumerate(words):
        if word.folded in _WORDS:
            for name in (*_before(words, position, by_end), *_after(words, position, by_start)):
                yield from name.entities if len(name.entities) == 1 else ()


def _is_country(entity_id: str, review: CuratedReview) -> bool:
    return review.seed_index.entities[entity_id].kind is EntityKind.COUNTRY


def _before(words: list[Word], position: int, by_end: dict[int, NameMatch]) -> Iterator[NameMatch]:
    while position > 0:
        if position in by_end:
            yield by_end[position]
            position = by_end[position].start
        elif words[position - 1].folded in {"foreign", "and"}:
            position -= 1
        else:
            return


def _after(words: list[Word], position: int, by_start: dict[int, NameMatch]) -> Iterator[NameMatch]:
    position += 1
    if position == len(words) or words[position].folded != "of":
        return
    near = range(position, min(position + _LONGEST_PORTFOLIO + 2, len(words)))
    first = next((index for index in near if index in by_start), None)
    while first is not None and first < len(words):
        if first in by_start:
            yield by_start[first]
            first = by_start[first].end
        elif words[first].folded in _BETWEEN:
            first += 1
        else:
            return
