"""Statements: in the past tense, complete alone, with whose view it is and the field's terms."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from policyfacts.errors import BadSeed
from policyfacts.loader import check
from tests.loader.checking import change, findings, rewrite
from tests.loader.seeds import EMBASSIES, TREATY, small_facts
from tests.seeds import FROZEN_SEED

BUNDLED = FROZEN_SEED.parents[1] / "seed"


@pytest.fixture(autouse=True)
def bundled_words(small_seed: Path) -> None:
    """Give the small seed the lists of words that the bundled one has."""
    file = "vocabulary/statements.yaml"
    (small_seed / file).write_bytes((BUNDLED / file).read_bytes())


def of_statements(seed: Path, statements: Sequence[str], **values: object) -> list[str]:
    """Return what is found in statements about the treaty, in their order."""
    facts = small_facts()
    treaty = facts[TREATY]
    for number, statement in enumerate(statements):
        id_ = f"{TREATY}-{number}"
        facts[id_] = treaty | {"id": id_, "statement": statement} | values
    parts = ("past tense", "leans on", "nobody is said")
    return [message for message in findings(seed, facts) if any(part in message for part in parts)]


def test_present_tense_is_reported(small_seed: Path) -> None:
    statements = {
        "have": "Kazakhstan and Turkey have signed a treaty on trade in Minsk.",
        "is": "Kazakhstan is to sign a treaty with Turkey in Minsk.",
        "will": "Kazakhstan will sign a treaty with Turkey in Minsk.",
        "plans": "Kazakhstan plans a treaty with Turkey in Minsk.",
        "negotiate": "Kazakhstan and Turkey negotiate a treaty on trade in Minsk.",
        "isnt": "A treaty of Kazakhstan and Turkey isn't signed in Minsk.",
    }
    messages = of_statements(small_seed, list(statements.values()))
    assert messages == [f"'{words}': statements are in the past tense" for words in statements]


def test_nouns_infinitives_and_quotations_are_no_present(small_seed: Path) -> None:
    statements = (
        "Kazakhstan and Turkey were to have signed a treaty in Minsk.",
        "A treaty signed in Minsk helped the trade of Kazakhstan and Turkey develop.",
        "Kazakhstan's plans for a treaty with Turkey were made in Minsk.",
        "Kazakh and Turkish plans for a treaty were made in Minsk.",
        "Kazakhstan and Turkey signed the treaty “Trade is all” in Minsk.",
    )
    assert of_statements(small_seed, statements) == []


def test_words_that_lean_on_a_neighbour_are_reported(small_seed: Path) -> None:
    statements = {
        "also": "Kazakhstan also signed a treaty with Turkey in Minsk.",
        "these": "Kazakhstan signed a treaty with Turkey on these matters in Minsk.",
        "there": "Kazakhstan signed a treaty with Turkey there, in Minsk.",
        "It": "It signed a treaty of Kazakhstan with Turkey in Minsk.",
        "The two countries": "The two countries, Kazakhstan and Turkey, signed it in Minsk.",
        "The ministry": "The ministry signed a treaty of Kazakhstan with Turkey in Minsk.",
        "now": "Kazakhstan and Turkey had now signed a treaty in Minsk.",
        "Our": "Our treaty of Kazakhstan with Turkey was signed in Minsk.",
    }
    messages = of_statements(small_seed, list(statements.values()))
    end = "leans on something outside of the statement"
    assert messages == [f"'{words}' {end}" for words in statements]


def test_words_whose_sense_stands_in_the_statement_lean_on_nothing(small_seed: Path) -> None:
    statements = (
        "Kazakhstan signed a treaty with Turkey, and the two countries traded in Minsk.",
        "There were talks of Kazakhstan with Turkey, as well as a treaty, in Minsk.",
        "Kazakhstan and Turkey signed treaties such as one on trade in Minsk.",
        "The ministry of one signed a treaty of Kazakhstan with Turkey in Minsk.",
    )
    assert of_statements(small_seed, statements) == []


def test_assessment_says_whose_it_is(small_seed: Path) -> None:
    assessment = {"kind": "assessment", "type": "relations-assessment"}
    unheld = (
        "Relations of Kazakhstan with Turkey developed well in Minsk.",
        "Relations of Kazakhstan with Turkey were regarded as good in Minsk.",
        "Kazakhstan held talks with Turkey in Minsk, and they were good.",
    )
    message = "an assessment says whose it is: nobody is said to hold it"
    assert of_statements(small_seed, unheld, **assessment) == [message] * len(unheld)
    held_by_somebody = (
        "The Kazakh government called relations with Turkey in Minsk good.",
        "Relations with Turkey were regarded by Kazakhstan as good in Minsk.",
        "In the view of Kazakhstan, relations with Turkey in Minsk were good.",
    )
    assert of_statements(small_seed, held_by_somebody, **assessment) == []


def test_rating_told_as_a_bare_fact_is_reported(small_seed: Path) -> None:
    statements = (
        "Kazakhstan and Turkey successfully signed a treaty in Minsk.",
        "Kazakhstan and Turkey signed a treaty in Minsk, which Turkey called successful.",
    )
    message = "'successfully' rates, and nobody is said to hold it"
    assert of_statements(small_seed, statements) == [message]


SENTENCE = rewrite(2, "plans to open", "plans, without visas, to open")
TERM = "p02s1: 'without visas': no statement of a fact citing it has this term"


def test_term_that_no_statement_keeps_is_reported(small_seed: Path) -> None:
    assert TERM in findings(small_seed, sentences=SENTENCE)
    exception = f"terms,{EMBASSIES},without visas,told in another fact"
    assert TERM not in findings(small_seed, sentences=SENTENCE, exceptions=(exception,))
    statement = "For visa-free travel Kazakhstan had three new embassies in Africa in mind."
    assert TERM not in findings(small_seed, change(EMBASSIES, statement=statement), SENTENCE)


def test_phrase_in_two_groups_is_reported(small_seed: Path) -> None:
    with (small_seed / "vocabulary/statements.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: more-words, sense: plain, words: [Also]}\n")
    with pytest.raises(BadSeed, match="'Also' stands in 'other-statements' already"):
        check(small_seed, {}, lambda *_: None)
