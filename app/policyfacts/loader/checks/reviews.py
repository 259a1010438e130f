"""Checks on reviews, their sentences and tombstones, their facts apart."""

from collections.abc import Iterator
from itertools import pairwise

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex, first_of_each, repeated
from policyfacts.loader.checks.sentence_words import check_words
from policyfacts.loader.checks.stored_state import StoredState
from policyfacts.loader.checks.withdrawn_rows import check_withdrawn_parts
from policyfacts.loader.seed.contents import ReviewSeed, Seed
from policyfacts.loader.seed.records import is_locator
from policyfacts.loader.seed.suggestions import did_you_mean, nearest_locator
from policyfacts.vocabulary import EntityKind


def check_heads(seed: Seed, stored: StoredState) -> Iterator[SeedError]:
    """Yield the errors of reviews and documents that are there twice, in the database too."""
    yield from repeated((review.head for review in seed.reviews), "id", "review")
    yield from repeated((review.head for review in seed.reviews), "sha256", "sha256")
    for review in seed.reviews:
        other = stored.other_texts.get(review.record.sha256)
        if other is not None:
            message = f"the review '{other}' in the database has this text already"
            yield review.head.at(f"{message}: ids of reviews are permanent", "sha256")


def check_review(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield the errors of a review, its facts apart."""
    yield from _document(review, seed_index)
    yield from _sentences(review)
    yield from check_words(review, seed_index.unparsed)
    yield from _exceptions(review, seed_index)
    yield from _tombstones(review, seed_index)
    yield from check_withdrawn_parts(review, seed_index.withdrawn)


def _document(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    record = review.record
    error = seed_index.entity_error(record.country, EntityKind.COUNTRY)
    if error:
        yield review.head.at(error, "country")
    error = seed_index.entity_error(record.publisher, EntityKind.ORGANIZATION)
    if error:
        yield review.head.at(error, "publisher")
    section_ids: set[str] = set()
    for index, section in enumerate(record.sections):
        if section.id in section_ids:
            yield review.head.at(f"duplicate section '{section.id}'", "sections", index)
        section_ids.add(section.id)


def _sentences(review: ReviewSeed) -> Iterator[SeedError]:
    yield from repeated(review.sentences, "locator", "locator")
    sections = [section.id for section in review.record.sections]
    for sentence in review.sentences:
        record = sentence.record
        if record.section not in sections:
            near = did_you_mean(record.section, sections)
            yield sentence.at(f"unknown section '{record.section}'{near}")
        if record.end <= record.start:
            yield sentence.at(
                f"the sentence ends at {record.end}, before it starts at {record.start}"
            )
        if review.text is not None and record.end > len(review.text):
            yield sentence.at(f"the text ends at {len(review.text)}, before the sentence does")
    for earlier, later in pairwise(first_of_each(review.sentences, "locator")):
        if later.record.start < earlier.record.end:
            yield later.at(f"it starts before {earlier.record.locator} has ended")


def _exceptions(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    locators = {sentence.record.locator for sentence in review.sentences}
    file = f"reviews/{review.id}/sentences.csv"
    first: dict[tuple[str, str, str | None], int] = {}
    for exception in review.exceptions:
        rule, on, words = exception.record.rule, exception.record.on, exception.record.words
        line = first.setdefault((rule, on, words), exception.line())
        if line != exception.line():
            of_words = "" if words is None else f" '{words}'"
            message = f"duplicate exception{of_words} from '{rule}' on {on}"
            yield exception.at(f"{message}: it stands in {exception.source.file}:{line} already")
        if on == "*" and words is None:
            yield exception.at(f"this would switch '{rule}' off: give words, or what it is on")
        is_unknown = is_locator(on) and on not in locators
        if is_unknown and not seed_index.unparsed.may_contain(on, file):
            yield exception.at(f"unknown locator '{on}'{nearest_locator(on, locators)}", "on")


def _tombstones(review: ReviewSeed, seed_index: SeedIndex) -> Iterator[SeedError]:
    yield from repeated(review.withdrawn, "id", "withdrawn id")
    tombstones = {tombstone.record.id for tombstone in review.withdrawn}
    linked = seed_index.stored.linked_from(tombstones - set(seed_index.stored.withdrawn))
    for tombstone in review.withdrawn:
        fact_id = tombstone.record.id
        if not fact_id.startswith(f"{review.id}-"):
            message = f"'{fact_id}' is no id of this review: it must begin with '{review.id}-'"
            yield tombstone.at(message, "id")
        if fact_id in linked:
            message = f"the fact '{linked[fact_id]}' of a review in the database is linked to it"
            yield tombstone.at(f"'{fact_id}' cannot be withdrawn: {message}", "id")
    for fact_id, of_review in sorted(seed_index.stored.withdrawn.items()):
        if of_review != review.id or fact_id in tombstones:
            continue
        if not seed_index.unparsed.may_contain(fact_id, review.path):
            message = f"fact '{fact_id}' was withdrawn: it must stay listed in withdrawn.yaml"
            yield review.head.at(message)
