"""Who stands in the same facts: partners of one entity, and the graph of all."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import PARTY_LISTS, count_entities, count_topics, entities_of, find
from tests.search.requests import GENERATED, address_of, items_from, read
from tests.search.strategies import Params, unsorted_questions
from tests.search.world import World

ASKED = settings(GENERATED, max_examples=120)
KINDS = dict(
    zip(
        ["country", "region", "organization", "person", "place", "instrument", "project"],
        PARTY_LISTS,
        strict=True,
    )
)
WAYS = {"country": "countries", "region": "regions", "organization": "organizations"}


@st.composite
def partners_asked(draw: st.DrawFn, world: World) -> tuple[str, str, Params, list[str]]:
    """A kind of entity that is asked about, its id, filters, kinds of partners."""
    kind = draw(st.sampled_from([*WAYS, "entity"]))
    id_ = draw(st.sampled_from(world.occurring[kind]))
    question = {} if draw(st.booleans()) else draw(unsorted_questions(world))
    return kind, id_, question, draw(st.lists(st.sampled_from(list(KINDS)), max_size=3))


@pytest.mark.no_cov
def test_partners_are_counted_as_the_oracle_counts_them(client: TestClient, world: World) -> None:
    followed = 0

    @ASKED
    @example(asked=("country", "TR", {}, []), place=0)
    @given(asked=partners_asked(world), place=st.integers(0, 2))
    def check(asked: tuple[str, str, Params, list[str]], place: int) -> None:
        nonlocal followed
        kind, id_, question, kinds = asked
        more = {"partner_kind": kinds} if kinds else {}
        path = f"/v1/{WAYS.get(kind, 'entities')}/{id_}/partners"
        items = items_from(client, address_of(path, {**question, **more}, limit=90))
        found = facts_of(own_filter(world, kind, id_), id_, question, world)
        counts = count_entities(found, [KINDS[it] for it in kinds] or PARTY_LISTS)
        counts.pop(id_, None)
        assert {it["id"]: it["facts"] for it in items} == counts
        assert [it["facts"] for it in items] == sorted(counts.values(), reverse=True)
        for it in items[place::7]:
            shared = [fact for fact in found if it["id"] in entities_of(fact)]
            topics = {topic["value"]: topic["count"] for topic in it["topics"]}
            assert topics == count_topics(shared, world.reference)
            assert read(client, it["links"]["facts"])["page"]["total"] == it["facts"]
            followed += 1

    check()
    assert followed, "no partner was looked at, not even Turkey's"


def test_what_is_left_out_of_a_fact_is_nobodys_partner(client: TestClient, world: World) -> None:
    left_out = [
        (fact, party["id"])
        for fact in world.facts
        for name in PARTY_LISTS
        for party in fact[name]
        if party["role"] == "excluded"
    ]
    assert left_out
    for fact, id_ in left_out:
        only = f"type={fact['type']}&section={fact['evidence'][0]['section']}&limit=500"
        others = find({"type": [fact["type"]]}, world.facts, world.reference)
        assert fact in others
        for party in entities_of(fact):
            items = read(client, f"/v1/entities/{party}/partners?{only}")["items"]
            counted = {it["id"]: it["facts"] for it in items}
            sections = {fact["evidence"][0]["section"]}
            there = [
                it
                for it in others
                if sections & {evidence["section"] for evidence in it["evidence"]}
                and {party, id_} <= entities_of(it)
            ]
            assert counted.get(id_, 0) == len(there)


@st.composite
def graphs_asked(draw: st.DrawFn, world: World) -> tuple[Params, dict[str, Any]]:
    """Filters, and how much of the graph is drawn."""
    question = {} if draw(st.booleans()) else draw(unsorted_questions(world))
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["node_kind"] = draw(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=3))
    if draw(st.booleans()):
        more["nodes"] = draw(st.integers(1, 40))
    if draw(st.booleans()):
        more["facts_min"] = draw(st.integers(1, 6))
    return question, more


@pytest.mark.no_cov
def test_the_graph_joins_whom_the_oracle_joins(client: TestClient, world: World) -> None:
    drawn = 0

    @ASKED
    @example(asked=({}, {}))
    @given(asked=graphs_asked(world))
    def check(asked: tuple[Params, dict[str, Any]]) -> None:
        nonlocal drawn
        question, more = asked
        body = read(client, address_of("/v1/graph", {**question, **more}))
        found = find(question, world.facts, world.reference)
        kinds = more.get("node_kind", ["country", "organization"])
        counts = count_entities(found, [KINDS[it] for it in kinds])
        nodes = {it["id"]: it["facts"] for it in body["nodes"]}
        assert body["facts"] == len(found)
        assert len(nodes) == len(body["nodes"]) == min(len(counts), more.get("nodes", 100))
        assert body["left_out"] == len(counts) - len(nodes)
        assert nodes.items() <= counts.items()
        most = sorted(counts.values(), reverse=True)[: len(nodes)]
        assert [it["facts"] for it in body["nodes"]] == most
        edges = {frozenset((it["source"], it["target"])): it["facts"] for it in body["edges"]}
        assert len(edges) == len(body["edges"])
        assert edges == shared_by(set(nodes), found, more.get("facts_min", 1))
        assert all(nodes[it["source"]] >= nodes[it["target"]] for it in body["edges"])
        drawn += len(edges)

    check()
    assert drawn, "no edge was looked at, not even of the whole graph"


def test_an_edge_counts_what_partners_count(client: TestClient) -> None:
    edges = read(client, "/v1/graph?nodes=12&topic=trade")["edges"]
    assert edges
    for edge in edges:
        for one, other in ("source", "target"), ("target", "source"):
            path = f"/v1/entities/{edge[one]}/partners?topic=trade&limit=500"
            (partner,) = [it for it in items_from(client, path) if it["id"] == edge[other]]
            assert (partner["facts"], partner["topics"]) == (edge["facts"], edge["topics"])


def shared_by(nodes: set[str], found: list[Any], at_least: int) -> dict[frozenset[str], int]:
    """Facts by pair of nodes, where there are enough."""
    counts: dict[frozenset[str], int] = {}
    for fact in found:
        for pair in combinations(sorted(entities_of(fact) & nodes), 2):
            counts[frozenset(pair)] = counts.get(frozenset(pair), 0) + 1
    return {pair: count for pair, count in counts.items() if count >= at_least}


def own_filter(world: World, kind: str, id_: str) -> str:
    """The filter that finds the facts of an entity: a group's own, whichever way it is asked."""
    if kind != "entity":
        return kind
    organizations, regions = world.known["organization"], world.known["region"]
    if id_ in regions:
        return "region"
    return "organization" if id_ in organizations else "entity"


def facts_of(own: str, id_: str, question: Params, world: World) -> list[Any]:
    readings = {it: question[it] for it in question if it.endswith("_match")}
    mine = find({own: [id_], **readings}, world.facts, world.reference)
    return find(question, mine, world.reference)
