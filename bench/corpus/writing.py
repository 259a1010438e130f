"""The seed folder of an invented corpus."""

import shutil
from pathlib import Path
from random import Random

from bench.corpus.fact_shapes import read_model
from bench.corpus.reviews import ReviewWriter, plan_reviews
from bench.corpus.world import World, read_world
from policyfacts.bundled import bundled

_DATASET = """\
title: Invented facts
description: Facts that never happened, made by chance to measure with.
release: "invented"
license: CC0-1.0
license_url: https://creativecommons.org/publicdomain/zero/1.0/
contact: nobody
citation: "Invented facts, release {release}"
"""


def write_corpus(root: Path, facts: int, seed: int = 1) -> None:
    """Write a seed folder; the same bytes for the same numbers, on every machine."""
    source = bundled("seed")
    random = Random(f"{seed} world")
    world = read_world(source, random)
    model = read_model(source / "reviews/by-2013", world)
    root.mkdir(parents=True)
    shutil.copytree(source / "vocabulary", root / "vocabulary")
    shutil.copytree(source / "entities", root / "entities")
    (root / "withdrawn.csv").write_text("record,id,value,reason\n", encoding="utf-8")
    (root / "dataset.yaml").write_text(_DATASET, encoding="utf-8", newline="\n")
    planned = plan_reviews(facts, world, random)
    _add_ministries(root, world, sorted({review.country for review in planned}))
    writer = ReviewWriter(root, world, model, str(seed))
    for review in planned:
        writer.write(review)


def _add_ministries(root: Path, world: World, countries: list[str]) -> None:
    """Append a publisher for each country that has none in the seed."""
    path = root / "entities/organizations.yaml"
    with path.open("a", encoding="utf-8", newline="\n") as file:
        for country in countries:
            if country not in world.ministries:
                name = f"Ministry of Foreign Affairs of {world.names[country]}"
                file.write(
                    f'- {{id: {world.ministry(country)}, name: "{name}", '
                    f'type: ministry, country: "{country}"}}\n'
                )
