"""The application: routes, error handlers, middlewares and what stands before them."""

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from policyfacts import __version__
from policyfacts.api import all_routers
from policyfacts.cards import cards_router
from policyfacts.database import Database
from policyfacts.environment import unknown_variables
from policyfacts.http.content_coding import choose_coding
from policyfacts.http.gate import Gates
from policyfacts.http.response_headers import NotModified
from policyfacts.http.routes import ASGIRoute, DirectRoutes
from policyfacts.http.service import Service
from policyfacts.http.trackers import without_trackers
from policyfacts.mcp import McpEndpoint
from policyfacts.metrics import Meter
from policyfacts.reconciliation import router as reconciliation_router
from policyfacts.scratch_folders import remove_abandoned
from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.site import pages_router
from policyfacts.web.docs.openapi import DESCRIPTION, TAGS, describe
from policyfacts.web.docs.pages import add_docs
from policyfacts.web.error_handlers import ServerErrorMiddleware, add_problem_handlers
from policyfacts.web.middleware.bodies import BodyLimitMiddleware, CompressionMiddleware
from policyfacts.web.middleware.cors import ProblemCORSMiddleware
from policyfacts.web.middleware.metrics import MetricsMiddleware
from policyfacts.web.middleware.mounts import (
    RootPath,
    first_segments,
    is_mount_root,
    redirect_to_slash,
    restore_mount_path,
)
from policyfacts.web.middleware.response_cache import ResponseCacheMiddleware
from policyfacts.web.middleware.response_headers import (
    ResponseHeadersMiddleware,
    answer_not_modified,
)
from policyfacts.web.static_files import add_files

_log = logging.getLogger("policyfacts.web")
# Headers that pages of other origins may read, beside the few that they always may.
_EXPOSED = (
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Last-Modified",
    "Link",
    "Repr-Digest",
    "Retry-After",
    "X-Request-Id",
    "X-Row-Count",
    "X-Total-Count",
)

_ACCEPT_ENCODING = b"accept-encoding"
# First segments of paths whose parameters programs write: every one of them counts.
_STRICT = frozenset(("v1", "reconcile", "mcp", "health", "metrics", "openapi.json"))
_TURN_SECONDS = 0.0005


