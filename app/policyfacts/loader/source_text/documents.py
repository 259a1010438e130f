"""The texts of reviews, where the operator has them."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import ReviewFolder, Seed
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.loader.seed.yaml_csv import Unreadable, read_text


def attach_texts(seed: Seed, texts: Mapping[str, Path]) -> Sequence[SeedError]:
    """Give reviews their texts; return an error for each that is wrong or cannot be read."""
    errors = []
    for review_id, path in texts.items():
        review = next((folder for folder in seed.reviews if folder.id == review_id), None)
        if review is None:
            near = did_you_mean(review_id, (folder.id for folder in seed.reviews))
            errors.append(SeedError(path.name, 1, f"no review '{review_id}' in the seed{near}"))
        else:
            errors += _attach(review, path)
    return errors


def _attach(review: ReviewFolder, path: Path) -> Sequence[SeedError]:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != review.record.sha256:
            expected = review.record.sha256
            message = f"sha256 of {path.name} is {digest}, not {expected}: it is another text"
            return [review.head.at(message, "sha256")]
        review.text = read_text(path, path.name)
    except Unreadable as error:
        return [error.error]
    except OSError as error:
        return [SeedError(path.name, 1, f"the text cannot be read: {error.strerror}")]
    return []
