"""What went wrong, for people: the same as the problem document says, with links to what was meant.

Whoever asks for HTML rather than JSON is answered so, but below the paths that are for programs.
"""

from functools import partial

from fastapi import Response
from starlette.datastructures import Headers, QueryParams
from starlette.types import Scope

from policyfacts.errors import BadParameters, FactsError
from policyfacts.http.negotiation import quality_of
from policyfacts.http.paths import mount_prefix, service_path
from policyfacts.http.service import Service
from policyfacts.search.snapshot import Snapshot
from policyfacts.site.rendering import Frame, Setting, render
from policyfacts.site.suggestions import RefusedAddress, suggest_addresses

# What has no pages: the API, the files, and other doors with answers of their own.
_FOR_PROGRAMS = frozenset(
    ("v1", "static", "health", "metrics", "openapi.json", "embed", "oembed", "reconcile", "mcp")
)
_LONGEST_SEARCH = 200
_HTML, _JSON = "text/html", "application/json"


def wants_page(scope: Scope) -> bool:
    """Whether what went wrong is told to a person."""
    folder = service_path(scope).strip("/").partition("/")[0]
    accept = Headers(scope=scope).getlist("accept")
    return folder not in _FOR_PROGRAMS and quality_of(_HTML, accept) > quality_of(_JSON, accept)


def show_fault(scope: Scope, error: FactsError) -> Response:
    """The failure as a page, with its status."""
    service: Service = scope["app"].state.service
    asked = QueryParams(scope["query_string"]).multi_items()
    newest = service.snapshots.newest
    release = newest.release if newest is not None else None
    refused = RefusedAddress(service_path(scope), asked, partial(_name, newest))
    setting = Setting(service.url_builder_below(mount_prefix(scope)), release)
    return render(
        "fault.html",
        Frame(title=_title(error), description=error.detail, path=service_path(scope)),
        setting,
        status=error.status,
        error=error,
        typed=dict(asked).get("q", "")[:_LONGEST_SEARCH],
        messages=[it.message for it in error.errors] or [error.detail],
        suggestions=suggest_addresses(error, refused, setting.places),
    )


def _title(error: FactsError) -> str:
    """Who reads pages asks questions, and knows no parameters."""
    return "This question cannot be read" if isinstance(error, BadParameters) else error.title


def _name(snapshot: Snapshot | None, id_: str) -> str:
    """What bears an id, where it is an entity's; else the id."""
    entities = snapshot.registry.entities if snapshot is not None else {}
    return entities[id_].name if id_ in entities else id_
