"""The catalogue of the service as DCAT-AP 3.0.1, in JSON-LD that needs nothing from elsewhere."""

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
class Holding:
    """What the catalogue tells of the current release; countries by their alpha-3 codes."""

    release: str
    title: str
    description: str
    loaded_at: datetime
    license_url: str
    contact: str
    countries: Sequence[str]
    years: Sequence[int]
    offers: Sequence[Distribution]


def describe_catalogue(holding: Holding, address: Callable[[str], str]) -> Node:
    """The catalogue with its one dataset and the service; `address` makes one out of a path."""
    here = address("/catalog.jsonld")
    dataset, service = address("/v1"), f"{here}#service"
    return {
        "@context": _CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        **_common(holding),
        "dct:title": _english(holding.title),
        "dct:description": _english(holding.description),
        "dct:language": _iri(f"{_EU}/language/ENG"),
        "foaf:homepage": {"@id": address("/"), "@type": "foaf:Document"},
        "dcat:dataset": _dataset(holding, dataset, service, address),
        "dcat:service": _service(holding, dataset, service, address),
    }


def _dataset(holding: Holding, here: str, service: str, address: Callable[[str], str]) -> Node:
    return {
        "@id": here,
        "@type": "dcat:Dataset",
        **_common(holding),
        "dct:title": _english(holding.title),
        "dct:description": _english(holding.description),
        "dct:identifier": holding.release,
        "dcat:version": holding.release,
        "dct:language": _iri(f"{_EU}/language/ENG"),
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dct:spatial": [
            {"@id": f"{_EU}/country/{country}", "@type": "dct:Location"}
            for country in holding.countries
        ],
        "dct:temporal": _years(holding.years),
        "dcat:theme": [_iri(f"{_EU}/data-theme/{theme}") for theme in _THEMES],
        "dcat:keyword": [_english(keyword) for keyword in _KEYWORDS],
        "dcat:contactPoint": _contact(holding),
        "dcat:landingPage": {"@id": address("/"), "@type": "foaf:Document"},
        "dcat:distribution": [
            _distribution(documented_formats, holding, service)
            for documented_formats in holding.offers
        ],
    }


def _service(holding: Holding, dataset: str, here: str, address: Callable[[str], str]) -> Node:
    return {
        "@id": here,
        "@type": "dcat:DataService",
        "dct:title": _english(f"{holding.title} API"),
        "dct:description": _english(
            "Asks the facts by country, region, organization, year, topic."
        ),
        "dct:license": _license(holding),
        "dct:publisher": _publisher(holding),
        "dcat:contactPoint": _contact(holding),
        "dcat:endpointURL": _iri(address("/v1")),
        "dcat:endpointDescription": _iri(address("/openapi.json")),
        "dcat:landingPage": {"@id": address("/docs"), "@type": "foaf:Document"},
        "dcat:servesDataset": _iri(dataset),
    }


def _distribution(documented_formats: Distribution, holding: Holding, service: str) -> Node:
    node: Node = {
        "@type": "dcat:Distribution",
        "dct:title": _english(documented_formats.name),
        "dct:description": _english(documented_formats.description),
        "dct:license": _license(holding),
        "dcat:accessURL": _iri(documented_formats.address),
        **_media_type(documented_formats.media_type),
    }
    if documented_formats.sha256 is None:
        return {**node, "dcat:accessService": _iri(service)}
    return {
        **node,
        "dcat:downloadURL": _iri(documented_formats.address),
        "dcat:byteSize": _typed("xsd:nonNegativeInteger", str(documented_formats.bytes)),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed("xsd:hexBinary", documented_formats.sha256),
        },
    }


def _media_type(media_type: str) -> Node:
    """IANA's address of it; its name alone where IANA has none."""
    if media_type.startswith("application/x-"):
        return {"dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": media_type}}
    return {"dcat:mediaType": {"@id": f"{_IANA}/{media_type}", "@type": "dct:MediaType"}}


def _common(holding: Holding) -> Node:
    loaded_at = _typed("xsd:dateTime", holding.loaded_at.isoformat())
    return {
        "dct:publisher": _publisher(holding),
        "dct:license": _license(holding),
        "dct:issued": loaded_at,
        "dct:modified": loaded_at,
    }


def _publisher(holding: Holding) -> Node:
    return {"@id": "_:publisher", "@type": "foaf:Agent", "foaf:name": holding.contact}


def _contact(holding: Holding) -> Node:
    return {"@id": "_:contact", "@type": "vcard:Organization", "vcard:fn": holding.contact}


def _license(holding: Holding) -> Node:
    return {"@id": holding.license_url, "@type": "dct:LicenseDocument"}


def _years(years: Sequence[int]) -> Node:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed("xsd:date", f"{min(years):04}-01-01"),
        "dcat:endDate": _typed("xsd:date", f"{max(years):04}-12-31"),
    }


def _iri(address: str) -> Node:
    return {"@id": address}


def _english(text: str) -> Node:
    return {"@language": "en", "@value": text}


def _typed(datatype: str, text: str) -> Node:
    return {"@type": datatype, "@value": text}
