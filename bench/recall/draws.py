"""Questions of two content words, drawn from sentences."""

import re
from collections.abc import Iterator, Mapping
from random import Random

DRAWS = 3
# Words of letters alone; hyphens join, and what an apostrophe adds is left out.
_WORD = re.compile(r"(?<![\w$])[^\W\d_]+(?:[-\u2010-\u2015][^\W\d_]+)*(?![\w])")
# What nobody would search for: articles, prepositions, conjunctions, pronouns, auxiliaries.
_LITTLE = frozenset(
    "a about above after all already also an and any are as at based be became been before being "
    "between both but by can could did do does during each etc every few first for from further "
    "had has have he her his how i if in including into is it its itself last latter like many "
    "more most much no non nor not now of on one only or other others our over own per s same set "
    "she should so some step such than that the their them then there these they third this those "
    "three through thus to together two under until up upon us very was we well were what when "
    "where which while who whom whose will with within without would year years you".split()
)


def draw_questions(
    sentences: Mapping[str, str], draws: int, seed: int
) -> Iterator[tuple[str, str]]:
    """Yield locators with questions of two words of the sentence; the same for the same seed."""
    for locator, sentence in sentences.items():
        words = content_words(sentence)
        random = Random(f"{seed} {locator}")
        for _ in range(draws if len(words) > 1 else 0):
            yield locator, " ".join(random.sample(words, 2))


def content_words(sentence: str) -> list[str]:
    """List the words of a sentence that are no little words and no numbers, each once."""
    words = dict.fromkeys(match.group().lower() for match in _WORD.finditer(sentence))
    return [word for word in words if word not in _LITTLE and len(word) > 1]
