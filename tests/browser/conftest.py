"""Somebody who looks at the pages of a real server, in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.types import ASGIApp

from tests.architecture.serving import serving
from tests.browser.page_reader import Reader
from tests.chromium import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def origin(app: ASGIApp) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def new_reader(browser: Browser, origin: str) -> Iterator[Callable[..., Reader]]:
    """Makes somebody with a fresh profile; the browser must have nothing to complain of."""
    readers: list[Reader] = []

    def make(at: str = origin, **profile: Any) -> Reader:
        readers.append(Reader.fresh(browser, at, **profile))
        return readers[-1]

    yield make
    for it in readers:
        it.page.context.close()
    assert [(it.watch.outside, it.watch.complaints) for it in readers] == [([], [])] * len(readers)


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()
