"""A fact: the government's claim, and the event that it speaks of.

Every fact is a schema.org Claim by its publisher that appears in the review. The claim of a fact of
kind `event` is about an Event, whose dates are those that the source gives: "in 2013" is `2013`,
and where it gives none there is none. What was only thought about is no Event.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from policyfacts.renderers.jsonld.context import SCHEMA
from policyfacts.renderers.jsonld.nodes import Node, Site, present, refer
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
_SITES = (EntityKind.COUNTRY, EntityKind.PLACE)
_MINOR = (Role.MENTIONED, Role.EXCLUDED)


def describe_fact(fact: Fact, site: Site) -> Node:
    """The claim, with everything that the JSON of the fact says."""
    plover = fact["plover"]
    return present(
        {
            "@id": site.fact(fact["id"]),
            "@type": "Claim",
            "additionalType": f"urn:policyfacts:type:{fact['type']}",
            "identifier": fact["id"],
            **{name: fact[name] for name in ("kind", "status", "form", "level")},
            "text": fact["statement"],
            "temporalCoverage": fact["date"]["edtf"],
            "date_stated": fact["date"]["stated"],
            "term": fact["term"] and fact["term"]["edtf"],
            **{name: fact[name] for name in ("times", "trend")},
            "author": _author(fact, site),
            "appearance": [_appearance(it, site) for it in fact["evidence"]],
            "about": _about(fact, site),
            "mentions": _references(fact, (Role.MENTIONED,), site),
            "parties": [_party(kind, party, site) for kind, party in list_parties(fact)],
            "parties_complete": fact["parties_complete"],
            "keywords": [_topic(topic, site) for topic in fact["topics"]],
            "figures": [_observe(figure) for figure in fact["figures"]],
            "plover": plover and present({f"plover_{it}": plover[it] for it in plover}),
            **_links(fact, site),
            "isPartOf": {"@id": site.dataset()},
        }
    )


def _author(fact: Fact, site: Site) -> Node:
    author = refer(site, EntityKind.ORGANIZATION, fact["asserted_by"])
    return {**author, "@type": "GovernmentOrganization"}


def _appearance(evidence: Mapping[str, Any], site: Site) -> Node:
    review = site.review(evidence["review"])
    return present(
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


def _about(fact: Fact, site: Site) -> list[Node]:
    if fact["kind"] == FactKind.EVENT and fact["status"] != Status.CONSIDERED:
        return [_event(fact, site)]
    return _references(fact, [role for role in Role if role not in _MINOR], site)


def _event(fact: Fact, site: Site) -> Node:
    first, _, last = fact["date"]["edtf"].partition("/") if fact["date"]["stated"] else ("", "", "")
    planned = fact["status"] == Status.PLANNED
    return present(
        {
            "@id": f"{site.fact(fact['id'])}#event",
            "@type": "Event",
            "additionalType": f"urn:policyfacts:type:{fact['type']}",
            "description": fact["statement"],
            "startDate": first,
            "endDate": last or first,
            "eventStatus": SCHEMA + "EventScheduled" if planned else None,
            "location": _locations(fact, site),
            **{name: _references(fact, roles, site) for name, roles in _ROLES_IN_EVENTS.items()},
        }
    )


def _locations(fact: Fact, site: Site) -> list[Node]:
    """Where it takes place: the venue, and the country or place that is host."""
    found = {
        party["id"]: refer(site, kind, party)
        for kind, party in list_parties(fact)
        if party["role"] == Role.VENUE or (party["role"] == Role.HOST and kind in _SITES)
    }
    return list(found.values())


def _references(fact: Fact, roles: Iterable[Role], site: Site) -> list[Node]:
    """Each entity with one of the roles, once."""
    wanted = set(roles)
    found = {
        party["id"]: refer(site, kind, party)
        for kind, party in list_parties(fact)
        if party["role"] in wanted
    }
    return list(found.values())


def _party(kind: EntityKind, party: Mapping[str, Any], site: Site) -> Node:
    return present(
        {
            "role": party["role"],
            "named": party["named"],
            "office": party.get("office"),
            "entity": refer(site, kind, party),
        }
    )


def _topic(topic: Mapping[str, Any], site: Site) -> Node:
    return {
        "@id": site.topic(topic["id"]),
        "@type": "DefinedTerm",
        "termCode": topic["id"],
        "name": topic["name"],
    }


def _observe(figure: Mapping[str, Any]) -> Node:
    return present(
        {
            "@type": "Observation",
            "measuredProperty": f"urn:policyfacts:measure:{figure['measure']}",
            "value": figure["value"],
            "unitText": figure["unit"],
            **{name: figure[name] for name in ("bound", "basis", "of")},
            "observationPeriod": figure["period"],
        }
    )


def _links(fact: Fact, site: Site) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    for link in fact["links"]:
        links.setdefault(link["type"].replace("-", "_"), []).append(site.fact(link["id"]))
    return links
