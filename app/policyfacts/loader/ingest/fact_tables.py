"""The tables of facts: new facts are inserted by the thousand, others are replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from policyfacts.loader.derive import Derived, StoredFact, TextRow
from policyfacts.loader.derive.fact_rows import (
    EvidenceRow,
    FactParts,
    FactRow,
    FigureRow,
    LinkRow,
    PartyRow,
    TopicRow,
)
from policyfacts.loader.table_writes import BulkInsert, delete_in
from policyfacts.models import (
    Base,
    Fact,
    FactBody,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactText,
    FactTopic,
)

_BATCH = 2000
_CHILDREN: dict[type[Base], Any] = {
    FactParty: PartyRow,
    FactTopic: TopicRow,
    FactFigure: FigureRow,
    FactEvidence: EvidenceRow,
    FactLink: LinkRow,
}
_COLUMNS: dict[type[Base], tuple[str, ...]] = {
    Fact: FactRow._fields,
    **{table: row_type._fields for table, row_type in _CHILDREN.items()},
    FactBody: ("fact_number", "body"),
    FactText: TextRow._fields,
}
_UPDATE = (
    update(Fact)
    .where(Fact.number == bindparam("_number"))
    .values({name: bindparam(f"_{name}") for name in FactRow._fields if name != "number"})
)
_DERIVED = (
    select(FactBody.fact_number, FactBody.body, FactText.digest)
    .join(FactText, FactText.fact_number == FactBody.fact_number)
    .where(FactBody.fact_number.in_(bindparam("numbers", expanding=True)))
)


class FactTables:
    """Writes facts into their tables, new ones in batches; `flush` writes the last batch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inserts = {
            table: BulkInsert(connection, table, columns) for table, columns in _COLUMNS.items()
        }

    def add(self, parts: FactParts, derived: Derived) -> None:
        """Insert a new fact."""
        facts = self._inserts[Fact].rows
        facts.append(parts.fact)
        self._add_children(parts)
        self._inserts[FactBody].rows.append((parts.fact.number, derived.body))
        self._inserts[FactText].rows.append(derived.text)
        if len(facts) >= _BATCH:
            self.flush()

    def change(self, changed: list[FactParts]) -> None:
        """Replace facts, but not what is derived of them."""
        numbers = [parts.fact.number for parts in changed]
        for table in _CHILDREN:
            delete_in(self._connection, table, "fact_number", numbers)
        rows = [{f"_{k}": value for k, value in parts.fact._asdict().items()} for parts in changed]
        if rows:
            self._connection.execute(_UPDATE, rows)
        for parts in changed:
            self._add_children(parts)

    def replace_derived(self, facts: Iterable[tuple[Derived, StoredFact]]) -> list[bool]:
        """Write what is derived otherwise than before; return for each fact whether its body is."""
        bodies, texts, body_changed = [], [], []
        for derived, earlier in facts:
            body_changed.append(derived.body != earlier.body)
            if body_changed[-1]:
                bodies.append((derived.text.fact_number, derived.body))
            if derived.text.digest != earlier.text_digest:
                texts.append(derived.text)
        derived_tables: list[tuple[type[Base], list[Any]]] = [(FactBody, bodies), (FactText, texts)]
        for table, rows in derived_tables:
            delete_in(self._connection, table, "fact_number", [row[0] for row in rows])
            self._inserts[table].rows += rows
        self.flush()
        return body_changed

    def earlier(self, numbers: list[int]) -> Mapping[int, tuple[str, str]]:
        """Return the stored body and digest of words of facts, by number."""
        rows = self._connection.execute(_DERIVED, {"numbers": numbers})
        return {number: (body, digest) for number, body, digest in rows}

    def remove(self, numbers: list[int]) -> None:
        """Delete facts with all rows that refer to them."""
        children: tuple[type[Base], ...] = (*_CHILDREN, FactBody, FactText)
        for table in children:
            delete_in(self._connection, table, "fact_number", numbers)
        delete_in(self._connection, Fact, "number", numbers)

    def flush(self) -> None:
        """Write the last batch."""
        for insert in self._inserts.values():
            insert.flush()

    def _add_children(self, parts: FactParts) -> None:
        _, parties, topics, figures, evidence, links = parts
        self._inserts[FactParty].rows += parties
        self._inserts[FactTopic].rows += topics
        self._inserts[FactFigure].rows += figures
        self._inserts[FactEvidence].rows += evidence
        self._inserts[FactLink].rows += links
