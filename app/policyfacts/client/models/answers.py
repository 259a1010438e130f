"""Lists, and what they hold beside the items: page, facets and notes about the answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, get_args

from policyfacts.client.columns import Columns
from policyfacts.client.frames import pandas_frame, polars_frame
from policyfacts.client.models.base import Model

I_co = TypeVar("I_co", bound=Model, covariant=True)


class Page(Model):
    """The part of the result that the items are; `next` is null on the last page."""

    limit: int
    count: int
    total: int
    next: str | None


class Count(Model):
    """A value with the number of facts that have it."""

    value: str
    label: str
    count: int


class FacetValue(Count):
    """A value of a facet: `count` is what the total would be with it alone."""

    selected: bool
    toggle_url: str | None


class Meta(Model):
    """Notes about the answer as a whole; `query` is the question as it was understood."""

    release: str
    query: Mapping[str, Any]
    license: str
    citation: str
    warnings: tuple[str, ...]


class ItemList(Model, Generic[I_co]):
    """One page of a list."""

    items: tuple[I_co, ...]
    page: Page
    facets: Mapping[str, tuple[FacetValue, ...]]
    meta: Meta

    def __iter__(self) -> Iterator[I_co]:  # type: ignore[override] # pydantic's: names and values
        """Iterate over the items of this page alone."""
        return iter(self.items)

    def frame_columns(self) -> Columns:
        """Return the columns of its data frame."""
        item: type[Model] = get_args(type(self).model_fields["items"].annotation)[0]
        return item.columns()

    def to_pandas(self) -> Any:
        """Return this page as a pandas data frame."""
        return pandas_frame(*table([self]))

    def to_polars(self) -> Any:
        """Return this page as a polars data frame."""
        return polars_frame(*table([self]))


def table(pages: Sequence[ItemList[Any]]) -> tuple[Columns, list[Any]]:
    """Return the columns and the items of one table of all pages."""
    return pages[0].frame_columns(), [item for page in pages for item in page.items]