class Application(FastAPI):
    """The framework; before it stands the response cache.

    Before both, prefixes are put right, and what means the same is written alike: it is one entry
    of the cache, and no link in a response repeats it.
    """

    response_cache: ResponseCacheMiddleware | None = None
    root_paths: RootPath

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache, or let the framework answer."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope = restore_mount_path(scope)
        if is_mount_root(scope, self.root_paths.stripped):
            await redirect_to_slash(scope)(scope, receive, send)
        else:
            scope = self._without_trackers(_with_coding(scope))
            await (self.response_cache or self._respond)(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(self.root_paths.complete(scope), receive, send)

    def _without_trackers(self, scope: Scope) -> Scope:
        """Leave out what trackers added, unless the path is one whose URLs programs write."""
        if not scope["query_string"] or self.root_paths.first_segment(scope) in _STRICT:
            return scope
        query = without_trackers(scope["query_string"].decode("latin-1"))
        return {**scope, "query_string": query.encode("latin-1")}

    def stand_before(self, service: Service) -> None:
        """Prepare what stands before the framework, once all routes are known."""
        settings = service.settings
        self.root_paths = RootPath(settings.root_path, first_segments(self.routes))
        if settings.cache_mb:
            self.response_cache = ResponseCacheMiddleware(self._respond, service)
            service.meter.sources.append(self.response_cache.add_to)


def _with_coding(scope: Scope) -> Scope:
    """Replace Accept-Encoding by the coding that it prefers: what compresses reads no weights."""
    accepted = [value for name, value in scope["headers"] if name == _ACCEPT_ENCODING]
    if not accepted:
        return scope
    coding = choose_coding(b",".join(accepted).decode("latin-1")).encode()
    others = [header for header in scope["headers"] if header[0] != _ACCEPT_ENCODING]
    return {**scope, "headers": [*others, (_ACCEPT_ENCODING, coding)]}


def _check(settings: object) -> Settings:
    """Return settings, or those of the environment for None; TypeError for anything else."""
    if settings is None:
        for message in unknown_variables():
            _log.warning(message)
        return Settings()
    if not isinstance(settings, Settings):
        type_name = type(settings).__name__
        message = (
            f"create_app takes Settings(database_url='sqlite:///...'), say, and not {type_name}."
        )
        raise TypeError(message)
    return settings


def create_app(settings: Settings | None = None, meter: Meter | None = None) -> Application:
    """Make a complete application with an engine of its own; mount it where you like.

    Nothing waits for a lifespan, which a mounted application does not get. A `meter` is only given
    where several processes serve together and share their counts.
    """
    settings = _check(settings)
    service = Service(
        settings, Database(settings), SnapshotKeeper(), Gates(settings), meter or Meter()
    )
    service.meter.sources.append(service.add_to)
    app = Application(
        title="policyfacts",
        version=__version__,
        summary="The facts of governments' annual foreign-policy reviews",
        description=DESCRIPTION,
        contact={"name": "The policyfacts maintainers"},
        license_info={"name": "CC-BY-4.0 (data), Apache-2.0 (program)", "identifier": "CC-BY-4.0"},
        openapi_tags=TAGS,
        # An operation is named as the function that answers it.
        generate_unique_id_function=lambda route: route.name,
        servers=[{"url": settings.public_url or settings.root_path or "/"}],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"auto_configure": False},
        lifespan=_serve,
    )
    app.state.service = service
    app.include_router(all_routers())
    app.include_router(reconciliation_router)
    app.state.assistants = McpEndpoint(app, settings)
    mcp = ASGIRoute("/mcp", app.state.assistants, methods=["POST"], include_in_schema=False)
    app.router.routes.append(mcp)
    app.include_router(cards_router())
    app.include_router(pages_router())
    add_docs(app)
    add_files(app)
    app.router.routes.insert(0, DirectRoutes(app.routes))
    add_problem_handlers(app)
    describe(app)
    app.add_exception_handler(NotModified, answer_not_modified)
    _add_middlewares(app, service)
    app.stand_before(service)
    return app


def _add_middlewares(app: FastAPI, service: Service) -> None:
    """Add what every request passes through, on its way in and out."""
    settings = service.settings
    # The last one added is the outermost.
    app.add_middleware(BodyLimitMiddleware)
    # A stream may fail before its first piece has left the compression: outside it, that is seen.
    app.add_middleware(CompressionMiddleware)
    app.add_middleware(ServerErrorMiddleware)
    app.add_middleware(
        ProblemCORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=_EXPOSED,
    )
    app.add_middleware(ResponseHeadersMiddleware, cache_seconds=settings.cache_seconds)
    app.add_middleware(MetricsMiddleware, meter=service.meter)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run a mounted service in the lifespan of its host, so that it answers assistants.

    `app` is what `create_app` made, and not the host. At its end files and connections of the
    service are closed.
    """
    if not isinstance(app, Application):
        type_name = type(app).__name__
        raise TypeError(f"lifespan takes what create_app() made, not {type_name}: is it the host?")
    service = app.state.service
    async with app.state.assistants.running():
        try:
            yield
        finally:
            service.close()


@asynccontextmanager
async def _serve(app: FastAPI) -> AsyncIterator[None]:
    """Run the service of a server: with as many threads as connections, which take turns often."""
    # At Python's own 5 ms a plain request, which takes turns several times, waits for costly ones.
    sys.setswitchinterval(_TURN_SECONDS)
    current_default_thread_limiter().total_tokens = app.state.service.settings.threads
    await run_sync(remove_abandoned)
    async with lifespan(app):
        yield
