"""Who acts behind a union: its member states, where a sentence means them."""

import re
from collections.abc import Iterator
from datetime import date

from policyfacts.edtf import parse_edtf
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.name_finder import NameMatch, words_of
from policyfacts.loader.source_text.sentences import Sentence
from policyfacts.vocabulary import FactKind, Role

# No word border before: two words may be run together in a document.
_MEMBER_STATES = re.compile(r"(?:members?|participating) (?:states|countries)\b", re.IGNORECASE)
_STATES = {"states", "countries", "members", "participants"}
_WORDS_AROUND = 8
_MANY_MEMBERS = 10
_BYSTANDERS = {Role.MENTIONED, Role.EXCLUDED, Role.VENUE}


def member_states(review: CuratedReview) -> Iterator[Violation]:
    """Find unions of up to ten whose member states a sentence means, and that stand alone."""
    for fact in review.facts:
        if fact.record.kind is FactKind.ASSESSMENT:
            continue
        for sentence in review.cited(fact):
            for union in sorted(_unions_meant(sentence, review) & _acting(fact.record)):
                yield from _without_members(fact, sentence, union, review)


def _acting(fact: FactRecord) -> set[str]:
    return {id_ for role, ids in fact.parties.items() if role not in _BYSTANDERS for id_ in ids}


def _unions_meant(sentence: Sentence, review: CuratedReview) -> set[str]:
    """Return the bodies whose member states a sentence means.

    They are named near "member states", or right beside "states" and "countries".
    """
    unions: set[str] = set()
    for match in _MEMBER_STATES.finditer(sentence.text):
        after = words_of(sentence.text[match.end() :])
        before = words_of(sentence.text[: match.start()])
        is_of = bool(after) and after[0].folded == "of"
        near = after[:_WORDS_AROUND] if is_of else before[-_WORDS_AROUND:]
        unions |= {id_ for name in review.finder.find_all(near) for id_ in name.entities}
    words = [word.folded for word in sentence.words]
    for name in review.finder.find_all(sentence.words):
        if _is_beside_states(words, name):
            unions |= name.entities
    return unions


def _is_beside_states(words: list[str], name: NameMatch) -> bool:
    """Return whether a name stands in "X states" or "members of the X"."""
    before = [word for word in words[max(0, name.start - 3) : name.start] if word != "the"]
    is_of = before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in _STATES
    return is_of or any(word in _STATES for word in words[name.end : name.end + 1])


def _without_members(
    fact: Located[FactRecord], sentence: Sentence, union: str, review: CuratedReview
) -> Iterator[Violation]:
    span = parse_edtf(fact.record.date or str(review.review.record.year))
    members = {
        row.record.country
        for row in review.seed_index.memberships
        if row.record.organization == union
        and (row.record.since or date.min) <= span.end
        and span.start <= (row.record.until or date.max)
    }
    parties = {id_ for ids in fact.record.parties.values() for id_ in ids}
    missing = sorted(members - parties) if len(members) <= _MANY_MEMBERS else []
    if missing:
        speaks = f"{sentence.locator} speaks of the member states of '{union}'"
        message = f"{speaks}: add {', '.join(missing)}, and list as unnamed who is not named there"
        on = (fact.record.id, sentence.locator)
        yield Violation(fact.at(message, "parties"), on, (union,))
