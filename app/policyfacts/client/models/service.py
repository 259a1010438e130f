"""The service itself: what it holds, its vocabulary, reviews, releases, files and health."""

import datetime
from collections.abc import Mapping

from policyfacts.client.models.answers import ItemList, Meta
from policyfacts.client.models.base import Model
from policyfacts.client.models.entities import Links, Named


class Release(Model):
    """What is loaded; equal data has an equal id wherever it is loaded."""

    id: str
    loaded_at: datetime.datetime


class Holdings(Model):
    """How much is held."""

    facts: int
    reviews: int
    topics: int
    entities: Mapping[str, int]


class Overview(Model):
    """The entrance: what is held, under which terms, and where to go."""

    title: str
    description: str
    release: Release
    license: str
    license_url: str
    contact: str
    citation: str
    counts: Holdings
    links: Mapping[str, str]


class Section(Model):
    """A section of a review."""

    id: str
    title: str
    sentences: int
    cited: int
    facts: int
    links: Mapping[str, str]


class Coverage(Model):
    """How much of the review is in the facts."""

    sentences: int
    cited: int
    context: int
    text_held: bool


class Review(Model):
    """A government's account of its foreign policy in one year."""

    id: str
    title: str
    country: Named
    publisher: Named
    year: int
    url: str
    language: str
    sha256: str
    coverage: Coverage
    facts: int
    links: Links


class ReviewList(ItemList[Review]):
    """Reviews, the newest first."""


class ReviewProfile(Review):
    """A review with its sections."""

    sections: tuple[Section, ...]
    context: tuple[str, ...]
    meta: Meta


class ListedValue(Model):
    """A word of a closed list."""

    value: str
    description: str


class FactType(Model):
    """A type of facts."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    description: str
    facts: int


class Measure(Model):
    """A measure of figures, and the units that it may carry."""

    id: str
    name: str
    aliases: tuple[str, ...]
    description: str
    units: tuple[str, ...]


class Vocabulary(Model):
    """Every closed list, with descriptions."""

    types: tuple[FactType, ...]
    measures: tuple[Measure, ...]
    kinds: tuple[ListedValue, ...]
    statuses: tuple[ListedValue, ...]
    forms: tuple[ListedValue, ...]
    levels: tuple[ListedValue, ...]
    roles: tuple[ListedValue, ...]
    bounds: tuple[ListedValue, ...]
    bases: tuple[ListedValue, ...]
    precisions: tuple[ListedValue, ...]
    trends: tuple[ListedValue, ...]
    link_types: tuple[ListedValue, ...]
    entity_kinds: tuple[ListedValue, ...]
    organization_types: tuple[ListedValue, ...]
    instrument_types: tuple[ListedValue, ...]
    meta: Meta


class ChangeCounts(Model):
    """How many facts a load added, changed and withdrew."""

    added: int
    changed: int
    withdrawn: int


class ReleaseLinks(Model):
    """Addresses."""

    changes: str


class PastRelease(Model):
    """A state that a load brought the data to."""

    id: str
    loaded_at: datetime.datetime
    facts: int
    changes: ChangeCounts
    links: ReleaseLinks


class ReleaseList(ItemList[PastRelease]):
    """Releases, the newest first."""


class ChangeLinks(Model):
    """Addresses."""

    fact: str


class FactChange(Model):
    """What one load did to one fact; `replaced_by` is the successor of a withdrawn one."""

    id: str
    change: str
    release: str
    loaded_at: datetime.datetime
    replaced_by: str | None
    reason: str | None
    links: ChangeLinks


class ChangeList(ItemList[FactChange]):
    """Changes, the oldest first unless asked for otherwise."""


class DownloadLinks(Model):
    """Addresses."""

    self: str


class Download(Model):
    """A file that holds the whole release."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    rows: int
    description: str
    links: DownloadLinks


class DownloadList(ItemList[Download]):
    """The files of the current release."""

    license_url: str


class Alive(Model):
    """The process answers."""

    status: str


class Ready(Model):
    """The database answers and holds a release."""

    status: str
    release: str
    version: str
