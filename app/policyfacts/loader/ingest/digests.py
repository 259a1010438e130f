"""Digests of what is loaded: the same for equal data on every machine."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from policyfacts.loader.ingest.review_rows import quote
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.records import FactRecord
from policyfacts.schemas.stored_format import STORED_FORMAT

_RELEASE_DIGITS = 8
_MODULUS = 1 << 256


def digest_of(value: object) -> str:
    """Return the SHA-256 of a value as canonical JSON, in hex digits."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_fact(fact: FactRecord, year: int) -> str:
    """Return the digest of a fact's record and of the year that it has by default."""
    text = f"[{STORED_FORMAT},{year},{fact.model_dump_json()}]"
    return hashlib.sha256(text.encode()).hexdigest()


class FactsDigest:
    """The digest of a review's facts, whatever their order and files.

    It is a sum, since sorting millions would need all of them at once.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, digest: str) -> None:
        """Add the digest of one fact."""
        self._sum = (self._sum + int(digest, 16)) % _MODULUS

    def hexdigest(self) -> str:
        """Return the digest as 64 hexadecimal digits."""
        return f"{self._sum:064x}"


def digest_review(review: ReviewSeed, facts: FactsDigest) -> str:
    """Return the digest of a review with its facts, sentences, words, tombstones and text."""
    quotes = [quote(review, row.record.start, row.record.end) for row in review.sentences]
    return digest_of(
        [
            review.record.model_dump(mode="json"),
            _dumped(review.sentences),
            _dumped(review.words),
            quotes,
            facts.hexdigest(),
            _dumped(review.withdrawn),
        ]
    )


def digest_reference(seed: Seed) -> str:
    """Return the digest of the dataset's terms, vocabulary and entities."""
    return digest_of(
        [
            _dumped([seed.dataset] if seed.dataset else []),
            *(_dumped(records) for records in _reference_lists(seed)),
        ]
    )


def _reference_lists(seed: Seed) -> list[list[Located[Any]]]:
    return [
        seed.topics,
        seed.types,
        seed.measures,
        seed.questions,
        seed.countries,
        seed.regions,
        seed.organizations,
        seed.people,
        seed.places,
        seed.instruments,
        seed.projects,
        seed.memberships,
        seed.codes,
        seed.former_names,
        seed.former_ids,
    ]


def release_id(label: str, reference: str, reviews: dict[str, str]) -> str:
    """Make the id of a release: the curator's label and eight hex digits over everything loaded."""
    digest = digest_of([STORED_FORMAT, reference, sorted(reviews.items())])
    return f"{label}-{digest[:_RELEASE_DIGITS]}"


def _dumped(records: Iterable[Located[Any]]) -> list[object]:
    return [located.record.model_dump(mode="json") for located in records]
