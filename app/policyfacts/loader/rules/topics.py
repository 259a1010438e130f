"""Topics that follow from a fact's type, from a word of its statement or from a party."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.entities import SeedEntity
from policyfacts.loader.seed.records import FactRecord, TopicRecord
from policyfacts.loader.source_text.name_finder import NameFinder, words_of
from policyfacts.vocabulary import Role

_BYSTANDERS = {Role.MENTIONED, Role.EXCLUDED, Role.VENUE}


def topics(review: CuratedReview) -> Iterator[Violation]:
    """Find facts without a topic that the vocabulary gives to their type, words or parties."""
    index = review.seed_index
    narrower = {
        topic.id: {topic.id, *(below.id for below in topic.narrower)}
        for topic in index.topics.values()
    }
    words = _Words(index.topics.values(), review.finder)
    bodies: dict[str, list[str]] = {}
    for record in index.topics.values():
        for body in record.parties:
            bodies.setdefault(body, []).append(record.id)
    for fact in review.facts:
        reasons = {
            **_of_parties(fact.record, bodies, index.entities),
            **words.reasons(fact.record.statement),
            **_of_type(fact.record, review),
        }
        for topic, reason in reasons.items():
            if not narrower.get(topic, {topic}) & set(fact.record.topics):
                yield _missing(fact, topic, reason)


def _missing(fact: Located[FactRecord], topic: str, reason: str) -> Violation:
    error = fact.at(f"the topic '{topic}' is missing: {reason}", "topics")
    return Violation(error, (fact.record.id,), (topic,))


def _of_type(fact: FactRecord, review: CuratedReview) -> Mapping[str, str]:
    type_ = review.seed_index.types.get(fact.type)
    wanted_topics = type_.topics if type_ is not None else ()
    return dict.fromkeys(wanted_topics, f"facts of the type '{fact.type}' have it")


def _of_parties(
    fact: FactRecord, bodies: Mapping[str, Sequence[str]], entities: Mapping[str, SeedEntity]
) -> Mapping[str, str]:
    acting = (
        entity for role, ids in fact.parties.items() if role not in _BYSTANDERS for entity in ids
    )
    return {
        topic: f"'{entity}' is a party"
        for entity in acting
        for topic in _of_nearest(entity, bodies, entities)
    }


def _of_nearest(
    entity_id: str, bodies: Mapping[str, Sequence[str]], entities: Mapping[str, SeedEntity]
) -> Sequence[str]:
    """Return the topics of an entity, or of the first one above it that has any."""
    current: str | None = entity_id
    passed: set[str] = set()
    while current is not None and current not in passed:
        if current in bodies:
            return bodies[current]
        passed.add(current)
        entity = entities.get(current)
        current = entity.parent if entity is not None else None
    return ()


class _Words:
    """The words that bring topics; those inside a longer name or phrase bring none."""

    def __init__(self, topics: Iterable[TopicRecord], names: NameFinder) -> None:
        self._names = names
        self._topics: dict[tuple[str, ...], list[str]] = {}
        for topic in topics:
            for phrase in topic.words:
                key = tuple(word.folded for word in words_of(phrase))
                self._topics.setdefault(key, []).append(topic.id)
        self._longest = max(map(len, self._topics), default=0)

    def reasons(self, statement: str) -> Mapping[str, str]:
        """Return why a statement's words bring topics, by topic."""
        words = words_of(statement)
        folded = [word.folded for word in words]
        names = [(match.start, match.end) for match in self._names.find_longest(words)]
        reasons: dict[str, str] = {}
        start = 0
        while start < len(folded):
            end = self._end_of_phrase(folded, start)
            phrase = tuple(folded[start:end])
            is_name_part = any(
                first <= start and end <= last and end - start < last - first
                for first, last in names
            )
            if phrase in self._topics and not is_name_part:
                phrase_text = " ".join(word.text for word in words[start:end])
                for topic in self._topics[phrase]:
                    reasons.setdefault(topic, f"the statement says '{phrase_text}'")
            start = end
        return reasons

    def _end_of_phrase(self, folded: list[str], start: int) -> int:
        """Return the end of the longest phrase from `start`, or of the one word there."""
        for length in range(min(self._longest, len(folded) - start), 0, -1):
            if tuple(folded[start : start + length]) in self._topics:
                return start + length
        return start + 1
