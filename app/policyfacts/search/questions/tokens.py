"""A question cut into words, numbers, days and quotes, each with its place in the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.naming import normalise_name

# Scripts without spaces between words: each character is a token of its own.
_UNSPACED = "\u3400-\u9fff"
_QUOTED = '"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»'
_DAY = (
    r"\b[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?(?![0-9-])|\b[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\b"
)
_PART = rf"[^\W_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"(?P<quoted>{_QUOTED})|(?P<day>{_DAY})|[{_UNSPACED}]|(?:[0-9]+(?=[{_UNSPACED}])|{_PART}+"
    rf"(?:[.'’ʼ]{_PART}+)*)"
)
_POSSESSIVE = re.compile("['’ʼ][sS]$")
# Elisions of French: the article and the preposition are words of their own.
_ELISION = re.compile("^(?:[a-z]|qu|jusqu)['’ʼ]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"[\s(][-−!]$")
_DASH = re.compile(r"[-‐‑–—/]|\s[-‐‑–—/]\s")


@dataclass(frozen=True)
class Token:
    """A word of the question; `before` is the text between it and the one before."""

    text: str
    start: int
    end: int
    before: str
    is_quoted: bool = False
    is_day: bool = False
    is_possessive: bool = False

    @property
    def is_left_out(self) -> bool:
        """Whether a sign before it leaves it out, as searches elsewhere have it: `-visas`."""
        before = self.before if self.start > len(self.before) else f" {self.before}"
        return _LEFT_OUT.search(before) is not None

    @property
    def follows_dash(self) -> bool:
        """Whether a hyphen, a dash or a slash joins it to the token before."""
        return _DASH.fullmatch(self.before) is not None

    @property
    def follows_comma(self) -> bool:
        """Whether a comma or the end of a sentence parts it from the token before."""
        return any(mark in self.before for mark in ",;、，.:")


@dataclass(frozen=True)
class Question:
    """A question and its tokens."""

    text: str
    tokens: Sequence[Token]

    @classmethod
    def of_text(cls, text: str) -> "Question":
        """Cut a text into tokens."""
        return cls(text, list(_tokens(text)))

    def slice(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to before `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    @property
    def is_in_capitals(self) -> bool:
        """Whether all of it is in capitals, which then say nothing of any of its words."""
        is_one_case = self.text == self.text.upper()
        return is_one_case and any(len(token.text) > 3 for token in self.tokens)


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        for token in _parts(match, text):
            before = text[end : token.start]
            end = token.end
            if normalise_name(token.text):
                yield Token(**{**token.__dict__, "before": before})


def _parts(match: re.Match[str], text: str) -> Iterator[Token]:
    """Yield the token of a match: two where an elision stands before the word."""
    start, end = match.span()
    if match["quoted"] or match["day"]:
        is_quoted = bool(match["quoted"])
        yield Token(text[start:end], start, end, "", is_quoted=is_quoted, is_day=not is_quoted)
        return
    elision = _ELISION.match(match.group())
    if elision and elision.end() < len(match.group()):
        yield Token(text[start : start + elision.end() - 1], start, start + elision.end() - 1, "")
        start += elision.end()
    possessive = _POSSESSIVE.search(text[start:end])
    stop = start + possessive.start() if possessive else end
    yield Token(text[start:stop], start, stop, "", is_possessive=bool(possessive))
