"""Checks on the rows of `withdrawn.csv`: each is whole, stands once, and is gone indeed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.checks.withdrawals import (
    ALWAYS,
    DATED,
    Key,
    Span,
    Withdrawals,
    has_days,
    name_with_language,
    parse_value,
)
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.records import VALUES, ReferenceKind, WithdrawalRecord

_Row = Located[WithdrawalRecord]
_EXAMPLES = {
    ReferenceKind.FORMER_NAME: "Turkey (en) (../2022-05-31)",
    ReferenceKind.MEMBERSHIP: "cis (1993-12-09/2009-08-18)",
    ReferenceKind.OFFICE: "President of Belarus (1994-07-20/..)",
}


def check_withdrawn_rows(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield the errors of rows; those of sections and sentences need their review."""
    withdrawals = Withdrawals(seed)
    standing = _Standing(seed, seed_index, withdrawals)
    first: dict[tuple[Key, str], _Row] = {}
    for row in seed.withdrawn:
        yield from _value(row)
        value, span = parse_value(row.record)
        key = withdrawals.key(row.record.record, row.record.id, value)
        earlier = first.setdefault((key, str(span)), row)
        if earlier is not row:
            message = f"duplicate row: it stands in {_place(earlier)} already"
            yield row.at(message)
        place = standing.find(key, span or ALWAYS)
        if place is not None:
            yield row.at(f"{_named(row)} is listed as withdrawn, and stands in {place}{_hint(row)}")


def check_withdrawn_parts(review: ReviewSeed, rows: list[_Row]) -> Iterator[SeedError]:
    """Yield an error for each section and sentence that the review has and that is withdrawn."""
    rows = [row for row in rows if row.record.id == review.id]
    if not rows:
        return
    places: dict[tuple[ReferenceKind, str | None], str] = {}
    for index, section in enumerate(review.record.sections):
        line = review.head.line("sections", index)
        places[ReferenceKind.SECTION, section.id] = f"{review.head.source.file}:{line}"
    for sentence in review.sentences:
        places[ReferenceKind.SENTENCE, sentence.record.locator] = _place(sentence)
    for row in rows:
        place = places.get((row.record.record, row.record.value))
        if place is not None:
            yield row.at(f"{_named(row)} is listed as withdrawn, and stands in {place}{_hint(row)}")


def _value(row: _Row) -> Iterator[SeedError]:
    """Yield an error where a value is missing, is too much, or holds days that are none."""
    kind, value = row.record.record, row.record.value
    if kind in VALUES and value is None:
        yield row.at(f"'value' is empty: of a {kind}, write {VALUES[kind]}")
    if kind not in VALUES and value is not None:
        yield row.at(f"'value' is '{value}': leave it empty, the id says which {kind} it is")
    if has_days(row.record) and parse_value(row.record)[1] is None:
        yield row.at(f"'{value}' ends with no days: write them as {_EXAMPLES[kind]}")


def _named(row: _Row) -> str:
    value = f" '{row.record.value}'" if row.record.value is not None else ""
    return f"{row.record.record} '{row.record.id}'{value}"


def _hint(row: _Row) -> str:
    """Say what to do about a row that stands in the seed all the same."""
    kind = row.record.record
    if kind not in DATED:
        return ": take one of the two out"
    example = _EXAMPLES[kind]
    return f": take one of the two out, or say the days of the one that is gone, as {example}"


def _place(located: Located[Any]) -> str:
    return f"{located.source.file}:{located.line()}"


class _Standing:
    """What the seed has, by the keys of what may be withdrawn."""

    def __init__(self, seed: Seed, seed_index: SeedIndex, withdrawals: Withdrawals) -> None:
        self._withdrawals = withdrawals
        self._places: dict[Key, list[tuple[Span, str]]] = defaultdict(list)
        for kind, rows in (
            (ReferenceKind.TYPE, seed.types),
            (ReferenceKind.MEASURE, seed.measures),
        ):
            for row in rows:
                self._add(kind, row.record.id, "", _place(row))
        for topic in seed.topics:
            self._add(ReferenceKind.TOPIC, topic.record.id, "", _place(topic))
            for index, narrower in enumerate(topic.record.narrower):
                place = f"{topic.source.file}:{topic.line('narrower', index)}"
                self._add(ReferenceKind.TOPIC, narrower.id, "", place)
        self._add_entities(seed, seed_index)
        self._add_dated(seed)

    def find(self, key: Key, span: Span) -> str | None:
        """Return the file and line of what is withdrawn, where it stands."""
        places = self._places.get(key, ())
        return next((place for days, place in places if days.overlaps(span)), None)

    def _add(
        self, kind: ReferenceKind, id_: str, value: str, place: str, span: Span = ALWAYS
    ) -> None:
        self._places[self._withdrawals.key(kind, id_, value)].append((span, place))

    def _add_entities(self, seed: Seed, seed_index: SeedIndex) -> None:
        for former_name in seed.former_names:
            record = former_name.record
            span, place = Span.between(record.since, record.until), _place(former_name)
            self._add(ReferenceKind.NAME, record.entity, record.name, place)
            if span != ALWAYS:
                named = name_with_language(record.name, record.language)
                self._add(ReferenceKind.FORMER_NAME, record.entity, named, place, span)
        for entity in seed_index.all_entities:
            self._add(ReferenceKind.ENTITY, entity.id, "", _place(entity.located))
            for name in entity.names:
                self._add(ReferenceKind.NAME, entity.id, name.name, _place(entity.located))
        for former_id in seed.former_ids:
            record_id = former_id.record.former
            self._add(ReferenceKind.FORMER_ID, record_id, "", _place(former_id))

    def _add_dated(self, seed: Seed) -> None:
        for membership in seed.memberships:
            record = membership.record
            span = Span.between(record.since, record.until)
            place = _place(membership)
            self._add(ReferenceKind.MEMBERSHIP, record.country, record.organization, place, span)
        for region in seed.regions:
            for country in region.record.countries:
                self._add(ReferenceKind.MEMBERSHIP, country, region.record.id, _place(region))
        for person in seed.people:
            for index, office in enumerate(person.record.offices):
                place = f"{person.source.file}:{person.line('offices', index)}"
                span = Span.between(office.since, office.until)
                self._add(ReferenceKind.OFFICE, person.record.id, office.title, place, span)
