"""What belongs together is linked: causes, lines of work, beginnings and what went on."""

from pathlib import Path
from typing import Any

import pytest

from tests.loader.checking import change, findings, rewrite
from tests.loader.seeds import EMBASSIES, TRADE, TREATY, small_facts


def unlinked() -> dict[str, dict[str, Any]]:
    facts = small_facts()
    del facts[TRADE]["links"]
    return facts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Trade with", "As a result, trade with"),
        ("after good talks", "thanks to good talks"),
        ("reached", "led to"),
        ("Trade with", "The practical outcome of it all was trade with"),
        ("Trade with", "Consequently trade with"),
    ],
)
def test_cause_that_is_said_and_not_linked_is_reported(
    small_seed: Path, old: str, new: str
) -> None:
    sentences = rewrite(1, old, new)
    reports = findings(small_seed, unlinked(), sentences)
    assert [report for report in reports if "says a cause: no fact citing it" in report]
    assert not [report for report in findings(small_seed, sentences=sentences) if "cause" in report]


def test_praise_alone_does_not_carry_the_link_of_a_cause(small_seed: Path) -> None:
    sentences = rewrite(1, "Trade with", "As a result, trade with")
    facts = unlinked()
    praise = facts[TRADE] | {
        "id": "kz-2014-praise",
        "kind": "assessment",
        "type": "outcome-assessment",
        "statement": "The government of Kazakhstan held that trade with Turkey was good.",
        "links": {"result-of": [TREATY]},
    }
    facts[praise["id"]] = praise
    expected = "p01s2 says a cause ('As a result'): link it as result-of"
    assert findings(small_seed, facts, sentences) == [expected]
    facts[TRADE]["links"] = {"result-of": [TREATY]}
    assert findings(small_seed, facts, sentences) == []


@pytest.mark.parametrize("words", ["during good talks", "in the course of good talks"])
def test_time_is_no_cause(small_seed: Path, words: str) -> None:
    assert findings(small_seed, unlinked(), rewrite(1, "after good talks", words)) == []


def steps(**values: Any) -> dict[str, dict[str, Any]]:
    """Return the small review with talks of the treaty's parties on its matter."""
    talks = small_facts()[TREATY] | {
        "id": "kz-2014-trade-talks",
        "type": "negotiation",
        "statement": "Kazakhstan and Turkey held talks on a trade treaty in Minsk in May 2014.",
        "parties": {"participant": ["KZ"], "counterpart": ["TR"], "venue": ["minsk"]},
    }
    return {**small_facts(), talks["id"]: talks | values}


LINE = "parties and topics of this step to an agreement are those of 'kz-2014-trade-treaty'"


def test_steps_of_the_same_parties_on_one_matter_are_linked(small_seed: Path) -> None:
    assert findings(small_seed, steps()) == [f"{LINE}: link the two"]


@pytest.mark.parametrize(
    "values",
    [
        {"links": {"part-of": [TREATY]}},
        {"links": {"follows": [TRADE]}},
        {"topics": ["visas"]},
        {"parties": {"participant": ["KZ"], "mentioned": ["TR"], "venue": ["minsk"]}},
        {"type": "meeting"},
    ],
    ids=["linked", "linked through another", "other matter", "other parties", "no step"],
)
def test_facts_of_other_lines_of_work_need_no_link(
    small_seed: Path, values: dict[str, Any]
) -> None:
    assert findings(small_seed, steps(**values)) == []


def test_talks_are_linked_to_those_in_which_their_parties_take_part_too(small_seed: Path) -> None:
    facts = steps(type="meeting")
    for number, (parties, message) in enumerate(
        (
            ({"participant": ["KZ"], "counterpart": ["TR"], "mentioned": ["CN"]}, True),
            ({"participant": ["TR"], "mentioned": ["KZ"]}, True),
            ({"participant": ["TR", "MN"], "mentioned": ["KZ"]}, False),
        )
    ):
        talks = facts["kz-2014-trade-talks"] | {
            "id": f"kz-2014-talks-{number}",
            "type": "negotiation",
            "statement": "Kazakhstan, China and Turkey were at talks on trade in Minsk.",
            "parties": {**parties, "venue": ["minsk"]},
            "topics": ["trade", "finance"] if number else ["trade", "energy"],
        }
        facts["kz-2014-talks-x"] = talks | {
            "id": "kz-2014-talks-x",
            "parties": {"participant": ["KZ", "TR", "CN"], "venue": ["minsk"]},
            "topics": ["trade", "transport"],
        }
        reports = findings(small_seed, {**facts, talks["id"]: talks})
        lines = [report for report in reports if "the matter 'trade' of these talks" in report]
        assert bool(lines) is message, parties


def test_facts_about_the_same_instrument_are_linked(small_seed: Path) -> None:
    facts = small_facts()
    for fact in (TREATY, EMBASSIES):
        facts[fact]["parties"]["subject"] = ["bern-convention"]
    (report,) = findings(small_seed, facts)
    assert "'bern-convention'" in report and f"'{TREATY}': link the two" in report
    facts[EMBASSIES]["links"] = {"follows": [TREATY]}
    assert findings(small_seed, facts) == []


def test_exception_on_either_fact_passes_over_a_missing_link(small_seed: Path) -> None:
    for id_ in (TREATY, "kz-2014-trade-talks"):
        assert findings(small_seed, steps(), exceptions=(f"work-lines,{id_},,why",)) == []


def test_beginning_that_no_statement_tells_is_reported(small_seed: Path) -> None:
    sentences = rewrite(2, "plans to open", "resumed work on plans to open")
    reports = findings(small_seed, sentences=sentences)
    assert reports == [
        "p02s1: 'resumed': no statement of a fact citing it says that something began"
    ]
    text = small_facts()[EMBASSIES]["statement"].replace("had", "resumed work and had")
    assert findings(small_seed, change(EMBASSIES, statement=text), sentences) == []


def test_beginning_that_is_done_needs_a_fact_that_goes_on(small_seed: Path) -> None:
    began: dict[str, Any] = {
        "type": "negotiation",
        "statement": "Kazakh talks with Turkey on trade resumed in Minsk in May 2014.",
    }
    (report,) = findings(small_seed, change(TREATY, **began))
    assert report.startswith("'resumed' is done, and no ongoing fact follows it")
    assert findings(small_seed, change(TREATY, **began, status="ongoing")) == []
    going_on = steps(status="ongoing", links={"follows": [TREATY]})
    going_on[TREATY] |= began
    assert findings(small_seed, going_on) == []
