"""The path of a request is restored, whatever a host has cut from it."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.web.middleware.mounts import is_mount_root, restore_mount_path


def scope_of(path: str, raw_path: str | None, root_path: str = "") -> dict[str, Any]:
    raw = {} if raw_path is None else {"raw_path": raw_path.encode()}
    return {"type": "http", "path": path, "root_path": root_path, **raw}


def paths_of(scope: Any) -> tuple[str, str]:
    """Return the path of the mount, and the whole path."""
    return scope["root_path"], scope["path"]


@pytest.mark.parametrize(
    ("path", "raw_path", "root_path", "expected"),
    [
        # As ASGI has it: by itself, mounted, without a raw path.
        ("/v1/facts", "/v1/facts", "", ("", "/v1/facts")),
        ("/in/v1/facts", "/in/v1/facts", "/in", ("/in", "/in/v1/facts")),
        ("/in/v1/é", "/in/v1/%C3%A9", "/in", ("/in", "/in/v1/é")),
        ("/v1/facts", None, "/in", ("/in", "/v1/facts")),
        # Cut short, with a slash at the end, as Litestar does it.
        ("/v1/facts/", "/in/v1/facts", "", ("/in", "/in/v1/facts")),
        ("/v1/facts/", "/in/v1/facts/", "", ("/in", "/in/v1/facts/")),
        ("/v1/é/", "/in/v1/%C3%A9", "", ("/in", "/in/v1/é")),
        ("/v1/facts/", "/a/in/v1/facts?limit=3", "/a", ("/a/in", "/a/in/v1/facts")),
        ("/", "/in/", "", ("/in", "/in/")),
        ("/", "/in", "", ("/in", "/in")),
        # Cut short, with the prefix where it belongs.
        ("/v1/facts", "/in/v1/facts", "/in", ("/in", "/in/v1/facts")),
        # Cut short by a host around another, which mounts properly; below a prefix like a path.
        ("/in/v1/facts/", "/out/in/v1/facts", "/in", ("/out/in", "/out/in/v1/facts")),
        ("/v1/facts/", "/v1/in/v1/facts", "/v1", ("/v1/in", "/v1/in/v1/facts")),
        # Slashes never make another host of a prefix.
        ("/v1/facts/", "//elsewhere/v1/facts", "", ("/elsewhere", "/elsewhere/v1/facts")),
        # What fits nothing is left alone.
        ("/v1/facts", "/other", "", ("", "/v1/facts")),
    ],
)
def test_prefix_is_restored(
    path: str, raw_path: str | None, root_path: str, expected: tuple[str, str]
) -> None:
    assert paths_of(restore_mount_path(scope_of(path, raw_path, root_path))) == expected


PATHS = st.text(st.sampled_from("ab/é %?."), max_size=8).map(lambda path: f"/{path}")


@given(path=PATHS)
def test_whole_path_is_left_alone(path: str) -> None:
    scope = scope_of(path, quote(path))
    if "//" not in path:
        assert paths_of(restore_mount_path(scope)) == ("", path)


@given(path=PATHS, raw_path=PATHS)
def test_no_prefix_begins_with_two_slashes(path: str, raw_path: str) -> None:
    root_path, _ = paths_of(restore_mount_path(scope_of(path, raw_path)))
    assert not root_path.startswith("//")


@pytest.mark.parametrize(
    ("path", "root_path", "bare"),
    [("/in", "/in", True), ("/in/", "/in", False), ("", "", False), ("/", "", False)],
)
def test_prefix_without_a_slash_is_recognised(path: str, root_path: str, bare: bool) -> None:
    assert is_mount_root(scope_of(path, path, root_path)) == bare
