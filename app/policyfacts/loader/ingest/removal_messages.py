"""The words of errors about rows that the database has and the seed has no longer."""

import csv
import io
from collections.abc import Sequence

from policyfacts.loader.ingest.reference_changes import Removal
from policyfacts.loader.seed.records import ReferenceKind
from policyfacts.vocabulary import EntityKind

_FORMER_NAMES = "entities/former_names.csv"
_FILES = {
    ReferenceKind.TOPIC: "vocabulary/topics.yaml",
    ReferenceKind.TYPE: "vocabulary/types.yaml",
    ReferenceKind.MEASURE: "vocabulary/measures.yaml",
    ReferenceKind.NAME: "entities/",
    ReferenceKind.FORMER_NAME: _FORMER_NAMES,
    ReferenceKind.MEMBERSHIP: "entities/memberships.csv",
    ReferenceKind.OFFICE: "entities/people.yaml",
    ReferenceKind.FORMER_ID: "entities/former_ids.csv",
    ReferenceKind.SECTION: "reviews/{id}/review.yaml",
    ReferenceKind.SENTENCE: "reviews/{id}/sentences.csv",
}
_FILES_OF_ENTITIES = {
    EntityKind.COUNTRY: "entities/countries.csv",
    EntityKind.REGION: "entities/regions.csv",
    EntityKind.ORGANIZATION: "entities/organizations.yaml",
    EntityKind.PERSON: "entities/people.yaml",
    EntityKind.PLACE: "entities/places.yaml",
    EntityKind.INSTRUMENT: "entities/instruments.yaml",
    EntityKind.PROJECT: "entities/projects.yaml",
}
_NAMED = {
    ReferenceKind.NAME: "the name '{value}' of '{id}'",
    ReferenceKind.FORMER_NAME: "the former name '{value}' of '{id}'",
    ReferenceKind.MEMBERSHIP: "the membership of '{id}' in '{value}'",
    ReferenceKind.OFFICE: "the office '{value}' of '{id}'",
    ReferenceKind.SECTION: "the section '{value}' of '{id}'",
    ReferenceKind.SENTENCE: "the sentence '{value}' of '{id}'",
}
_REMEDIES = {
    ReferenceKind.ENTITY: "put it back, give its new id in entities/former_ids.csv",
    ReferenceKind.NAME: f"keep it as an alias or in {_FORMER_NAMES}",
}


def is_of_document(kind: ReferenceKind) -> bool:
    """Return whether rows of a kind stand in the folder of a review."""
    return kind in (ReferenceKind.SECTION, ReferenceKind.SENTENCE)


def file_of(removal: Removal, kind: ReferenceKind) -> str:
    """Return the file in which a row stood."""
    if kind is ReferenceKind.ENTITY:
        return _FILES_OF_ENTITIES[EntityKind(removal.row["kind"])]
    return _FILES[kind].format(id=removal.id)


def explain_removal(removal: Removal, kind: ReferenceKind) -> str:
    """Say what is missing and what to write where it is meant to be."""
    days = f" ({removal.span})" if removal.is_one_of_several else ""
    named = _NAMED.get(kind, f"the {removal.table.singular} '{{id}}'")
    named = named.format(id=removal.id, value=removal.value)
    remedy = _REMEDIES.get(kind, "put it back")
    return (
        f"{named}{days} is in the database and no longer in the seed: {remedy}, "
        f"or list it in withdrawn.csv: {_row(removal, kind)}"
    )


def explain_many(removals: Sequence[Removal]) -> str:
    """Say how much is missing from one file, and what the first of it is."""
    first = removals[0]
    assert first.table.kind is not None
    named = _NAMED.get(first.table.kind, f"the {first.table.singular} '{{id}}'")
    return (
        f"{first.table.count(len(removals))} are in the database and no longer in the seed, the "
        f"first {named.format(id=first.id, value=first.value).removeprefix('the ')}: put them "
        f"back, or list each in withdrawn.csv: {_row(first, first.table.kind)}"
    )


def _row(removal: Removal, kind: ReferenceKind) -> str:
    """Write the row that lists a removal, its reason apart."""
    value = f"{removal.value} ({removal.span})" if removal.is_one_of_several else removal.value
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([kind.value, removal.id, value, "<reason>"])
    return line.getvalue()
