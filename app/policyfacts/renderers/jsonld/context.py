"""The context document, which defines each key of our JSON-LD.

Keys of schema.org keep their names. Keys of our own are named as in the JSON answers and live below
`urn:policyfacts:term:`.
"""

from typing import Any

SCHEMA = "https://schema.org/"
_OWN = "urn:policyfacts:term:"
_TYPES = (
    *("Claim", "CreativeWork", "DataDownload", "DataFeed", "Dataset", "DefinedTerm", "Event"),
    *("Observation", "Country", "GovernmentOrganization", "Organization", "OrganizationRole"),
    *("Person", "Place", "Project"),
)
_PROPERTIES = (
    *("about", "alternateName", "appearance", "attendee", "author"),
    *("containedInPlace", "containsPlace", "contentSize", "creditText", "description"),
    *("distribution", "encodingFormat", "funder", "identifier", "isPartOf", "keywords"),
    *("license", "location", "member", "memberOf", "mentions", "name", "observationPeriod"),
    *("organizer", "parentOrganization", "roleName", "sha256", "subOrganization"),
    *("temporalCoverage", "termCode", "text", "unitText", "value", "version", "worksFor"),
)
_PROPERTIES_WITH_ADDRESSES = (
    *("additionalType", "contentUrl", "dataFeedElement", "eventStatus", "measuredProperty"),
    "sameAs",
)
_DATES = ("endDate", "startDate")
# Members of a fact that stand in its claim as they are, beside those that both begin with.
PLAIN_MEMBERS = ("times", "trend")
_OWN_PROPERTIES = (
    *("kind", "status", "form", "level", "date_stated", "term"),
    *PLAIN_MEMBERS,
    *("parties", "parties_complete", "role", "named", "office", "entity"),
    *("figures", "bound", "basis", "of"),
    *("plover", "plover_type", "plover_modes", "plover_contexts"),
    *("alpha2", "alpha3", "m49", "acronym", "country", "facts"),
    *("cow", "cowc", "gw", "wikidata", "fips"),
    *("limit", "count", "total", "warnings"),
)
_OWN_WITH_ADDRESSES = ("follows", "part_of", "result_of", "next")

_OWN_TERMS: dict[str, Any] = {
    **{name: _OWN + name for name in _OWN_PROPERTIES},
    **{name: {"@id": _OWN + name, "@type": "@id"} for name in _OWN_WITH_ADDRESSES},
}

CONTEXT: dict[str, Any] = {
    "@context": {
        "@version": 1.1,
        **{name: SCHEMA + name for name in (*_TYPES, *_PROPERTIES)},
        **{name: {"@id": SCHEMA + name, "@type": "@id"} for name in _PROPERTIES_WITH_ADDRESSES},
        **{name: {"@id": SCHEMA + name, "@type": SCHEMA + "Date"} for name in _DATES},
        **_OWN_TERMS,
        "query": {"@id": _OWN + "query", "@type": "@json"},
    }
}
# For pages: search engines know the context of schema.org by its address and fetch no other.
PAGE_CONTEXT: list[Any] = [SCHEMA.rstrip("/"), _OWN_TERMS]
