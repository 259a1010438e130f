"""A browser and a served service for the tests of cards."""

from tests.chromium import browser, origin

__all__ = ["browser", "origin"]
