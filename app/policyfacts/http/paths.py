"""What the client asked for, below which prefix: noted once, before anything inside changes it."""

from starlette.types import Scope


def remember_path(scope: Scope, prefix: str, path: str) -> dict[str, object]:
    """The state of a request, with the prefix and the whole path as the client sees them."""
    return {**scope.get("state", {}), "prefix": prefix, "path": path}


def mount_prefix(scope: Scope) -> str:
    """What comes before the paths of the service, as clients see them."""
    return str(scope["state"]["prefix"])


def original_path(scope: Scope) -> str:
    """The path as clients see it."""
    return str(scope["state"]["path"])


def service_path(scope: Scope) -> str:
    """The path without the prefix: one of the service's own."""
    return original_path(scope).removeprefix(mount_prefix(scope))
