"""The field's terms that a sentence has stand in a statement too."""

from collections.abc import Iterator

from policyfacts.loader.rules.phrases import Phrases
from policyfacts.loader.rules.rule import CuratedReview, Violation
from policyfacts.loader.seed.records import StatementSense
from policyfacts.loader.source_text.name_finder import words_of


def terms(review: CuratedReview) -> Iterator[Violation]:
    """Find terms of cited sentences that no statement of a fact citing them has."""
    phrases = Phrases(review.seed_index.statement_words, (StatementSense.TERM,))
    for sentence in review.sentences.values():
        if not sentence.facts:
            continue
        statements = [words_of(fact.statement) for fact in sentence.facts]
        present = {match.group.id for words in statements for match in phrases.find(words)}
        for match in phrases.find(sentence.words):
            is_part_of_name = any(
                name.start <= match.start
                and match.end <= name.end
                and match.end - match.start < name.end - name.start
                for name in sentence.names
            )
            if match.group.id in present or is_part_of_name:
                continue
            present.add(match.group.id)
            text = match.text(sentence.words)
            message = f"'{text}': no statement of a fact citing it has this term"
            on = (sentence.locator, *(fact.id for fact in sentence.facts))
            yield Violation(sentence.at(message), on, (text,))
