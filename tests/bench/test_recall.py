"""Draws of words are the same for all, and each judgment is of a question that is asked."""

import csv
from itertools import pairwise
from pathlib import Path

import bench.recall
from bench.recall.draws import content_words, draw_questions
from bench.recall.judging import read_judgments
from policyfacts.bundled import bundled

SENTENCES = {
    "p01s1": "In 2013, it was the first visa-free visit (of 3) to the ministry's embassy.",
    "p01s2": "It was so.",
}


def test_content_words_are_no_little_words_and_no_numbers() -> None:
    assert content_words(SENTENCES["p01s1"]) == ["visa-free", "visit", "ministry", "embassy"]
    assert content_words(SENTENCES["p01s2"]) == []


def test_draws_are_the_same_for_the_same_seed() -> None:
    first, again, other = (list(draw_questions(SENTENCES, 3, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert [locator for locator, _ in first] == ["p01s1"] * 3
    for _, question in first:
        assert set(question.split()) < set(content_words(SENTENCES["p01s1"]))


def test_forty_short_questions_are_asked_and_judged() -> None:
    file = Path(bench.recall.__path__[0]) / "questions.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        questions = [row["question"] for row in csv.DictReader(lines)]
    assert len(set(questions)) == 40
    assert all(1 <= len(question.split()) <= 4 for question in questions)
    judged = [question for question, _ in read_judgments()]
    assert set(judged) <= set(questions)
    places = [questions.index(question) for question in judged]
    assert all(earlier <= later for earlier, later in pairwise(places))
    facts = {fact for _, fact in read_judgments()}
    text = "".join(
        file.read_text(encoding="utf-8") for file in bundled("seed").glob("reviews/*/facts/*.yaml")
    )
    assert [fact for fact in facts if f"id: {fact}\n" not in text] == []
