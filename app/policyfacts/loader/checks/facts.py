"""Checks on facts: references lead somewhere, values fit together."""

from collections import Counter
from collections.abc import Iterator

from policyfacts.currencies import CURRENCIES
from policyfacts.edtf import parse_edtf
from policyfacts.errors import SeedError
from policyfacts.loader.checks.cross_references import CrossReferences
from policyfacts.loader.checks.repeated_items import find_repeated
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.checks.stored_state import StoredVersion
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import FactRecord, FigureRecord, is_locator
from policyfacts.loader.seed.suggestions import did_you_mean, nearest_locator
from policyfacts.vocabulary import EntityKind, FactKind, Role, SentenceUse, Status

_ROLES_OF_PLACES = {Role.VENUE, Role.SUBJECT, Role.MENTIONED, Role.EXCLUDED}


class FactChecks:
    """Checks the facts of one review one by one, and at the end all of them together."""

    def __init__(
        self, review: ReviewSeed, seed_index: SeedIndex, cross_references: CrossReferences
    ) -> None:
        self._review = review
        self._seed_index = seed_index
        self._cross_references = cross_references
        self._withdrawn = {tombstone.record.id for tombstone in review.withdrawn}
        sentences = (sentence.record for sentence in review.sentences)
        self._sections = {sentence.locator: sentence.section for sentence in sentences}
        self._order = {locator: number for number, locator in enumerate(self._sections)}
        self._citing: dict[str, str] = {}
        """By locator, the first fact that cites the sentence."""

    def check(self, fact: Located[FactRecord], stored: StoredVersion | None) -> Iterator[SeedError]:
        """Yield the errors of a fact; `stored` is its version in the database."""
        seed_index = self._seed_index
        yield from self._cross_references.add(fact)
        yield from self._id(fact, stored)
        yield from _type(fact, seed_index)
        yield from _time(fact, self._review.record.year)
        yield from _parties(fact, seed_index)
        yield from _topics(fact, seed_index)
        yield from self._evidence(fact)
        yield from _repeated_items(fact)
        for index, figure in enumerate(fact.record.figures):
            for key, error in check_figure(figure, seed_index):
                yield fact.at(error, "figures", index, key)

    def after_all(self) -> Iterator[SeedError]:
        """Yield the errors of the review that show once all of its facts are read."""
        yield from self._coverage()
        yield from self._successors()
        yield from self._exceptions()
        yield from self._unlisted_removals()

    def removed(self) -> Iterator[str]:
        """Yield the facts of the review that are in the database and not in the seed."""
        stored = self._seed_index.stored.facts_of(self._review.id)
        return (fact_id for fact_id in stored if fact_id not in self._cross_references)

    def _id(self, fact: Located[FactRecord], stored: StoredVersion | None) -> Iterator[SeedError]:
        fact_id, review_id = fact.record.id, self._review.id
        if not fact_id.startswith(f"{review_id}-"):
            yield fact.at(f"the id '{fact_id}' must begin with '{review_id}-'", "id")
        if fact_id in self._withdrawn or fact_id in self._seed_index.stored.withdrawn:
            yield fact.at(f"the id '{fact_id}' was withdrawn and is never used again", "id")
        if stored is not None and stored.review != review_id:
            yield fact.at(f"another review has the fact '{fact_id}' already", "id")

    def _evidence(self, fact: Located[FactRecord]) -> Iterator[SeedError]:
        sections, seed_index = self._sections, self._seed_index
        locators = [locator for locator in fact.record.evidence if locator in sections]
        for index, locator in enumerate(fact.record.evidence):
            if locator in sections:
                self._citing.setdefault(locator, fact.record.id)
            elif not seed_index.unparsed.may_contain(locator, f"{self._review.path}/sentences.csv"):
                near = nearest_locator(locator, sections)
                yield fact.at(f"unknown locator '{locator}'{near}", "evidence", index)
        order = [self._order[locator] for locator in locators]
        if len(order) > 1 and order != sorted(set(order)):
            yield fact.at("evidence stands in the order of the document, each once", "evidence")
        section, file = sections[locators[0]] if locators else "", fact.source.file
        if locators and file.endswith(".yaml") and not file.endswith(f"/{section}.yaml"):
            message = f"the first sentence cited is of section '{section}': move the fact"
            yield fact.at(message, "evidence")

    def _coverage(self) -> Iterator[SeedError]:
        for sentence in self._review.sentences:
            record = sentence.record
            cited_by = self._citing.get(record.locator)
            may_be_cited = cited_by or self._may_be_unparsed(record.locator, "/facts/")
            if record.use is SentenceUse.CITED and not may_be_cited:
                yield sentence.at(
                    f"sentence {record.locator} is neither cited by a fact nor listed as context: "
                    "cite it, or write 'context'"
                )
            if record.use is SentenceUse.CONTEXT and cited_by:
                yield sentence.at(
                    f"sentence {record.locator} is listed as context, and {cited_by} cites it: "
                    "write 'cited'"
                )

    def _successors(self) -> Iterator[SeedError]:
        """Yield an error for a tombstone's successor neither in the seed nor in the database."""
        for tombstone in self._review.withdrawn:
            successor = tombstone.record.replaced_by
            if successor is None or successor in self._cross_references:
                continue
            stored = self._seed_index.stored.facts([successor])
            if not stored and successor not in self._seed_index.unparsed.words:
                near = self._cross_references.nearest(successor)
                yield tombstone.at(f"unknown fact '{successor}'{near}", "replaced_by")

    def _exceptions(self) -> Iterator[SeedError]:
        """Yield an error for each exception on a fact that there is not."""
        for exception in self._review.exceptions:
            on = exception.record.on
            if on == "*" or is_locator(on) or on in self._cross_references:
                continue
            if not self._may_be_unparsed(on, "/facts/"):
                near = self._cross_references.nearest(on)
                yield exception.at(f"unknown fact '{on}'{near}", "on")

    def _unlisted_removals(self) -> Iterator[SeedError]:
        for fact_id in sorted(self.removed()):
            if fact_id not in self._withdrawn and not self._may_be_unparsed(fact_id, "/"):
                yield self._review.head.at(
                    f"fact '{fact_id}' is in the database and no longer in the seed: "
                    "list it in withdrawn.yaml with a reason"
                )

    def _may_be_unparsed(self, word: str, inside: str) -> bool:
        return self._seed_index.unparsed.may_contain(word, f"{self._review.path}{inside}")


