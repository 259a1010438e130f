"""The bundled facts against their source text, where it is on this machine."""

from pathlib import Path

from policyfacts.bundled import bundled
from policyfacts.loader import check


def test_bundled_facts_give_no_finding_against_their_text(document: Path) -> None:
    reviews = check(bundled("seed"), {"by-2013": document}, lambda *_: None)
    (review,) = (review for review in reviews if review.review == "by-2013")
    assert review.against_text
    assert review.sentences == 187
