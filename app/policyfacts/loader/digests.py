"""Fingerprints of what is loaded: equal data, equal digest, on every machine."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from policyfacts.loader.records import FactRecord
from policyfacts.loader.review_rows import quote
from policyfacts.loader.seed import Located, ReviewSeed, Seed
from policyfacts.models import STORED_FORMAT

_RELEASE_DIGITS = 8


def digest_of(value: object) -> str:
    """SHA-256 over canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_fact(fact: FactRecord, year: int) -> str:
    """The fingerprint of one fact as its curator wrote it, and of the year it has by default."""
    return digest_of([STORED_FORMAT, fact.model_dump(mode="json"), year])


def digest_review(review: ReviewSeed) -> str:
    """The fingerprint of a review with its facts, sentences, tombstones and text."""
    year = review.review.record.year
    facts = sorted((fact.record.id, digest_fact(fact.record, year)) for fact in review.facts)
    quotes = [quote(review, it.record.start, it.record.end) for it in review.sentences]
    return digest_of(
        [
            review.review.record.model_dump(mode="json"),
            _dumped(review.sentences),
            quotes,
            facts,
            _dumped(review.withdrawn),
        ]
    )


def digest_reference(seed: Seed) -> str:
    """The fingerprint of the dataset's terms, vocabulary and entities."""
    return digest_of(
        [
            _dumped([seed.dataset] if seed.dataset else []),
            *(_dumped(places) for places in _reference_lists(seed)),
        ]
    )


def _reference_lists(seed: Seed) -> list[list[Located[Any]]]:
    return [
        seed.topics,
        seed.types,
        seed.measures,
        seed.countries,
        seed.regions,
        seed.organizations,
        seed.people,
        seed.places,
        seed.instruments,
        seed.projects,
        seed.memberships,
        seed.former_names,
        seed.former_ids,
    ]


def release_id(label: str, reference: str, reviews: dict[str, str]) -> str:
    """The curator's label and eight hex digits over everything loaded."""
    digest = digest_of([STORED_FORMAT, reference, sorted(reviews.items())])
    return f"{label}-{digest[:_RELEASE_DIGITS]}"


def _dumped(places: Iterable[Located[Any]]) -> list[object]:
    return [place.record.model_dump(mode="json") for place in places]
