"""Generated questions are asked here too."""

from tests.search.conftest import world, worlds

__all__ = ["world", "worlds"]
