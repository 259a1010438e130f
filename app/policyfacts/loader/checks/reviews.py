"""Checks on reviews: sections, sentences and their coverage, tombstones."""

from collections.abc import Iterator
from itertools import pairwise

from policyfacts.errors import SeedFault
from policyfacts.loader.checks.known import Known, repeated
from policyfacts.loader.seed import ReviewSeed, Seed
from policyfacts.loader.suggestions import did_you_mean, nearest_locator
from policyfacts.vocabulary import EntityKind, SentenceUse


def check_reviews(seed: Seed, known: Known) -> Iterator[SeedFault]:
    """All that is wrong with reviews and their sentences."""
    yield from repeated((review.review for review in seed.reviews), "id", "review")
    yield from repeated((review.review for review in seed.reviews), "sha256", "sha256")
    for review in seed.reviews:
        yield from _document(review, known)
        yield from _sentences(review)
        yield from _coverage(review, known)
        yield from _exceptions(review, known)
        yield from _tombstones(review, known)


def _document(review: ReviewSeed, known: Known) -> Iterator[SeedFault]:
    it = review.review.record
    fault = known.entity_fault(it.country, EntityKind.COUNTRY)
    if fault:
        yield review.review.at(fault, "country")
    fault = known.entity_fault(it.publisher, EntityKind.ORGANIZATION)
    if fault:
        yield review.review.at(fault, "publisher")
    seen: set[str] = set()
    for index, section in enumerate(it.sections):
        if section.id in seen:
            yield review.review.at(f"duplicate section '{section.id}'", "sections", index)
        seen.add(section.id)


def _sentences(review: ReviewSeed) -> Iterator[SeedFault]:
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


def _coverage(review: ReviewSeed, known: Known) -> Iterator[SeedFault]:
    folder = f"reviews/{review.review.record.id}/facts/"
    citing: dict[str, str] = {}
    for fact in review.facts:
        for locator in fact.record.evidence:
            citing.setdefault(locator, fact.record.id)
    for place in review.sentences:
        it = place.record
        may_be_cited = it.locator in citing or known.unread.may_hold(it.locator, folder)
        if it.use is SentenceUse.CITED and not may_be_cited:
            yield place.at(
                f"sentence {it.locator} is neither cited by a fact nor listed as context: "
                "cite it, or write 'context'"
            )
        if it.use is SentenceUse.CONTEXT and it.locator in citing:
            yield place.at(
                f"sentence {it.locator} is listed as context, and {citing[it.locator]} cites it: "
                "write 'cited'"
            )


def _exceptions(review: ReviewSeed, known: Known) -> Iterator[SeedFault]:
    locators = {"*", *(place.record.locator for place in review.sentences)}
    file = f"reviews/{review.review.record.id}/sentences.csv"
    for place in review.exceptions:
        locator = place.record.locator
        if locator not in locators and not known.unread.may_hold(locator, file):
            near = nearest_locator(locator, locators)
            yield place.at(f"unknown locator '{locator}'{near}", "locator")


def _tombstones(review: ReviewSeed, known: Known) -> Iterator[SeedFault]:
    yield from repeated(review.withdrawn, "id", "withdrawn id")
    review_id = review.review.record.id
    facts = {place.record.id for place in review.facts}
    tombstones = {place.record.id for place in review.withdrawn}
    folder = f"reviews/{review_id}/"
    for place in review.withdrawn:
        if not place.record.id.startswith(f"{review_id}-"):
            message = (
                f"'{place.record.id}' is no id of this review: it must begin with '{review_id}-'"
            )
            yield place.at(message, "id")
        successor = place.record.replaced_by
        held = facts | set(known.loaded.facts) | known.unread.words
        if successor is not None and successor not in held:
            near = did_you_mean(successor, facts)
            yield place.at(f"unknown fact '{successor}'{near}", "replaced_by")
    for fact_id, of_review in sorted(known.loaded.facts.items()):
        is_gone = fact_id not in facts | tombstones and not known.unread.may_hold(fact_id, folder)
        if of_review == review_id and is_gone:
            yield review.review.at(
                f"fact '{fact_id}' is in the database and no longer in the seed: "
                "list it in withdrawn.yaml with a reason"
            )
    for fact_id, of_review in sorted(known.loaded.withdrawn.items()):
        is_gone = fact_id not in tombstones and not known.unread.may_hold(fact_id, folder)
        if of_review == review_id and is_gone:
            yield review.review.at(
                f"fact '{fact_id}' was withdrawn: it must stay listed in withdrawn.yaml"
            )
