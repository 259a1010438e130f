"""The prefix under which clients see the service: a proxy's, a host application's, or both.

By the rules of ASGI a mount leaves `path` whole and puts its prefix into `root_path`. Some hosts
cut `path` short instead, add a slash to its end, and leave `root_path` as it was (Litestar); the
path that the client requested still stands in `raw_path`. A proxy may strip its prefix or pass it
on. Either way the service sees what the client requested.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from fastapi.routing import iter_route_contexts
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import Scope

from policyfacts.http.response_headers import ResponseHeaders


def restore_mount_path(scope: Scope) -> Scope:
    """Return the scope with the whole path, and with the prefix that comes before ours."""
    path, raw = scope["path"], scope.get("raw_path")
    if raw is None or raw == path.encode():
        return scope
    # Else a client could make URLs in responses lead to another host: `//elsewhere/v1`.
    requested = re.sub("/+", "/", unquote(raw.partition(b"?")[0].decode("ascii", "replace")))
    inner = path if requested.endswith(path) else path.rstrip("/")
    if requested == path or not requested.endswith(inner):
        return scope
    prefix = requested.removesuffix(inner)
    root_path = _join_prefixes(prefix, scope.get("root_path", ""), path)
    return {**scope, "root_path": root_path, "path": prefix + inner}


def _join_prefixes(cut: str, root_path: str, path: str) -> str:
    """Return what comes before ours, of a prefix that was cut and the `root_path` of the host."""
    if root_path.endswith(cut):
        return root_path
    # A host within the one that has cut mounts as it should, and leaves its prefix in the path.
    is_inside = path.startswith(f"{root_path}/") and not cut.startswith(root_path)
    return cut + root_path if is_inside else cut


def is_mount_root(scope: Scope, stripped: str = "") -> bool:
    """Tell whether only a prefix was requested, from which relative URLs would lead astray.

    `stripped` is the prefix that a proxy may have stripped, if there is one.
    """
    return bool(scope["path"]) and scope["path"] in (scope.get("root_path"), stripped)


class RootPath:
    """The prefix that a proxy may have stripped, such as `/public/facts`.

    `first_segments` are the first segments of the service's own paths.
    """

    def __init__(self, stripped: str, first_segments: frozenset[str]) -> None:
        self.stripped = stripped
        self.first_segments = first_segments

    def complete(self, scope: Scope) -> Scope:
        """Return a scope whose `path` is what the client sees, `root_path` what comes before ours.

        It is a copy, with a copy of its state: all within the service share it, and may change it.
        """
        root_path, path = (scope.get("root_path") or "").rstrip("/"), scope["path"]
        raw_path = scope.get("raw_path") or quote(path).encode()
        if not path.startswith(f"{root_path}/"):
            # By the rules of ASGI `path` begins with `root_path`; some servers leave it out.
            missing = self._left_out(root_path, path)
            path, raw_path = missing + path, quote(missing).encode() + raw_path
        if self.stripped and not self._is_passed_on(root_path, path):
            path, raw_path = self.stripped + path, self.stripped.encode() + raw_path
        prefix = self.stripped + root_path
        # Kept aside: mounts inside the service change the scope of those who handle errors.
        own = {"prefix": prefix, "path": path, "service_path": path.removeprefix(prefix)}
        state = {"response_headers": ResponseHeaders(), **scope.get("state", {}), **own}
        return {**scope, "root_path": prefix, "path": path, "raw_path": raw_path, "state": state}

    def first_segment(self, scope: Scope) -> str:
        """Return the first segment of the path that the service will see."""
        path: str = scope["path"]
        if self.stripped or scope.get("root_path"):
            path = self.complete(scope)["state"]["service_path"]
        return path.removeprefix("/").partition("/")[0]

    def _left_out(self, prefix: str, path: str) -> str:
        """Return the part of the prefix that the path lacks: all, or what comes before a mount.

        A server that knows `/api`, which a proxy has stripped, may pass on `/facts/v1` as it is;
        the host then says that `/api/facts` comes before ours.
        """
        for index in reversed(range(1, len(prefix))):
            mount = prefix[index:]
            if mount[0] == "/" and path.startswith(f"{mount}/"):
                inner = path.removeprefix(mount)
                if self._is_ours(inner) or not self._is_ours(path):
                    return prefix[:index]
        return prefix

    def _is_passed_on(self, root_path: str, path: str) -> bool:
        """Tell whether the prefix stands in the path: our paths may well begin with its words.

        Below the prefix `/facts`, what is left of `/facts/facts/by-2013-...` is a fact of ours,
        and `/facts/v1` is the prefix and a path of ours. Below `/policy`, `/policy/nothing` is no
        path of ours either way, and was most likely passed on.
        """
        if not path.startswith(f"{self.stripped}/"):
            return False
        inner = path.removeprefix(self.stripped).removeprefix(root_path)
        return self._is_ours(inner) or not self._is_ours(path.removeprefix(root_path))

    def _is_ours(self, path: str) -> bool:
        return path.removeprefix("/").partition("/")[0] in self.first_segments


def redirect_to_slash(scope: Scope) -> Response:
    """Redirect to the first page, with the query."""
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{quote(scope['path'])}/{query and f'?{query}'}", 307)


def first_segments(routes: Sequence[BaseRoute]) -> frozenset[str]:
    """Return the first segment of each path of routes, such as `v1`; empty for the first page."""
    return frozenset(
        route.path.split("/")[1] for route in iter_route_contexts(routes) if route.path
    )
