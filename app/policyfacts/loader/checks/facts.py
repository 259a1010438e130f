"""Checks on facts: every reference leads somewhere, and what is said fits together."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from policyfacts.edtf import parse_edtf
from policyfacts.errors import SeedFault
from policyfacts.loader.checks.figures import check_figure
from policyfacts.loader.checks.known import Known, repeated
from policyfacts.loader.records import FactRecord
from policyfacts.loader.seed import Located, ReviewSeed, Seed
from policyfacts.loader.suggestions import did_you_mean, nearest_locator
from policyfacts.vocabulary import EntityKind, FactKind, Role, Status

_ROLES_OF_PLACES = {Role.VENUE, Role.SUBJECT, Role.MENTIONED, Role.EXCLUDED}


def check_facts(seed: Seed, known: Known) -> Iterator[SeedFault]:
    """All that is wrong with facts."""
    yield from repeated((fact for review in seed.reviews for fact in review.facts), "id", "fact")
    targets = _targets(seed, known)
    for review in seed.reviews:
        withdrawn = {place.record.id for place in review.withdrawn} | set(known.loaded.withdrawn)
        for fact in review.facts:
            yield from _id(fact, review, withdrawn, known)
            yield from _type(fact, known)
            yield from _time(fact, review.review.record.year)
            yield from _parties(fact, known)
            yield from _topics(fact, known)
            yield from _evidence(fact, review, known)
            yield from _links(fact, targets, known)
            for index, figure in enumerate(fact.record.figures):
                for key, fault in check_figure(figure, known):
                    yield fact.at(fault, "figures", index, key)


def _id(
    fact: Located[FactRecord], review: ReviewSeed, withdrawn: set[str], known: Known
) -> Iterator[SeedFault]:
    fact_id, review_id = fact.record.id, review.review.record.id
    if not fact_id.startswith(f"{review_id}-"):
        yield fact.at(f"the id '{fact_id}' must begin with '{review_id}-'", "id")
    if fact_id in withdrawn:
        yield fact.at(f"the id '{fact_id}' was withdrawn and is never used again", "id")
    if known.loaded.facts.get(fact_id, review_id) != review_id:
        yield fact.at(f"another review has the fact '{fact_id}' already", "id")


def _type(fact: Located[FactRecord], known: Known) -> Iterator[SeedFault]:
    it = fact.record
    fault = known.word_fault(it.type, known.types, "type")
    if fault:
        yield fact.at(fault, "type")
    type_ = known.types.get(it.type)
    if type_ is not None and type_.kind is not it.kind:
        message = f"type '{it.type}' is of kind '{type_.kind}', and the fact says '{it.kind}'"
        yield fact.at(message, "kind")
    if it.form is not None and it.type != "visit":
        yield fact.at("only visits have a form", "form")
    if it.trend is not None and it.kind is not FactKind.ASSESSMENT:
        yield fact.at("only assessments have a trend", "trend")
    if it.kind is FactKind.FIGURE and not it.figures:
        yield fact.at("a fact of kind 'figure' needs at least one figure")


def _time(fact: Located[FactRecord], year: int) -> Iterator[SeedFault]:
    """What a review calls done lies in its year or before."""
    it = fact.record
    if it.date is not None and it.status is Status.DONE and parse_edtf(it.date).start.year > year:
        yield fact.at(f"what is done lies no later than {year}, and this is of {it.date}", "date")


def _parties(fact: Located[FactRecord], known: Known) -> Iterator[SeedFault]:
    roles: dict[str, set[Role]] = {}
    for role, entity_ids in fact.record.parties.items():
        for index, entity_id in enumerate(entity_ids):
            for message in _party(entity_id, role, known):
                yield fact.at(message, "parties", role, index)
            if role in roles.setdefault(entity_id, set()):
                yield fact.at(f"'{entity_id}' is {role} twice", "parties", role, index)
            roles[entity_id].add(role)
    yield from _unnamed(fact, roles)
    yield from _states_of_bodies(fact, roles, known)
    for entity_id, its_roles in roles.items():
        if Role.EXCLUDED in its_roles and len(its_roles) > 1:
            yield fact.at(f"'{entity_id}' is excluded and takes part all the same", "parties")


def _party(entity_id: str, role: Role, known: Known) -> Iterator[str]:
    fault = known.entity_fault(entity_id)
    if fault:
        yield fault
        return
    entity = known.entities.get(entity_id)
    if entity and entity.kind is EntityKind.PLACE and role not in _ROLES_OF_PLACES:
        yield f"the place '{entity_id}' cannot be {role}: it may be venue, subject or mentioned"


def _unnamed(fact: Located[FactRecord], roles: dict[str, set[Role]]) -> Iterator[SeedFault]:
    for index, entity_id in enumerate(fact.record.unnamed):
        if entity_id not in roles:
            near = did_you_mean(entity_id, roles)
            message = f"'{entity_id}' is listed as unnamed and is no party{near}"
            yield fact.at(message, "unnamed", index)


def _states_of_bodies(
    fact: Located[FactRecord], roles: dict[str, set[Role]], known: Known
) -> Iterator[SeedFault]:
    """A state's ministry or company brings its state as a party."""
    for entity_id in roles:
        entity = known.entities.get(entity_id)
        if entity is None or entity.kind is not EntityKind.ORGANIZATION:
            continue
        if entity.country is not None and entity.country not in roles:
            message = f"'{entity_id}' brings its state: add {entity.country} as a party"
            yield fact.at(message, "parties")


