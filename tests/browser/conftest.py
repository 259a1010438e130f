"""Visitors of a real server with a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor
from tests.chromium import browser, origin

__all__ = ["browser", "new_visitor", "origin", "visitor"]


@pytest.fixture
def new_visitor(browser: Browser, origin: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors with a fresh profile; fails where the browser reports errors."""
    visitors: list[Visitor] = []

    def make(at: str = origin, **profile: Any) -> Visitor:
        visitors.append(Visitor.fresh(browser, at, **profile))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.page.context.close()
    watches = [visitor.watch for visitor in visitors]
    assert [(watch.outside, watch.complaints) for watch in watches] == [([], [])] * len(watches)


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor]) -> Visitor:
    return new_visitor()
