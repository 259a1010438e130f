"""The service behind a proxy that strips a prefix before it passes requests on.

    uvicorn --app-dir examples behind_proxy:proxy

A real proxy is another process; this one is a few lines, so that the example runs by itself. The
service is told the prefix by `root_path`, or by POLICYFACTS_ROOT_PATH where it runs as a command.
"""

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from policyfacts.settings import Settings
from policyfacts.web import create_app

PREFIX = "/public/facts"

service = create_app(Settings(root_path=PREFIX))


async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
    """Pass on what is below the prefix, without it, as `location /public/facts/` of nginx does."""
    if scope["type"] == "lifespan":
        await service(scope, receive, send)
    elif scope["path"].startswith(f"{PREFIX}/"):
        path = scope["path"].removeprefix(PREFIX)
        raw_path = scope["raw_path"].removeprefix(PREFIX.encode())
        await service({**scope, "path": path, "raw_path": raw_path}, receive, send)
    else:
        await PlainTextResponse("The proxy has nothing here.", 404)(scope, receive, send)
