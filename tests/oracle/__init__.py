"""A second opinion: which facts match a query, worked out by looking at one fact after the other.

Written from the design (sections 3 and 5) and not from the code under test. It works over the facts
as the API shows them and over the seed files, which it reads for itself. Queries are parameters
with canonical ids; a query may have clauses under `all`, `any` and `not`. Of the service it uses
only the stems of words.
"""

from tests.oracle.counting import (
    count_entities,
    count_facets,
    count_groups,
    count_topics,
    entities_of,
)
from tests.oracle.facts import (
    DIMENSIONS,
    PARTY_LISTS,
    Fact,
    countries_of,
    organizations_of,
    parties_of,
    regions_of,
    topics_of,
    with_parties_that_count,
    written_parties_of,
)
from tests.oracle.filters import Params, answer_figures, find, find_ids
from tests.oracle.reference import Reference, read_reference
from tests.oracle.texts import sentence_words_of, texts_of
from tests.oracle.times import days

__all__ = [
    "DIMENSIONS",
    "PARTY_LISTS",
    "Fact",
    "Params",
    "Reference",
    "answer_figures",
    "count_entities",
    "count_facets",
    "count_groups",
    "count_topics",
    "countries_of",
    "days",
    "entities_of",
    "find",
    "find_ids",
    "organizations_of",
    "parties_of",
    "read_reference",
    "regions_of",
    "sentence_words_of",
    "texts_of",
    "topics_of",
    "with_parties_that_count",
    "written_parties_of",
]
