"""Statements of invented facts: sentence templates filled with common and rare words."""

from dataclasses import dataclass
from random import Random

from bench.corpus.sampling import pick
from bench.corpus.words import draw_words, unique_name

_TEMPLATES = {
    "event": (
        "{own} and {other} held a {type} on {words} in {year}",
        "In {year} a {type} brought {own} together with {other} over {words}",
        "{own} took part in a {type} with {other}, which dealt with {words}",
    ),
    "state": (
        "{own} kept up {type} with {other} in {words}",
        "With {other}, {own} went on with {type} that covered {words}",
    ),
    "figure": (
        "A {type} of {own} with {other} in {year} concerned {words}",
        "For {own} the {type} with {other} reflected {words}",
    ),
    "assessment": (
        "The government of {own} held that {words} mattered to its cooperation with {other}",
        "{own} saw its cooperation with {other} grow through {words} in {year}",
        "In the view of {own}, work with {other} on {words} was of lasting value",
    ),
}
# The number of words added to the template, so that lengths are distributed as in the real review.
_LENGTHS = (3, 4, 5, 6, 6, 7, 8, 9, 10, 12, 14, 18, 24)
_NAMED_PROJECTS = 0.01


@dataclass(frozen=True)
class Subject:
    """The subject of a statement."""

    kind: str
    type: str
    own: str
    other: str
    year: int


def write_statement(subject: Subject, number: int, random: Random) -> str:
    """Write a sentence; one of a hundred has a name that no other fact has."""
    words = draw_words(pick(_LENGTHS, random), random)
    half = len(words) // 2
    phrase = f"{' '.join(words[:half])} and {' '.join(words[half:])}"
    statement = pick(_TEMPLATES[subject.kind], random).format(
        own=subject.own,
        other=subject.other,
        type=subject.type,
        year=subject.year,
        words=phrase,
    )
    if random.random() < _NAMED_PROJECTS:
        statement += f", at {unique_name(number)}"
    return f"{statement}."
