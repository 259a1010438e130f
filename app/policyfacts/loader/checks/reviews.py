"""Checks on reviews, their sentences and tombstones, their facts apart."""

from collections.abc import Iterator
from itertools import pairwise

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex, repeated
from policyfacts.loader.seed.contents import ReviewSeed, Seed
from policyfacts.loader.seed.suggestions import did_you_mean, nearest_locator
from policyfacts.vocabulary import EntityKind


def check_heads(seed: Seed) -> Iterator[SeedError]:
    """Reviews and their documents come once."""
    yield from repeated((review.review for review in seed.reviews), "id", "review")
    yield from repeated((review.review for review in seed.reviews), "sha256", "sha256")


def check_review(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """All that is wrong with a review before its facts are read."""
    yield from _document(review, seed_index)
    yield from _sentences(review)
    yield from _exceptions(review, seed_index)
    yield from _tombstones(review, seed_index)


def _document(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    it = review.review.record
    error = seed_index.entity_error(it.country, EntityKind.COUNTRY)
    if error:
        yield review.review.at(error, "country")
    error = seed_index.entity_error(it.publisher, EntityKind.ORGANIZATION)
    if error:
        yield review.review.at(error, "publisher")
    seen: set[str] = set()
    for index, section in enumerate(it.sections):
        if section.id in seen:
            yield review.review.at(f"duplicate section '{section.id}'", "sections", index)
        seen.add(section.id)


def _sentences(review: ReviewSeed) -> Iterator[SeedError]:
    yield from repeated(review.sentences, "locator", "locator")
    sections = [section.id for section in review.review.record.sections]
    for place in review.sentences:
        it = place.record
        if it.section not in sections:
            near = did_you_mean(it.section, sections)
            yield place.at(f"unknown section '{it.section}'{near}")
        if it.end <= it.start:
            yield place.at(f"the sentence ends at {it.end}, before it starts at {it.start}")
        if review.text is not None and it.end > len(review.text):
            yield place.at(f"the text ends at {len(review.text)}, before the sentence does")
    for earlier, later in pairwise(review.sentences):
        if later.record.start < earlier.record.end:
            yield later.at(f"it starts before {earlier.record.locator} has ended")


def _exceptions(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    locators = {"*", *(place.record.locator for place in review.sentences)}
    file = f"reviews/{review.review.record.id}/sentences.csv"
    for place in review.exceptions:
        locator = place.record.locator
        if locator not in locators and not seed_index.unparsed.may_contain(locator, file):
            near = nearest_locator(locator, locators)
            yield place.at(f"unknown locator '{locator}'{near}", "locator")


def _tombstones(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    yield from repeated(review.withdrawn, "id", "withdrawn id")
    tombstones = {place.record.id for place in review.withdrawn}
    linked = seed_index.stored.linked_from(tombstones - set(seed_index.stored.withdrawn))
    for place in review.withdrawn:
        fact_id = place.record.id
        if not fact_id.startswith(f"{review.id}-"):
            message = f"'{fact_id}' is no id of this review: it must begin with '{review.id}-'"
            yield place.at(message, "id")
        if fact_id in linked:
            message = f"the fact '{linked[fact_id]}' of a review in the database is linked to it"
            yield place.at(f"'{fact_id}' cannot be withdrawn: {message}", "id")
    for fact_id, of_review in sorted(seed_index.stored.withdrawn.items()):
        is_gone = fact_id not in tombstones
        if (
            of_review == review.id
            and is_gone
            and not seed_index.unparsed.may_contain(fact_id, review.folder)
        ):
            yield review.review.at(
                f"fact '{fact_id}' was withdrawn: it must stay listed in withdrawn.yaml"
            )
