"""Facts against their document: a detail of a sentence that no fact has is reported.

The text is made up for these tests.
"""

from pathlib import Path
from typing import Any

import pytest

from policyfacts.database import Database
from policyfacts.errors import BadSeed
from policyfacts.loader import check
from tests.loader.checking import change, findings, rewrite
from tests.loader.seeds import (
    EMBASSIES,
    SENTENCES,
    TRADE,
    TREATY,
    load_seed,
    small_facts,
    write_small_review,
)


def test_correct_review_gives_no_finding(small_seed: Path) -> None:
    assert findings(small_seed) == []


BY_KZ, BY_BOTH, IN_MINSK = {"signatory": ["KZ"]}, {"signatory": ["KZ", "TR"]}, {"venue": ["minsk"]}
FIGURES = small_facts()[TRADE]["figures"]
MONTH = "that month in a date, term or period"


@pytest.mark.parametrize(
    ("facts", "detail", "missing"),
    [
        (change(TREATY, parties=BY_KZ | IN_MINSK), "p01s1: 'Turkey'", "TR as a party"),
        (change(TREATY, parties=BY_BOTH), "p01s1: 'Minsk'", "minsk as a party"),
        (change(EMBASSIES, parties={"initiator": ["KZ"]}), "p02s1: 'Africa'", "africa as a party"),
        (
            change(TRADE, figures=FIGURES[1:]),
            "p01s2: '3.5 billion dollars'",
            "the figure 3500000000",
        ),
        (change(TRADE, figures=FIGURES[:1]), "p01s2: 'two'", "the figure 2"),
        (change(EMBASSIES, times=4), "p02s1: 'three'", "the figure 3"),
        (change(TREATY, date="2014-06"), "p01s1: 'May 2014'", MONTH),
        (change(TREATY, date="2014"), "p01s1: 'May 2014'", MONTH),
        (change(EMBASSIES, date="2014"), "p02s1: '2015'", "that year in a date, term or period"),
    ],
)
def test_detail_missing_from_the_facts_is_reported(
    small_seed: Path, facts: dict[str, dict[str, Any]], detail: str, missing: str
) -> None:
    reports = [report for report in findings(small_seed, facts) if report.startswith("p0")]
    assert reports == [f"{detail}: no fact citing it has {missing}"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            change(TREATY, unnamed=["TR"]),
            "'TR' is listed as unnamed, and a cited sentence names it",
        ),
        (change(TRADE, unnamed=[]), "no cited sentence names 'KZ': list it as unnamed"),
        (
            change(TREATY, statement=f"It is said that {SENTENCES[0][12:]}"),
            "the statement repeats the source: ",
        ),
    ],
)
def test_fact_that_does_not_fit_its_sentences_is_reported(
    small_seed: Path, facts: dict[str, dict[str, Any]], message: str
) -> None:
    (report,) = findings(small_seed, facts)
    assert report.startswith(message)


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        (rewrite(0, "in Minsk", "in Minsk, as Atlantis asked"), "'Atlantis': no entity answers"),
        (rewrite(0, "in Minsk", "in Minsk at Rose Garden Hall"), "'Rose Garden Hall': no entity"),
        (rewrite(0, "Turkey", "Turkey and China"), "'China': no fact citing it has CN as a party"),
        (rewrite(0, "Turkey", "Turkish and Chinese firms"), "'Chinese': no fact citing it has CN"),
        (rewrite(0, "Turkey", "Turkey (NATO)"), "'NATO': no fact citing it has nato as a party"),
        (rewrite(0, "In May", "On May 17,"), "'May 17, 2014': no fact citing it has that day"),
        (rewrite(1, "3.5", "3.4"), "'3.4 billion dollars': no fact citing it has the figure"),
        (rewrite(1, "reached", "grew by 12% to"), "'12%': no fact citing it has the figure 12"),
        (rewrite(1, "reached", "grew by 1,250 to"), "'1,250': no fact citing it has the figure"),
        (rewrite(1, "good", "twenty-one"), "'twenty-one': no fact citing it has the figure 21"),
        (rewrite(1, "good", "three hundred"), "'three hundred': no fact citing it has the figure"),
        (rewrite(2, "in 2015", "in 2015 or 2016"), "'2016': no fact citing it has that year"),
        (
            rewrite(0, "In May 2014", "On 17 May 2014"),
            "'17 May 2014': no fact citing it has that day",
        ),
        (
            rewrite(0, "In May 2014", "On 17.05.2014"),
            "'17.05.2014': no fact citing it has that day",
        ),
        (rewrite(0, "In May 2014", "In May 2013"), "'May 2013': no fact citing it has that year"),
        (
            rewrite(0, "In May 2014", "In Sept. 2014"),
            "'Sept. 2014': no fact citing it has that month",
        ),
        (
            rewrite(1, "reached 3.5 billion dollars", "reached $3.4bn"),
            "'$3.4bn': no fact citing it",
        ),
        (
            rewrite(1, "3.5 billion dollars", "3.5 billion euros"),
            "the figure 3500000000 of a fact citing it has the unit USD, not EUR",
        ),
        (rewrite(2, "in 2015", "in May 2015"), "'May 2015': no fact citing it has that month"),
    ],
)
def test_detail_added_to_a_sentence_is_reported(
    small_seed: Path, sentences: tuple[str, ...], message: str
) -> None:
    messages = findings(small_seed, sentences=sentences)
    assert any(message in report for report in messages), messages


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        (1, "3.5 billion dollars", "US$3.5bn"),
        (1, "3.5 billion dollars", "USD 3,500 mln"),
        (1, "3.5 billion dollars", "3.5 billion US dollars"),
        (1, "our two", "both our"),
        (1, "our two", "two of our"),
        (1, "talks between", "talks, one of the best, between"),
        (0, "In May 2014", "In may\u00a02014"),
        (2, "in 2015", "in the course of 2015"),
    ],
)
def test_same_detail_written_otherwise_is_not_reported(
    small_seed: Path, number: int, old: str, new: str
) -> None:
    assert findings(small_seed, sentences=rewrite(number, old, new)) == []


