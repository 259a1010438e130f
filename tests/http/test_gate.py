"""Costly requests wait at a gate, a few at once: plain ones are answered whoever else asks."""

import anyio
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.http import gate as gates
from policyfacts.http.gate import Busy, Gate, Work
from policyfacts.settings import Settings
from policyfacts.web.app import Application
from tests.http.asking import all_places, client_of, run, service_of, until

GRAPH = "/v1/graph?nodes=3"
# What waits for a place, by the gate; all of the frozen facts are more than a batch of five rows.
WAITING = {
    Work.LONG: (
        GRAPH,
        "/v1/graph?format=graphml",
        "/v1/facts/stats?group_by=country,topic",
        "/v1/facts/stats?group_by=country&group_by=topic&group_by=year",
        "/v1/facts?format=csv",
        "/v1/facts?format=ndjson&limit=6",
        "/v1/figures?format=csv",
        "/v1/changes?format=ndjson",
        "/v1/downloads",
        "/v1/downloads/policyfacts.sqlite",
        "/sitemap.xml",
    ),
    Work.MOMENT: (
        "/",
        "/?country=TR",
        "/countries/TR",
        "/topics/trade",
        "/years/2013",
        "/about",
        "/v1/reviews",
        "/v1/reviews/by-2013",
        "/embed/countries/TR.png",
        "/embed/facts.svg",
        '/reconcile?queries={"q0":{"query":"China"}}',
    ),
}
PLAIN = (
    "/v1/facts",
    "/v1/facts?limit=500&facet=country,topic",
    "/v1/facts?format=csv&limit=5",
    "/v1/facts?q=visas&sort=relevance",
    "/v1/facts/stats?group_by=country",
    "/v1/facts/stats?group_by=country&group_by=country",
    "/v1/figures",
    "/v1/countries/TR",
    "/v1/suggest?q=ch",
    "/countries",
    "/embed/countries/TR",
    "/reconcile",
    "/health/live",
    "/health/ready",
    "/metrics",
)


@pytest.mark.parametrize("work", Work)
def test_costly_requests_are_refused_while_all_places_are_taken(
    service: Application, work: Work
) -> None:
    async def check() -> None:
        gate = service.state.service.gates[work]
        async with client_of(service) as client, all_places(gate):
            for number, url in enumerate(WAITING[work], start=1):
                answer = await client.get(url)
                assert answer.status_code == 503, url
                assert answer.headers["Retry-After"] == "5"
                assert gate.refused == number
        async with client_of(service) as client:
            for url in WAITING[work]:
                assert (await client.get(url)).status_code == 200, url
        assert (gate.in_use, gate.waiting, len(gate.senders)) == (0, 0, 0)

    run(check)


def test_plain_requests_never_wait(service: Application) -> None:
    async def check() -> None:
        gates_ = [service.state.service.gates[work] for work in Work]
        async with client_of(service) as client, all_places(*gates_):
            for url in PLAIN:
                assert (await client.get(url)).status_code == 200, url

    run(check)


def test_pages_do_not_wait_for_what_takes_seconds(service: Application) -> None:
    async def check() -> None:
        async with client_of(service) as client, all_places(service.state.service.gates[Work.LONG]):
            for url in WAITING[Work.MOMENT]:
                assert (await client.get(url)).status_code == 200, url

    run(check)


def test_answers_of_the_cache_never_wait(service: Application) -> None:
    async def check() -> None:
        async with client_of(service) as client:
            first = await client.get(GRAPH)
            async with all_places(service.state.service.gates[Work.LONG]):
                again = await client.get(GRAPH)
                tags = {"If-None-Match": first.headers["ETag"]}
                unchanged = await client.get(GRAPH, headers=tags)
        assert (again.status_code, again.content) == (200, first.content)
        assert unchanged.status_code == 304

    run(check)


def test_what_would_be_refused_anyway_does_not_wait(service: Application) -> None:
    async def check() -> None:
        async with client_of(service) as client, all_places(service.state.service.gates[Work.LONG]):
            assert (await client.get("/v1/graph?nodes=many")).status_code == 422
            assert (await client.get("/v1/graph?format=csv")).status_code == 406

    run(check)


