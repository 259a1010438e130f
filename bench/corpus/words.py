"""The vocabulary of invented statements: some thousand words, few of them common."""

from collections.abc import Iterator
from random import Random

from bench.corpus.sampling import Ranking

_COMMON = """
cooperation partners trade agreement relations projects exports meeting visit ministry programme
development investment markets dialogue enterprises energy transport delegation region industry
support transit machinery commission contacts culture border security education goods science
potash tractors credit customs exchange tourism students hospital railway pipeline grain timber
fertilizer refinery airline museum festival seminar archive university laboratory harvest dairy
textile ceramics turbine reactor satellite harbour warehouse corridor tariff quota licence visa
consulate embassy attache envoy heritage veterans monument orchestra exhibition fair forum summit
treaty protocol memorandum declaration roadmap timetable secretariat observer mandate resolution
sanctions dispute arbitration boundary river basin forest wetland climate emission recycling
irrigation drought flood earthquake relief medicine vaccine nursing fisheries poultry cattle sugar
flax wool leather furniture cement glass steel copper lithium diamond granite asphalt bridge tunnel
highway ferry bus tram elevator crane drill valve engine gearbox battery sensor software broadband
archive census statistics taxation banking insurance leasing bonds auction procurement patent
trademark standard certificate inspection quarantine veterinary seed greenhouse vineyard bakery
""".split()
_BEGINNINGS = "bdfgjklmnprstvz"
_MIDDLES = "aeiou"
_ENDINGS = "kmnv"
_SYLLABLES = [begin + middle for begin in _BEGINNINGS for middle in _MIDDLES]
_RARE = 8_000
# Coprime to the number of words of three syllables: neighbours in rank look nothing alike.
_STRIDE = 104_729


def invent(number: int) -> str:
    """Invent a word that no language has; different for each number below 400,000."""
    rest = number * _STRIDE % len(_SYLLABLES) ** 3
    ending = _ENDINGS[number % len(_ENDINGS)]
    syllables = []
    for _ in range(3):
        rest, index = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[index])
    return "".join(syllables) + ending


def _words() -> Iterator[str]:
    yield from dict.fromkeys(_COMMON)
    yield from (invent(number) for number in range(_RARE))


RANKED = tuple(_words())
"""The vocabulary, the commonest word first."""
_RANKING = Ranking(RANKED)


def draw_words(count: int, random: Random) -> list[str]:
    """Draw words, common ones more often."""
    return [_RANKING.draw(random) for _ in range(count)]


def unique_name(number: int) -> str:
    """Return a proper name of two invented words, for one fact only."""
    first, second = divmod(number, 300_000)
    return f"{invent(_RARE + second)}{invent(first) if first else ''}".capitalize()
