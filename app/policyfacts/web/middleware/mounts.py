"""What was asked, where a host that mounts the service tells half of it.

By the rules of ASGI a mount leaves `path` whole and puts its prefix into `root_path`. Some hosts
cut `path` short instead, add a slash to its end, and leave `root_path` as it was (Litestar). What
the client asked for still stands in `raw_path`.
"""

import re
from urllib.parse import quote, unquote

from starlette.responses import RedirectResponse, Response
from starlette.types import Scope


def restore_mount_path(scope: Scope) -> Scope:
    """The scope with the whole path, and with the prefix that comes before ours."""
    path, raw = scope["path"], scope.get("raw_path")
    if raw is None or raw == path.encode():
        return scope
    # Else a client could make addresses in answers lead to another host: `//elsewhere/v1`.
    asked = re.sub("/+", "/", unquote(raw.partition(b"?")[0].decode("ascii", "replace")))
    inner = path if asked.endswith(path) else path.rstrip("/")
    if asked == path or not asked.endswith(inner):
        return scope
    prefix = asked.removesuffix(inner)
    root_path = _whole_prefix(prefix, scope.get("root_path", ""), path)
    return {**scope, "root_path": root_path, "path": prefix + inner}


def _whole_prefix(cut: str, told: str, path: str) -> str:
    """What comes before ours, of a prefix that was cut and one that the host tells."""
    if told.endswith(cut):
        return told
    # A host within the one that has cut mounts as it should, and leaves its prefix in the path.
    is_inside = path.startswith(f"{told}/") and not cut.startswith(told)
    return cut + told if is_inside else cut


def is_mount_root(scope: Scope) -> bool:
    """Whether the prefix alone was asked for, from which relative addresses would lead astray."""
    return bool(scope["path"]) and scope["path"] == scope.get("root_path")


def redirect_to_slash(scope: Scope) -> Response:
    """The way to the first page, with its parameters."""
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{quote(scope['path'])}/{query and f'?{query}'}", 307)
