"""What must hold across records. Every check gathers all its faults; none stops at the first."""

from collections.abc import Iterator

from policyfacts.errors import SeedFault
from policyfacts.loader.checks.entities import check_entities
from policyfacts.loader.checks.facts import check_facts
from policyfacts.loader.checks.in_use import check_in_use
from policyfacts.loader.checks.known import Known, Loaded
from policyfacts.loader.checks.reviews import check_reviews
from policyfacts.loader.checks.vocabulary import check_vocabulary
from policyfacts.loader.seed import Seed

__all__ = ["Loaded", "check_seed"]


def check_seed(seed: Seed, loaded: Loaded) -> Iterator[SeedFault]:
    """All that is wrong with the seed, beside what is `loaded` already and stays."""
    known = Known.of(seed, loaded)
    yield from check_vocabulary(seed)
    yield from check_entities(seed, known)
    yield from check_reviews(seed, known)
    yield from check_facts(seed, known)
    yield from check_in_use(seed, known)
