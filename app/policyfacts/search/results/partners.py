"""Who stands in the same facts: partners of an entity, and the graph of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from pyroaring import BitMap

from policyfacts.schemas.params import GraphParams, PartnerParams
from policyfacts.search.names.terms import Entity
from policyfacts.search.parse.parser import Canonical
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.spans import date_warnings
from policyfacts.search.sets.filters import FactFilter
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.vocabulary import Dimension, EntityKind

# What asks for an entity besides all else; other kinds are parties.
_JOINING = {EntityKind.REGION: "region_all", EntityKind.ORGANIZATION: "organization_all"}
_DIMENSIONS = {
    EntityKind.REGION: Dimension.REGION,
    EntityKind.ORGANIZATION: Dimension.ORGANIZATION,
}
_DRAWN_KINDS = (EntityKind.COUNTRY, EntityKind.ORGANIZATION)


@dataclass(frozen=True)
class Shared:
    """An entity, and the facts in which it stands."""

    entity: Entity
    facts: BitMap


@dataclass(frozen=True)
class Partners:
    """Those who share facts with an entity, the closest first."""

    entity: Entity
    found: list[Shared]
    question: ParsedQuery

    def question_with(self, partner: Entity) -> Canonical:
        """The question that finds the facts of both."""
        own = _JOINING.get(self.entity.kind, "party_all")
        joined = {own: [self.entity.id]}
        joined["party_all"] = [*joined.get("party_all", []), partner.id]
        asked = self.question.canonical
        return {
            **asked,
            **{it: list(dict.fromkeys([*asked.get(it, []), *joined[it]])) for it in joined},
        }


@dataclass(frozen=True)
class Edge:
    """Two entities, and the facts in which both stand."""

    source: Entity
    target: Entity
    facts: BitMap


@dataclass(frozen=True)
class Graph:
    """Entities that stand in the facts asked for, and which of them stand together.

    `left_out` entities have fewer facts than those drawn.
    """

    nodes: list[Shared]
    edges: list[Edge]
    total: int
    left_out: int
    question: ParsedQuery


def list_partners(session: ReadSession, entity: Entity, asked: PartnerParams) -> Partners:
    """Who stands in facts of an entity, as its own parameter finds them."""
    question = parse_query(asked, session.snapshot.registry)
    dimension = _DIMENSIONS.get(entity.kind, Dimension.COUNTRY)
    own = question.readings.condition(dimension, [entity.id])
    wanted, matcher = FactFilter((*question.wanted.conditions, own)), matcher_for(session)
    found = matcher.match(wanted)
    question.warnings += date_warnings(matcher, wanted, len(found))
    partners = _entities_in(found, session.snapshot, asked.partner_kind or EntityKind)
    others = [it for it in partners if it.entity.id != entity.id]
    return Partners(entity, others, question)


def draw_graph(session: ReadSession, asked: GraphParams) -> Graph:
    """The entities with most facts, joined where they share facts."""
    question = parse_query(asked, session.snapshot.registry)
    matcher = matcher_for(session)
    found = matcher.match(question.wanted)
    question.warnings += date_warnings(matcher, question.wanted, len(found))
    entities = _entities_in(found, session.snapshot, asked.node_kind or _DRAWN_KINDS)
    drawn = entities[: asked.nodes]
    edges = [
        Edge(one.entity, other.entity, shared)
        for one, other in combinations(drawn, 2)
        if len(shared := one.facts & other.facts) >= asked.facts_min
    ]
    edges.sort(key=lambda it: (-len(it.facts), it.source.id, it.target.id))
    return Graph(drawn, edges, len(found), len(entities) - len(drawn), question)


def _entities_in(found: BitMap, snapshot: Snapshot, kinds: Iterable[EntityKind]) -> list[Shared]:
    """Entities of these kinds in the facts found, those with most facts first."""
    wanted, sets = set(kinds), snapshot.sets
    in_facts = (
        Shared(entity, found & sets.get(("entity", id_)))
        for id_ in sets.values("entity")
        if (entity := snapshot.registry.entities[id_]).kind in wanted
    )
    return sorted(
        (it for it in in_facts if it.facts),
        key=lambda it: (-len(it.facts), it.entity.name, it.entity.id),
    )
