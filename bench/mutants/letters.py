"""Damages of single letters: what keyboards, converters and pasting leave in a text."""

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from bench.mutants.damage import VALUE, Damage, Kind, draw, path_in

_INVISIBLE = {
    "NUL": "\x00",
    "a control character": "\x01",
    "an escape sequence": "\x1b[31m",
    "DEL": "\x7f",
    "a C1 control": "\x9b",
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a word joiner": "\u2060",
    "a mark of byte order inside": "\ufeff",
    "a right-to-left override": "\u202e",
    "an isolate": "\u2066",
    "a soft hyphen": "\u00ad",
    "a line separator": "\u2028",
    "a noncharacter": "\ufffe",
    "a private letter": "\ue000",
}
_TWINS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def _in_text(
    what: str, change: Callable[[random.Random, str], str | None], excuse: str | None = None
) -> Kind:
    """Make a kind that changes the text of a file; nothing need be said where data stay equal."""

    def damage(rng: random.Random, seed: Path) -> Damage | None:
        file = draw(rng, seed)
        changed = change(rng, file.read_text(encoding="utf-8"))
        if changed is None:
            return None
        file.write_text(changed, encoding="utf-8", newline="")
        return Damage(path_in(seed, file), what, excuse)

    return Kind(what, damage)


def _inserter(letters: str) -> Callable[[random.Random, str], str]:
    def insert(rng: random.Random, text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + letters + text[at:]

    return insert


def _twin(rng: random.Random, text: str) -> str | None:
    """Write one letter inside a Latin word as its Cyrillic twin."""
    words = list(re.finditer(r"[A-Za-z]{3,}", text))
    word = rng.choice(words)
    places = [at for at in range(*word.span()) if text[at].translate(_TWINS) != text[at]]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at].translate(_TWINS) + text[at + 1 :]


def _decompose(_: random.Random, text: str) -> str | None:
    decomposed = unicodedata.normalize("NFD", text)
    return None if decomposed == text else decomposed


def _change_digit(rng: random.Random, text: str) -> str | None:
    digits = [match.start() for match in re.finditer(r"[0-9]", text)]
    if not digits:
        return None
    at = rng.choice(digits)
    return text[:at] + rng.choice("0123456789".replace(text[at], "")) + text[at + 1 :]


def _change_letter(rng: random.Random, text: str) -> str:
    letters = [match.start() for match in re.finditer(r"[a-z]", text)]
    at = rng.choice(letters)
    return text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]


def _drop_letter(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


KINDS = [
    *(_in_text(name, _inserter(letters)) for name, letters in _INVISIBLE.items()),
    _in_text("a Cyrillic twin", _twin),
    _in_text("decomposed letters", _decompose),
    _in_text("another digit", _change_digit, VALUE),
    _in_text("another letter", _change_letter, VALUE),
    _in_text("a character lost", _drop_letter, VALUE),
    _in_text("a quotation mark", _inserter('"'), VALUE),
    _in_text("an apostrophe", _inserter("'"), VALUE),
    _in_text("a comma", _inserter(","), VALUE),
    _in_text("a colon", _inserter(": "), VALUE),
    _in_text("a tab", _inserter("\t"), VALUE),
    _in_text("a line end", _inserter("\n"), VALUE),
    _in_text("a number sign", _inserter(" # "), VALUE),
]
