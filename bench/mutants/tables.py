"""Damages of tables: headers, columns, rows and cells, as spreadsheets and editors make them."""

import csv
import io
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.mutants.damage import ROWS, VALUE, Damage, Kind, draw, path_in

Rows = list[list[str]]
# Changes rows in place; False where there is nothing to change.
Change = Callable[[random.Random, Rows], object]


def _table(what: str, change: Change, excuse: str | None = None, *, ignorable: bool = True) -> Kind:
    def damage(rng: random.Random, seed: Path) -> Damage | None:
        file = draw(rng, seed, ".csv")
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        if change(rng, rows) is False:
            return None
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        file.write_text(text.getvalue(), encoding="utf-8", newline="")
        return Damage(path_in(seed, file), what, excuse, ignorable)

    return Kind(f"table: {what}", damage)


# What a check must refuse, whatever it reads of it.
_broken = partial(_table, ignorable=False)


def _text(what: str, change: Callable[[random.Random, str], str]) -> Kind:
    """Make a kind that changes the text of a table of some rows, and must be refused."""

    def damage(rng: random.Random, seed: Path) -> Damage | None:
        file = draw(rng, seed, ".csv")
        text = file.read_text(encoding="utf-8")
        if text.count("\n") < 2:
            return None
        file.write_text(change(rng, text), encoding="utf-8", newline="")
        return Damage(path_in(seed, file), what, None, ignorable=False)

    return Kind(f"table: {what}", damage)


def _header(change: Callable[[str], str]) -> Change:
    def apply(_: random.Random, rows: Rows) -> None:
        rows[0] = [change(name) for name in rows[0]]

    return apply


def _row(change: Callable[[random.Random, list[str]], object]) -> Change:
    """Change one of the rows below the header."""

    def apply(rng: random.Random, rows: Rows) -> bool:
        if len(rows) > 1:
            change(rng, rows[rng.randrange(1, len(rows))])
        return len(rows) > 1

    return apply


def _rows(change: Callable[[Rows, int], object]) -> Change:
    """Change the rows at a place below the header."""

    def apply(rng: random.Random, rows: Rows) -> bool:
        if len(rows) > 1:
            change(rows, rng.randrange(1, len(rows)))
        return len(rows) > 1

    return apply


def _column(change: Callable[[list[str], int], object]) -> Change:
    """Change all rows at one column."""

    def apply(rng: random.Random, rows: Rows) -> None:
        column = rng.randrange(len(rows[0]))
        for row in rows:
            change(row, column)

    return apply


def _misspell(rng: random.Random, rows: Rows) -> None:
    rows[0][rng.randrange(len(rows[0]))] += "s"


def _empty_column(rng: random.Random, rows: Rows) -> None:
    header = rows[0]
    _column(lambda row, at: row.__setitem__(at, ""))(rng, rows[1:] or [header])
    rows[0] = header


def _fill(text: str) -> Change:
    return _row(lambda rng, row: row.__setitem__(rng.randrange(len(row)), text))


def _swap_cells(rng: random.Random, row: list[str]) -> None:
    one, other = rng.randrange(len(row)), rng.randrange(len(row))
    row[one], row[other] = row[other], row[one]


def _open_quote(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.randrange(1, len(lines))
    lines[at] = '"' + lines[at].replace('"', "")
    return "".join(lines)


KINDS = [
    _table("header in capitals", _header(str.upper)),
    _table("header with capitals", _header(str.title)),
    _table("header with spaces", _header(lambda name: f" {name}")),
    _broken("a column misspelt", _misspell),
    _broken("no header", lambda _, rows: rows.pop(0)),
    _table("header alone", lambda _, rows: rows.__delitem__(slice(1, None)), ROWS),
    _broken("header twice", lambda _, rows: rows.insert(1, rows[0])),
    _broken("a column lost", _column(list.__delitem__)),
    _broken("a column twice", _column(lambda row, at: row.append(row[at]))),
    _broken("a column more", _column(lambda row, _: row.append("remark"))),
    _table("a column emptied", _empty_column, ROWS),
    _table("columns in another order", _column(lambda row, _: row.reverse())),
    _table("a row lost", _rows(list.__delitem__), ROWS),
    _table("a row twice", _rows(lambda rows, at: rows.insert(at, rows[at]))),
    _table("rows in another order", _rows(lambda rows, at: rows.append(rows.pop(at))), ROWS),
    _table("an empty row", _rows(lambda rows, at: rows.insert(at, []))),
    _table("a row of commas", _rows(lambda rows, at: rows.insert(at, [""] * len(rows[0])))),
    _table("a cell emptied", _fill(""), ROWS),
    _table("cells swapped", _row(_swap_cells), VALUE),
    _broken("a cell more", _row(lambda _, row: row.append("x"))),
    _broken("a cell less", _row(lambda _, row: row.pop())),
    _table("NULL in a cell", _fill("NULL"), VALUE),
    _table("#REF! in a cell", _fill("#REF!"), VALUE),
    _table("a cell of 200,000 letters", _fill("x" * 200_000)),
    _text("semicolons", lambda _, text: text.replace(",", ";")),
    _text("tabs", lambda _, text: text.replace(",", "\t")),
    _text("an open quote", _open_quote),
]