def test_context_sentence_that_names_a_country_is_reported(small_seed: Path) -> None:
    messages = findings(small_seed, sentences=rewrite(3, "All of it", "All of it, in China too,"))
    assert [report for report in messages if report.startswith("p02s2: 'China'")]


@pytest.mark.parametrize(
    ("exception", "passes"),
    [
        ("mentions,p01s1,Atlantis,a myth", True),
        ("mentions,*,Atlantis,a myth", True),
        ("mentions,p01s2,Atlantis,a myth", False),
        ("mentions,p01s1,Atlan,a myth", False),
    ],
)
def test_exception_passes_over_its_own_words_in_its_own_sentence(
    small_seed: Path, exception: str, passes: bool
) -> None:
    sentences = rewrite(0, "in Minsk", "in Minsk, as Atlantis asked")
    messages = findings(small_seed, sentences=sentences, exceptions=(exception,))
    assert (messages == []) is passes


@pytest.mark.parametrize("words", ["May 17", "17"])
def test_exceptions_pass_over_days(small_seed: Path, words: str) -> None:
    sentences = rewrite(0, "In May", "On May 17,")
    assert len(findings(small_seed, sentences=sentences)) == 1
    assert (
        findings(small_seed, sentences=sentences, exceptions=(f"mentions,p01s1,{words},why",)) == []
    )


def test_exception_for_copied_words_does_not_hide_later_ones(small_seed: Path) -> None:
    first = "the two of them were asked about it"
    second = "nothing that was said there is of use"
    facts = change(TREATY, statement=f"It is told that {first}, and then: {second}.")
    sentences = rewrite(0, "in Minsk", f"in Minsk, where {first} though {second}")
    facts[TREATY]["figures"] = [small_facts()[TRADE]["figures"][1]]
    exceptions = (f"own-words,p01s1,{first},a set phrase",)
    reports = findings(small_seed, facts, sentences, exceptions)
    assert [report for report in reports if "repeats" in report] == [
        f"the statement repeats the source: '{second}'"
    ]


def test_year_within_the_interval_of_a_fact_is_not_reported(small_seed: Path) -> None:
    sentences = rewrite(2, "in 2015", "in 2015 and 2016")
    assert findings(small_seed, change(EMBASSIES, date="2015/2017"), sentences) == []


def test_exception_without_a_reason_is_refused(small_seed: Path) -> None:
    messages = findings(small_seed, exceptions=("mentions,p01s1,Atlantis,",))
    assert messages == ["'reason' is missing"]


def test_finding_names_the_line_of_its_sentence(small_seed: Path) -> None:
    sentences = rewrite(1, "3.5", "3.4")
    text = write_small_review(small_seed, sentences=sentences)
    with pytest.raises(BadSeed) as caught:
        check(small_seed, {"kz-2014": text}, lambda *_: None)
    (error,) = caught.value.mistakes
    assert (error.file, error.line) == ("reviews/kz-2014/sentences.csv", 3)


def test_load_does_not_compare_facts_with_their_text(fresh: Database, small_seed: Path) -> None:
    sentences = rewrite(0, "in Minsk", "in Minsk, as Atlantis asked")
    text = write_small_review(small_seed, sentences=sentences)
    assert load_seed(fresh, small_seed, {"kz-2014": text}).is_new