def _type(fact: Located[FactRecord], seed_index: SeedIndex) -> Iterator[SeedError]:
    record = fact.record
    error = seed_index.vocabulary_error(record.type, seed_index.types, "type")
    if error:
        yield fact.at(error, "type")
    type_ = seed_index.types.get(record.type)
    if type_ is not None and type_.kind is not record.kind:
        declared = f"type '{record.type}' is of kind '{type_.kind}'"
        yield fact.at(f"{declared}, and the fact says '{record.kind}'", "kind")
    if record.form is not None and record.type != "visit":
        yield fact.at("only visits have a form", "form")
    if record.trend is not None and record.kind is not FactKind.ASSESSMENT:
        yield fact.at("only assessments have a trend", "trend")
    if record.kind is FactKind.FIGURE and not record.figures:
        yield fact.at("a fact of kind 'figure' needs at least one figure")


def _time(fact: Located[FactRecord], year: int) -> Iterator[SeedError]:
    """Yield an error for what is done and dated after the review's year."""
    date, is_done = fact.record.date, fact.record.status is Status.DONE
    if date is not None and is_done and parse_edtf(date).start.year > year:
        yield fact.at(f"what is done lies no later than {year}, and this is of {date}", "date")


def _parties(fact: Located[FactRecord], seed_index: SeedIndex) -> Iterator[SeedError]:
    roles: dict[str, set[Role]] = {}
    for role, entity_ids in fact.record.parties.items():
        for index, entity_id in enumerate(entity_ids):
            for message in _party(entity_id, role, seed_index):
                yield fact.at(message, "parties", role, index)
            if role in roles.setdefault(entity_id, set()):
                yield fact.at(f"'{entity_id}' is {role} twice", "parties", role, index)
            roles[entity_id].add(role)
    yield from _unnamed(fact, roles)
    yield from _states_of_bodies(fact, roles, seed_index)
    for entity_id, entity_roles in roles.items():
        if Role.EXCLUDED in entity_roles and len(entity_roles) > 1:
            yield fact.at(f"'{entity_id}' is excluded and takes part all the same", "parties")


def _party(entity_id: str, role: Role, seed_index: SeedIndex) -> Iterator[str]:
    error = seed_index.entity_error(entity_id)
    if error:
        yield error
        return
    entity = seed_index.entities.get(entity_id)
    if entity and entity.kind is EntityKind.PLACE and role not in _ROLES_OF_PLACES:
        yield f"the place '{entity_id}' cannot be {role}: it may be venue, subject or mentioned"


def _unnamed(fact: Located[FactRecord], roles: dict[str, set[Role]]) -> Iterator[SeedError]:
    for index, entity_id in enumerate(fact.record.unnamed):
        if entity_id not in roles:
            near = did_you_mean(entity_id, roles)
            message = f"'{entity_id}' is listed as unnamed and is no party{near}"
            yield fact.at(message, "unnamed", index)


def _states_of_bodies(
    fact: Located[FactRecord], roles: dict[str, set[Role]], seed_index: SeedIndex
) -> Iterator[SeedError]:
    """Yield an error for a state's ministry or company whose state is no party."""
    for entity_id in roles:
        entity = seed_index.entities.get(entity_id)
        if entity is None or entity.kind is not EntityKind.ORGANIZATION:
            continue
        if entity.country is not None and entity.country not in roles:
            message = f"'{entity_id}' brings its state: add {entity.country} as a party"
            yield fact.at(message, "parties")


def _repeated_items(fact: Located[FactRecord]) -> Iterator[SeedError]:
    yield from find_repeated(fact, fact.record.unnamed, "unnamed")
    yield from find_repeated(fact, fact.record.figures, "figures")
    for link, targets in fact.record.links.items():
        yield from find_repeated(fact, targets, "links", link)


def _topics(fact: Located[FactRecord], seed_index: SeedIndex) -> Iterator[SeedError]:
    topics = fact.record.topics
    for index, topic in enumerate(topics):
        error = seed_index.vocabulary_error(topic, seed_index.topics, "topic")
        if error:
            yield fact.at(error, "topics", index)
    for topic, count in Counter(topics).items() if len(set(topics)) < len(topics) else ():
        if count > 1:
            yield fact.at(f"topic '{topic}' stands twice", "topics")


def check_figure(figure: FigureRecord, seed_index: SeedIndex) -> Iterator[tuple[str, str]]:
    """Yield the errors of a figure, each with its key."""
    measure = seed_index.measures.get(figure.measure)
    if measure is None:
        error = seed_index.vocabulary_error(figure.measure, seed_index.measures, "measure")
        if error:
            yield "measure", error
        return
    if figure.unit in measure.units and figure.unit != "currency":
        return
    if "currency" in measure.units:
        if figure.unit not in CURRENCIES:
            near = did_you_mean(figure.unit, CURRENCIES)
            yield "unit", f"'{figure.unit}' is not an ISO 4217 code{near}"
    else:
        units = " or ".join(measure.units)
        yield "unit", f"'{figure.measure}' is counted in {units}, not in '{figure.unit}'"
