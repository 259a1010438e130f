"""The commands of curators, which need no database: check, words, sheet."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from policyfacts.bundled import bundled
from policyfacts.loader import check as check_seed
from policyfacts.loader import write_words
from policyfacts.loader.sheets import read_sheet, render_sheet
from policyfacts.progress import progress
from policyfacts.terminal import write_line

commands = typer.Typer()
PROGRESS_CONSOLE = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

SeedFolder = Annotated[
    Path | None, typer.Argument(help="Seed folder; the one that comes with the program by default.")
]
Texts = Annotated[
    list[str] | None,
    typer.Option(
        "--text", metavar="REVIEW=FILE", help="The document of a review, where you have it."
    ),
]


def texts_of(options: list[str] | None) -> dict[str, Path]:
    """Return the documents by their reviews; raise BadParameter for what is no REVIEW=FILE."""
    texts: dict[str, Path] = {}
    for option in options or []:
        review, equals, file = option.partition("=")
        if not equals or not file:
            raise typer.BadParameter(f"'{option}' is not REVIEW=FILE", param_hint="--text")
        if review in texts:
            raise typer.BadParameter(f"'{review}' has two texts", param_hint="--text")
        texts[review] = Path(file)
    return texts


@commands.command()
def check(seed: SeedFolder = None, text: Texts = None) -> None:
    """Check a seed folder without a database; with --text, its facts against the document."""
    with progress(PROGRESS_CONSOLE) as advance:
        reviews = check_seed(seed or bundled("seed"), texts_of(text), advance)
    for checked in reviews:
        against = " and against its text" if checked.against_text else ""
        write_line(
            f"{checked.review}: {checked.facts} facts and {checked.sentences} sentences "
            f"checked{against}: nothing wrong"
        )


@commands.command()
def words(
    seed: Annotated[Path, typer.Argument(help="Seed folder.")],
    text: Annotated[
        list[str], typer.Option("--text", metavar="REVIEW=FILE", help="The document of a review.")
    ],
) -> None:
    """Write words.csv of each review whose document is given: the words of its sentences."""
    for word_list in write_words(seed, texts_of(text)):
        count = f"{word_list.words:,} words of {word_list.sentences:,} sentences"
        write_line(f"{seed / word_list.file}: {count}")


@commands.command()
def sheet(
    review: Annotated[str, typer.Argument(help="Id of the review.")],
    text: Annotated[list[str], typer.Option("--text", metavar="REVIEW=FILE", help="Its document.")],
    seed: Annotated[
        Path | None, typer.Option(help="Seed folder; the one that comes with the program.")
    ] = None,
) -> None:
    """Print a page for a second reader: each sentence of a review, and all facts that cite it."""
    texts = texts_of(text)
    if list(texts) != [review]:
        raise typer.BadParameter(f"write {review}=FILE, once", param_hint="--text")
    typer.echo(render_sheet(read_sheet(seed or bundled("seed"), review, texts[review])))
