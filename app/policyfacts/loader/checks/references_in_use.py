"""Checks on reference data that reviews outside the seed use."""

from collections.abc import Iterator, Mapping

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Seed


def check_in_use(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield an error where such reference data is missing, or is of another kind now."""
    if seed.dataset is None:
        return
    for message in (*_gone(seed_index), *_of_another_kind(seed_index)):
        yield seed.dataset.at(message)


def _gone(seed_index: SeedIndex) -> Iterator[str]:
    stored = seed_index.stored
    for what, used, in_seed in (
        ("entity", set(stored.entities_in_use), set(seed_index.entities)),
        ("topic", set(stored.topics_in_use), set(seed_index.topics)),
        ("type", set(stored.types_in_use), set(seed_index.types)),
        ("measure", set(stored.measures_in_use), set(seed_index.measures)),
    ):
        folder = "entities/" if what == "entity" else "vocabulary/"
        for missing in sorted(
            id_ for id_ in used - in_seed if not seed_index.unparsed.may_contain(id_, folder)
        ):
            yield f"the {what} '{missing}' is not in the seed, and a review in the database uses it"


def _of_another_kind(seed_index: SeedIndex) -> Iterator[str]:
    entities = {id_: str(entity.kind) for id_, entity in seed_index.entities.items()}
    types = {id_: str(type_.kind) for id_, type_ in seed_index.types.items()}
    yield from _changed("entity", seed_index.stored.entities_in_use, entities)
    yield from _changed("type", seed_index.stored.types_in_use, types)


def _changed(what: str, used: Mapping[str, str], in_seed: Mapping[str, str]) -> Iterator[str]:
    for id_, kind in sorted(used.items()):
        if in_seed.get(id_, kind) != kind:
            yield (
                f"the {what} '{id_}' is of kind '{in_seed[id_]}' here, "
                f"and a review in the database uses it as '{kind}'"
            )
