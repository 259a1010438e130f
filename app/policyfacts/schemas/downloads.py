"""Files of the whole release."""

from typing import Any

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import FacetValue, Meta, Page


class DownloadLinks(ResponseModel):
    """Addresses."""

    self: str


class Download(ResponseModel):
    """A file that holds the whole release."""

    name: str
    media_type: str
    bytes: int = Field(description="Size.")
    sha256: str = Field(description="Checksum, in hex digits.")
    rows: int = Field(description="Records in the file, those of all its tables together.")
    description: str
    links: DownloadLinks


class DownloadList(ResponseModel):
    """The files of the current release."""

    items: list[Download]
    page: Page
    facets: dict[str, list[FacetValue]]
    license_url: str
    meta: Meta


class Catalog(ResponseModel):
    """The catalogue for data portals: DCAT-AP in JSON-LD, whose terms `@context` explains."""

    context: dict[str, Any] = Field(alias="@context")
    id: str = Field(alias="@id")
    type: str = Field(alias="@type")
