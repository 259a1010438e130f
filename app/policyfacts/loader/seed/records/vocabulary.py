"""The shape of `dataset.yaml` and of the files below `vocabulary/`."""

from typing import Annotated

from pydantic import Field

from policyfacts.loader.seed.records.base import Name, Record, Slug, Text
from policyfacts.vocabulary import FactKind


class DatasetRecord(Record):
    """`dataset.yaml`: what the whole is called and under which terms it may be used."""

    title: Text
    description: Text
    release: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._]*$", max_length=40)]
    license: Text
    license_url: Text
    contact: Text
    citation: Text


class TopicRecord(Record):
    """A topic; those of the first level hold narrower ones."""

    id: Slug
    name: Name
    description: Text
    plover: str | None = None
    narrower: tuple["TopicRecord", ...] = ()


class PloverRecord(Record):
    """The PLOVER code of a type of facts."""

    type: Text
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


class TypeRecord(Record):
    """A type of facts; with `setting`, the PLOVER mode follows from who takes part where."""

    id: Slug
    kind: FactKind
    name: Name
    description: Text
    plover: PloverRecord | None
    setting: bool = False


class MeasureRecord(Record):
    """A measure; `currency` among its units stands for any ISO 4217 code."""

    id: Slug
    name: Name
    description: Text
    units: Annotated[tuple[Text, ...], Field(min_length=1)]
