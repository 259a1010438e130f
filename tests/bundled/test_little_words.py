"""Little words, which need not match, are nobody's name, acronym or code."""

from policyfacts.analyser.folding import fold
from policyfacts.analyser.little_words import LITTLE_WORDS
from policyfacts.settings import Settings
from tests.databases import opened
from tests.search.corpus import read_names


def test_little_word_is_no_name_acronym_or_code(bundled_settings: Settings) -> None:
    with opened(bundled_settings) as database, database.read_transaction() as connection:
        names = [name for listed in read_names(connection).values() for name in listed]
    assert "un" in set(map(fold, names))
    # Codes of Andorra and, with the EU, of Greece; nobody searches texts for them.
    assert LITTLE_WORDS & set(map(fold, names)) == {"and", "el"}
