"""Entities in the same facts: partners of one, and the graph of all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from pyroaring import BitMap

from policyfacts.schemas.params.lists import GraphParams, PartnerParams
from policyfacts.search.names.terms import Entity
from policyfacts.search.parse.parser import Canonical
from policyfacts.search.parse.query import ParsedQuery, parse_query
from policyfacts.search.results.date_warnings import date_warnings
from policyfacts.search.results.nothing_found import explain_facts
from policyfacts.search.results.own_texts import find_by_sentence, sentence_warnings
from policyfacts.search.sets.filters import FactFilter
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.vocabulary import Dimension, EntityKind

# The parameters that add an entity to a query; other kinds are parties.
_JOINED_BY = {EntityKind.REGION: "region_all", EntityKind.ORGANIZATION: "organization_all"}
_DIMENSIONS = {
    EntityKind.REGION: Dimension.REGION,
    EntityKind.ORGANIZATION: Dimension.ORGANIZATION,
}
_DEFAULT_NODE_KINDS = (EntityKind.COUNTRY, EntityKind.ORGANIZATION)


@dataclass(frozen=True)
class EntityFacts:
    """An entity, and the facts in which it stands."""

    entity: Entity
    facts: BitMap


@dataclass(frozen=True)
class Partners:
    """The entities that share facts with one, those with most shared facts first."""

    entity: Entity
    partners: list[EntityFacts]
    query: ParsedQuery

    def params_with(self, partner: Entity) -> Canonical:
        """Return the parameters that find the facts of both."""
        joined = {_JOINED_BY.get(self.entity.kind, "party_all"): [self.entity.id]}
        joined["party_all"] = [*joined.get("party_all", []), partner.id]
        params = dict(self.query.canonical)
        for name, ids in joined.items():
            params[name] = list(dict.fromkeys([*params.get(name, []), *ids]))
        return params


@dataclass(frozen=True)
class Edge:
    """Two entities, and the facts in which both stand."""

    source: Entity
    target: Entity
    facts: BitMap


@dataclass(frozen=True)
class Graph:
    """Entities in the facts that match, and which of them stand together.

    `left_out` entities have fewer facts than those that are nodes.
    """

    nodes: list[EntityFacts]
    edges: list[Edge]
    total: int
    left_out: int
    query: ParsedQuery


def list_partners(session: ReadSession, entity: Entity, params: PartnerParams) -> Partners:
    """List the entities in the facts of one, as its own parameter finds them."""
    query, matcher = parse_query(params, session.snapshot.registry), session.matcher
    dimension = _DIMENSIONS.get(entity.kind, Dimension.COUNTRY)
    # Known apart from a filter of the same dimension.
    own = replace(query.match_modes.condition(dimension, [entity.id]), parameter="id")
    fact_filter = FactFilter((*query.fact_filter.conditions, own))
    matches = matcher.match(fact_filter)
    query.warnings += date_warnings(matcher, fact_filter, len(matches))
    by_sentence = find_by_sentence(matcher, fact_filter, matches)
    query.warnings += sentence_warnings("fact", len(by_sentence), len(matches))
    if not matches:
        of_entity = replace(query, fact_filter=fact_filter)
        query.warnings += explain_facts(session, of_entity).warnings()
    entities = _entities_in(matches, session.snapshot, query, params.partner_kind or EntityKind)
    partners = [other for other in entities if other.entity.id != entity.id]
    return Partners(entity, partners, query)


def build_graph(session: ReadSession, params: GraphParams) -> Graph:
    """Build the graph of the entities with most facts, joined where they share facts."""
    query, matcher = parse_query(params, session.snapshot.registry), session.matcher
    matches = matcher.match(query.fact_filter)
    query.warnings += date_warnings(matcher, query.fact_filter, len(matches))
    by_sentence = find_by_sentence(matcher, query.fact_filter, matches)
    query.warnings += sentence_warnings("fact", len(by_sentence), len(matches))
    if not matches:
        query.warnings += explain_facts(session, query).warnings()
    kinds = params.node_kind or _DEFAULT_NODE_KINDS
    entities = _entities_in(matches, session.snapshot, query, kinds)
    nodes = entities[: params.nodes]
    edges = [
        Edge(one.entity, other.entity, shared)
        for one, other in combinations(nodes, 2)
        if len(shared := one.facts & other.facts) >= params.facts_min
    ]
    edges.sort(key=lambda edge: (-len(edge.facts), edge.source.id, edge.target.id))
    return Graph(nodes, edges, len(matches), len(entities) - len(nodes), query)


def _entities_in(
    matches: BitMap, snapshot: Snapshot, query: ParsedQuery, kinds: Iterable[EntityKind]
) -> list[EntityFacts]:
    """Return the entities of these kinds in the facts, those with most facts first."""
    kind_set, sets = set(kinds), snapshot.sets
    set_name = query.match_modes.of_parties("entity")
    entities = (
        EntityFacts(entity, matches & sets.get((set_name, id_)))
        for id_ in sets.values(set_name)
        if (entity := snapshot.registry.entities[id_]).kind in kind_set
    )
    return sorted(
        (each for each in entities if each.facts),
        key=lambda each: (-len(each.facts), each.entity.name, each.entity.id),
    )
