"""Read seed files: YAML and CSV into plain values that remember their lines.

YAML is read as version 1.2 (core schema): `NO` is text, dates are text, only true/false and null
are special.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from policyfacts.errors import SeedError
from policyfacts.loader.seed.suggestions import yaml_remedy

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
KeyPath: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_UTF_8 = "the file is not UTF-8: save it with that encoding"
TOO_LONG = "the number is too long: write it in quotes if it is a text"
_WORDS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "": None,
}
_Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


@dataclass(frozen=True)
class Document:
    """The value of a file, and the line on which each of its parts stands.

    Lines of a table that cannot be read are left out: `errors` says why, `unparsed` has their text.
    """

    file: str
    value: Value
    lines: dict[KeyPath, int]
    errors: tuple[SeedError, ...] = ()
    unparsed: str = ""

    def line(self, path: KeyPath) -> int:
        """Return the line of the value at `path`, or of the value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class Unreadable(Exception):
    """A file that cannot be parsed; `error` says where and why."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.error = SeedError(file, line, message)


def read_text(path: Path, file: str) -> str:
    """Read a UTF-8 file without its byte-order mark; raise Unreadable where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Unreadable(file, line, NOT_UTF_8) from None


def read_yaml(path: Path, file: str) -> Document:
    """Read one YAML document; raise Unreadable for duplicate keys, aliases and unusual data."""
    try:
        root = yaml.compose(read_text(path, file), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or error.context or ""
        remedy = yaml_remedy(problem, read_text(path, file), line)
        raise Unreadable(file, line, f"bad YAML: {problem}{remedy}") from None
    except yaml.reader.ReaderError as error:
        line = read_text(path, file)[: int(error.position)].count("\n") + 1
        raise Unreadable(file, line, f"bad YAML: {error.reason}") from None
    except RecursionError:
        raise Unreadable(file, 1, "bad YAML: it is nested too deep") from None
    lines: dict[KeyPath, int] = {}
    try:
        value = None if root is None else _Construct(file, lines).value(root, ())
    except RecursionError:
        raise Unreadable(file, 1, "bad YAML: it is nested too deep") from None
    return Document(file, value, lines)


class _Construct:
    """Makes plain values out of YAML nodes."""

    def __init__(self, file: str, lines: dict[KeyPath, int]) -> None:
        self.file = file
        self.lines = lines
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: KeyPath) -> Value:
        line = self.lines[path] = node.start_mark.line + 1
        if id(node) in self.seen:
            raise Unreadable(self.file, line, "anchors and aliases (& and *) are not used in seeds")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        try:
            return _scalar(str(node.value), plain=not getattr(node, "style", None))
        except ValueError:
            raise Unreadable(self.file, line, TOO_LONG) from None

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> Value:
        members: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(self.file, line, "a key must be a plain word")
            key = str(key_node.value)
            if key in members:
                raise Unreadable(self.file, line, f"the key '{key}' stands here twice")
            members[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return members


def _scalar(text: str, *, plain: bool) -> Value:
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def read_csv(path: Path, file: str) -> Document:
    """Read rows as dicts by column name; `|` is left alone, an empty cell is absent."""
    text = read_text(path, file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table = _Lines(file)
    end = 0
    try:
        header = next(reader, [])
        _check_header(header, file)
        end = reader.line_num
        for cells in reader:
            start, end = end + 1, reader.line_num
            if len(cells) == len(header):
                pairs = zip(header, cells, strict=True)
                table.add(start, {name: cell for name, cell in pairs if cell})
            elif cells:
                table.skip(start, _wrong_width(cells, header), " ".join(cells))
    except csv.Error as error:
        # Where a quote went wrong, what follows cannot be parted into cells.
        rest = "\n".join(text.splitlines()[end:])
        table.skip(end + 1, f"bad CSV: {error}", rest)
    return table.document()


def _check_header(header: list[str], file: str) -> None:
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        raise Unreadable(file, 1, f"columns are parted by commas, not as in '{header[0]}'")
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise Unreadable(file, 1, f"the column '{twice}' stands here twice")


def _wrong_width(cells: list[str], header: list[str]) -> str:
    message = f"the row has {len(cells)} cells and the header {len(header)}"
    if len(cells) > len(header):
        return f"{message}: put a cell that holds a comma in quotes"
    parted_otherwise = any(mark in cell for cell in cells for mark in ";\t")
    return f"{message}: columns are parted by commas" if parted_otherwise else message


class _Lines:
    """The lines of a table: those read, and what is wrong with the others."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[Value] = []
        self.numbers: dict[KeyPath, int] = {}
        self.errors: list[SeedError] = []
        self.unparsed: list[str] = []

    def add(self, number: int, row: Value) -> None:
        self.numbers[(len(self.rows),)] = number
        self.rows.append(row)

    def skip(self, number: int, message: str, text: str) -> None:
        self.errors.append(SeedError(self.file, number, message))
        self.unparsed.append(text)

    def document(self) -> Document:
        errors, unparsed = tuple(self.errors), "\n".join(self.unparsed)
        return Document(self.file, self.rows, self.numbers, errors, unparsed)
