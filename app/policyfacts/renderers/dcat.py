"""The catalog of the service as DCAT-AP 3.0.1, in JSON-LD with its context inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyfacts.renderers.distributions import Distribution

Node = dict[str, Any]

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "http://www.iana.org/assignments/media-types"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_THEMES = ("GOVE", "INTR")
_KEYWORDS = ("diplomacy", "foreign policy", "international relations")


@dataclass(frozen=True)
class CatalogInfo:
    """The current release for the catalog; countries are alpha-3 codes."""

    release: str
    title: str
    description: str
    loaded_at: datetime
    license_url: str
    contact: str
    countries: Sequence[str]
    years: Sequence[int]
    distributions: Sequence[Distribution]


def describe_catalog(catalog: CatalogInfo, url: Callable[[str], str]) -> Node:
    """Describe the catalog, its dataset and its service; `url` makes the address of a path."""
    here = url("/catalog.jsonld")
    dataset, service = url("/v1"), f"{here}#service"
    return {
        "@context": _CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        **_common(catalog),
        "dct:title": _english(catalog.title),
        "dct:description": _english(catalog.description),
        "dct:language": _iri(f"{_EU}/language/ENG"),
        "foaf:homepage": {"@id": url("/"), "@type": "foaf:Document"},
        "dcat:dataset": _dataset(catalog, dataset, service, url),
        "dcat:service": _service(catalog, dataset, service, url),
    }


def _dataset(catalog: CatalogInfo, here: str, service: str, url: Callable[[str], str]) -> Node:
    return {
        "@id": here,
        "@type": "dcat:Dataset",
        **_common(catalog),
        "dct:title": _english(catalog.title),
        "dct:description": _english(catalog.description),
        "dct:identifier": catalog.release,
        "dcat:version": catalog.release,
        "dct:language": _iri(f"{_EU}/language/ENG"),
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dct:spatial": [
            {"@id": f"{_EU}/country/{country}", "@type": "dct:Location"}
            for country in catalog.countries
        ],
        "dct:temporal": _years(catalog.years),
        "dcat:theme": [_iri(f"{_EU}/data-theme/{theme}") for theme in _THEMES],
        "dcat:keyword": [_english(keyword) for keyword in _KEYWORDS],
        "dcat:contactPoint": _contact(catalog),
        "dcat:landingPage": {"@id": url("/"), "@type": "foaf:Document"},
        "dcat:distribution": [
            _distribution(distribution, catalog, service) for distribution in catalog.distributions
        ],
    }


def _service(catalog: CatalogInfo, dataset: str, here: str, url: Callable[[str], str]) -> Node:
    return {
        "@id": here,
        "@type": "dcat:DataService",
        "dct:title": _english(f"{catalog.title} API"),
        "dct:description": _english(
            "Asks the facts by country, region, organization, year, topic."
        ),
        "dct:license": _license(catalog),
        "dct:publisher": _publisher(catalog),
        "dcat:contactPoint": _contact(catalog),
        "dcat:endpointURL": _iri(url("/v1")),
        "dcat:endpointDescription": _iri(url("/openapi.json")),
        "dcat:landingPage": {"@id": url("/docs"), "@type": "foaf:Document"},
        "dcat:servesDataset": _iri(dataset),
    }


def _distribution(distribution: Distribution, catalog: CatalogInfo, service: str) -> Node:
    node: Node = {
        "@type": "dcat:Distribution",
        "dct:title": _english(distribution.name),
        "dct:description": _english(distribution.description),
        "dct:license": _license(catalog),
        "dcat:accessURL": _iri(distribution.url),
        **_media_type(distribution.media_type),
    }
    if distribution.sha256 is None:
        return {**node, "dcat:accessService": _iri(service)}
    return {
        **node,
        "dcat:downloadURL": _iri(distribution.url),
        "dcat:byteSize": _typed("xsd:nonNegativeInteger", str(distribution.bytes)),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed("xsd:hexBinary", distribution.sha256),
        },
    }


def _media_type(media_type: str) -> Node:
    """Return IANA's address of a media type, or its name alone where IANA has none."""
    if media_type.startswith("application/x-"):
        return {"dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": media_type}}
    return {"dcat:mediaType": {"@id": f"{_IANA}/{media_type}", "@type": "dct:MediaType"}}


def _common(catalog: CatalogInfo) -> Node:
    loaded_at = _typed("xsd:dateTime", catalog.loaded_at.isoformat())
    return {
        "dct:publisher": _publisher(catalog),
        "dct:license": _license(catalog),
        "dct:issued": loaded_at,
        "dct:modified": loaded_at,
    }


def _publisher(catalog: CatalogInfo) -> Node:
    return {"@id": "_:publisher", "@type": "foaf:Agent", "foaf:name": catalog.contact}


def _contact(catalog: CatalogInfo) -> Node:
    return {"@id": "_:contact", "@type": "vcard:Organization", "vcard:fn": catalog.contact}


def _license(catalog: CatalogInfo) -> Node:
    return {"@id": catalog.license_url, "@type": "dct:LicenseDocument"}


def _years(years: Sequence[int]) -> Node:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed("xsd:date", f"{min(years):04}-01-01"),
        "dcat:endDate": _typed("xsd:date", f"{max(years):04}-12-31"),
    }


def _iri(url: str) -> Node:
    return {"@id": url}


def _english(text: str) -> Node:
    return {"@language": "en", "@value": text}


def _typed(datatype: str, text: str) -> Node:
    return {"@type": datatype, "@value": text}
