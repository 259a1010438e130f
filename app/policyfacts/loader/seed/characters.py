"""Characters of the texts of a seed: what is refused in them, and how they are read."""

import re
import unicodedata

from policyfacts.characters import describe, find_invisible, find_mixed_word
from policyfacts.loader.seed.documents import Unreadable, line_at

_LINES = re.compile(r"[\t\r\n]")


def compose(text: str) -> str:
    """Return a text with its letters composed (NFC), as all texts of a seed are read."""
    return unicodedata.normalize("NFC", text)


def find_character_fault(text: str) -> str | None:
    """Say which character no text may hold, or which word mixes letters of two scripts."""
    return _find_unseen(text) or _find_mixed(text)


def refuse_invisible(text: str, file: str) -> None:
    """Raise Unreadable where the text of a file holds a character that cannot be seen."""
    # Line ends are no printable characters: without them a plain text is read at once.
    invisible = find_invisible(_LINES.sub(" ", text))
    if invisible is None:
        return
    if not text.strip("\0"):
        message = "the file holds nothing but NUL: it was damaged, take it from a copy"
        raise Unreadable(file, 1, message)
    line = line_at(text, invisible.index)
    source_line = re.split(r"\r\n|\r|\n", text)[line - 1]
    raise Unreadable(file, line, _find_unseen(source_line) or "it cannot be read")


def _find_unseen(text: str) -> str | None:
    invisible = find_invisible(text)
    if invisible is None:
        return None
    described = describe(invisible.character)
    return f"{described} at character {invisible.index + 1} cannot be seen: delete it"


def _find_mixed(text: str) -> str | None:
    mixed = find_mixed_word(text)
    return None if mixed is None else f"{mixed}: write the word in letters of one script"