def _topics(fact: Located[FactRecord], known: Known) -> Iterator[SeedFault]:
    for index, topic in enumerate(fact.record.topics):
        fault = known.word_fault(topic, known.topics, "topic")
        if fault:
            yield fact.at(fault, "topics", index)
    for topic, count in Counter(fact.record.topics).items():
        if count > 1:
            yield fact.at(f"topic '{topic}' stands twice", "topics")


def _evidence(fact: Located[FactRecord], review: ReviewSeed, known: Known) -> Iterator[SeedFault]:
    sections = {place.record.locator: place.record.section for place in review.sentences}
    order = {locator: number for number, locator in enumerate(sections)}
    found = [locator for locator in fact.record.evidence if locator in sections]
    file = f"reviews/{review.review.record.id}/sentences.csv"
    for index, locator in enumerate(fact.record.evidence):
        if locator not in sections and not known.unread.may_hold(locator, file):
            near = nearest_locator(locator, sections)
            yield fact.at(f"unknown locator '{locator}'{near}", "evidence", index)
    if [order[locator] for locator in found] != sorted({order[locator] for locator in found}):
        yield fact.at("evidence stands in the order of the document, each once", "evidence")
    own_file = PurePosixPath(fact.document.file)
    if found and own_file.suffix == ".yaml" and own_file.stem != sections[found[0]]:
        message = f"the first sentence cited is of section '{sections[found[0]]}': move the fact"
        yield fact.at(message, "evidence")


def _targets(seed: Seed, known: Known) -> set[str]:
    """Facts of the seed and of the database, without those that the seed withdraws."""
    ids = {fact.record.id for review in seed.reviews for fact in review.facts}
    withdrawn = {place.record.id for review in seed.reviews for place in review.withdrawn}
    return ids | (set(known.loaded.facts) - withdrawn)


def _links(fact: Located[FactRecord], ids: set[str], known: Known) -> Iterator[SeedFault]:
    for link, targets in fact.record.links.items():
        for index, target in enumerate(targets):
            if target == fact.record.id:
                yield fact.at("a fact is not linked to itself", "links", link, index)
            elif target not in ids and not known.unread.may_hold(target, "reviews/"):
                near = did_you_mean(target, ids)
                yield fact.at(f"unknown fact '{target}'{near}", "links", link, index)
