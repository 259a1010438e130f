"""Characters of the texts of a seed: what is refused in them, and how they are read."""

import re
import unicodedata
from itertools import islice

from policyfacts.characters import describe, find_invisible, find_mixed_word
from policyfacts.errors import SeedError
from policyfacts.loader.seed.documents import LINE_END, Unreadable

_LINES = re.compile(r"[\t\r\n]")
_MAX_LINES = 20


def compose(text: str) -> str:
    """Return a text with its letters composed (NFC), as all texts of a seed are read."""
    return unicodedata.normalize("NFC", text)


def find_character_fault(text: str) -> str | None:
    """Say which character no text may hold, or which word mixes letters of two scripts."""
    return _find_unseen(text) or _find_mixed(text)


def refuse_invisible(text: str, file: str) -> None:
    """Raise Unreadable where the text of a file holds characters that cannot be seen.

    It names the first of each line, for some lines.
    """
    # Line ends are no printable characters: without them a plain text is read at once.
    if find_invisible(_LINES.sub(" ", text)) is None:
        return
    if not text.strip("\0"):
        message = "the file holds nothing but NUL: it was damaged, take it from a copy"
        raise Unreadable(file, 1, message)
    faults = (
        (number, fault)
        for number, source_line in enumerate(LINE_END.split(text), start=1)
        if (fault := _find_unseen(source_line)) is not None
    )
    (line, fault), *others = islice(faults, _MAX_LINES)
    raise Unreadable(file, line, fault, *(SeedError(file, *other) for other in others))


def _find_unseen(text: str) -> str | None:
    invisible = find_invisible(text)
    if invisible is None:
        return None
    described = describe(invisible.character)
    return f"{described} at character {invisible.index + 1} cannot be seen: delete it"


def _find_mixed(text: str) -> str | None:
    mixed = find_mixed_word(text)
    return None if mixed is None else f"{mixed}: write the word in letters of one script"
