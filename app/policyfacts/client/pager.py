"""The items of all pages of a list, fetched as they are needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

from policyfacts.client.calls import Call
from policyfacts.client.frames import pandas_frame, polars_frame
from policyfacts.client.models.answers import ItemList, table
from policyfacts.client.models.base import Model

I_co = TypeVar("I_co", bound=Model, covariant=True)


class Items(Generic[I_co]):
    """Items in order, fetched anew by each iteration.

    A release that is loaded meanwhile ends one with `StaleCursor`: two releases are never mixed.
    """

    def __init__(self, ask: Callable[[Call[Any]], Any], first: Call[ItemList[I_co]]) -> None:
        self._ask = ask
        self._first = first

    def pages(self) -> Iterator[ItemList[I_co]]:
        """Iterate over the pages; there is at least one."""
        call: Call[ItemList[I_co]] | None = self._first
        while call is not None:
            page: ItemList[I_co] = self._ask(call)
            yield page
            call = _next_call(call, page)

    def __iter__(self) -> Iterator[I_co]:
        for page in self.pages():
            yield from page.items

    def to_pandas(self) -> Any:
        """Return all items as one pandas data frame."""
        return pandas_frame(*table(list(self.pages())))

    def to_polars(self) -> Any:
        """Return all items as one polars data frame."""
        return polars_frame(*table(list(self.pages())))


class AsyncItems(Generic[I_co]):
    """Items in order, to be iterated with `async for`."""

    def __init__(
        self, ask: Callable[[Call[Any]], Awaitable[Any]], first: Call[ItemList[I_co]]
    ) -> None:
        self._ask = ask
        self._first = first

    async def pages(self) -> AsyncIterator[ItemList[I_co]]:
        """Iterate over the pages; there is at least one."""
        call: Call[ItemList[I_co]] | None = self._first
        while call is not None:
            page: ItemList[I_co] = await self._ask(call)
            yield page
            call = _next_call(call, page)

    async def __aiter__(self) -> AsyncIterator[I_co]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def to_pandas(self) -> Any:
        """Return all items as one pandas data frame."""
        return pandas_frame(*table([page async for page in self.pages()]))

    async def to_polars(self) -> Any:
        """Return all items as one polars data frame."""
        return polars_frame(*table([page async for page in self.pages()]))


def _next_call(call: Call[ItemList[I_co]], page: ItemList[I_co]) -> Call[ItemList[I_co]] | None:
    """Return the call for the page after this one, if there is one."""
    return call.following(page.page.next) if page.page.next is not None else None
