"""The prefix under which clients see the service: a proxy's, a host application's, or both.

A proxy may strip its prefix or pass it on; either way the service sees what the client asked for.
"""

from collections.abc import Sequence
from urllib.parse import quote

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from policyfacts.http.paths import remember_path
from policyfacts.web.middleware.mounts import redirect_to_slash


class RootPathMiddleware:
    """Puts back the prefix that a proxy has stripped, and notes what the client asked for.

    `stripped` is the prefix, such as `/public/facts`; `folders` are the first parts of the
    service's own paths.
    """

    def __init__(self, app: ASGIApp, stripped: str, folders: frozenset[str]) -> None:
        self.app = app
        self.stripped = stripped
        self.folders = folders

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `path` be the path that the client sees, and `root_path` what comes before ours."""
        if scope["type"] == "http":
            if self.stripped and scope["path"] == self.stripped:
                await redirect_to_slash(scope)(scope, receive, send)
                return
            scope = self._complete(scope)
            missing = "" if self._is_passed_on(scope) else self.stripped
            prefix, path = self.stripped + scope["root_path"], missing + scope["path"]
            raw = missing.encode() + scope["raw_path"]
            # Kept aside: mounts inside the service change the scope of those who handle errors.
            state = remember_path(scope, prefix, path)
            scope = {**scope, "root_path": prefix, "path": path, "raw_path": raw, "state": state}
        await self.app(scope, receive, send)

    def _complete(self, scope: Scope) -> Scope:
        """`path` begins with `root_path`, by the rules of ASGI, and some servers leave it out."""
        prefix = (scope.get("root_path") or "").rstrip("/")
        path, raw = scope["path"], scope.get("raw_path") or quote(scope["path"]).encode()
        missing = "" if path.startswith(f"{prefix}/") else self._left_out(prefix, path)
        raw = quote(missing).encode() + raw
        return {**scope, "root_path": prefix, "path": missing + path, "raw_path": raw}

    def _left_out(self, prefix: str, path: str) -> str:
        """How much of the prefix: all, or what a server was told whose host mounts us below it.

        A server that knows `/api`, which a proxy has stripped, may pass on `/facts/v1` as it is;
        the host then says that `/api/facts` comes before ours.
        """
        for place in reversed(range(1, len(prefix))):
            mount = prefix[place:]
            if mount[0] == "/" and path.startswith(f"{mount}/"):
                inner = path.removeprefix(mount)
                if self._is_ours(inner) or not self._is_ours(path):
                    return prefix[:place]
        return prefix

    def _is_passed_on(self, scope: Scope) -> bool:
        """Whether the prefix stands in the path: one of our paths may well begin with its words.

        Below the prefix `/facts`, what is left of `/facts/facts/by-2013-...` is a fact of ours,
        and `/facts/v1` is the prefix and a path of ours. Below `/policy`, `/policy/nothing` is no
        path of ours either way, and was most likely passed on.
        """
        path = scope["path"]
        if not path.startswith(f"{self.stripped}/"):
            return False
        inner = path.removeprefix(self.stripped).removeprefix(scope["root_path"])
        return self._is_ours(inner) or not self._is_ours(path.removeprefix(scope["root_path"]))

    def _is_ours(self, path: str) -> bool:
        return path.removeprefix("/").partition("/")[0] in self.folders


def first_segments(routes: Sequence[BaseRoute]) -> frozenset[str]:
    """The first part of each path of these routes, such as `v1`; it is empty for the first page."""
    return frozenset(it.path.split("/")[1] for it in iter_route_contexts(routes) if it.path)
