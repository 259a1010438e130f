"""The allocator is told to give memory back, unless the operator has told it otherwise."""

import ctypes
import os
import sys
from types import SimpleNamespace

import pytest

from policyfacts.server.memory import limit_arenas

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glibc alone has arenas")
ARENA_MAX = -8


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """What the allocator is told, in an environment that tells nothing."""
    settings: dict[int, int] = {}
    for name in [name for name in os.environ if name.startswith("MALLOC_")]:
        monkeypatch.delenv(name)
    library = SimpleNamespace(mallopt=settings.__setitem__)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    return settings


def test_all_threads_share_one_arena(options: dict[int, int]) -> None:
    limit_arenas()
    assert options[ARENA_MAX] == 1


def test_what_the_operator_has_set_stays(
    options: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    limit_arenas()
    assert options == {}


def test_other_allocators_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    limit_arenas()
