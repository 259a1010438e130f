"""What the command says of a load: facts in numbers, reference data in numbers and by name."""

from collections.abc import Iterator, Sequence

from policyfacts.loader import Summary, TableChanges, label_of

_MAX_LISTED = 12


def report_lines(summary: Summary) -> Iterator[str]:
    """Yield the lines of a report."""
    if not summary.is_new:
        yield f"Nothing changed: release {summary.release}, {summary.facts_count} facts."
        return
    yield (
        f"Release {summary.release}: {_listed(summary.reviews)} loaded, "
        f"{_facts(len(summary.added))} added, {len(summary.changed)} changed, "
        f"{len(summary.withdrawn)} withdrawn; "
        f"{summary.facts_count} held."
    )
    yield from _reference_lines(summary.reference)
    for review in summary.unquoted:
        yield f"The text of {review} was not given again: its sentences are no longer quoted."


def _reference_lines(tables: Sequence[TableChanges]) -> Iterator[str]:
    numbers = {
        "added": [changes.table.count(changes.added) for changes in tables if changes.added],
        "changed": _counts(tables, "changed"),
        "removed": _counts(tables, "removed"),
    }
    parts = [f"{_joined(counts)} {verb}" for verb, counts in numbers.items() if counts]
    parts += [
        f"{changes.table.plural} in another order" for changes in tables if changes.is_reordered
    ]
    if not parts:
        yield "Reference data: as before."
        return
    yield f"Reference data: {'; '.join(parts)}."
    changed = [label for changes in tables for label in changes.changed]
    removed = [label_of(removal) for changes in tables for removal in changes.removed]
    if removed:
        yield f"Removed: {_listed(removed, '; ')}."
    if changed:
        yield f"Changed: {_listed(changed, '; ')}."
    if removed or changed:
        yield (
            "A fact counts as changed where it reads otherwise; which questions find it may have "
            "changed for others too."
        )


def _counts(tables: Sequence[TableChanges], what: str) -> list[str]:
    numbers = ((changes.table, len(getattr(changes, what))) for changes in tables)
    return [table.count(number) for table, number in numbers if number]


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count} facts"


def _listed(names: Sequence[str], separator: str = ", ") -> str:
    """List names; those beyond the first twelve are only counted."""
    if len(names) <= _MAX_LISTED:
        return separator.join(names)
    return f"{separator.join(names[:_MAX_LISTED])} and {len(names) - _MAX_LISTED:,} more"
