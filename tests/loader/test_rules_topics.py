"""Topics that follow from types, words and parties: a fact without one is reported.

The frozen seed has no such rules of its own; each test states one.
"""

from pathlib import Path
from typing import Any

import pytest

from policyfacts.database import Database
from policyfacts.errors import BadSeed
from policyfacts.loader import check
from tests.loader.checking import check_small_review
from tests.loader.seeds import TREATY, load_seed, replace, small_facts, write_small_review

TREATIES = "{id: treaties, name: Treaties"
OF_TYPE = ("types.yaml", "{id: agreement-signing,", "{id: agreement-signing, topics: [treaties],")
OF_WORD = ("topics.yaml", TREATIES, "{id: treaties, words: [signed], name: Treaties")
OF_WORD_OF_TWO = (
    "topics.yaml",
    "name: Treaties and legal framework, ",
    "name: Treaties, description: All., words: [signed]}\n"
    "    - {id: other, name: Other, words: [signed], ",
)
OF_PHRASE = ("topics.yaml", TREATIES, "{id: treaties, words: [was signed in], name: Treaties")
OF_PARTY = ("topics.yaml", TREATIES, "{id: treaties, parties: [un], name: Treaties")


def messages(
    seed: Path,
    rule: tuple[str, str, str],
    *exceptions: str,
    parties: dict[str, list[str]] | None = None,
    **values: Any,
) -> list[str]:
    file, old, new = rule
    replace(seed / "vocabulary" / file, old, new)
    facts = small_facts()
    facts[TREATY] |= values
    facts[TREATY]["parties"] |= parties or {}
    write_small_review(seed, facts, exceptions=exceptions)
    reports = [error.message for error in check_small_review(seed, None)]
    return [report for report in reports if "topic" in report]


@pytest.mark.parametrize(
    ("rule", "parties", "reason"),
    [
        (OF_TYPE, {}, "facts of the type 'agreement-signing' have it"),
        (OF_WORD, {}, "the statement says 'signed'"),
        (OF_WORD_OF_TWO, {}, "the statement says 'signed'"),
        (OF_PHRASE, {}, "the statement says 'was signed in'"),
        (OF_PARTY, {"organizer": ["un"]}, "'un' is a party"),
        (OF_PARTY, {"organizer": ["undp"]}, "'undp' is a party"),
    ],
)
def test_fact_without_a_topic_that_follows_is_reported_with_the_reason(
    small_seed: Path, rule: tuple[str, str, str], parties: dict[str, list[str]], reason: str
) -> None:
    topics = ["treaties", "other"] if rule is OF_WORD_OF_TWO else ["treaties"]
    assert messages(small_seed, rule, parties=parties) == [
        f"the topic '{topic}' is missing: {reason}" for topic in sorted(topics)
    ]


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (OF_TYPE, {"topics": ["trade", "treaties"]}),
        (
            ("types.yaml", "{id: agreement-signing,", "{id: agreement-signing, topics: [economy],"),
            {},
        ),
        (OF_WORD, {"statement": "Kazakhstan and Turkey agreed on a treaty designed for trade."}),
        (OF_PARTY, {"parties": {"signatory": ["KZ", "TR"], "mentioned": ["un"]}}),
        (
            ("topics.yaml", TREATIES, "{id: treaties, words: [minsk], name: Treaties"),
            {"statement": "The Minsk Automobile Plant had nothing to do with the treaty."},
        ),
    ],
    ids=["has it", "has a narrower one", "word inside a word", "only mentioned", "inside a name"],
)
def test_topic_that_does_not_follow_is_not_asked_for(
    small_seed: Path, rule: tuple[str, str, str], values: dict[str, Any]
) -> None:
    assert messages(small_seed, rule, **values) == []


def test_exception_passes_over_a_missing_topic(small_seed: Path) -> None:
    assert messages(small_seed, OF_TYPE, f"topics,{TREATY},treaties,why") == []


def test_exception_for_a_topic_that_the_fact_has_is_needless(small_seed: Path) -> None:
    (message,) = messages(
        small_seed, OF_TYPE, f"topics,{TREATY},treaties,why", topics=["trade", "treaties"]
    )
    assert message.startswith("nothing needs the exception of 'treaties' from 'topics'")


def test_load_does_not_ask_for_topics_that_follow(fresh: Database, small_seed: Path) -> None:
    replace(small_seed / "vocabulary" / OF_TYPE[0], OF_TYPE[1], OF_TYPE[2])
    write_small_review(small_seed)
    assert load_seed(fresh, small_seed).is_new


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (*OF_TYPE[:2], f"{OF_TYPE[1]} topics: [treatys],", "unknown topic 'treatys'"),
        (
            "topics.yaml",
            TREATIES,
            f"{TREATIES[:-14]}parties: [osc], name: Treaties",
            "unknown entity",
        ),
        (
            "topics.yaml",
            TREATIES,
            f"{TREATIES[:-14]}words: [pact, pact], name: Treaties",
            "'pact' stands in 'words' twice",
        ),
    ],
)
def test_rule_that_names_what_there_is_not_is_refused(
    small_seed: Path, file: str, old: str, new: str, message: str
) -> None:
    replace(small_seed / "vocabulary" / file, old, new)
    with pytest.raises(BadSeed) as caught:
        check(small_seed, {}, lambda *_: None)
    assert caught.value.mistakes[-1].message.startswith(message)
    assert caught.value.mistakes[-1].file == f"vocabulary/{file}"
