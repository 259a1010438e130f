"""The form in which a load stores facts: what was loaded in another one is not answered from.

It changes by itself with the names of the stored sets, with the members of a fact's body and with
the analyser's tables of words. Raise `_GENERATION` where none shows a change: in tables of the
database, in what a set means, in the analyser's rules or in codes.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b

from policyfacts.analyser.stems import TABLES
from policyfacts.schemas.facts import Fact
from policyfacts.schemas.params.filters import COLUMN_FILTERS

# Sets of what facts have through their parties; for those that are not named there are more.
PARTY_SET_NAMES = frozenset(
    "entity party region_named region_members region_any"
    " organization_organs organization_members organization_any".split()
)
# Sets that a load stores beside those of filters by a column; of figures, whatever their number.
SET_NAMES = PARTY_SET_NAMES.union(
    "all topic section review type year year_within date_start date_end term_start term_end"
    " has_figures figure figure_start figure_end figure_measure figure_unit named".split(),
    (f"unnamed_{name}" for name in PARTY_SET_NAMES),
    (f"only_unnamed_{name}" for name in PARTY_SET_NAMES),
)
_GENERATION = 5
# That of a release of which something is missing.
NO_FORMAT = 0


def stored_format(set_names: Iterable[str], members: Iterable[str]) -> int:
    """Return the number of the format with these sets and these members of a fact's body."""
    parts = json.dumps([_GENERATION, sorted(set_names), sorted(members), TABLES])
    return int.from_bytes(blake2b(parts.encode(), digest_size=3).digest(), "big")


def _members_of_facts() -> list[str]:
    """List the members of a fact and of all within it, as `Fact.id` and `Party.role`."""
    schema = Fact.model_json_schema()
    schemas = {"Fact": schema, **schema["$defs"]}
    return [
        f"{name}.{member}"
        for name, part in schemas.items()
        for member in part.get("properties", ())
    ]


STORED_FORMAT = stored_format(SET_NAMES | COLUMN_FILTERS.keys(), _members_of_facts())
