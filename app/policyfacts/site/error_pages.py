"""Errors as pages: what the problem document says, with links to what was probably meant.

Clients that prefer HTML to JSON get them, but not below the paths that are for programs.
"""

from functools import partial

from fastapi import Response
from starlette.datastructures import Headers, QueryParams
from starlette.types import Scope

from policyfacts.errors import BadParameters, FactsError
from policyfacts.http.negotiation import quality_of
from policyfacts.http.service import Service
from policyfacts.http.urls import mount_prefix, service_path
from policyfacts.search.snapshot import Snapshot
from policyfacts.site.rendering import PageMeta, RenderContext, render
from policyfacts.site.suggestions import RefusedUrl, suggest_urls

# What has no pages: the API, the files, and other doors with answers of their own.
_FOR_PROGRAMS = frozenset(
    ("v1", "static", "health", "metrics", "openapi.json", "embed", "oembed", "reconcile", "mcp")
)
_MAX_SEARCH_LENGTH = 200
_HTML, _JSON = "text/html", "application/json"


def wants_page(scope: Scope) -> bool:
    """Return True where an error is to be answered as a page."""
    folder = service_path(scope).strip("/").partition("/")[0]
    accept = Headers(scope=scope).getlist("accept")
    return folder not in _FOR_PROGRAMS and quality_of(_HTML, accept) > quality_of(_JSON, accept)


def error_page(scope: Scope, error: FactsError) -> Response:
    """Return the error as a page with its status."""
    service: Service = scope["app"].state.service
    parameters = QueryParams(scope["query_string"]).multi_items()
    newest = service.snapshots.newest
    release = newest.release if newest is not None else None
    refused = RefusedUrl(service_path(scope), parameters, partial(_name_of, newest))
    render_context = RenderContext(service.url_builder_below(mount_prefix(scope)), release)
    return render(
        "error.html",
        PageMeta(title=_title(error), description=error.detail, path=service_path(scope)),
        render_context,
        status=error.status,
        search=(dict(parameters).get("ask") or dict(parameters).get("q", ""))[:_MAX_SEARCH_LENGTH],
        messages=[parameter_error.message for parameter_error in error.errors] or [error.detail],
        suggestions=suggest_urls(error, refused, render_context.page_urls),
    )


def _title(error: FactsError) -> str:
    """Return the title: readers of pages ask questions, and know no parameters."""
    return "This question cannot be read" if isinstance(error, BadParameters) else error.title


def _name_of(snapshot: Snapshot | None, id_: str) -> str:
    """Return the name of the entity with this id, or the id where there is none."""
    entities = snapshot.registry.entities if snapshot is not None else {}
    return entities[id_].name if id_ in entities else id_
