"""Who acts behind a body: the member states of a union, the ministry of a state."""

import re
from collections.abc import Iterator
from datetime import date

from policyfacts.edtf import parse_edtf
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.name_finder import words_of
from policyfacts.loader.source_text.sentences import Sentence
from policyfacts.vocabulary import FactKind, OrganizationType, Role

# No word border before: two words may be run together in a document.
_MEMBER_STATES = re.compile(r"members? (?:states|countries)\b", re.IGNORECASE)
_MINISTRY = re.compile(r"\b(?:ministry|ministries)\b", re.IGNORECASE)
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


def ministries(review: CuratedReview) -> Iterator[Violation]:
    """Find sentences and statements that speak of a ministry, which no fact has as a party."""
    for sentence in review.sentences.values():
        match = _MINISTRY.search(sentence.text)
        if (
            match
            and sentence.facts
            and not any(_has_ministry(fact, review) for fact in sentence.facts)
        ):
            message = f"'{match[0]}': no fact citing it has a ministry as a party"
            yield Violation(sentence.at(message), (sentence.locator,), (match[0],))
    for fact in review.facts:
        match = _MINISTRY.search(fact.record.statement)
        if match and not _has_ministry(fact.record, review):
            message = f"'{match[0]}': the fact has no ministry as a party"
            on = (fact.record.id, *fact.record.evidence)
            yield Violation(fact.at(message, "parties"), on, (match[0],))


def _has_ministry(fact: FactRecord, review: CuratedReview) -> bool:
    parties = (review.seed_index.entities.get(id_) for ids in fact.parties.values() for id_ in ids)
    return any(party and party.type == OrganizationType.MINISTRY for party in parties)


def _acting(fact: FactRecord) -> set[str]:
    return {id_ for role, ids in fact.parties.items() if role not in _BYSTANDERS for id_ in ids}


def _unions_meant(sentence: Sentence, review: CuratedReview) -> set[str]:
    """Return the bodies named before "member states", or after "member states of"."""
    unions: set[str] = set()
    for match in _MEMBER_STATES.finditer(sentence.text):
        after = words_of(sentence.text[match.end() :])
        before = words_of(sentence.text[: match.start()])
        is_of = bool(after) and after[0].folded == "of"
        near = after[:_WORDS_AROUND] if is_of else before[-_WORDS_AROUND:]
        unions |= {id_ for name in review.finder.find_all(near) for id_ in name.entities}
    return unions


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
