"""What a statement says of the going on or the plan of a thing is its status."""

from pathlib import Path

import pytest

from tests.loader.checking import change, findings
from tests.loader.seeds import TREATY


@pytest.mark.parametrize(
    ("verb", "right", "wrong"),
    [
        ("continued in Minsk", "ongoing", "done"),
        ("was under way in Minsk", "ongoing", "done"),
        ("was to be signed in Minsk", "planned", "done"),
        ("was to be signed in Minsk", "considered", "ongoing"),
    ],
)
def test_status_unlike_the_statement_is_reported(
    small_seed: Path, verb: str, right: str, wrong: str
) -> None:
    text = f"Work of Kazakhstan and Turkey on a trade treaty {verb} in 2014."
    values = {"statement": text, "type": "negotiation"}
    assert findings(small_seed, change(TREATY, **values, status=right)) == []
    (report,) = findings(small_seed, change(TREATY, **values, status=wrong))
    assert report.endswith(f"and the status is '{wrong}'")
    values |= {"kind": "assessment", "type": "outcome-assessment"}
    assert findings(small_seed, change(TREATY, **values, status=wrong)) == []


@pytest.mark.parametrize("status", ["planned", "considered"])
def test_plan_that_the_statement_tells_as_done_is_reported(small_seed: Path, status: str) -> None:
    assert findings(small_seed, change(TREATY, status=status)) == [
        f"the status is '{status}', and the statement does not say so"
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kazakhstan and Turkey signed in Minsk the treaty by which trade was to grow.", "done"),
        ("A treaty of Kazakhstan and Turkey was being considered in Minsk.", "considered"),
        ("A treaty of Kazakhstan and Turkey was being worked out in Minsk.", "planned"),
    ],
)
def test_plan_inside_a_fact_is_no_status_of_its_own(
    small_seed: Path, text: str, status: str
) -> None:
    assert findings(small_seed, change(TREATY, statement=text, status=status)) == []
