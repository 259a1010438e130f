"""What a fact says of its sentences: who is named in them, and that the words are our own."""

from collections.abc import Iterator

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord, RuleName
from policyfacts.loader.source_text.name_finder import words_of
from policyfacts.loader.source_text.sentences import Sentence
from policyfacts.vocabulary import EntityKind

_MAX_COMMON_WORDS = 6
_MATCHED_KINDS = {
    EntityKind.COUNTRY,
    EntityKind.REGION,
    EntityKind.ORGANIZATION,
    EntityKind.PERSON,
    EntityKind.PLACE,
}


def unnamed(review: CuratedReview) -> Iterator[Violation]:
    """Find parties listed as unnamed that a cited sentence names, and the reverse."""
    entities = review.seed_index.all_entities
    matched = {entity.id for entity in entities if entity.kind in _MATCHED_KINDS}
    for fact in review.facts:
        yield from _unnamed(fact, review, matched)


def own_words(review: CuratedReview) -> Iterator[Violation]:
    """Find statements that repeat more than six consecutive words of a cited sentence."""
    for fact in review.facts:
        statement = [word.folded for word in words_of(fact.record.statement)]
        for sentence in review.cited(fact):
            yield from _copied(fact, statement, sentence, review)


def _unnamed(
    fact: Located[FactRecord], review: CuratedReview, matched: set[str]
) -> Iterator[Violation]:
    cited = review.cited(fact)
    named = {
        entity
        for sentence in cited
        for match in review.finder.find_all(sentence.words)
        for entity in match.entities
    }
    parties = {entity for ids in fact.record.parties.values() for entity in ids} & matched
    on = (fact.record.id, *(sentence.locator for sentence in cited))
    listed = set(fact.record.unnamed)
    for entity in sorted(parties & listed & named):
        message = f"'{entity}' is listed as unnamed, and a cited sentence names it"
        yield Violation(fact.at(message, "unnamed"), on, (entity,))
    for entity in sorted(parties - listed - named):
        message = f"no cited sentence names '{entity}': list it as unnamed"
        yield Violation(fact.at(message, "parties"), on, (entity,))


def _copied(
    fact: Located[FactRecord], statement: list[str], sentence: Sentence, review: CuratedReview
) -> Iterator[Violation]:
    """Yield the first copied run of words that no exception passes over."""
    on = (fact.record.id, sentence.locator)
    named = {index for match in sentence.names for index in range(match.start, match.end)}
    source = [word.folded for word in sentence.words]
    for start in range(len(source)):
        end = _common_run(source, start, statement)
        if len(set(range(start, end)) - named) > _MAX_COMMON_WORDS:
            words = " ".join(source[start:end])
            if not review.exceptions.cover(RuleName.OWN_WORDS, on, words):
                message = f"the statement repeats the source: '{words}'"
                yield Violation(fact.at(message, "statement"), on, (words,))
                return


def _common_run(source: list[str], start: int, statement: list[str]) -> int:
    """Return the end of the longest run of words from `start` that the statement has too."""
    longest = start
    for offset, word in enumerate(statement):
        if word != source[start]:
            continue
        length = 0
        for left, right in zip(source[start:], statement[offset:], strict=False):
            if left != right:
                break
            length += 1
        longest = max(longest, start + length)
    return longest
