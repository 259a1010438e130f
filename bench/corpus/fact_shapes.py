"""Shapes: the facts of the real review without their names.

Invented facts are drawn from these, so that kinds, types, statuses, roles, topics and figures occur
together, and as often, as they do in a review that a government wrote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus.world import LEADER, OWN, World, read_yaml

Fact = dict[str, Any]
_VOCABULARY = ("kind", "type", "form", "status", "level", "trend")


@dataclass(frozen=True)
class FactShape:
    """A fact without names: `parts` are the kinds of its parties.

    `roles` and `unnamed` are indexes of the parts; `vocabulary` are the words of closed lists.
    """

    section: str
    vocabulary: dict[str, str]
    parts: tuple[str, ...]
    roles: dict[str, tuple[int, ...]]
    unnamed: tuple[int, ...]
    is_complete: bool
    topics: tuple[str, ...]
    date: str | None
    term: str | None
    times: int | None
    figures: tuple[Fact, ...]
    links: tuple[tuple[str, int], ...]
    evidence: int


@dataclass(frozen=True)
class ReviewModel:
    """The real review: its year, its sections, the shapes of its facts by section."""

    year: int
    sections: list[dict[str, str]]
    shapes: list[FactShape]
    sentences_per_fact: float


def read_model(review: Path, world: World) -> ReviewModel:
    """Read the folder of a review."""
    head = read_yaml(review / "review.yaml")
    sentences = (review / "sentences.csv").read_text("utf-8").splitlines()[1:]
    shapes = [
        _shape(fact, section["id"], world)
        for section in head["sections"]
        for fact in read_yaml(review / "facts" / f"{section['id']}.yaml")
    ]
    return ReviewModel(
        year=int(head["year"]),
        sections=head["sections"],
        shapes=shapes,
        sentences_per_fact=len(sentences) / len(shapes),
    )


def _shape(fact: Fact, section: str, world: World) -> FactShape:
    parties = fact["parties"] or {}
    entities = list(dict.fromkeys(id_ for ids in parties.values() for id_ in ids))
    return FactShape(
        section=section,
        vocabulary={key: fact[key] for key in _VOCABULARY if key in fact},
        parts=tuple(_part(entity, world) for entity in entities),
        roles={role: _indexes(ids, entities) for role, ids in parties.items()},
        unnamed=_indexes(fact.get("unnamed", ()), entities),
        is_complete=fact.get("parties_complete") != "false",
        topics=tuple(fact["topics"]),
        date=fact.get("date"),
        term=fact.get("term"),
        times=int(fact["times"]) if "times" in fact else None,
        figures=tuple(
            {**figure, "value": float(figure["value"])} for figure in fact.get("figures", ())
        ),
        links=tuple(_links(fact)),
        evidence=len(fact["evidence"]),
    )


def _part(entity: str, world: World) -> str:
    if entity in {OWN, LEADER}:
        return entity
    if entity == world.ministry(OWN):
        return "ministry"
    return world.kinds.get(entity, "organization")


def _indexes(entities: Iterable[str], among: list[str]) -> tuple[int, ...]:
    return tuple(among.index(entity) for entity in entities)


def _links(fact: Fact) -> Iterator[tuple[str, int]]:
    for link, targets in fact.get("links", {}).items():
        yield link, len(targets)
