"""The texts of reviews, where the operator has them."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from policyfacts.errors import SeedError, visible
from policyfacts.loader.seed.contents import ReviewFolder, Seed
from policyfacts.loader.seed.documents import Unreadable
from policyfacts.loader.seed.files import decode, read_bytes
from policyfacts.loader.seed.suggestions import did_you_mean


def attach_texts(seed: Seed, texts: Mapping[str, Path]) -> Sequence[SeedError]:
    """Give reviews their texts; return an error for each that is wrong or cannot be read."""
    errors = []
    for review_id, path in texts.items():
        review = next((folder for folder in seed.reviews if folder.id == review_id), None)
        if review is None:
            near = did_you_mean(review_id, (folder.id for folder in seed.reviews))
            errors.append(
                SeedError(visible(path.name), 1, f"no review '{review_id}' in the seed{near}")
            )
        else:
            errors += _attach(review, path)
    return errors


def _attach(review: ReviewFolder, path: Path) -> Sequence[SeedError]:
    file = visible(path.name)
    try:
        data = read_bytes(path, file)
        digest = hashlib.sha256(data).hexdigest()
        if digest != review.record.sha256:
            expected = review.record.sha256
            message = f"sha256 of {file} is {digest}, not {expected}: it is another text"
            return [review.head.at(message, "sha256")]
        text = decode(data, file)
    except Unreadable as error:
        return [error.error]
    if "\0" in text:
        # PostgreSQL stores no such quote.
        line = text.count("\n", 0, text.index("\0")) + 1
        return [SeedError(file, line, "the text holds NUL, which no quote may hold")]
    review.text = text
    return []
