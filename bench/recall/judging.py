"""Answers to short questions, and what a reader judged of them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.recall.service import Asker, Mode

_FOLDER = Path(__file__).parent
_SHOWN = 10
Judgments = Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Answer:
    """An answer to a question; `right` is None where nobody has judged it."""

    question: str
    fact: str
    statement: str
    right: bool | None


def read_judgments() -> Judgments:
    """Read which facts answer which questions, as a reader judged."""
    return {
        (row["question"], row["fact"]): {"yes": True, "no": False}[row["right"]]
        for row in _rows("judgments.csv")
    }


def judge(asker: Asker, mode: Mode, judgments: Judgments) -> list[Answer]:
    """Ask all questions, and return the first ten answers to each with the judgments of them."""
    return [
        Answer(question, fact.id, fact.statement, judgments.get((question, fact.id)))
        for question in (row["question"] for row in _rows("questions.csv"))
        for fact in asker.ask(question, mode, _SHOWN)
    ]


def write_unjudged(path: Path, answers: Iterable[Answer]) -> None:
    """Write the answers that nobody has judged, with their statements for the reader."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("question", "fact", "right", "statement"))
        rows.writerows(
            (answer.question, answer.fact, "", answer.statement)
            for answer in answers
            if answer.right is None
        )


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
