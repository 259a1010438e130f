"""How statements are written: in the past tense, complete alone, with whose view it is."""

import re
from collections.abc import Iterator, Sequence

from policyfacts.loader.rules.phrases import PhraseMatch, Phrases
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord, StatementSense
from policyfacts.loader.source_text.name_finder import NameMatch, Word, words_of
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import FactKind, NameKind

_Fact = Located[FactRecord]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_PASSIVE = {"was", "were", "be", "been", "being"}
_VERBS = {*_PASSIVE, "had", "saw", "held", "made", "let", "took", "gave"}
_NAMES_BEFORE = {StatementSense.AFTER_ONE_NAME: 1, StatementSense.AFTER_TWO_NAMES: 2}


def past_tense(review: CuratedReview) -> Iterator[Violation]:
    """Find statements in the present or future tense."""
    senses = (StatementSense.PRESENT, StatementSense.PRESENT_AFTER_NAME, StatementSense.PLAIN)
    phrases = Phrases(review.seed_index.statement_words, senses)
    for fact, words, names in _statements(review):
        for match in phrases.find(words):
            is_part_of_name = any(name.start <= match.start < name.end for name in names)
            if match.group.sense is StatementSense.PLAIN or is_part_of_name:
                continue
            if match.group.sense is StatementSense.PRESENT or _follows_subject(
                fact, words, match, names, review
            ):
                message = f"'{match.text(words)}': statements are in the past tense"
                yield _violation(fact, message, match.text(words))


def neighbours(review: CuratedReview) -> Iterator[Violation]:
    """Find statements with words that lean on another statement, or on the time of writing."""
    senses = (
        StatementSense.LEANING,
        StatementSense.LEANING_FIRST,
        *_NAMES_BEFORE,
        StatementSense.PLAIN,
    )
    phrases = Phrases(review.seed_index.statement_words, senses)
    for fact, words, names in _statements(review):
        for match in phrases.find(words):
            sense = match.group.sense
            is_part_of_name = any(
                name.start < match.end and match.start < name.end for name in names
            )
            if sense is StatementSense.PLAIN or is_part_of_name:
                continue
            named = [name for name in names if name.end <= match.start]
            is_alone = len(named) >= _NAMES_BEFORE.get(sense, len(named) + 1)
            if is_alone or (sense is StatementSense.LEANING_FIRST and match.start > 0):
                continue
            message = f"'{match.text(words)}' leans on something outside of the statement"
            yield _violation(fact, message, match.text(words))


def attribution(review: CuratedReview) -> Iterator[Violation]:
    """Find assessments, and rating words in other facts, that nobody is said to hold."""
    groups = review.seed_index.statement_words
    if not any(group.sense is StatementSense.ATTRIBUTING for group in groups):
        return
    attributing = Phrases(groups, (StatementSense.ATTRIBUTING, StatementSense.ACCORDING))
    holders = Phrases(groups, (StatementSense.HOLDER,))
    rating = Phrases(groups, (StatementSense.RATING, StatementSense.PLAIN))
    for fact, words, names in _statements(review):
        bearers = [name.start for name in names]
        bearers += [match.start for match in holders.find(words)]
        if any(_is_held(words, match, bearers) for match in attributing.find(words)):
            continue
        if fact.record.kind is FactKind.ASSESSMENT:
            yield _violation(fact, "an assessment says whose it is: nobody is said to hold it")
            continue
        for match in rating.find(words):
            if match.group.sense is StatementSense.RATING:
                text = match.text(words)
                yield _violation(fact, f"'{text}' rates, and nobody is said to hold it", text)


def _statements(review: CuratedReview) -> Iterator[tuple[_Fact, list[Word], list[NameMatch]]]:
    """Yield each fact with the words of its statement, quotations apart, and the names in them."""
    for fact in review.facts:
        words = words_of(_QUOTED.sub(" ", fact.record.statement))
        yield fact, words, review.finder.find_longest(words)


def _follows_subject(
    fact: _Fact,
    words: Sequence[Word],
    match: PhraseMatch,
    names: Sequence[NameMatch],
    review: CuratedReview,
) -> bool:
    """Return whether a verb, which may be a noun too, stands after a name: `Belarus plans`."""
    name = next((name for name in names if name.end == match.start), None)
    earlier = words[: match.start]
    # What follows a verb is an infinitive: "saw cooperation with Lithuania develop".
    if name is None or any(word.folded in _VERBS or word.folded.endswith("ed") for word in earlier):
        return False
    text = " ".join(word.text for word in words[name.start : name.end])
    is_adjective = any(
        other.kind is NameKind.ADJECTIVE and normalise_name(other.name) == normalise_name(text)
        for id_ in name.entities
        for other in review.seed_index.entities[id_].names
    )
    last, verb = words[name.end - 1].text, match.text(words)
    return not is_adjective and f"{last} {verb}" in fact.record.statement


def _is_held(words: Sequence[Word], match: PhraseMatch, bearers: Sequence[int]) -> bool:
    """Return whether somebody stands before a verb that is active, or behind `by`."""
    before = words[match.start - 1].folded if match.start else ""
    after = words[match.end].folded if match.end < len(words) else ""
    if match.group.sense is StatementSense.ACCORDING:
        return bool(bearers)
    if before in _PASSIVE and match.end - match.start == 1:
        return after == "by"
    return any(bearer < match.end for bearer in bearers)


def _violation(fact: _Fact, message: str, *words: str) -> Violation:
    return Violation(fact.at(message, "statement"), (fact.record.id,), words)
