"""Fingerprints of what is loaded: equal data, equal digest, on every machine."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from policyfacts.loader.ingest.review_rows import quote
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.records import FactRecord
from policyfacts.models import STORED_FORMAT

_RELEASE_DIGITS = 8
_MODULUS = 1 << 256


def digest_of(value: object) -> str:
    """SHA-256 over canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_fact(fact: FactRecord, year: int) -> str:
    """The fingerprint of one fact as its curator wrote it, and of the year it has by default."""
    text = f"[{STORED_FORMAT},{year},{fact.model_dump_json()}]"
    return hashlib.sha256(text.encode()).hexdigest()


class FactsDigest:
    """The fingerprint of a review's facts, in whatever order and files they stand.

    A sum, since to sort millions would need all of them at once.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, digest: str) -> None:
        """Take in the fingerprint of one fact."""
        self._sum = (self._sum + int(digest, 16)) % _MODULUS

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""
        return f"{self._sum:064x}"


def digest_review(review: ReviewSeed, facts: FactsDigest) -> str:
    """The fingerprint of a review with its facts, sentences, tombstones and text."""
    quotes = [quote(review, it.record.start, it.record.end) for it in review.sentences]
    return digest_of(
        [
            review.review.record.model_dump(mode="json"),
            _dumped(review.sentences),
            quotes,
            facts.hexdigest(),
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
