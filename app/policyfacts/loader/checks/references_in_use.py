"""Checks on reference data that reviews outside the seed rest on."""

from collections.abc import Iterator, Mapping

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Seed


def check_in_use(seed: Seed, known: SeedIndex) -> Iterator[SeedError]:
    """Reference data that other reviews in the database use stays, and stays of its kind."""
    if seed.dataset is None:
        return
    for message in (*_gone(known), *_of_another_kind(known)):
        yield seed.dataset.at(message)


def _gone(known: SeedIndex) -> Iterator[str]:
    loaded = known.loaded
    for what, used, held in (
        ("entity", set(loaded.entities_in_use), set(known.entities)),
        ("topic", set(loaded.topics_in_use), set(known.topics)),
        ("type", set(loaded.types_in_use), set(known.types)),
        ("measure", set(loaded.measures_in_use), set(known.measures)),
    ):
        folder = "entities/" if what == "entity" else "vocabulary/"
        for missing in sorted(it for it in used - held if not known.unread.may_hold(it, folder)):
            yield f"the {what} '{missing}' is not in the seed, and a review in the database uses it"


def _of_another_kind(known: SeedIndex) -> Iterator[str]:
    entities = {id_: str(entity.kind) for id_, entity in known.entities.items()}
    types = {id_: str(type_.kind) for id_, type_ in known.types.items()}
    yield from _changed("entity", known.loaded.entities_in_use, entities)
    yield from _changed("type", known.loaded.types_in_use, types)


def _changed(what: str, used: Mapping[str, str], held: Mapping[str, str]) -> Iterator[str]:
    for id_, kind in sorted(used.items()):
        if held.get(id_, kind) != kind:
            yield (
                f"the {what} '{id_}' is of kind '{held[id_]}' here, "
                f"and a review in the database uses it as '{kind}'"
            )
