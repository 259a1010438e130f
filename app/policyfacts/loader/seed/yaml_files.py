"""Read YAML as version 1.2 (core schema), without what loses text in silence.

`NO` is text, dates are text, only true/false and null are special. Tags, anchors, merge keys,
directives and comments that cut a text off are refused.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from policyfacts.errors import SeedError
from policyfacts.loader.seed.characters import compose, find_character_fault, refuse_invisible
from policyfacts.loader.seed.documents import TOO_LONG, Document, KeyPath, Unreadable, Value
from policyfacts.loader.seed.files import read_text
from policyfacts.loader.seed.suggestions import yaml_remedy

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
# An id, a number, a day or a code of capitals: no text that a comment may have cut off.
_CODE = re.compile(r"[a-z0-9./-]*|[A-Z]{2,3}")
# Keys whose values are prose, of which a single word may be what is left.
_PROSE = frozenset(
    "statement name title description reason contact citation license of acronym aliases".split()
)
_COMMENT = re.compile(r"[ \t]+#")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+#")
_TOO_DEEP = "bad YAML: it is nested too deep"


def read_yaml(path: Path, file: str) -> Document:
    """Read one YAML document; raise Unreadable for duplicate keys, aliases and unusual data."""
    text = read_text(path, file)
    refuse_invisible(text, file)
    try:
        return _Reading(text, file).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or error.context or ""
        message = f"bad YAML: {problem}{yaml_remedy(problem, text, line)}"
        raise Unreadable(file, line, message) from None
    except yaml.reader.ReaderError as error:
        raise Unreadable(file, 1, f"bad YAML: {error.reason}") from None
    except RecursionError:
        raise Unreadable(file, 1, _TOO_DEEP) from None


class _Reading:
    """Makes plain values out of the events of the parser, which know what was written."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.errors: list[SeedError] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)

    def document(self) -> Document:
        value: Value = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                self._check_start(event, documents)
                value = self._value(next(self.events), ())
        return Document(self.file, value, self.lines, tuple(self.errors))

    def _check_start(self, event: yaml.DocumentStartEvent, number: int) -> None:
        if number > 1:
            raise self._refusal(event, "a second document begins: a file of a seed is one document")
        if event.version or event.tags:
            raise self._refusal(event, "directives (%) are not used in seeds: delete the line", 1)

    def _value(self, event: yaml.Event, path: KeyPath) -> Value:
        self.lines[path] = _start(event).line + 1
        self._check_node(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        assert isinstance(event, yaml.ScalarEvent)
        return self._scalar(event, path)

    def _check_node(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases (& and *) are not used in seeds"
            raise self._refusal(event, f"{message}: put a text that begins so in quotes")
        tag = getattr(event, "tag", None)
        if tag:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"'{short}' is a tag and no part of the text"
            raise self._refusal(event, f"{message}: put the text in quotes, or delete the tag")

    def _list(self, path: KeyPath) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Value]:
        members: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _start(event).line + 1
            key = self._key(event)
            if key in members:
                raise self._refusal(event, f"the key '{key}' stands here twice")
            value = next(self.events)
            members[key] = self._value(value, (*path, key))
            self.lines[(*path, key)] = line
            if isinstance(value, yaml.ScalarEvent) and not value.value and not value.style:
                # Worded as the error of a record that needs the key: it is one error then.
                in_record = path[1:] if path and isinstance(path[0], int) else path
                named = ".".join(str(part) for part in (*in_record, key))
                self.errors.append(SeedError(self.file, line, f"'{named}' is empty"))
        return members

    def _key(self, event: yaml.Event) -> str:
        self._check_node(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(event, "a key must be a plain word")
        if event.value == "<<" and not event.style:
            raise self._refusal(event, "merge keys (<<) are not used in seeds: write the keys here")
        return self._text(event)

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> Value:
        text = self._text(event)
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        self._check_comment(event, key)
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        try:
            if _INTEGER.fullmatch(text):
                return int(text)
        except ValueError:
            raise self._refusal(event, TOO_LONG) from None
        return float(text) if _DECIMAL.fullmatch(text) else text

    def _text(self, event: yaml.ScalarEvent) -> str:
        text = compose(str(event.value))
        fault = find_character_fault(text)
        if fault and not text.isprintable():
            # What its record would say of such a text adds nothing.
            raise self._refusal(event, fault)
        if fault:
            self.errors.append(self._refusal(event, fault).error)
        return text

    def _check_comment(self, event: yaml.ScalarEvent, key: str) -> None:
        """Refuse a comment that was probably meant as the rest of a text."""
        if event.style in ("|", ">"):
            is_cut = _BLOCK_COMMENT.match(self.text, _start(event).index)
        elif event.style or (key not in _PROSE and _CODE.fullmatch(event.value)):
            return
        else:
            is_cut = _COMMENT.match(self.text, _end(event).index)
        if is_cut:
            message = "what follows ' #' is a comment and no part of the text"
            error = self._refusal(event, f"{message}: put the text in quotes", at_end=True).error
            self.errors.append(error)

    def _refusal(
        self, event: yaml.Event, message: str, line: int | None = None, *, at_end: bool = False
    ) -> Unreadable:
        is_plain = not getattr(event, "style", "")
        mark = _end(event) if at_end and is_plain else _start(event)
        return Unreadable(self.file, line or mark.line + 1, message)


def _start(event: yaml.Event) -> Any:
    """Return the place where an event begins, which all that are written have."""
    return event.start_mark


def _end(event: yaml.Event) -> Any:
    """Return the place after an event."""
    return event.end_mark
