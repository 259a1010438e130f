"""What `withdrawn.csv` says is gone: its own errors, and what it covers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import ReferenceKind, WithdrawalRecord

DATED = (ReferenceKind.FORMER_NAME, ReferenceKind.MEMBERSHIP, ReferenceKind.OFFICE)
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|\.\."
_WITH_DAYS = re.compile(rf"(.+) \(({_DAY})/({_DAY})\)")
_OPEN = ".."
Key = tuple[ReferenceKind, str, str]


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last, both included."""

    first: date = date.min
    last: date = date.max

    @classmethod
    def between(cls, since: date | None, until: date | None) -> "Span":
        """Make the span of a record, which has no limit where it names no day."""
        return cls(since or date.min, until or date.max)

    def overlaps(self, other: "Span") -> bool:
        """Return whether a day is in both."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        first = _OPEN if self.first == date.min else str(self.first)
        last = _OPEN if self.last == date.max else str(self.last)
        return f"{first}/{last}"


ALWAYS = Span()


def canonical_text(text: str) -> str:
    """Return a text as it is compared: composed letters, no invisible marks of format."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return composed
    return "".join(char for char in composed if unicodedata.category(char) != "Cf")


def name_with_language(name: str, language: str) -> str:
    """Write a former name as `withdrawn.csv` has it: languages may share a name."""
    return f"{name} ({language})"


def parse_value(record: WithdrawalRecord) -> tuple[str, Span | None]:
    """Part a value from its days, which only one of several memberships or offices needs."""
    value = record.value or ""
    match = _WITH_DAYS.fullmatch(value)
    if match is None or record.record not in DATED:
        return canonical_text(value), None
    try:
        since, until = (_parse_day(day) for day in match.groups()[1:])
    except ValueError:
        return canonical_text(value), None
    return canonical_text(match[1]), Span.between(since, until)


def has_days(record: WithdrawalRecord) -> bool:
    """Return whether a value ends with what looks like days."""
    return record.record in DATED and _WITH_DAYS.fullmatch(record.value or "") is not None


def _parse_day(text: str) -> date | None:
    return None if text == _OPEN else date.fromisoformat(text)


class Withdrawals:
    """The rows of `withdrawn.csv`, by what they withdraw; ids are those of now."""

    def __init__(self, seed: Seed) -> None:
        self._new_ids = {row.record.former: row.record.id for row in seed.former_ids}
        self._spans: dict[Key, list[Span]] = {}
        for row in seed.withdrawn:
            self._add(row)

    def _add(self, row: Located[WithdrawalRecord]) -> None:
        kind = row.record.record
        value, span = parse_value(row.record)
        key = self.key(kind, row.record.id, value)
        self._spans.setdefault(key, []).append(span or ALWAYS)

    def key(self, kind: ReferenceKind, id_: str, value: str) -> Key:
        """Make the key of a record, with the ids that its entities have now."""
        match kind:
            case ReferenceKind.MEMBERSHIP:
                return kind, self.current_id(id_), self.current_id(value)
            case ReferenceKind.NAME | ReferenceKind.FORMER_NAME | ReferenceKind.OFFICE:
                return kind, self.current_id(id_), canonical_text(value)
            case ReferenceKind.FORMER_ID:
                # A database may have the id as that of an entity still: it loses it alike.
                return ReferenceKind.ENTITY, id_, ""
        return kind, id_, value

    def current_id(self, entity_id: str) -> str:
        """Return the id that an entity has now."""
        return self._new_ids.get(entity_id, entity_id)

    def covers(self, key: Key, span: Span = ALWAYS) -> bool:
        """Return whether a record is withdrawn; of a dated one, that of these days."""
        return any(span.overlaps(withdrawn) for withdrawn in self._spans.get(key, ()))
