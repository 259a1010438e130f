"""Reading seed files: YAML, CSV and NDJSON into plain values that remember their lines.

YAML is read as version 1.2 (core schema): `NO` is text, dates are text, only true/false and null
are special.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from policyfacts.errors import SeedFault

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
KeyPath: TypeAlias = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
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
    """What a file holds, and on which line each of its values stands."""

    file: str
    value: Value
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of the value at `path`, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class Unreadable(Exception):
    """A file is not what its name says."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.fault = SeedFault(file, line, message)


def read_text(path: Path, file: str) -> str:
    """The text of a UTF-8 file; a byte-order mark is not part of it."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Unreadable(file, line, "the file is not UTF-8: save it with that encoding") from None


def read_yaml(path: Path, file: str) -> Document:
    """One YAML document; duplicate keys, aliases and anything but plain data are refused."""
    try:
        root = yaml.compose(read_text(path, file), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(file, line, f"bad YAML: {error.problem or error.context}") from None
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
    """Plain values out of YAML nodes."""

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
        return _scalar(str(node.value), plain=not getattr(node, "style", None))

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> Value:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(self.file, line, "a key must be a plain word")
            key = str(key_node.value)
            if key in found:
                raise Unreadable(self.file, line, f"the key '{key}' stands here twice")
            found[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = line
        return found


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
    """A list of rows by column name, with `|` left alone; an empty cell is absent."""
    reader = csv.reader(io.StringIO(read_text(path, file), newline=""), strict=True)
    rows: list[Value] = []
    lines: dict[KeyPath, int] = {}
    try:
        header = next(reader, [])
        twice = next((name for name in header if header.count(name) > 1), None)
        if twice is not None:
            raise Unreadable(file, 1, f"the column '{twice}' stands here twice")
        for cells in filter(None, reader):
            if len(cells) != len(header):
                message = f"the row has {len(cells)} cells and the header {len(header)}"
                raise Unreadable(file, reader.line_num, message)
            lines[(len(rows),)] = reader.line_num
            rows.append({name: cell for name, cell in zip(header, cells, strict=True) if cell})
    except csv.Error as error:
        raise Unreadable(file, reader.line_num, f"bad CSV: {error}") from None
    return Document(file, rows, lines)


def read_ndjson(path: Path, file: str) -> Document:
    """One JSON object a line."""
    rows: list[Value] = []
    lines: dict[KeyPath, int] = {}
    for number, line in _filled_lines(read_text(path, file)):
        try:
            row = json.loads(line, object_pairs_hook=_without_duplicates)
        except ValueError as error:
            raise Unreadable(file, number, f"bad JSON: {error}") from None
        except RecursionError:
            raise Unreadable(file, number, "bad JSON: it is nested too deep") from None
        lines[(len(rows),)] = number
        rows.append(row)
    return Document(file, rows, lines)


def _filled_lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _without_duplicates(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key '{twice}' stands here twice")
    return found
