"""Damages of YAML and NDJSON: keys, values and lines, as people and programs write them."""

import json
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.mutants.damage import ROWS, VALUE, Damage, Kind, draw, path_in

Lines = list[str]
# Returns the changed lines; None where there is nothing to change.
Change = Callable[[random.Random, Lines], Lines | None]
_DEPTH = 5_000
_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{step}: &a{step} [{', '.join([f'*a{step - 1}'] * 9)}]\n" for step in range(1, 9)
)


def _kind(
    ending: str, what: str, change: Change, excuse: str | None = None, *, ignorable: bool = True
) -> Kind:
    def damage(rng: random.Random, seed: Path) -> Damage | None:
        file = draw(rng, seed, ending)
        lines = change(rng, file.read_text(encoding="utf-8").splitlines(keepends=True))
        if lines is None:
            return None
        file.write_text("".join(lines), encoding="utf-8", newline="")
        return Damage(path_in(seed, file), what, excuse, ignorable)

    return Kind(f"{ending.removeprefix('.')}: {what}", damage)


_yaml = partial(_kind, ".yaml")
# What a check must refuse, whatever it reads of it.
_bad_yaml = partial(_kind, ".yaml", ignorable=False)
_ndjson = partial(_kind, ".ndjson")
_bad_ndjson = partial(_kind, ".ndjson", ignorable=False)


def _edit(pattern: str, edit: Callable[[re.Match[str]], str]) -> Change:
    """Rewrite one of the lines that a pattern fits."""

    def apply(rng: random.Random, lines: Lines) -> Lines | None:
        fitting = [at for at, line in enumerate(lines) if re.match(pattern, line)]
        if not fitting:
            return None
        at = rng.choice(fitting)
        return [*lines[:at], re.sub(pattern, edit, lines[at], count=1), *lines[at + 1 :]]

    return apply


def _line(change: Callable[[str], str]) -> Change:
    """Replace one of the lines."""

    def apply(rng: random.Random, lines: Lines) -> Lines:
        at = rng.randrange(len(lines))
        return [*lines[:at], change(lines[at].rstrip("\n")), *lines[at + 1 :]]

    return apply


def _mark_later_line(rng: random.Random, lines: Lines) -> Lines | None:
    """Put a mark of byte order before a line that is not the first, which may have one."""
    if len(lines) < 2:
        return None
    at = rng.randrange(1, len(lines))
    return [*lines[:at], f"\ufeff{lines[at]}", *lines[at + 1 :]]


def _insert(line: str) -> Change:
    def apply(rng: random.Random, lines: Lines) -> Lines:
        at = rng.randrange(1, len(lines) + 1)
        return [*lines[:at], line, *lines[at:]]

    return apply


def _swap(rng: random.Random, lines: Lines) -> Lines | None:
    if len(lines) < 2:
        return None
    at = rng.randrange(1, len(lines))
    return [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]]


def _file_of(text: str) -> Change:
    return lambda *_: [text]


def _each(change: Callable[[str], str]) -> Change:
    return lambda _, lines: [change(line.rstrip("\n")) for line in lines]


def _pretty(line: str) -> str:
    return json.dumps(json.loads(line), indent=2, ensure_ascii=False) + "\n"


def _member(member: str) -> Change:
    """Add a member at the end of an object."""
    return _line(lambda line: f"{line[:-1]}, {member}}}\n")


def _statement(prefix: str) -> Change:
    """Put something before the text of a statement."""
    return _line(lambda line: line.replace('"statement": "', f'"statement": "{prefix}') + "\n")


def _drop_statement(line: str) -> str:
    return json.dumps({**json.loads(line), "statement": None}) + "\n"


_KEY = r"^(\s*(?:- )?)(\w+):"
# Keys where a line begins, or in the braces of one: further inside they may be words of a text.
_PAIR = r"^(\s*(?:- )?\{?\w+: )(\S.*)"
_PLAIN = r"^(\s*(?:- )?\w+: [A-Za-z]\w*) (\w[^#\"'{}\[\]]*)$"
_NUMBER = r"^(\s*(?:- )?(?:\{.*?)?\w+: ?)([0-9]+(?:\.[0-9]+)?)\b(?!-)"

