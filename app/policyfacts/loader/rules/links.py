"""What belongs together is linked: causes with results, lines of work, beginnings with the rest."""

import re
from collections.abc import Hashable, Iterator, Mapping

from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord
from policyfacts.vocabulary import EntityKind, FactKind, LinkType, Role, Status

# "During" is a time and no cause; "allowed" and "contributed" are said of anything.
_CAUSE = re.compile(
    r"\b(?:as a result|result(?:ed|ing) in|(?:practical |main )?outcomes? of .{1,60}? (?:was|were)"
    r"|(?:practical|main) outcome|led to|thanks to|consequently|owing to|following)\b",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"\b(?:resum(?:e|es|ed|ing|ption)|re-?launch(?:ed|es|ing)?|launch(?:ed|es|ing)?|begin(?:s|ning)?"
    r"|began|begun|start(?:s|ed|ing)?|commenc(?:ed|ing|ement)|reopen(?:ed|ing)|opened talks"
    r"|opened negotiations)\b",
    re.IGNORECASE,
)
_BACKGROUND = {Role.MENTIONED, Role.EXCLUDED, Role.VENUE}
_TEXTS = {EntityKind.INSTRUMENT, EntityKind.PROJECT}
# Steps towards one agreement, from talks to its entry into force.
_STEPS = {"negotiation", "understanding", "agreement-signing", "ratification", "entry-into-force"}
_TALKS = "negotiation"
_TOPIC_OF_STEPS = "treaties"
_THAT_GO_ON = {"negotiation", "demarcation", "cooperation", "programme", "coordination", "policy"}


def causes(review: CuratedReview) -> Iterator[Violation]:
    """Find sentences that say a cause, where no fact citing them results from another.

    Where one does, so do the others that cite the sentence, but for the causes and assessments: the
    link stands on what resulted, and not on the praise of it alone.
    """
    links = LinkType.RESULT_OF
    targets = {id_ for fact in review.facts for id_ in fact.record.links.get(links, ())}
    for sentence in review.sentences.values():
        match = _CAUSE.search(sentence.text)
        if match is None or not sentence.facts:
            continue
        if not any(links in fact.links for fact in sentence.facts):
            message = f"'{match[0]}' says a cause: no fact citing it is result-of another"
            yield Violation(sentence.at(message), (sentence.locator,), (match[0],))
            continue
        for fact in sentence.facts:
            is_linked = links in fact.links or fact.id in targets
            if not is_linked and fact.kind is not FactKind.ASSESSMENT:
                message = f"{sentence.locator} says a cause ('{match[0]}'): link it as result-of"
                on = (fact.id, sentence.locator)
                yield Violation(review.by_id[fact.id].at(message, "links"), on, (match[0],))


def work_lines(review: CuratedReview) -> Iterator[Violation]:
    """Find facts of one line of work that no links connect.

    They have an instrument or project in common, or are steps of the same parties on one matter, or
    talks on one matter in which the parties of the one are all parties of the other.
    """
    groups = _connected(review)
    earlier: dict[Hashable, list[FactRecord]] = {}
    for fact in review.facts:
        for key, common in _lines(fact.record, review):
            line = earlier.setdefault(key, [])
            others = (other for other in line if _is_line(fact.record, other, key))
            other = next((one for one in others if groups[one.id] != groups[fact.record.id]), None)
            line.append(fact.record)
            if other is not None:
                message = f"{common} are those of '{other.id}': link the two"
                ids = (fact.record.id, other.id)
                yield Violation(fact.at(message, "id"), ids, ids)
                break


def beginnings(review: CuratedReview) -> Iterator[Violation]:
    """Find what a sentence says to begin or resume, and no fact says so or goes on."""
    for sentence in review.sentences.values():
        match = _BEGINNING.search(sentence.text)
        if match is None or not sentence.facts:
            continue
        on, words = (sentence.locator,), (match[0],)
        if not any(_BEGINNING.search(fact.statement) for fact in sentence.facts):
            message = f"'{match[0]}': no statement of a fact citing it says that something began"
            yield Violation(sentence.at(message), on, words)
    for fact in review.facts:
        yield from _without_going_on(fact, review)


def _without_going_on(fact: Located[FactRecord], review: CuratedReview) -> Iterator[Violation]:
    record = fact.record
    match = _BEGINNING.search(record.statement)
    if match is None or record.type not in _THAT_GO_ON or record.status is not Status.DONE:
        return
    following = (
        other.record.status
        for other in review.facts
        if record.id in other.record.links.get(LinkType.FOLLOWS, ())
    )
    if Status.ONGOING not in following:
        message = (
            f"'{match[0]}' is done, and no ongoing fact follows it: what began and went on is "
            "'ongoing'; a beginning that is dated may be a fact of its own, which the other follows"
        )
        yield Violation(fact.at(message, "status"), (record.id,), (match[0],))


def _connected(review: CuratedReview) -> Mapping[str, str]:
    """Return for each fact the first of those with which links connect it."""
    leaders = {id_: id_ for id_ in review.by_id}

    def leader(id_: str) -> str:
        while leaders[id_] != id_:
            id_ = leaders[id_]
        return id_

    for fact in review.facts:
        for targets in fact.record.links.values():
            for target in targets:
                if target in leaders:
                    leaders[leader(target)] = leader(fact.record.id)
    return {id_: leader(id_) for id_ in leaders}


def _lines(fact: FactRecord, review: CuratedReview) -> Iterator[tuple[Hashable, str]]:
    """Yield what makes a fact part of a line of work, as a key and in words."""
    for id_ in sorted(_texts(fact, review)):
        yield id_, f"its party '{id_}' and its line of work"
    matter = [topic for topic in fact.topics if topic != _TOPIC_OF_STEPS]
    if fact.type in _STEPS and matter:
        key = (frozenset(matter), frozenset(_actors(fact)))
        yield key, "parties and topics of this step to an agreement"
        if fact.type == _TALKS or fact.status is not Status.DONE:
            yield (_TALKS, matter[0]), f"parties and the matter '{matter[0]}' of these talks"


def _is_line(fact: FactRecord, other: FactRecord, key: Hashable) -> bool:
    """Return whether facts with the same key are one line: of talks, by their parties."""
    if not isinstance(key, tuple) or key[0] != _TALKS:
        return True
    mine, others = _actors(fact), _actors(other)
    return mine <= others or others <= mine


def _texts(fact: FactRecord, review: CuratedReview) -> set[str]:
    entities = review.seed_index.entities
    parties = (
        id_
        for role, ids in fact.parties.items()
        if role not in {Role.MENTIONED, Role.EXCLUDED}
        for id_ in ids
    )
    return {id_ for id_ in parties if id_ in entities and entities[id_].kind in _TEXTS}


def _actors(fact: FactRecord) -> set[str]:
    return {id_ for role, ids in fact.parties.items() if role not in _BACKGROUND for id_ in ids}
