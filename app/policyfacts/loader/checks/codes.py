"""Checks on codes: whose they are, how they look, and that each stands for one entity."""

import re
from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import CodeRecord
from policyfacts.vocabulary import CODE_FORMS


def check_codes(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield the errors of `codes.csv`; an entity that there is not has one, however many codes."""
    earlier_rows: dict[tuple[str, str, str], Located[CodeRecord]] = {}
    unknown: set[str] = set()
    for row in seed.codes:
        record = row.record
        error = seed_index.entity_error(record.entity)
        if error is None:
            error = _misformed(record) or _repeated(row, earlier_rows)
        elif record.entity in unknown:
            continue
        else:
            unknown.add(record.entity)
        if error is not None:
            yield row.at(error)


def _misformed(record: CodeRecord) -> str | None:
    form = CODE_FORMS.get(record.scheme)
    if form is None:
        return f"{record.scheme} stands in the table of its entity, and not here"
    if re.fullmatch(form, record.code) is None:
        return f"'{record.code}' is no code of {record.scheme}, which is written {form}"
    return None


def _repeated(
    row: Located[CodeRecord], earlier_rows: dict[tuple[str, str, str], Located[CodeRecord]]
) -> str | None:
    """Say where the code stands already, or another one of the same entity and scheme."""
    record = row.record
    bearer = earlier_rows.setdefault(("code", record.scheme, record.code), row)
    other = earlier_rows.setdefault(("entity", record.scheme, record.entity), row)
    if bearer is not row:
        message = f"duplicate {record.scheme} '{record.code}': it is that of"
        return f"{message} '{bearer.record.entity}' already ({_place(bearer)})"
    if other is not row:
        message = f"'{record.entity}' has a code of {record.scheme} already"
        return f"{message}: '{other.record.code}' ({_place(other)})"
    return None


def _place(row: Located[CodeRecord]) -> str:
    return f"{row.source.file}:{row.line()}"
