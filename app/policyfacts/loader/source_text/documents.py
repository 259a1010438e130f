"""Documents of reviews, where the operator has them."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import ReviewFolder, Seed
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.loader.seed.yaml_csv import Unreadable, read_text


def attach_texts(seed: Seed, texts: Mapping[str, Path]) -> Sequence[SeedError]:
    """Give reviews their documents, where the operator has them; a wrong document is a fault."""
    errors = []
    for review_id, path in texts.items():
        review = next((it for it in seed.reviews if it.review.record.id == review_id), None)
        if review is None:
            known = did_you_mean(review_id, (it.review.record.id for it in seed.reviews))
            errors.append(SeedError(path.name, 1, f"no review '{review_id}' in the seed{known}"))
        else:
            errors += _attach(review, path)
    return errors


def _attach(review: ReviewFolder, path: Path) -> Sequence[SeedError]:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != review.review.record.sha256:
            expected = review.review.record.sha256
            message = f"sha256 of {path.name} is {found}, not {expected}: it is another text"
            return [review.review.at(message, "sha256")]
        review.text = read_text(path, path.name)
    except Unreadable as error:
        return [error.error]
    except OSError as error:
        return [SeedError(path.name, 1, f"the text cannot be read: {error.strerror}")]
    return []
