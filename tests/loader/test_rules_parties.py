"""Who is meant is a party: names in statements, member states behind a union, ministries."""

from pathlib import Path
from typing import Any

import pytest

from tests.loader.checking import change, findings, rewrite
from tests.loader.seeds import EMBASSIES, SENTENCES, TRADE, TREATY, small_facts

TREATY_TEXT = small_facts()[TREATY]["statement"]
ALL = {"signatory": ["KZ", "TR"], "venue": ["minsk"]}
OF_UNION = rewrite(0, "Kazakhstan and Turkey", "the member states of the Customs Union and Turkey")
UNION_FACT: dict[str, Any] = {
    "parties": {"signatory": ["customs-union", "TR"], "venue": ["minsk"]},
    "statement": "In Minsk the Customs Union and Turkey agreed on a trade treaty.",
}


def statement(text: str, fact: str = TREATY, **values: Any) -> dict[str, dict[str, Any]]:
    return change(fact, statement=text, **values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TREATY_TEXT.replace("signed", "signed for China"), "names 'China': add CN as a party"),
        (TREATY_TEXT.replace("trade", "Chinese-style trade"), "names 'Chinese': add CN as a party"),
        (TREATY_TEXT.replace("signed", "signed by NATO"), "names 'NATO': add nato as a party"),
    ],
)
def test_name_in_a_statement_that_is_no_party_is_reported(
    small_seed: Path, text: str, message: str
) -> None:
    (report,) = findings(small_seed, statement(text))
    assert f"the statement {message}" in report


@pytest.mark.parametrize(
    "facts",
    [
        statement(TREATY_TEXT.replace("in May 2014", "for 5 US dollars")),
        statement(TREATY_TEXT, parties={**ALL, "mentioned": ["undp"]}, unnamed=["undp"]),
        statement(
            "The UN saw a treaty between Kazakhstan and Turkey signed in Minsk.",
            parties={**ALL, "organizer": ["undp"]},
            unnamed=["undp"],
        ),
    ],
    ids=["currency", "mentioned", "above a party"],
)
def test_name_that_needs_no_party_of_its_own_is_not_reported(
    small_seed: Path, facts: dict[str, dict[str, Any]]
) -> None:
    assert findings(small_seed, facts) == []


@pytest.mark.parametrize(
    ("author", "message"),
    [
        ("Belarusian", None),
        ("Belarusian and Chinese", "the statement names 'Belarusian'"),
    ],
)
def test_government_whose_view_an_assessment_is_needs_not_be_a_party(
    small_seed: Path, author: str, message: str | None
) -> None:
    values = {
        "kind": "assessment",
        "type": "situation-assessment",
        "statement": f"The {author} government held that Kazakhstan traded well with Turkey.",
    }
    reports = [
        report for report in findings(small_seed, change(TRADE, **values)) if "names '" in report
    ]
    assert [report[: len(message or "")] for report in reports] == ([message] if message else [])


@pytest.mark.parametrize("unnamed", [[], ["TR"]])
def test_party_that_acts_and_is_not_in_the_statement_is_reported(
    small_seed: Path, unnamed: list[str]
) -> None:
    facts = statement("A trade treaty was signed by Kazakhstan in Minsk.", unnamed=unnamed)
    reports = findings(small_seed, facts)
    message = "the statement does not name 'TR', which a cited sentence names"
    assert (message in reports) is (unnamed == [])


def test_place_in_a_statement_stands_for_its_country(small_seed: Path) -> None:
    text = SENTENCES[0].replace("Minsk", "Minsk, Belarus")
    facts = statement(
        "In Minsk a trade treaty of Kazakhstan and Turkey was signed.",
        parties={**ALL, "organizer": ["BY"]},
    )
    assert findings(small_seed, facts, (text, *SENTENCES[1:])) == []


def test_member_states_behind_a_union_are_asked_for(small_seed: Path) -> None:
    (report,) = [
        report
        for report in findings(small_seed, change(TREATY, **UNION_FACT), OF_UNION)
        if "member states" in report
    ]
    assert report == (
        "p01s1 speaks of the member states of 'customs-union': add BY, KZ, RU, "
        "and list as unnamed who is not named there"
    )


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        (
            {
                "parties": {"signatory": ["customs-union", "BY", "KZ", "RU", "TR"]},
                "unnamed": ["BY", "KZ", "RU"],
            },
            OF_UNION,
        ),
        ({"date": "2016"}, OF_UNION),
        ({}, rewrite(0, "Kazakhstan and Turkey", "the Customs Union and member states of the UN")),
        ({}, rewrite(0, "Kazakhstan and Turkey", "the Customs Union and Turkey")),
    ],
    ids=["all there", "no members then", "those of another body", "the union itself"],
)
def test_union_that_acts_itself_needs_no_member_states(
    small_seed: Path, values: dict[str, Any], sentences: tuple[str, ...]
) -> None:
    reports = findings(small_seed, change(TREATY, **{**UNION_FACT, **values}), sentences)
    assert not [report for report in reports if "speaks of the member states" in report]


def test_ministry_in_a_sentence_or_statement_is_a_party(small_seed: Path) -> None:
    sentences = rewrite(2, "Kazakhstan", "The Foreign Ministry of Kazakhstan")
    reports = findings(small_seed, sentences=sentences)
    assert "p02s1: 'Ministry': no fact citing it has a ministry as a party" in reports
    text = small_facts()[EMBASSIES]["statement"].replace("Kazakhstan", "Kazakhstan's ministry")
    reports = findings(small_seed, change(EMBASSIES, statement=text))
    assert reports == ["'ministry': the fact does not have a ministry as a party"]


def test_ministry_that_is_a_party_is_not_asked_for(small_seed: Path) -> None:
    parties = {"initiator": ["KZ"], "host": ["africa"], "participant": ["mfa-belarus", "BY"]}
    text = small_facts()[EMBASSIES]["statement"] + " The Foreign Ministry of Belarus helped."
    facts = change(EMBASSIES, statement=text, parties=parties)
    sentences = rewrite(2, "Kazakhstan", "Kazakhstan, helped by the Foreign Ministry of Belarus,")
    assert findings(small_seed, facts, sentences) == []


@pytest.mark.parametrize(
    "words",
    [
        "The Foreign Ministry of Belarus and the Ministry of Foreign Affairs of China",
        "The foreign ministries of Belarus and China",
        "The Belarusian and Chinese foreign ministries",
        "The Ministry of Trade and Industry of the People's Republic of China",
    ],
)
def test_ministry_of_each_state_that_is_named_is_asked_for(small_seed: Path, words: str) -> None:
    parties = {"initiator": ["KZ", "CN"], "host": ["africa"], "participant": ["mfa-belarus", "BY"]}
    sentences = rewrite(2, "Kazakhstan", f"{words} with Kazakhstan")
    reports = findings(small_seed, change(EMBASSIES, parties=parties), sentences)
    reported = [report for report in reports if "a ministry of " in report]
    assert [report.partition("it has ")[2] for report in reported] == [
        "a ministry of CN as a party"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "countries of the Customs Union and Turkey",
        "the Customs Union countries and Turkey",
        "the three members of the Customs Union and Turkey",
        "the states participating, Customs Union member states and Turkey",
    ],
)
def test_states_of_a_union_are_asked_for_in_other_words(small_seed: Path, words: str) -> None:
    sentences = rewrite(0, "Kazakhstan and Turkey", words)
    reports = findings(small_seed, change(TREATY, **UNION_FACT), sentences)
    assert any("speaks of the member states of 'customs-union'" in report for report in reports)