KINDS = [
    _bad_yaml("a key misspelt", _edit(_KEY, lambda m: f"{m[1]}{m[2]}x:")),
    _bad_yaml("a key in capitals", _edit(_KEY, lambda m: f"{m[1]}{m[2].upper()}:")),
    _yaml("a key emptied", _edit(_KEY + r" \S.*", lambda m: f"{m[1]}{m[2]}:"), ROWS),
    _yaml("a key without its colon", _edit(_KEY, lambda m: f"{m[1]}{m[2]}"), VALUE),
    _yaml("a key twice", _edit(r"^(\s+\w+: \S.*\n)", lambda m: m[1] * 2)),
    _yaml("a line lost", _line(lambda _: ""), ROWS),
    _yaml("a line twice", _line(lambda line: f"{line}\n" * 2), VALUE),
    _yaml("lines swapped", _swap, VALUE),
    _yaml("lines joined", _line(lambda line: line), VALUE),
    _yaml("a line indented", _line(lambda line: f" {line}\n"), VALUE),
    _yaml("a tab before a line", _line(lambda line: f"\t{line}\n"), VALUE),
    _bad_yaml("a local tag", _edit(_PAIR, lambda m: f"{m[1]}!Russia {m[2]}")),
    _bad_yaml("a tag", _edit(_PAIR, lambda m: f"{m[1]}!!str {m[2]}")),
    _bad_yaml("a comment in a value", _edit(_PLAIN, lambda m: f"{m[1]} # {m[2]}")),
    _bad_yaml("true for a number", _edit(_NUMBER, lambda m: f"{m[1]}true")),
    _bad_yaml("yes for a number", _edit(_NUMBER, lambda m: f"{m[1]}yes")),
    _bad_yaml("infinity for a number", _edit(_NUMBER, lambda m: f"{m[1]}.inf")),
    _bad_yaml("a number too long", _edit(_NUMBER, lambda m: m[1] + "9" * 5_000)),
    _yaml("an anchor", _edit(_PAIR, lambda m: f"{m[1]}&x {m[2]}")),
    _bad_yaml("an alias", _edit(_PAIR, lambda m: f"{m[1]}*x")),
    _bad_yaml("a merge", _edit(r"^(\s+)(\w+: .*\n)", lambda m: f"{m[1]}<<: {{a: b}}\n{m[0]}")),
    _bad_yaml("another document", _insert("---\n- a\n")),
    _bad_yaml("an end of document inside", _insert("...\n- a\n")),
    _yaml("a directive", lambda _, lines: ["%YAML 1.1\n---\n", *lines]),
    _bad_yaml("a list for the whole", _file_of("- a\n- b\n")),
    _bad_yaml("a mapping for the whole", _file_of("a: b\n")),
    _bad_yaml("a word for the whole", _file_of("nothing\n")),
    _bad_yaml("a billion laughs", _file_of(_BOMB)),
    _bad_yaml("depth", _file_of("[" * _DEPTH + "]" * _DEPTH)),
    _bad_ndjson("a mark of byte order inside", _mark_later_line),
    _bad_ndjson("a comma at the end", _line(lambda line: f"{line},\n")),
    _bad_ndjson("an array", lambda _, lines: ["[\n", ",\n".join(lines), "]\n"]),
    _bad_ndjson("an array on a line", lambda _, lines: [f"[{','.join(lines)}]".replace("\n", "")]),
    _bad_ndjson("many lines an object", _each(_pretty)),
    _bad_ndjson("two objects a line", _line(lambda line: f"{line} {line}\n")),
    _bad_ndjson("half an object", _line(lambda line: f"{line[: len(line) // 2]}\n")),
    _bad_ndjson("a lone surrogate", _statement("\\ud800")),
    _bad_ndjson("an escaped NUL", _statement("\\u0000")),
    _bad_ndjson("a statement emptied", _line(_drop_statement)),
    _bad_ndjson("NaN", _member('"times": NaN')),
    _bad_ndjson("true for a number", _member('"times": true')),
    _bad_ndjson("a key twice", _member('"id": "other"')),
    _bad_ndjson(
        "apostrophes for quotation marks", _line(lambda line: line.replace('"', "'") + "\n")
    ),
    _bad_ndjson("an object twice", _line(lambda line: f"{line}\n" * 2)),
    _ndjson("an object lost", _line(lambda _: ""), ROWS),
    _ndjson("an empty line", _insert("\n")),
]
