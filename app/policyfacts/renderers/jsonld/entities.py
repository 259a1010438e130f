"""JSON-LD of an entity's profile: of a country, organization, person, text and so on."""

from collections.abc import Mapping
from typing import Any

from policyfacts.renderers.jsonld.nodes import Node, ResourceUrls, drop_empty, refer_to
from policyfacts.vocabulary import EntityKind, OrganizationType

Profile = Mapping[str, Any]

_AUTHORITY = "http://publications.europa.eu/resource/authority/country/"
_WIKIDATA = "http://www.wikidata.org/entity/"


def describe_entity(profile: Profile, urls: ResourceUrls) -> Node:
    """Describe an entity out of its `EntityProfile` as JSON.

    Counts by value are left out: they are answers, not properties of the entity.
    """
    kind = EntityKind(profile["kind"])
    codes = profile["codes"]
    return drop_empty(
        {
            **refer_to(urls, kind, profile),
            **_type(profile),
            "kind": kind.value,
            "alternateName": _other_names(profile),
            **codes,
            "sameAs": _same_elsewhere(profile),
            **_place_in_the_world(kind, profile, urls),
            "memberOf": [
                _dated("memberOf", _refer(row, urls), row) for row in profile["memberships"]
            ],
            "worksFor": [
                {
                    **_dated("worksFor", _refer(office["of"], urls), office),
                    "roleName": office["title"],
                }
                for office in profile["offices"]
            ],
            "facts": profile["facts"],
        }
    )


def _type(profile: Profile) -> Node:
    if profile["type"] is None:
        return {}
    governmental = profile["type"] == OrganizationType.MINISTRY
    return {
        **({"@type": "GovernmentOrganization"} if governmental else {}),
        "additionalType": f"urn:policyfacts:type:{profile['type']}",
    }


def _same_elsewhere(profile: Profile) -> list[str]:
    """List the addresses of the entity in the EU's table of countries and in Wikidata."""
    codes = profile["codes"]
    # A code that is user-assigned in ISO 3166-1 may be another one in that table.
    is_assigned = codes["alpha3"] and codes["m49"]
    return [
        *([f"{_AUTHORITY}{codes['alpha3']}"] if is_assigned else []),
        *([f"{_WIKIDATA}{codes['wikidata']}"] if codes["wikidata"] else []),
    ]


def _other_names(profile: Profile) -> list[Node]:
    """List the other names of the entity, with their language where it is recorded."""
    return [
        {"@value": name["name"]}
        if name["language"] == "und"
        else {"@value": name["name"], "@language": name["language"]}
        for name in profile["names"]
        if name["name"] != profile["name"]
    ]


def _place_in_the_world(kind: EntityKind, profile: Profile, urls: ResourceUrls) -> Node:
    country = profile["country"] and refer_to(urls, EntityKind.COUNTRY, profile["country"])
    if kind is EntityKind.ORGANIZATION:
        return {"country": country, **_organization(profile, urls)}
    parent = profile["parent"] and refer_to(urls, EntityKind.REGION, profile["parent"])
    if kind is EntityKind.REGION:
        parts = [refer_to(urls, EntityKind.REGION, area) for area in profile["parts"]]
        countries = [refer_to(urls, EntityKind.COUNTRY, area) for area in profile["members"]]
        return {"containedInPlace": parent, "containsPlace": [*parts, *countries]}
    if kind in (EntityKind.COUNTRY, EntityKind.PLACE):
        return {"containedInPlace": country or parent}
    return {"country": country}


def _organization(profile: Profile, urls: ResourceUrls) -> Node:
    parent = profile["parent"] and refer_to(urls, EntityKind.ORGANIZATION, profile["parent"])
    return {
        "parentOrganization": parent,
        "subOrganization": [
            refer_to(urls, EntityKind.ORGANIZATION, other) for other in profile["parts"]
        ],
        "member": [
            _dated("member", refer_to(urls, EntityKind.COUNTRY, other), other)
            for other in profile["members"]
        ],
    }


def _refer(entity: Mapping[str, Any], urls: ResourceUrls) -> Node:
    """Refer to an entity of unknown kind by its address and name."""
    return {
        "@id": urls.entity(entity["id"]),
        "identifier": entity["id"],
        "name": entity["name"],
    }


def _dated(relation: str, other: Node, span: Mapping[str, Any]) -> Node:
    """Describe a relation with its first and last day, as schema.org does."""
    return drop_empty(
        {
            "@type": "OrganizationRole",
            relation: other,
            "startDate": span["since"],
            "endDate": span["until"],
        }
    )
