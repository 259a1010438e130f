"""Datasette, which also answers queries of SQLite files over HTTP as JSON.

It gets a copy of the database with indexes for just this query, and the fastest request that was
found: one statement of SQL with parameters, which returns the stored bodies as nested JSON. The
exact total is part of our response, and so of its own.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.corpus.sampling import pick
from bench.environment import Environment
from bench.load_generator import Request
from bench.paired_ratio import Side, compare
from bench.requests import PAGE, sample_facts
from bench.servers import Command, Server, fetch, service, serving
from bench.table import NotMeasured, Row

_REQUESTS = 40
_MAX_TRIES = 1_000
# These have narrower topics, which would make the statement slower.
_BROAD = {"economy", "integration", "security"}
_INDEXES = """
    CREATE INDEX peer_topics ON fact_topics (topic_id, fact_number);
    CREATE INDEX peer_parties ON fact_parties (entity_id, fact_number, role);
    ANALYZE;
"""
_SQL = f"""
    WITH found AS MATERIALIZED (
        SELECT DISTINCT facts.number, facts.date_end, facts.date_start, facts.id
        FROM fact_parties
        JOIN fact_topics ON fact_topics.fact_number = fact_parties.fact_number
        JOIN facts ON facts.number = fact_parties.fact_number
        WHERE fact_parties.entity_id = :country AND fact_parties.role <> 'excluded'
        AND fact_topics.topic_id = :topic
        AND (
            (facts.date_start <= :year || '-12-31' AND facts.date_end >= :year || '-01-01')
            OR (facts.term_start <= :year || '-12-31' AND facts.term_end >= :year || '-01-01')
        )
    )
    SELECT body, (SELECT count(*) FROM found) AS total
    FROM (SELECT * FROM found ORDER BY date_end DESC, date_start DESC, id DESC LIMIT {PAGE}) AS page
    JOIN fact_bodies ON fact_bodies.fact_number = page.number
"""


def measure(env: Environment) -> Iterator[Row]:
    """Yield the row."""
    program = env.peers / "datasette"
    what = "against Datasette: country, year and topic, same nested JSON, ours uncached"
    if not program.is_file():
        yield Row(what, None, at_least=5, note="Datasette is not installed: `make bench` does that")
        return
    url = env.database(env.facts)
    copy = _copy(env.database_file(env.facts), env.folder / "peer.db")
    with (
        serving(service(url, cache_mb=0), env.cores) as ours,
        serving(_datasette(program, copy), env.cores) as peer,
    ):
        mine, theirs = _make_requests(ours, peer)
        comparison = compare(Side(ours, mine), Side(peer, theirs), env.rounds)
    copy.unlink()
    note = f"{len(mine)} questions; {comparison.note}"
    yield Row(what, comparison.ratio, unit="x", at_least=5, note=note)


def _copy(source: Path, target: Path) -> Path:
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    connection = sqlite3.connect(target)
    connection.executescript(_INDEXES)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return target


def _datasette(program: Path, database: Path) -> Command:
    arguments = [str(program), "serve", "--immutable", str(database), "--port", "{port}"]
    for setting, value in {"sql_time_limit_ms": 20_000, "suggest_facets": "off"}.items():
        arguments += ["--setting", setting, str(value)]
    return Command(arguments, {}, "/-/versions.json")


def _make_requests(ours: Server, peer: Server) -> tuple[list[Request], list[Request]]:
    """Make requests for both that return the same facts and the same total."""
    random = Random(3)
    facts = sample_facts(ours)
    mine: dict[str, Request] = {}
    theirs: dict[str, Request] = {}
    for _ in range(_MAX_TRIES):
        fact = pick(facts, random)
        if not fact["countries"] or fact["topics"][0]["id"] in _BROAD:
            continue
        filters = {
            "country": pick(fact["countries"], random)["id"],
            "topic": fact["topics"][0]["id"],
            "year": fact["date"]["start"][:4],
        }
        path = f"/v1/facts?{urlencode({**filters, 'limit': PAGE})}"
        _, body = fetch(ours, path)
        answer = json.loads(body)
        if answer["page"]["count"] != PAGE or path in mine:
            continue
        theirs[path] = _datasette_request(peer, filters, answer)
        mine[path] = Request(path, body)
        if len(mine) == _REQUESTS:
            break
    if not mine:
        raise NotMeasured("no question of these three has a full page")
    return list(mine.values()), list(theirs.values())


def _datasette_request(peer: Server, filters: dict[str, str], answer: dict[str, Any]) -> Request:
    parameters = {"sql": " ".join(_SQL.split()), "_shape": "array", "_json": "body", **filters}
    path = f"/peer.json?{urlencode(parameters)}"
    status, body = fetch(peer, path)
    if status != 200:
        raise NotMeasured(f"Datasette answers {status}: {body[:200]!r}")
    rows = json.loads(body)
    same = [row["body"]["id"] for row in rows] == [item["id"] for item in answer["items"]]
    if not same or rows[0]["total"] != answer["page"]["total"]:
        raise NotMeasured(f"Datasette and the service differ on {filters}")
    return Request(path, body)
