"""An entity's profile: a country, organization, person, place, text or project."""

from collections.abc import Mapping
from typing import Any

from policyfacts.renderers.jsonld.nodes import Node, ResourceUrls, drop_empty, entity_reference
from policyfacts.vocabulary import EntityKind, OrganizationType

Profile = Mapping[str, Any]

_AUTHORITY = "http://publications.europa.eu/resource/authority/country/"


def describe_entity(profile: Profile, urls: ResourceUrls) -> Node:
    """The entity with its names, codes, memberships and place in the world.

    Takes an `EntityProfile` as JSON. Counts by value are not part of it: they are answers, not
    properties of the entity.
    """
    kind = EntityKind(profile["kind"])
    codes = profile["codes"]
    same = f"{_AUTHORITY}{codes['alpha3']}" if codes["alpha3"] else None
    return drop_empty(
        {
            **entity_reference(urls, kind, profile),
            **_type(profile),
            "kind": kind.value,
            "alternateName": _other_names(profile),
            **codes,
            "sameAs": same,
            **_place_in_the_world(kind, profile, urls),
            "memberOf": [_dated("memberOf", _refer(it, urls), it) for it in profile["memberships"]],
            "worksFor": [
                {**_dated("worksFor", _refer(it["of"], urls), it), "roleName": it["title"]}
                for it in profile["offices"]
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


def _other_names(profile: Profile) -> list[Node]:
    """Names with their language where it is recorded; the entity's own name is not another."""
    return [
        {"@value": it["name"]}
        if it["language"] == "und"
        else {"@value": it["name"], "@language": it["language"]}
        for it in profile["names"]
        if it["name"] != profile["name"]
    ]


def _place_in_the_world(kind: EntityKind, profile: Profile, urls: ResourceUrls) -> Node:
    country = profile["country"] and entity_reference(urls, EntityKind.COUNTRY, profile["country"])
    if kind is EntityKind.ORGANIZATION:
        return {"country": country, **_organization(profile, urls)}
    parent = profile["parent"] and entity_reference(urls, EntityKind.REGION, profile["parent"])
    if kind is EntityKind.REGION:
        parts = [entity_reference(urls, EntityKind.REGION, it) for it in profile["parts"]]
        countries = [entity_reference(urls, EntityKind.COUNTRY, it) for it in profile["members"]]
        return {"containedInPlace": parent, "containsPlace": [*parts, *countries]}
    if kind in (EntityKind.COUNTRY, EntityKind.PLACE):
        return {"containedInPlace": country or parent}
    return {"country": country}


def _organization(profile: Profile, urls: ResourceUrls) -> Node:
    parent = profile["parent"] and entity_reference(
        urls, EntityKind.ORGANIZATION, profile["parent"]
    )
    return {
        "parentOrganization": parent,
        "subOrganization": [
            entity_reference(urls, EntityKind.ORGANIZATION, it) for it in profile["parts"]
        ],
        "member": [
            _dated("member", entity_reference(urls, EntityKind.COUNTRY, it), it)
            for it in profile["members"]
        ],
    }


def _refer(entity: Mapping[str, Any], urls: ResourceUrls) -> Node:
    """By address and name; the profile does not say of which kind it is."""
    return {
        "@id": urls.entity(entity["id"]),
        "identifier": entity["id"],
        "name": entity["name"],
    }


def _dated(relation: str, other: Node, since_until: Mapping[str, Any]) -> Node:
    """A relation with the days on which it began and ended, as schema.org writes it."""
    return drop_empty(
        {
            "@type": "OrganizationRole",
            relation: other,
            "startDate": since_until["since"],
            "endDate": since_until["until"],
        }
    )
