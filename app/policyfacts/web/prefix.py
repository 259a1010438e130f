"""The prefix under which clients see the service: a proxy's, a host application's, or both.

A proxy may strip its prefix or pass it on; either way the service sees what the client asked for.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Puts back the prefix that a proxy has stripped, and notes what the client asked for."""

    def __init__(self, app: ASGIApp, stripped: str) -> None:
        self.app = app
        self.stripped = stripped

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `path` be the path that the client sees, and `root_path` what comes before ours."""
        if scope["type"] == "http":
            missing = "" if scope["path"].startswith(f"{self.stripped}/") else self.stripped
            prefix, path = self.stripped + scope.get("root_path", ""), missing + scope["path"]
            # Kept aside: mounts inside the service change the scope of those who handle errors.
            seen = {"prefix": prefix, "path": path}
            raw = missing.encode() + scope.get("raw_path", scope["path"].encode())
            state = {**scope.get("state", {}), **seen}
            scope = {**scope, "root_path": prefix, "path": path, "raw_path": raw, "state": state}
        await self.app(scope, receive, send)


def seen_prefix(scope: Scope) -> str:
    """What comes before the paths of the service, as clients see them."""
    return str(scope["state"]["prefix"])


def seen_path(scope: Scope) -> str:
    """The path as clients see it."""
    return str(scope["state"]["path"])
