"""Which facts hold words: by stored sets of ordinals, and side by side by the index of texts.

Words come in their stored spelling, letters and digits alone: nothing in them is syntax.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, text

from policyfacts.models.search import INDEX

Phrase: TypeAlias = Sequence[str]

# One parameter for all words: a statement with as many as there are would be another each time.
_SETS = {
    "sqlite": text(
        "SELECT word, field, members FROM word_sets "
        "WHERE word IN (SELECT value FROM json_each(:words))"
    ),
    "postgresql": text(
        "SELECT word, field, members FROM word_sets WHERE word = ANY(CAST(:words AS text[]))"
    ),
}
# PostgreSQL's index has no positions. Facts that hold the words come from it, and are then checked
# field by field.
_SIDE_BY_SIDE = {
    "sqlite": text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :phrase"),
    "postgresql": text(
        "SELECT fact_number FROM fact_texts WHERE "
        "(statement || names || topics) @@ CAST(:words AS tsquery) AND "
        "(statement @@ CAST(:phrase AS tsquery) OR names @@ CAST(:phrase AS tsquery) "
        "OR topics @@ CAST(:phrase AS tsquery))"
    ),
}


def read_word_sets(connection: Connection, words: Iterable[str]) -> list[tuple[str, str, bytes]]:
    """Read, for each word and each field that any fact has it in, the set of these facts."""
    database = connection.dialect.name
    rows = connection.execute(_SETS[database], {"words": _LISTS[database](sorted(set(words)))})
    return [(word, field, members) for word, field, members in rows]


def find_phrase(connection: Connection, phrase: Phrase) -> Sequence[int]:
    """List numbers of the facts in which these words stand side by side."""
    database = connection.dialect.name
    return connection.scalars(_SIDE_BY_SIDE[database], _PHRASES[database](phrase)).all()


def _for_fts5(phrase: Phrase) -> dict[str, str]:
    return {"phrase": f'"{" ".join(phrase)}"'}


def _for_tsquery(phrase: Phrase) -> dict[str, str]:
    return {"phrase": " <-> ".join(phrase), "words": " & ".join(phrase)}


_LISTS: dict[str, Callable[[list[str]], str | list[str]]] = {
    "sqlite": json.dumps,
    "postgresql": list,
}
_PHRASES = {"sqlite": _for_fts5, "postgresql": _for_tsquery}
