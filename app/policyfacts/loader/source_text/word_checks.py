"""Checks of `words.csv` against the text of its review."""

from collections.abc import Iterable, Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import ReviewSeed
from policyfacts.loader.seed.sentence_words import list_words
from policyfacts.vocabulary import SentenceUse


def words_of_text(review: ReviewSeed) -> dict[str, tuple[str, ...]]:
    """Return the words of each cited sentence of a review whose text was given, by locator."""
    text = review.text or ""
    return {
        record.locator: list_words(text[record.start : record.end])
        for record in (row.record for row in review.sentences)
        if record.use is SentenceUse.CITED
    }


def check_words(review: ReviewSeed) -> Iterator[SeedError]:
    """Yield an error for each sentence that has other words in the text."""
    if not review.words and review.sentences:
        command = f"policyfacts words SEED --text {review.id}=FILE"
        message = f"the words of the text are missing: '{command}' writes them"
        yield SeedError(f"{review.path}/words.csv", 1, message)
    in_text = words_of_text(review)
    for row in review.words:
        locator, listed = row.record.locator, set(row.record.words)
        in_sentence = set(in_text.get(locator, listed))
        if missing := in_sentence - listed:
            yield row.at(f"{locator}: the sentence has {_quote(missing)}, the row has not", "words")
        if added := listed - in_sentence:
            yield row.at(f"{locator}: the row has {_quote(added)}, the sentence has not", "words")


def _quote(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))
