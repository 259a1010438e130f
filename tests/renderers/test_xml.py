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


def readable(text: str) -> str:
    """What XML can carry of a text: other characters replaced, line ends made one."""
    kept = "".join(
        it if it in "\t\n\r" or (it >= " " and it not in "\ufffe\uffff") else "\ufffd"
        for it in text
    )
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def test_a_feed_has_what_atom_demands() -> None:
    root = parse_atom(make_feed(next="https://facts.test/v1/changes?cursor=x"), make_entry())
    assert root.findtext("a:id", None, ATOM) == "urn:policyfacts:changes"
    assert root.findtext("a:updated", None, ATOM) == "2026-05-01T11:30:00Z"
    assert root.findtext("a:author/a:name", None, ATOM) == "the maintainers"
    links = {it.get("rel"): it.get("href") for it in root.findall("a:link", ATOM)}
    assert links == {
        "self": "https://facts.test/v1/changes?format=atom",
        "next": "https://facts.test/v1/changes?cursor=x",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert root.findtext("a:entry/a:updated", None, ATOM) == "2026-05-01T11:30:00Z"


def test_the_last_page_has_no_next() -> None:
    links = parse_atom(make_feed()).findall("a:link", ATOM)
    assert [it.get("rel") for it in links] == ["self", "license"]


@pytest.mark.parametrize(
    ("change", "statement", "reason", "summary"),
    [
        (Change.ADDED, "It was.", None, "It was."),
        (Change.WITHDRAWN, None, "It never was.", "It never was."),
        (Change.ADDED, None, None, "The fact is gone."),
    ],
)
def test_an_entry_says_what_became_of_the_fact(
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


def test_each_change_has_an_id_of_its_own_that_stays() -> None:
    later = LOADED + timedelta(days=1)
    entries = [
        make_entry(),
        make_entry(fact_id="by-2013-other"),
        make_entry(release="2026.2-00000000"),
        make_entry(changed_at=later),
    ]
    found = parse_atom(make_feed(), *entries).findall("a:entry/a:id", ATOM)
    assert len({it.text for it in found}) == 4
    same_moment = make_entry(changed_at=LOADED.astimezone(UTC))
    assert write_atom(make_feed(), [same_moment]) == write_atom(make_feed(), [make_entry()])


@given(text=texts)
def test_any_text_makes_a_feed_that_can_be_read(text: str) -> None:
    root = parse_atom(make_feed(title=text), make_entry(statement=text or None))
    assert (root.findtext("a:title", None, ATOM) or "") == readable(text)
    assert root.findtext("a:entry/a:summary", None, ATOM) == (readable(text) or "The fact is gone.")


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
def test_a_graph_keeps_its_nodes_and_edges(label: str) -> None:
    root = ElementTree.fromstring(write_graphml(make_graph(label)))
    keys = {
        it.get("id"): (it.get("for"), it.get("attr.type")) for it in root.findall("g:key", GRAPHML)
    }
    nodes = root.findall("g:graph/g:node", GRAPHML)
    (edge,) = root.findall("g:graph/g:edge", GRAPHML)
    assert [node.get("id") for node in nodes] == ["BY", "TR"]
    assert (edge.get("source"), edge.get("target")) == ("BY", "TR")
    data = {it.get("key"): it.text or "" for it in nodes[0]}
    assert data == {"node-label": readable(label), "node-kind": "country", "node-facts": "344"}
    assert {it.get("key"): it.text for it in edge} == {
        "edge-facts": "8",
        "edge-topics": "trade:2|visas:1",
    }
    assert {it.get("key") for it in root.iter(f"{{{GRAPHML['g']}}}data")} == set(keys)
    assert keys["node-facts"] == ("node", "int")
    assert keys["edge-topics"] == ("edge", "string")