def test_each_door_says_in_its_own_form_that_places_are_taken(service: Application) -> None:
    async def check() -> None:
        html = {"Accept": "text/html"}
        gates_ = [service.state.service.gates[work] for work in Work]
        async with client_of(service) as client, all_places(*gates_):
            problem = (await client.get(GRAPH)).json()
            page = await client.get("/", headers=html)
            card = await client.get("/embed/countries/TR.svg")
        assert problem["code"] == "busy"
        assert "ask again in a moment" in problem["detail"]
        assert page.headers["Content-Type"].startswith("text/html")
        assert problem["detail"] in page.text
        assert card.headers["Content-Type"] == "image/svg+xml"
        assert "ask again" in card.text

    run(check)


def test_assistants_read_that_places_are_taken(service: Application) -> None:
    call = {"name": "count_facts", "arguments": {"group_by": ["country", "topic"]}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    gate = service.state.service.gates[Work.LONG]
    with TestClient(service) as client:
        assert client.portal is not None
        with client.portal.wrap_async_context_manager(all_places(gate)):
            result = client.post("/mcp", json=message).json()["result"]
    assert result["isError"]
    assert "ask again in a moment" in result["content"][0]["text"]


def test_searches_of_many_parts_are_costly(service: Application) -> None:
    async def check() -> None:
        many = {"any": [{"country": ["TR"]}, {"all": [{"topic": ["trade"]}] * 5}]}
        async with client_of(service) as client, all_places(service.state.service.gates[Work.LONG]):
            few = await client.post("/v1/facts/search", json={"any": [{"country": ["TR"]}] * 5})
            assert few.status_code == 200
            assert (await client.post("/v1/facts/search", json=many)).status_code == 503
        async with client_of(service) as client:
            assert (await client.post("/v1/facts/search", json=many)).status_code == 200

    run(check)


def test_a_mounted_service_has_the_gate_too(settings: Settings) -> None:
    async def check() -> None:
        host, one, other = FastAPI(), service_of(settings), service_of(settings)
        host.mount("/one", one)
        host.mount("/other", other)
        async with client_of(host) as client, all_places(one.state.service.gates[Work.LONG]):
            assert (await client.get(f"/one{GRAPH}")).status_code == 503
            assert (await client.get(f"/other{GRAPH}")).status_code == 200

    run(check)


def test_a_service_is_called_in_one_event_loop_after_another(settings: Settings) -> None:
    service = service_of(settings, cache_mb=0)

    async def check() -> None:
        async with client_of(service) as client:
            assert (await client.get(GRAPH)).status_code == 200

    run(check)
    run(check)


def test_who_waits_gets_the_next_place_or_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, served = Gate(1, 1), []

    async def wait() -> None:
        async with gate.place():
            served.append(gate.in_use)

    async def check() -> None:
        async with anyio.create_task_group() as group:
            async with all_places(gate):
                group.start_soon(wait)
                await until(lambda: gate.waiting)
                with pytest.raises(Busy):
                    await wait()
            await until(lambda: served)
        monkeypatch.setattr(gates, "_WAIT_SECONDS", 0.01)
        async with all_places(gate):
            with pytest.raises(Busy):
                await wait()
        assert (served, gate.refused) == ([1], 2)
        assert (gate.in_use, gate.waiting) == (0, 0)

    run(check)


def test_gates_are_shown_to_prometheus(service: Application) -> None:
    async def check() -> None:
        async with client_of(service) as client, all_places(service.state.service.gates[Work.LONG]):
            await client.get(GRAPH)
            lines = (await client.get("/metrics")).text.splitlines()
        assert 'policyfacts_gate_refusals_total{work="long"} 1.0' in lines
        (in_use,) = [
            line
            for line in lines
            if line.startswith("policyfacts_gate_places_in_use{") and 'work="long"' in line
        ]
        assert in_use.endswith(" 1.0")

    run(check)
