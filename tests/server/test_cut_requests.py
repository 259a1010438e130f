"""Requests that are cut or never end, to the whole service in its workers."""

import contextlib
import re
import socket
import struct
from collections.abc import Iterator

import psutil
import pytest

from policyfacts.settings import Settings
from tests.server.server_process import ServerProcess, serve, wait_until
from tests.server.server_thread import HOST, receive_all, statuses

HALF_OPEN = 200
RESET = struct.pack("ii", 1, 0)
BODIES = {
    "/v1/facts/search": "application/json",
    "/mcp": "application/json",
    "/reconcile": "application/x-www-form-urlencoded",
    "/reconcile/1.0-draft/match": "application/json",
    "/v1/facts": "text/plain",
}
CUTS = {
    "a length": b'Content-Length: 500\r\n\r\n{"country": ',
    "a chunk": b'Transfer-Encoding: chunked\r\n\r\n9\r\n{"coun',
    "between chunks": b'Transfer-Encoding: chunked\r\n\r\n2\r\n{"\r\n',
    "after a promise": b"Content-Length: 500\r\nExpect: 100-continue\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(
    seed_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """Two workers that wait for a second only."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HEAD", "BODY", "SEND"):
            environment.setenv(f"POLICYFACTS_{name}_SECONDS", "1")
        folder = tmp_path_factory.mktemp("cut")
        with serve(seed_settings.database_url, folder, "--workers=2") as started:
            yield started


def connect(server: ServerProcess, data: bytes) -> socket.socket:
    client = socket.create_connection((HOST, server.port), timeout=10)
    client.sendall(data)
    return client


def statuses_counted(server: ServerProcess) -> dict[str, float]:
    """Return how many requests were answered with each status."""
    lines = re.findall(
        r'^policyfacts_requests_total\{.*status="(\d+)"\} (\S+)', server.get("/metrics"), re.M
    )
    counts: dict[str, float] = {}
    for status, count in lines:
        counts[status] = counts.get(status, 0) + float(count)
    return counts


def test_clients_that_leave_in_a_body_are_no_failures(server: ServerProcess) -> None:
    for path, media_type in BODIES.items():
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}\r\n".encode()
        for number, cut in enumerate(CUTS.values()):
            client = connect(server, head + cut)
            if number % 2:  # a program that dies resets the connection
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.close()
    cut_at_doors = (len(BODIES) - 1) * len(CUTS)
    wait_until(lambda: statuses_counted(server).get("499", 0) == cut_at_doors)
    assert not {status for status in statuses_counted(server) if status >= "500"}
    assert "Traceback" not in server.log_text()


def test_clients_that_leave_in_an_answer_are_no_failures(server: ServerProcess) -> None:
    for path in ("/v1/facts?format=ndjson", "/v1/facts?limit=200", "/"):
        client = connect(server, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        client.recv(10)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        client.close()
    assert not {status for status in statuses_counted(server) if status >= "500"}
    assert "Traceback" not in server.log_text()


def test_half_open_connections_do_not_stay_in_any_worker(server: ServerProcess) -> None:
    workers = [psutil.Process(pid) for pid in server.worker_generations()[-1]]
    before = sum(worker.num_fds() for worker in workers)
    memory = sum(worker.memory_info().rss for worker in workers)
    clients = [connect(server, b"POST /mcp HTTP/1.1\r\nX: " + b"a" * 60_000) for _ in range(20)]
    clients += [connect(server, b"") for _ in range(HALF_OPEN)]
    body = b"POST /mcp HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    clients += [connect(server, body) for _ in range(20)]
    answers = [statuses(receive_all(client)) for client in clients]
    assert answers == [[408]] * 20 + [[]] * HALF_OPEN + [[408]] * 20
    for client in clients:
        client.close()
    wait_until(lambda: sum(worker.num_fds() for worker in workers) <= before)
    assert sum(worker.memory_info().rss for worker in workers) < memory + 30_000_000


def test_clients_that_read_nothing_do_not_stay(server: ServerProcess) -> None:
    workers = [psutil.Process(pid) for pid in server.worker_generations()[-1]]
    before = sum(len(worker.net_connections()) for worker in workers)
    request = b"GET /v1/facts?format=ndjson HTTP/1.1\r\nHost: x\r\n\r\n"
    clients = [connect(server, request * 200) for _ in range(4)]
    wait_until(lambda: sum(len(worker.net_connections()) for worker in workers) >= before + 4)
    wait_until(lambda: sum(len(worker.net_connections()) for worker in workers) <= before)
    for client in clients:
        client.close()
    assert "Traceback" not in server.log_text()


def test_a_body_that_drips_ends_with_the_time_for_bodies(server: ServerProcess) -> None:
    client = connect(server, b"POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n")
    client.sendall(b"Content-Type: application/json\r\n\r\n")
    client.settimeout(0.2)
    received, drips = b"", 0
    while not received and drips < 50:
        client.sendall(b" ")
        drips += 1
        with contextlib.suppress(TimeoutError):
            received = client.recv(1 << 16)
    assert statuses(received) == [408]
    assert drips < 25
    client.close()
