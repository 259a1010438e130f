"""Work ends when its client has gone or its time is over, and a slow reader holds no place."""

import json
import time

import anyio
import pytest
from anyio import from_thread
from fastapi import Response

from policyfacts.cancellation import check_cancelled
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext
from policyfacts.settings import Settings
from policyfacts.web import create_app
from policyfacts.web.app import Application, lifespan
from tests.http.asking import RawClient, client_of, run, until

GRAPH = "/v1/graph?nodes=3"


class Endless:
    """Work that ends only when it is cancelled."""

    def __init__(self) -> None:
        self.begun = self.ended = 0

    def work(self, context: CurrentContext) -> Response:
        del context
        self.begun += 1
        try:
            while True:
                check_cancelled()
                time.sleep(0.001)
        finally:
            self.ended += 1


def endless(settings: Settings, **changed: object) -> tuple[Application, Endless]:
    """Make a service with a path of endless work."""
    service, work = create_app(settings.model_copy(update=changed)), Endless()
    service.add_api_route("/v1/endless", costly(Work.LONG)(work.work))
    return service, work


def test_work_and_waiting_end_when_the_clients_have_gone(settings: Settings) -> None:
    service, work = endless(settings, costly_places=2, costly_waiting=8)
    gate = service.state.service.gates[Work.LONG]

    async def check() -> None:
        clients = [RawClient(service, "/v1/endless") for _ in range(20)]
        async with anyio.create_task_group() as group:
            for client in clients:
                group.start_soon(client.ask)
            await until(lambda: work.begun == 2 and gate.waiting == 8 and gate.refused == 10)
            for client in clients:
                client.leaves.set()
            await until(lambda: work.ended == 2)
        assert work.begun == 2, "who waited and left was worked for"
        assert (gate.in_use, gate.waiting, gate.refused) == (0, 0, 10)
        assert {client.status for client in clients} == {499, 503}

    run(check)


def test_a_client_that_waits_and_leaves_makes_room(settings: Settings) -> None:
    service, _ = endless(settings, costly_places=1, costly_waiting=1)
    gate = service.state.service.gates[Work.LONG]

    async def check() -> None:
        clients = [RawClient(service, "/v1/endless") for _ in range(3)]
        async with anyio.create_task_group() as group:
            for client in clients[:2]:
                group.start_soon(client.ask)
            await until(lambda: gate.waiting == 1)
            clients[1].leaves.set()
            await until(lambda: gate.waiting == 0)
            group.start_soon(clients[2].ask)
            await until(lambda: gate.waiting == 1)
            for client in clients:
                client.leaves.set()
        assert gate.refused == 0

    run(check)


def test_work_ends_when_its_time_is_over(settings: Settings) -> None:
    service, work = endless(settings, costly_seconds=0.05)

    async def check() -> None:
        async with client_of(service) as client:
            answer = await client.get("/v1/endless")
        assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")
        assert answer.headers["Retry-After"]
        await until(lambda: work.ended == 1)

    run(check)


@pytest.mark.parametrize("url", ["/v1/facts?format=csv", GRAPH])
def test_a_slow_reader_holds_no_place(
    service: Application, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr("policyfacts.http.costly._LONG", 64)
    monkeypatch.setattr("policyfacts.http.costly._PIECE", 64)
    gate = service.state.service.gates[Work.LONG]

    async def check() -> None:
        reads = anyio.Event()
        slow = RawClient(service, url, reads=reads.wait)
        async with client_of(service) as client, anyio.create_task_group() as group:
            group.start_soon(slow.ask)
            await until(lambda: len(gate.senders) == 1 and slow.status == 200)
            await until(lambda: gate.in_use == 0)
            assert (await client.get("/v1/graph?nodes=2")).status_code == 200
            reads.set()
        assert not slow.messages[-1].get("more_body")
        body = b"".join(message.get("body", b"") for message in slow.messages)
        async with client_of(service) as client:
            assert (await client.get(url)).content == body
        assert (len(gate.senders), gate.in_use, gate.waiting) == (0, 0, 0)

    run(check)


def test_a_stream_ends_when_its_client_has_gone(service: Application) -> None:
    gate = service.state.service.gates[Work.LONG]

    async def check() -> None:
        reader = RawClient(service, "/v1/facts?format=csv", reads=anyio.Event().wait)
        async with anyio.create_task_group() as group:
            group.start_soon(reader.ask)
            await until(lambda: len(gate.senders) == 1 and reader.status == 200)
            reader.leaves.set()
        assert (len(gate.senders), gate.in_use, gate.waiting) == (0, 0, 0)

    run(check)


def leave_at_the_first_look(client: RawClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a client leave when work looks whether it has gone; else work goes on for 5 seconds."""
    original = from_thread.check_cancelled

    def leave_and_check() -> None:
        from_thread.run_sync(client.leaves.set)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            original()
            time.sleep(0.001)

    monkeypatch.setattr("policyfacts.cancellation.from_thread.check_cancelled", leave_and_check)


@pytest.mark.parametrize(
    "url",
    [
        "/v1/graph?nodes=20",
        "/v1/facts/stats?group_by=country,topic",
        "/?country=TR",
        "/countries/TR",
        "/embed/countries/TR.svg",
        '/reconcile?queries={"q0":{"query":"China"}}',
    ],
)
def test_long_work_looks_whether_its_client_has_gone(
    service: Application, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    client = RawClient(service, url)
    leave_at_the_first_look(client, monkeypatch)
    run(client.ask)
    assert client.status == 499


def test_work_for_assistants_ends_when_they_have_gone(
    service: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = {"name": "count_facts", "arguments": {"group_by": ["country", "topic"]}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    client = RawClient(service, "/mcp", body=json.dumps(message).encode())
    leave_at_the_first_look(client, monkeypatch)

    async def check() -> None:
        async with lifespan(service):
            with anyio.fail_after(4):
                await client.ask()

    run(check)
    gate = service.state.service.gates[Work.LONG]
    assert (gate.in_use, gate.waiting) == (0, 0)
    assert b"Client has gone" in client.messages[-1]["body"]


@pytest.mark.parametrize(("patience", "status"), [(0, 200), (60, 503)])
def test_the_slowest_of_many_readers_gives_way(
    service: Application, monkeypatch: pytest.MonkeyPatch, patience: int, status: int
) -> None:
    monkeypatch.setattr("policyfacts.http.senders._PATIENCE_SECONDS", patience)
    gate = service.state.service.gates[Work.LONG]

    async def check() -> None:
        reads = anyio.Event()
        slow = [
            RawClient(service, f"/v1/facts?format=csv&limit={6 + number}", reads=reads.wait)
            for number in range(gate.senders.most)
        ]
        async with client_of(service) as client, anyio.create_task_group() as group:
            for reader in slow:
                group.start_soon(reader.ask)
                await until(reader.has_begun)
            assert (await client.get(GRAPH)).status_code == status
            await until(lambda: len(gate.senders) == gate.senders.most - (status == 200))
            reads.set()
        broken_off = [reader.messages[-1].get("more_body") for reader in slow]
        assert broken_off == [status == 200, *[False] * (gate.senders.most - 1)]

    run(check)
