"""The content of a citation, whatever its format."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policyfacts.wording.dates_and_figures import say_count

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class CitationKind(StrEnum):
    """The kind of a citation."""

    FACT = "fact"
    QUERY = "query"


@dataclass(frozen=True)
class Citation:
    """A citation of a fact, or of the facts that match a query.

    `title` is the statement of the fact, or the query in words. `authors` are the publishers whose
    account it is. `reviews` are the titles of the reviews, with their years; `locators` the
    sentences, for a fact. `key` names it inside a list of references: the id of the fact, or a
    digest of the query. `url` is None where a query is too long for one. `issued` is the day
    on which the release was loaded.
    """

    kind: CitationKind
    key: str
    title: str
    authors: tuple[str, ...]
    dataset: str
    release: str
    license: str
    issued: date
    url: str | None
    accessed: date
    reviews: tuple[str, ...]
    locators: tuple[str, ...]
    facts: int

    def note(self) -> str:
        """Say where it comes from: sentences of the review, or the number of facts and reviews."""
        if self.kind is CitationKind.QUERY:
            count = say_count(self.facts)
            return f"{count} from {'; '.join(self.reviews)}" if self.reviews else count
        return f"{'; '.join(self.reviews)}: {', '.join(self.locators)}"


def one_line(text: str) -> str:
    """Drop line breaks and control characters, which end a field in most formats."""
    return " ".join(_CONTROLS.sub(" ", text).split())
