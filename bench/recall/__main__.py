"""`python -m bench.recall --text by-2013=FILE`: how well words find the facts of the bundled seed.

Recall: of two content words drawn from a sentence, three draws for each sentence that is cited,
how many find a fact that cites it. Precision: of the first ten answers to short questions, how
many a reader judged right; the judgments are kept in `judgments.csv`. Neighbours: names of
countries that find other facts by words of sentences than without them, which is a fault.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench.recall.draws import DRAWS, draw_questions
from bench.recall.judging import judge, read_judgments, write_unjudged
from bench.recall.neighbours import list_country_names
from bench.recall.service import MODES, Asker, Mode, open_asker, read_sentences

_console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def main() -> None:
    """Measure, print the results, and exit with 1 where a country's name finds more facts."""
    options = _options()
    review, _, file = options.text.partition("=")
    text = Path(file)
    with tempfile.TemporaryDirectory(prefix="policyfacts-recall-") as folder:
        url = options.database or f"sqlite:///{folder}/recall.db"
        with open_asker(url, {review: text}, is_loaded=options.database is not None) as asker:
            for mode in MODES:
                _console.print(f"text_match={mode}: {_recall(asker, review, text, mode, options)}")
            for mode in MODES:
                _console.print(f"text_match={mode}: {_precision(asker, mode, options.unjudged)}")
            more = _neighbours(asker, options.counts)
    sys.exit(1 if more else 0)


def _recall(asker: Asker, review: str, text: Path, mode: Mode, options: argparse.Namespace) -> str:
    sentences = read_sentences(review, text.read_text(encoding="utf-8"))
    questions = list(draw_questions(sentences, options.draws, options.seed))
    hits = sum(
        any(locator in fact.locators for fact in asker.ask(question, mode))
        for locator, question in questions
    )
    return (
        f"{hits} of {len(questions)} draws of two words from {len(sentences)} sentences find a "
        f"fact that cites the sentence: {hits / len(questions):.1%}"
    )


def _precision(asker: Asker, mode: Mode, unjudged: Path | None) -> str:
    answers = judge(asker, mode, read_judgments())
    if unjudged is not None:
        write_unjudged(unjudged, answers)
    right, wrong = (sum(answer.right is value for answer in answers) for value in (True, False))
    helped = len({answer.question for answer in answers if answer.right})
    judged = right + wrong
    return (
        f"{len(answers)} answers among the first ten, {right} right, {wrong} wrong, "
        f"{len(answers) - judged} not judged; {right / max(judged, 1):.1%} of the judged are "
        f"right; {helped} questions have a right answer"
    )


def _neighbours(asker: Asker, counts: Path | None) -> int:
    """Print each country's name that finds more facts by words of sentences; return how many."""
    names = list_country_names()
    ids_of = {name: [asker.ids(name, mode) for mode in MODES] for name in names}
    if counts is not None:
        rows = (f"{name}\t{len(ids[-1])}\n" for name, ids in ids_of.items())
        counts.write_text("".join(rows), encoding="utf-8")
    more = [name for name, ids in ids_of.items() if any(each != ids[0] for each in ids)]
    for name in more:
        _console.print(f"{name}: {[len(ids) for ids in ids_of[name]]}")
    _console.print(f"{len(names)} names of countries: {len(more)} find more facts by sentences")
    return len(more)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.recall", description=__doc__)
    parser.add_argument("--text", required=True, metavar="REVIEW=FILE", help="the document")
    parser.add_argument("--draws", type=int, default=DRAWS, help=f"for each sentence ({DRAWS})")
    parser.add_argument("--seed", type=int, default=1, help="another number, other words (1)")
    parser.add_argument("--database", help="a database that holds the bundled seed already")
    parser.add_argument("--unjudged", type=Path, help="write answers to be judged to this file")
    parser.add_argument("--counts", type=Path, help="write what names of countries find here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
