"""Reviews of an invented corpus: their countries, years, sizes and files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

from bench.corpus.fact_shapes import Fact, FactShape, ReviewModel
from bench.corpus.facts import FactGenerator
from bench.corpus.sampling import pick, shuffled
from bench.corpus.world import World

FIRST_YEAR, LAST_YEAR = 1995, 2025
_FACTS_A_REVIEW = 1_000
_MIN_REVIEWS = 4
_CONTEXT = 12  # one sentence of so many has no fact
_LINKED_YEARS_BACK = 50


@dataclass(frozen=True)
class PlannedReview:
    """A review to be written."""

    country: str
    year: int
    facts: int
    first_number: int

    @property
    def id(self) -> str:
        """The review's id."""
        return f"{self.country.lower()}-{self.year}"


def plan_reviews(facts: int, world: World, random: Random) -> list[PlannedReview]:
    """Plan reviews of so many facts: countries in turn, consecutive years, skewed sizes."""
    countries = shuffled(world.countries, random)
    most = len(countries) * (LAST_YEAR - FIRST_YEAR + 1)
    count = min(max(_MIN_REVIEWS, facts // _FACTS_A_REVIEW), most, facts)
    rounds = -(-count // len(countries))
    spare = LAST_YEAR - FIRST_YEAR + 2 - rounds
    first_years = {country: FIRST_YEAR + int(random.random() * spare) for country in countries}
    reviews = sorted(
        (country, first_years[country] + turn)
        for turn in range(rounds)
        for country in countries[: count - turn * len(countries)]
    )
    weights = [1 / (0.2 + random.random()) for _ in reviews]
    planned, done, weighed = [], 0, 0.0
    for number, ((country, year), weight) in enumerate(zip(reviews, weights, strict=True), start=1):
        weighed += weight
        share = int((facts - count) * weighed / sum(weights)) if number < count else facts - count
        planned.append(PlannedReview(country, year, share + number - done, done))
        done = share + number
    return planned


class ReviewWriter:
    """A writer of reviews one by one, which remembers only the last country's last review."""

    def __init__(self, root: Path, world: World, model: ReviewModel, seed: str) -> None:
        self.root = root
        self.world = world
        self.model = model
        self.seed = seed
        self.last_country = ""
        self.linked: list[str] = []

    def write(self, planned: PlannedReview) -> None:
        """Write the folder of one review."""
        random = Random(f"{self.seed} {planned.id}")
        folder = self.root / "reviews" / planned.id
        (folder / "facts").mkdir(parents=True)
        shapes = self._shapes(planned.facts, random)
        sentences = _Sentences(shapes, self.model.sentences_per_fact, random)
        earlier = self.linked if planned.country == self.last_country else []
        generator = FactGenerator(
            self.world,
            self.model,
            planned.id,
            planned.country,
            planned.year,
            random,
            planned.first_number,
            list(earlier),
        )
        _write_head(folder, planned, self.world, self.model)
        with (folder / "facts" / "facts.ndjson").open("w", encoding="utf-8", newline="\n") as file:
            for number, fact in enumerate(generator.facts(shapes)):
                fact["evidence"] = sentences.evidence(number, shapes[number])
                _write_line(file, fact)
        sentences.write(folder / "sentences.csv")
        (folder / "words.csv").write_text("locator,words\n", encoding="utf-8")
        (folder / "exceptions.csv").write_text("rule,on,words,reason\n", encoding="utf-8")
        own = generator.earlier[len(earlier) :]
        _write_withdrawn(folder, planned, own)
        self.last_country, self.linked = planned.country, own[:_LINKED_YEARS_BACK]

    def _shapes(self, count: int, random: Random) -> list[FactShape]:
        """Draw shapes, and put them in the order of sections."""
        order = {section["id"]: number for number, section in enumerate(self.model.sections)}
        drawn = (pick(self.model.shapes, random) for _ in range(count))
        return sorted(drawn, key=lambda shape: order[shape.section])


class _Sentences:
    """The numbered sentences of a review: each is cited, except those that are context."""

    def __init__(self, shapes: list[FactShape], per_fact: float, random: Random) -> None:
        self.random = random
        self.facts = len(shapes)
        self.count = max(1, int(len(shapes) * per_fact))
        firsts = (-(-number * self.facts // self.count) for number in range(self.count))
        self.sections = [shapes[first].section for first in firsts]
        self.locators = [self._locator(number) for number in range(self.count)]

    def _locator(self, number: int) -> str:
        # The numbers that are left out are those of context.
        index = number + number // (_CONTEXT - 1)
        return f"p{index // 3 + 1:02}s{index % 3 + 1}"

    def evidence(self, fact: int, shape: FactShape) -> list[str]:
        """Return the locators that a fact cites: its own sentence, and others further on."""
        own = fact * self.count // self.facts
        cited = {own}
        for _ in range(shape.evidence - 1):
            cited.add(own + int(self.random.random() * (self.count - own)))
        return [self.locators[number] for number in sorted(cited)]

    def write(self, path: Path) -> None:
        """Write `sentences.csv`."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write("locator,section,start,end,use\n")
            for line in self._rows():
                file.write(line)

    def _rows(self) -> Iterator[str]:
        start = 0
        for number, section in enumerate(self.sections):
            yield self._row(self.locators[number], section, start, "cited")
            start += 400
            if number % (_CONTEXT - 1) == _CONTEXT - 2:
                index = number + number // (_CONTEXT - 1) + 1
                yield self._row(f"p{index // 3 + 1:02}s{index % 3 + 1}", section, start, "context")
                start += 400

    def _row(self, locator: str, section: str, start: int, use: str) -> str:
        end = start + 40 + int(self.random.random() * 350)
        return f"{locator},{section},{start},{end},{use}\n"


def _write_head(folder: Path, planned: PlannedReview, world: World, model: ReviewModel) -> None:
    name = world.names[planned.country]
    head = {
        "id": planned.id,
        "title": f"The foreign policy of {name} in {planned.year}, an invented review",
        "country": planned.country,
        "publisher": world.ministry(planned.country),
        "year": planned.year,
        "url": f"https://example.org/reviews/{planned.id}",
        "language": "en",
        "sha256": hashlib.sha256(planned.id.encode()).hexdigest(),
        "sections": model.sections,
    }
    # JSON is YAML too.
    text = json.dumps(head, ensure_ascii=False, indent=1)
    (folder / "review.yaml").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_withdrawn(folder: Path, planned: PlannedReview, facts: list[str]) -> None:
    tombstones = [
        {
            "id": f"{planned.id}-withdrawn-{number}",
            "replaced_by": facts[number],
            "reason": "invented as a fact that was withdrawn",
        }
        for number in range(min(len(facts), 1 + planned.facts // 300))
    ]
    text = json.dumps(tombstones, indent=1)
    (folder / "withdrawn.yaml").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_line(file: TextIO, fact: Fact) -> None:
    file.write(json.dumps(fact, ensure_ascii=False, separators=(",", ":")) + "\n")
