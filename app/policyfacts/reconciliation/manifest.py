"""Manifests of the service in either version of the protocol.

One document cannot be both: what is an object in 0.2 is true or false in 1.0-draft.
"""

from typing import Any

from policyfacts import __version__
from policyfacts.http.urls import UrlBuilder
from policyfacts.reconciliation.queries import MAX_QUERIES
from policyfacts.vocabulary import EntityKind

BASE = "/reconcile"
DRAFT_BASE = "/reconcile/1.0-draft"
PREVIEW = {"width": 400, "height": 180}
_NAME = "policyfacts: countries, organizations and people of foreign-policy reviews"
_IDENTIFIERS = "/v1/entities/"
# Pages, where people look at what they have matched.
_VIEW = "/entities/"
_LIMIT = {
    "type": "number",
    "default": 0,
    "name": "limit",
    "label": "Limit",
    "help_text": "Most values of one cell; 0 is all of them.",
}


def types() -> list[dict[str, str]]:
    """List the kinds of entities as types."""
    return [type_of(kind) | {"description": kind.description} for kind in EntityKind]


def type_of(kind: EntityKind) -> dict[str, str]:
    """Return a kind as a type."""
    return {"id": kind.value, "name": kind.value.capitalize()}


def manifest(urls: UrlBuilder) -> dict[str, Any]:
    """Return the manifest of version 0.2."""
    base = urls.url(BASE)
    suggest = {
        kind: {"service_url": base, "service_path": f"/suggest/{kind}"}
        for kind in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        **_common(urls),
        "identifierSpace": urls.url(_IDENTIFIERS),
        "schemaSpace": urls.url(f"{BASE}/extend/propose"),
        "view": {"url": f"{urls.url(_VIEW)}{{{{id}}}}"},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/extend/propose"},
            "property_settings": [_LIMIT],
        },
    }


def draft_manifest(urls: UrlBuilder) -> dict[str, Any]:
    """Return the manifest of version 1.0-draft, which fixes the paths of its services."""
    setting = {
        "id": _LIMIT["name"],
        "name": _LIMIT["label"],
        "helpText": _LIMIT["help_text"],
        "type": _LIMIT["type"],
        "default": _LIMIT["default"],
    }
    return {
        "versions": ["1.0-draft"],
        **_common(urls),
        "view": {"url": f"{urls.url(_VIEW)}{{id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
        "standardizedScore": True,
    }


def _common(urls: UrlBuilder) -> dict[str, Any]:
    return {
        "name": _NAME,
        "documentation": urls.url("/docs"),
        "serviceVersion": __version__,
        "defaultTypes": types(),
        "batchSize": MAX_QUERIES,
    }
