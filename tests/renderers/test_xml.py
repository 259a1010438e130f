"""Atom and GraphML: well-formed whatever the text."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from policyfacts.renderers.atom import ChangeEntry, ChangeFeed, write_atom
from policyfacts.renderers.graphml import write_graphml
from policyfacts.schemas.envelope import Count, Meta
from policyfacts.schemas.graph import Graph, GraphEdge, GraphNode
from policyfacts.vocabulary import Change, EntityKind
from tests.renderers.factories import HARD, texts

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAPHML = {"g": "http://graphml.graphdrawing.org/xmlns"}
LOADED = datetime(2026, 5, 1, 14, 30, tzinfo=timezone(timedelta(hours=3)))


def make_feed(**changes: Any) -> ChangeFeed:
    parts: dict[str, Any] = {
        "title": "Changes",
        "author": "the maintainers",
        "updated": LOADED,
        "url": "https://facts.test/v1/changes?format=atom",
        "next": None,
        "license": "CC-BY-4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
    }
    return ChangeFeed(**{**parts, **changes})


def make_entry(**changes: Any) -> ChangeEntry:
    parts: dict[str, Any] = {
        "fact_id": "by-2013-made",
        "change": Change.ADDED,
        "release": "2026.1-0a1b2c3d",
        "changed_at": LOADED,
        "url": "https://facts.test/v1/facts/by-2013-made",
        "statement": "It was.",
    }
    return ChangeEntry(**{**parts, **changes})


def parse_atom(feed: ChangeFeed, *entries: ChangeEntry) -> ElementTree.Element:
    return ElementTree.fromstring(write_atom(feed, entries))


def xml_text(text: str) -> str:
    """Return a text as XML reads it back: illegal characters replaced, line ends normalized."""
    legal = "".join(
        char if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff") else "\ufffd"
        for char in text
    )
    return legal.replace("\r\n", "\n").replace("\r", "\n")


def test_feed_has_the_elements_that_atom_requires() -> None:
    root = parse_atom(make_feed(next="https://facts.test/v1/changes?cursor=x"), make_entry())
    assert root.findtext("a:id", None, ATOM) == "urn:policyfacts:changes"
    assert root.findtext("a:updated", None, ATOM) == "2026-05-01T11:30:00Z"
    assert root.findtext("a:author/a:name", None, ATOM) == "the maintainers"
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {
        "self": "https://facts.test/v1/changes?format=atom",
        "next": "https://facts.test/v1/changes?cursor=x",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert root.findtext("a:entry/a:updated", None, ATOM) == "2026-05-01T11:30:00Z"


def test_last_page_has_no_next_link() -> None:
    links = parse_atom(make_feed()).findall("a:link", ATOM)
    assert [link.get("rel") for link in links] == ["self", "license"]


@pytest.mark.parametrize(
    ("change", "statement", "reason", "summary"),
    [
        (Change.ADDED, "It was.", None, "It was."),
        (Change.WITHDRAWN, None, "It never was.", "It never was."),
        (Change.ADDED, None, None, "The fact is gone."),
    ],
)
def test_entry_has_the_change_the_fact_and_a_summary(
    change: Change, statement: str | None, reason: str | None, summary: str
) -> None:
    root = parse_atom(make_feed(), make_entry(change=change, statement=statement, reason=reason))
    entry = root.find("a:entry", ATOM)
    assert entry is not None
    category, link = entry.find("a:category", ATOM), entry.find("a:link", ATOM)
    assert category is not None
    assert link is not None
    assert category.get("term") == change.value
    assert link.get("href") == "https://facts.test/v1/facts/by-2013-made"
    assert entry.findtext("a:summary", None, ATOM) == summary


def test_each_change_has_a_stable_id() -> None:
    later = LOADED + timedelta(days=1)
    entries = [
        make_entry(),
        make_entry(fact_id="by-2013-other"),
        make_entry(release="2026.2-00000000"),
        make_entry(changed_at=later),
    ]
    ids = parse_atom(make_feed(), *entries).findall("a:entry/a:id", ATOM)
    assert len({element.text for element in ids}) == 4
    same_time = make_entry(changed_at=LOADED.astimezone(UTC))
    assert write_atom(make_feed(), [same_time]) == write_atom(make_feed(), [make_entry()])


@given(text=texts)
def test_any_text_makes_a_well_formed_feed(text: str) -> None:
    root = parse_atom(make_feed(title=text), make_entry(statement=text or None))
    assert (root.findtext("a:title", None, ATOM) or "") == xml_text(text)
    assert root.findtext("a:entry/a:summary", None, ATOM) == (xml_text(text) or "The fact is gone.")


def make_graph(label: str) -> Graph:
    topics = [
        Count(value="trade", label=label, count=2),
        Count(value="visas", label=label, count=1),
    ]
    return Graph(
        nodes=[
            GraphNode(id="BY", label=label, kind=EntityKind.COUNTRY, facts=344),
            GraphNode(id="TR", label="Türkiye", kind=EntityKind.COUNTRY, facts=9),
        ],
        edges=[GraphEdge(source="BY", target="TR", facts=8, topics=topics)],
        facts=345,
        left_out=0,
        meta=Meta(release="", query={}, license="", citation="", warnings=[]),
    )


@pytest.mark.parametrize("label", HARD)
def test_graph_has_its_nodes_and_edges(label: str) -> None:
    graph = make_graph(label)
    root = ElementTree.fromstring(write_graphml(graph, graph.edges))
    keys = {
        key.get("id"): (key.get("for"), key.get("attr.type"))
        for key in root.findall("g:key", GRAPHML)
    }
    nodes = root.findall("g:graph/g:node", GRAPHML)
    (edge,) = root.findall("g:graph/g:edge", GRAPHML)
    assert [node.get("id") for node in nodes] == ["BY", "TR"]
    assert (edge.get("source"), edge.get("target")) == ("BY", "TR")
    data = {item.get("key"): item.text or "" for item in nodes[0]}
    assert data == {"node-label": xml_text(label), "node-kind": "country", "node-facts": "344"}
    assert {item.get("key"): item.text for item in edge} == {
        "edge-facts": "8",
        "edge-topics": "trade:2|visas:1",
    }
    assert {item.get("key") for item in root.iter(f"{{{GRAPHML['g']}}}data")} == set(keys)
    assert keys["node-facts"] == ("node", "int")
    assert keys["edge-topics"] == ("edge", "string")
