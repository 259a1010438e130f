"""Invented facts of one review: shapes of real ones, with other names, days and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from bench.corpus.fact_shapes import Fact, FactShape, ReviewModel
from bench.corpus.sampling import Ranking, pick, shuffled
from bench.corpus.statements import Subject, write_statement
from bench.corpus.world import LEADER, OWN, World

_YEAR = re.compile(r"\b\d{4}\b")
# The real review seldom says when; others do more often, and dates have to be many to be measured.
_DATED = 0.3
_OTHER_TOPIC = 0.25
_OLD_FRIEND = 0.3


@dataclass
class FactGenerator:
    """The generator of the facts of one review.

    `earlier` are facts that new ones may be linked to; `first_number` counts facts of all reviews.
    """

    world: World
    model: ReviewModel
    review: str
    country: str
    year: int
    random: Random
    first_number: int
    earlier: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.friends = Ranking(shuffled(self.world.countries, self.random))
        self.name = self.world.names[self.country]

    def facts(self, shapes: list[FactShape]) -> Iterator[Fact]:
        """Yield a fact for each shape, without its evidence, which the caller adds."""
        for number, shape in enumerate(shapes, start=1):
            yield self._fact(number, shape)

    def _fact(self, number: int, shape: FactShape) -> Fact:
        cast = self._cast(shape)
        other = next(
            (entity for part, entity in zip(shape.parts, cast, strict=True) if part in _OTHERS),
            "",
        )
        words = (self.review, shape.vocabulary["type"], other.lower(), str(number))
        fact: Fact = {
            "id": "-".join(word for word in words if word),
            **shape.vocabulary,
            "statement": self._statement(number, shape, other),
            **self._times(shape),
            "parties": _parties(shape, cast),
            "topics": self._topics(shape),
        }
        unnamed = [cast[index] for index in shape.unnamed if cast[index]]
        if unnamed:
            fact["unnamed"] = unnamed
        if not shape.is_complete:
            fact["parties_complete"] = False
        if shape.figures:
            fact["figures"] = [self._figure(figure) for figure in shape.figures]
        links = self._links(shape)
        if links:
            fact["links"] = links
        self.earlier.append(fact["id"])
        return fact

    def _cast(self, shape: FactShape) -> list[str]:
        """Choose the entity of each part, all different; "" where there is none."""
        cast: list[str] = []
        used = {self.country}
        for part in shape.parts:
            entity = self._entity(part, used)
            used.add(entity)
            cast.append(entity)
        return cast

    def _entity(self, part: str, used: set[str]) -> str:
        if part == OWN:
            return self.country
        if part == LEADER:
            return LEADER if self.country == OWN else ""
        if part == "ministry":
            return self.world.ministry(self.country)
        ranked = self.world.ranked[part]
        if part == "country" and self.random.random() < _OLD_FRIEND:
            ranked = self.friends
        return ranked.draw_other(self.random, used) or ""

    def _statement(self, number: int, shape: FactShape, other: str) -> str:
        subject = Subject(
            kind=shape.vocabulary["kind"],
            type=self.world.types[shape.vocabulary["type"]],
            own=self.name,
            other=self.world.names.get(other, "its partners"),
            year=self.year,
        )
        return write_statement(subject, self.first_number + number, self.random)

    def _times(self, shape: FactShape) -> Fact:
        times: Fact = {}
        date = self._shifted(shape.date)
        has_happened = shape.vocabulary["kind"] == "event" and shape.vocabulary["status"] == "done"
        if has_happened and date in (None, str(self.year)) and self.random.random() < _DATED:
            date = f"{self.year}-{pick(_MONTHS, self.random)}"
            if self.random.random() < 0.5:
                date = f"{date}-{pick(_DAYS, self.random)}"
        if date:
            times["date"] = date
        if shape.term:
            times["term"] = self._shifted(shape.term)
        if shape.times:
            times["times"] = 1 + int(self.random.random() * 2 * shape.times)
        return times

    def _shifted(self, edtf: str | None) -> str | None:
        """Shift a time by the years between the real review and this one."""
        if edtf is None:
            return None
        return _YEAR.sub(lambda match: str(int(match[0]) - self.model.year + self.year), edtf)

    def _topics(self, shape: FactShape) -> list[str]:
        topics = list(shape.topics)
        if self.random.random() < _OTHER_TOPIC:
            topic = self.world.topics.draw_other(self.random, topics)
            topics[-1] = topic or topics[-1]
        return topics

    def _figure(self, figure: Fact) -> Fact:
        value = figure["value"] * (0.02 + 2 * self.random.random() ** 3)
        is_count = figure["unit"] != "percent"
        period = {"period": self._shifted(figure["period"])} if "period" in figure else {}
        of = {"of": f"the whole of {self.name}"} if "of" in figure else {}
        value = max(1, round(value)) if is_count else round(min(value, 100), 1)
        return {**figure, "value": value, **period, **of}

    def _links(self, shape: FactShape) -> dict[str, list[str]]:
        if not self.earlier:
            return {}
        return {
            link: list(dict.fromkeys(pick(self.earlier, self.random) for _ in range(count)))
            for link, count in shape.links
        }


def _parties(shape: FactShape, cast: list[str]) -> dict[str, list[str]]:
    parties = {
        role: [cast[index] for index in indexes if cast[index]]
        for role, indexes in shape.roles.items()
    }
    return {role: entities for role, entities in parties.items() if entities}


_OTHERS = {"country", "region", "organization"}
_MONTHS = tuple(f"{month:02}" for month in range(1, 13))
_DAYS = tuple(f"{day:02}" for day in range(1, 29))
