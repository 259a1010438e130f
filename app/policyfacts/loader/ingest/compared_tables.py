"""The tables whose rows a load compares with those of the seed, and how their rows are named."""

from dataclasses import dataclass

from policyfacts.loader.checks.withdrawals import DATED
from policyfacts.loader.seed.records import ReferenceKind
from policyfacts.models import (
    Base,
    Entity,
    EntityCode,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    QuestionWords,
    Release,
    Review,
    Section,
    Sentence,
    Topic,
    WithdrawnFact,
)

# Columns that name an entity: they follow where one gets another id.
_OF_ENTITIES = {"entity_id", "country_id", "group_id", "person_id", "of_id", "publisher_id"}
# What goes with its entities and needs no word of its own then.
_PARTS = (ReferenceKind.NAME, *DATED)


@dataclass(frozen=True)
class ComparedTable:
    """A table, the columns by which a row is known, and those that say nothing of it.

    `kind` is None where `withdrawn.csv` has no word for a row: it cannot be lost, or not that way.
    """

    table: type[Base]
    kind: ReferenceKind | None
    singular: str
    plural: str
    id: str
    value: str | None = None
    passed_over: frozenset[str] = frozenset({"position"})

    @property
    def entity_columns(self) -> frozenset[str]:
        """The columns that name entities."""
        columns = {column.name for column in self.table.__table__.columns}
        above = {"parent_id"} if self.table is Entity else set()
        return frozenset(columns & (_OF_ENTITIES | above))

    @property
    def is_part_of_entities(self) -> bool:
        """Whether a row goes with the entities that it names."""
        return self.kind in _PARTS

    @property
    def is_dated(self) -> bool:
        """Whether each row holds for some days, so that one may go and another stay."""
        return self.kind in DATED

    @property
    def is_ordered(self) -> bool:
        """Whether rows stand in an order of their own, which lists keep."""
        position = self.table.__table__.c.get("position")
        return position is not None and not position.primary_key

    def count(self, number: int) -> str:
        """Return a number with its noun."""
        return f"{number:,} {self.singular if number == 1 else self.plural}"


TERMS = ComparedTable(Release, None, "dataset", "datasets", "id")
NAMES = ComparedTable(EntityName, ReferenceKind.NAME, "name", "names", "entity_id", "name")
FORMER_NAMES = ComparedTable(
    EntityName, ReferenceKind.FORMER_NAME, "former name", "former names", "entity_id", "named"
)
# In the order in which a report names them.
REFERENCE = (
    ComparedTable(Topic, ReferenceKind.TOPIC, "topic", "topics", "id"),
    ComparedTable(FactType, ReferenceKind.TYPE, "type", "types", "id"),
    ComparedTable(Measure, ReferenceKind.MEASURE, "measure", "measures", "id"),
    ComparedTable(QuestionWords, None, "group of question words", "groups of question words", "id"),
    ComparedTable(Entity, ReferenceKind.ENTITY, "entity", "entities", "id"),
    NAMES,
    FORMER_NAMES,
    ComparedTable(
        Membership,
        ReferenceKind.MEMBERSHIP,
        "membership",
        "memberships",
        "country_id",
        "group_id",
    ),
    ComparedTable(EntityCode, None, "code", "codes", "entity_id", "scheme"),
    ComparedTable(Office, ReferenceKind.OFFICE, "office", "offices", "person_id", "title"),
    ComparedTable(FormerId, ReferenceKind.FORMER_ID, "former id", "former ids", "former"),
)
DOCUMENT = (
    ComparedTable(Review, None, "review", "reviews", "id", passed_over=frozenset({"digest"})),
    ComparedTable(Section, ReferenceKind.SECTION, "section", "sections", "review_id", "id"),
    ComparedTable(
        Sentence,
        ReferenceKind.SENTENCE,
        "sentence",
        "sentences",
        "review_id",
        "locator",
        # Whether a text was given is told by itself: what a sentence is stays the same.
        frozenset({"position", "quote"}),
    ),
    ComparedTable(WithdrawnFact, None, "tombstone", "tombstones", "id"),
)
