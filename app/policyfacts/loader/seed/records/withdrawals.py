"""Model of `withdrawn.csv`: what the seed had once and has no longer, facts apart."""

from enum import StrEnum

from policyfacts.loader.seed.records.base import Record, Text


class ReferenceKind(StrEnum):
    """What can be withdrawn: the words of the column `record`."""

    ENTITY = "entity"
    NAME = "name"
    FORMER_NAME = "former-name"
    MEMBERSHIP = "membership"
    OFFICE = "office"
    FORMER_ID = "former-id"
    TOPIC = "topic"
    TYPE = "type"
    MEASURE = "measure"
    SECTION = "section"
    SENTENCE = "sentence"


# Of each kind with a value beside its id, what the value is.
VALUES = {
    ReferenceKind.NAME: "the name",
    ReferenceKind.FORMER_NAME: "the name with its language, as Turkey (en)",
    ReferenceKind.MEMBERSHIP: "the organization or region",
    ReferenceKind.OFFICE: "the title of the office",
    ReferenceKind.SECTION: "the id of the section",
    ReferenceKind.SENTENCE: "the locator of the sentence",
}


class WithdrawalRecord(Record):
    """A row of `withdrawn.csv`; docs/curation.md says what `id` and `value` are of each record."""

    record: ReferenceKind
    id: Text
    value: Text | None = None
    reason: Text
