"""JSON-LD of a fact: the government's claim, and the event that it is about.

Every fact is a schema.org Claim by its publisher that appears in the review. The claim of a fact of
kind `event` is about an Event, whose dates are those that the source gives: "in 2013" is `2013`,
and where it gives none there is none. What was only considered is no Event.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from policyfacts.renderers.jsonld.context import PLAIN_MEMBERS, SCHEMA
from policyfacts.renderers.jsonld.nodes import Node, ResourceUrls, drop_empty, refer_to
from policyfacts.vocabulary import EntityKind, FactKind, Role, Status
from policyfacts.wording.parties import list_parties

Fact = Mapping[str, Any]

_ROLES_IN_EVENTS = {
    "organizer": (Role.ORGANIZER, Role.INITIATOR),
    "attendee": (
        *(Role.VISITOR, Role.SIGNATORY, Role.PARTICIPANT, Role.MEMBER, Role.CHAIR),
        *(Role.RECIPIENT, Role.COUNTERPART),
    ),
    "funder": (Role.DONOR,),
    "about": (Role.SUBJECT,),
}
_HOST_KINDS = (EntityKind.COUNTRY, EntityKind.PLACE)
_MINOR = (Role.MENTIONED, Role.EXCLUDED)


def describe_fact(fact: Fact, urls: ResourceUrls) -> Node:
    """Describe the claim with all that the JSON of the fact has."""
    plover = fact["plover"]
    return drop_empty(
        {
            "@id": urls.fact(fact["id"]),
            "@type": "Claim",
            "additionalType": f"urn:policyfacts:type:{fact['type']}",
            "identifier": fact["id"],
            **{name: fact[name] for name in ("kind", "status", "form", "level")},
            "text": fact["statement"],
            "temporalCoverage": fact["date"]["edtf"],
            "date_stated": fact["date"]["stated"],
            "term": fact["term"] and fact["term"]["edtf"],
            **{name: fact[name] for name in PLAIN_MEMBERS},
            "author": _author(fact, urls),
            "appearance": [_appearance(sentence, urls) for sentence in fact["evidence"]],
            "about": _about(fact, urls),
            "mentions": _references(fact, (Role.MENTIONED,), urls),
            "parties": [_party(kind, party, urls) for kind, party in list_parties(fact)],
            "parties_complete": fact["parties_complete"],
            "keywords": [_topic(topic, urls) for topic in fact["topics"]],
            "figures": [_figure(figure) for figure in fact["figures"]],
            "plover": plover and drop_empty({f"plover_{name}": plover[name] for name in plover}),
            **_links(fact, urls),
            "isPartOf": {"@id": urls.dataset()},
        }
    )


def _author(fact: Fact, urls: ResourceUrls) -> Node:
    author = refer_to(urls, EntityKind.ORGANIZATION, fact["asserted_by"])
    return {**author, "@type": "GovernmentOrganization"}


def _appearance(evidence: Mapping[str, Any], urls: ResourceUrls) -> Node:
    review = urls.review(evidence["review"])
    return drop_empty(
        {
            "@id": f"{review}#{evidence['locator']}",
            "@type": "CreativeWork",
            "identifier": evidence["locator"],
            "text": evidence["quote"],
            "isPartOf": {
                "@id": review,
                "@type": "CreativeWork",
                "identifier": evidence["review"],
            },
        }
    )


def _about(fact: Fact, urls: ResourceUrls) -> list[Node]:
    if fact["kind"] == FactKind.EVENT and fact["status"] != Status.CONSIDERED:
        return [_event(fact, urls)]
    return _references(fact, [role for role in Role if role not in _MINOR], urls)


def _event(fact: Fact, urls: ResourceUrls) -> Node:
    first, _, last = fact["date"]["edtf"].partition("/") if fact["date"]["stated"] else ("", "", "")
    planned = fact["status"] == Status.PLANNED
    return drop_empty(
        {
            "@id": f"{urls.fact(fact['id'])}#event",
            "@type": "Event",
            "additionalType": f"urn:policyfacts:type:{fact['type']}",
            "description": fact["statement"],
            "startDate": first,
            "endDate": last or first,
            "eventStatus": SCHEMA + "EventScheduled" if planned else None,
            "location": _locations(fact, urls),
            **{name: _references(fact, roles, urls) for name, roles in _ROLES_IN_EVENTS.items()},
        }
    )


def _locations(fact: Fact, urls: ResourceUrls) -> list[Node]:
    """List the venues, and the countries and places that are host."""
    entities = {
        party["id"]: refer_to(urls, kind, party)
        for kind, party in list_parties(fact)
        if party["role"] == Role.VENUE or (party["role"] == Role.HOST and kind in _HOST_KINDS)
    }
    return list(entities.values())


def _references(fact: Fact, roles: Iterable[Role], urls: ResourceUrls) -> list[Node]:
    """List each entity with one of the roles, once."""
    roles = set(roles)
    entities = {
        party["id"]: refer_to(urls, kind, party)
        for kind, party in list_parties(fact)
        if party["role"] in roles
    }
    return list(entities.values())


def _party(kind: EntityKind, party: Mapping[str, Any], urls: ResourceUrls) -> Node:
    return drop_empty(
        {
            "role": party["role"],
            "named": party["named"],
            "office": party.get("office"),
            "entity": refer_to(urls, kind, party),
        }
    )


def _topic(topic: Mapping[str, Any], urls: ResourceUrls) -> Node:
    return {
        "@id": urls.topic(topic["id"]),
        "@type": "DefinedTerm",
        "termCode": topic["id"],
        "name": topic["name"],
    }


def _figure(figure: Mapping[str, Any]) -> Node:
    return drop_empty(
        {
            "@type": "Observation",
            "measuredProperty": f"urn:policyfacts:measure:{figure['measure']}",
            "value": figure["value"],
            "unitText": figure["unit"],
            **{name: figure[name] for name in ("bound", "basis", "of")},
            "observationPeriod": figure["period"],
        }
    )


def _links(fact: Fact, urls: ResourceUrls) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    for link in fact["links"]:
        links.setdefault(link["type"].replace("-", "_"), []).append(urls.fact(link["id"]))
    return links
