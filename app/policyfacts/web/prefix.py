"""The prefix under which clients see the service: a proxy's, a host application's, or both."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Adds a prefix that a proxy in front has stripped."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `root_path` be what comes before the paths of the service."""
        if self.prefix and scope["type"] == "http":
            scope = {**scope, "root_path": self.prefix + scope.get("root_path", "")}
        await self.app(scope, receive, send)


def seen_path(scope: Scope) -> str:
    """The path as clients see it."""
    prefix, path = scope.get("root_path", ""), str(scope["path"])
    return path if not prefix or path.startswith(f"{prefix}/") else prefix + path
