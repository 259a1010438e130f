"""Entities of the same facts: partners of one entity, and the graph of all."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import (
    PARTY_LISTS,
    Fact,
    count_entities,
    count_topics,
    entities_of,
    find,
    with_parties_that_count,
)
from tests.search.requests import GENERATED, items_from, read, url_of
from tests.search.strategies import Params, unsorted_queries
from tests.search.world import World

GENERATED_REQUESTS = settings(GENERATED, max_examples=120)
KINDS = dict(
    zip(
        ["country", "region", "organization", "person", "place", "instrument", "project"],
        PARTY_LISTS,
        strict=True,
    )
)
PATHS = {"country": "countries", "region": "regions", "organization": "organizations"}


@st.composite
def partner_requests(draw: st.DrawFn, world: World) -> tuple[str, str, Params, list[str]]:
    """Return a kind of entity, its id, filters, and kinds of partners."""
    kind = draw(st.sampled_from([*PATHS, "entity"]))
    id_ = draw(st.sampled_from(world.occurring[kind]))
    params = {} if draw(st.booleans()) else draw(unsorted_queries(world))
    return kind, id_, params, draw(st.lists(st.sampled_from(list(KINDS)), max_size=3))


@pytest.mark.no_cov
def test_partners_are_counted_as_the_oracle_counts(client: TestClient, world: World) -> None:
    followed = 0

    @world.some(GENERATED_REQUESTS)
    @example(request=("country", "TR", {}, []), place=0)
    @example(request=("country", "BY", {"named": ["false"]}, []), place=0)
    @example(request=("region", "asia", {"named": ["true"]}, []), place=0)
    @given(request=partner_requests(world), place=st.integers(0, 2))
    def check(request: tuple[str, str, Params, list[str]], place: int) -> None:
        nonlocal followed
        kind, id_, params, kinds = request
        more = {"partner_kind": kinds} if kinds else {}
        path = f"/v1/{PATHS.get(kind, 'entities')}/{id_}/partners"
        items = items_from(client, url_of(path, {**params, **more}, limit=90))
        facts = facts_of(own_filter(world, kind, id_), id_, params, world)
        counts = count_entities(facts, [KINDS[name] for name in kinds] or PARTY_LISTS)
        counts.pop(id_, None)
        assert {partner["id"]: partner["facts"] for partner in items} == counts
        assert [partner["facts"] for partner in items] == sorted(counts.values(), reverse=True)
        for partner in items[place::7]:
            shared = [fact for fact in facts if partner["id"] in entities_of(fact)]
            topics = {topic["value"]: topic["count"] for topic in partner["topics"]}
            assert topics == count_topics(shared, world.reference)
            assert read(client, partner["links"]["facts"])["page"]["total"] == partner["facts"]
            followed += 1

    check()
    assert followed, "no partner was looked at, not even Turkey's"


def test_excluded_party_is_no_partner(client: TestClient, world: World) -> None:
    excluded = [
        (fact, party["id"])
        for fact in world.facts
        for name in PARTY_LISTS
        for party in fact[name]
        if party["role"] == "excluded"
    ]
    assert excluded
    for fact, id_ in excluded:
        query = f"type={fact['type']}&section={fact['evidence'][0]['section']}&limit=500"
        same_type = find({"type": [fact["type"]]}, world.facts, world.reference)
        assert fact in same_type
        for party in entities_of(fact):
            items = read(client, f"/v1/entities/{party}/partners?{query}")["items"]
            counts = {partner["id"]: partner["facts"] for partner in items}
            sections = {fact["evidence"][0]["section"]}
            shared = [
                other
                for other in same_type
                if sections & {evidence["section"] for evidence in other["evidence"]}
                and {party, id_} <= entities_of(other)
            ]
            assert counts.get(id_, 0) == len(shared)


@st.composite
def graph_requests(draw: st.DrawFn, world: World) -> tuple[Params, dict[str, Any]]:
    """Return filters, and how much of the graph to return."""
    params = {} if draw(st.booleans()) else draw(unsorted_queries(world))
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["node_kind"] = draw(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=3))
    if draw(st.booleans()):
        more["nodes"] = draw(st.integers(1, 40))
    if draw(st.booleans()):
        more["facts_min"] = draw(st.integers(1, 6))
    return params, more


@pytest.mark.no_cov
def test_graph_has_the_edges_that_the_oracle_counts(client: TestClient, world: World) -> None:
    edges_seen = 0

    @world.some(GENERATED_REQUESTS)
    @example(request=({}, {}))
    @example(request=({"named": ["false"]}, {}))
    @given(request=graph_requests(world))
    def check(request: tuple[Params, dict[str, Any]]) -> None:
        nonlocal edges_seen
        params, more = request
        body = read(client, url_of("/v1/graph", {**params, **more}))
        facts = read_by(params, find(params, world.facts, world.reference), world)
        kinds = more.get("node_kind", ["country", "organization"])
        counts = count_entities(facts, [KINDS[kind] for kind in kinds])
        nodes = {node["id"]: node["facts"] for node in body["nodes"]}
        assert body["facts"] == len(facts)
        assert len(nodes) == len(body["nodes"]) == min(len(counts), more.get("nodes", 100))
        assert body["left_out"] == len(counts) - len(nodes)
        assert nodes.items() <= counts.items()
        expected_counts = sorted(counts.values(), reverse=True)[: len(nodes)]
        assert [node["facts"] for node in body["nodes"]] == expected_counts
        edges = {
            frozenset((edge["source"], edge["target"])): edge["facts"] for edge in body["edges"]
        }
        assert len(edges) == len(body["edges"])
        assert edges == shared_by(set(nodes), facts, more.get("facts_min", 1))
        assert all(nodes[edge["source"]] >= nodes[edge["target"]] for edge in body["edges"])
        edges_seen += len(edges)

    check()
    assert edges_seen, "no edge was looked at, not even of the whole graph"


def test_edge_has_the_counts_of_partners(client: TestClient) -> None:
    edges = read(client, "/v1/graph?nodes=12&topic=trade")["edges"]
    assert edges
    for edge in edges:
        for one, other in ("source", "target"), ("target", "source"):
            path = f"/v1/entities/{edge[one]}/partners?topic=trade&limit=500"
            (partner,) = [
                partner for partner in items_from(client, path) if partner["id"] == edge[other]
            ]
            assert (partner["facts"], partner["topics"]) == (edge["facts"], edge["topics"])


def shared_by(nodes: set[str], facts: list[Any], at_least: int) -> dict[frozenset[str], int]:
    """Return the number of facts by pair of nodes, where there are enough."""
    counts: dict[frozenset[str], int] = {}
    for fact in facts:
        for pair in combinations(sorted(entities_of(fact) & nodes), 2):
            counts[frozenset(pair)] = counts.get(frozenset(pair), 0) + 1
    return {pair: count for pair, count in counts.items() if count >= at_least}


def own_filter(world: World, kind: str, id_: str) -> str:
    """Return the filter that finds the facts of an entity."""
    if kind != "entity":
        return kind
    organizations, regions = world.possible["organization"], world.possible["region"]
    if id_ in regions:
        return "region"
    return "organization" if id_ in organizations else "entity"


def facts_of(parameter: str, id_: str, params: Params, world: World) -> list[Any]:
    match_modes = {
        name: params[name] for name in params if name.endswith("_match") or name == "named"
    }
    own_facts = find({parameter: [id_], **match_modes}, world.facts, world.reference)
    return read_by(params, find(params, own_facts, world.reference), world)


def read_by(params: Params, facts: list[Fact], world: World) -> list[Fact]:
    """Return the facts with those of their parties that `named` asks for."""
    return [with_parties_that_count(fact, params, world.reference)[0] for fact in facts]
