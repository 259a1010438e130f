"""The parties of a fact and the names in its statement are the same."""

from collections.abc import Iterator

from policyfacts.currencies import CURRENCIES
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.mentions import find_amounts
from policyfacts.loader.source_text.name_finder import Word, words_of
from policyfacts.vocabulary import EntityKind, FactKind, Role

_NAMED_KINDS = {
    EntityKind.COUNTRY,
    EntityKind.REGION,
    EntityKind.ORGANIZATION,
    EntityKind.PERSON,
    EntityKind.PLACE,
}
# A statement need not repeat who is named in passing, or in the title of what it is about.
_BACKGROUND = {Role.MENTIONED, Role.EXCLUDED, Role.SUBJECT}


def missing_parties(review: CuratedReview) -> Iterator[Violation]:
    """Find names in statements, adjectives too, whose bearers are no party of the fact."""
    for fact in review.facts:
        text = _without_money(fact.record.statement)
        words = words_of(text)
        parties = {above for id_ in _parties(fact.record) for above in _upwards(id_, review)}
        for match in review.finder.find_longest(words):
            if match.entities & parties or _is_author(fact.record, words, match.end):
                continue
            name = " ".join(word.text for word in words[match.start : match.end])
            bearers = " or ".join(sorted(match.entities))
            message = f"the statement names '{name}': add {bearers} as a party, or leave it out"
            yield Violation(fact.at(message, "parties"), (fact.record.id,), (name,))


def unsaid_parties(review: CuratedReview) -> Iterator[Violation]:
    """Find parties that act, are not listed as unnamed, and that the statement does not name."""
    entities = review.seed_index.entities
    for fact in review.facts:
        named = {
            id_
            for match in review.finder.find_all(words_of(fact.record.statement))
            for id_ in match.entities
        }
        # Minsk stands for Belarus too.
        named |= {entities[id_].country or id_ for id_ in named if id_ in entities}
        for role, ids in fact.record.parties.items():
            for id_ in ids if role not in _BACKGROUND else ():
                entity = entities.get(id_)
                is_listed = id_ in named or id_ in fact.record.unnamed
                if entity is not None and entity.kind in _NAMED_KINDS and not is_listed:
                    message = f"the statement does not name '{id_}', which a cited sentence names"
                    yield Violation(fact.at(message, "statement"), (fact.record.id,), (id_,))


def _parties(fact: FactRecord) -> Iterator[str]:
    for ids in fact.parties.values():
        yield from ids


def _upwards(entity_id: str, review: CuratedReview) -> Iterator[str]:
    """Yield an entity, those above it, and the state that it belongs to."""
    passed: set[str] = set()
    current: str | None = entity_id
    while current is not None and current not in passed:
        yield current
        passed.add(current)
        entity = review.seed_index.entities.get(current)
        current = entity.parent or entity.country if entity is not None else None


def _is_author(fact: FactRecord, words: list[Word], end: int) -> bool:
    """Return whether a name is that of the government whose view an assessment is."""
    following = words[end].folded if end < len(words) else ""
    return fact.kind is FactKind.ASSESSMENT and following == "government"


def _without_money(statement: str) -> str:
    """Return a statement without its sums: the United States of "US dollars" is no party."""
    for amount in reversed(find_amounts(statement)):
        if amount.unit in CURRENCIES:
            statement = statement[: amount.start] + statement[amount.end :]
    return statement
