"""Models of `dataset.yaml` and of the files below `vocabulary/`."""

from typing import Annotated

from pydantic import Field

from policyfacts.loader.seed.records.base import Name, Names, Record, Slug, Text, Truth
from policyfacts.vocabulary import Basis, FactKind, Role, WordSense

# The closed lists of the PLOVER manual, version 2.0 draft.
PLOVER_TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)
PLOVER_MODES = frozenset(
    "visit third-party multilateral phone withdraw release disarm ceasefire access resign assist "
    "change yield meet disapprove investigate allege restrict arrest relations expel territory "
    "violence".split()
)
PLOVER_CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy "
    "pro_autocracy economic legal reparations human_rights rights_freedoms repression "
    "human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping "
    "health asylum migration disasters natural_resource environment technology terrorism cbrn "
    "cyber misinformation crime corruption illegal_drugs trafficking".split()
)


class DatasetRecord(Record):
    """`dataset.yaml`: the title of the data and its terms of use."""

    title: Text
    description: Text
    release: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._]*$", max_length=40)]
    license: Text
    license_url: Text
    contact: Text
    citation: Text


class TopicRecord(Record):
    """A topic; those of the first level hold narrower ones.

    Facts have it whose statement holds one of `words`, or in which one of `parties` acts; only
    `policyfacts check` asks for these.
    """

    id: Slug
    name: Name
    aliases: Names = ()
    description: Text
    plover: str | None = None
    words: Annotated[tuple[Text, ...], Field(exclude=True)] = ()
    parties: Annotated[tuple[Text, ...], Field(exclude=True)] = ()
    narrower: tuple["TopicRecord", ...] = ()


class PloverRecord(Record):
    """The PLOVER code of a type of facts."""

    type: Text
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


class TypeRecord(Record):
    """A type of facts; with `setting`, the PLOVER mode follows from who takes part where.

    Facts of the type have `topics`, or narrower ones, as `policyfacts check` demands.
    """

    id: Slug
    kind: FactKind
    name: Name
    aliases: Names = ()
    description: Text
    plover: PloverRecord | None
    setting: Truth = False
    topics: Annotated[tuple[Text, ...], Field(exclude=True)] = ()


class MeasureRecord(Record):
    """A measure; `currency` among its units stands for any ISO 4217 code.

    Figures of it have its `basis`, as `policyfacts check` demands.
    """

    id: Slug
    name: Name
    aliases: Names = ()
    description: Text
    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    basis: Annotated[Basis | None, Field(exclude=True)] = None


class QuestionWordsRecord(Record):
    """Words by language that do the same in a question; docs/asking.md says how each is read.

    `reads` has values of filters; `origin` and `destination` are the roles of the two ends of a
    type. Where a question has a value of `yields_to` otherwise, the words say nothing.
    """

    id: Slug
    sense: WordSense
    reads: dict[str, Text] = Field(default_factory=dict)
    number: Annotated[int, Field(strict=True, ge=-12, le=12)] | None = None
    origin: Role | None = None
    destination: Role | None = None
    yields_to: Text | None = None
    words: dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], tuple[Name, ...]] = Field(
        default_factory=dict
    )
