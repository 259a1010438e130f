"""`policyfacts serve --workers`: requests succeed while workers are replaced or killed."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts.errors import FactsError
from policyfacts.server import ServerConfig, serve_with_workers
from policyfacts.settings import Settings
from tests.server.server_process import (
    KeepAliveClients,
    ServerProcess,
    free_port,
    serve,
    wait_until,
)


@pytest.fixture(scope="module")
def server(
    seed_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """Server with two workers for all tests of this file, in their order."""
    with serve(
        seed_settings.database_url, tmp_path_factory.mktemp("two"), "--workers=2"
    ) as started:
        yield started


def pids_in_metrics(server: ServerProcess) -> set[int]:
    """Return the ids of the processes whose gauges the metrics show."""
    pids = re.findall(r'policyfacts_requests_in_flight\{pid="(\d+)"\}', server.get("/metrics"))
    return set(map(int, pids))


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_no_request_fails_while_workers_are_replaced_twice(server: ServerProcess) -> None:
    # Pauses that leave connections idle most of the time: that is when a server closes them.
    clients = KeepAliveClients(server, "/health/ready", pause_seconds=0.02)
    with clients.running(clients=6):
        wait_until(lambda: clients.responses > 50)
        server.replace_workers()
        server.replace_workers()
        responses_before = clients.responses
        wait_until(lambda: clients.responses > responses_before + 50)
    assert clients.failures == []
    assert clients.closed_connections >= 6
    first, second, third = server.worker_generations()
    assert [len(first), len(second), len(third)] == [2, 2, 2]
    assert len(first | second | third) == 6
    wait_until(lambda: not any(map(is_running, first | second)))
    # Those that are gone have left their counts.
    wait_until(lambda: server.count_requests("/health/ready") == clients.responses)
    wait_until(lambda: pids_in_metrics(server) == third)


def test_killed_worker_is_replaced_and_its_counts_stay(server: ServerProcess) -> None:
    for _ in range(200):
        server.get("/health/live")
    wait_until(lambda: server.count_requests("/health/live") == 200)
    killed_pid = max(server.worker_generations()[-1])
    os.kill(killed_pid, signal.SIGKILL)
    wait_until(lambda: len(started_pids(server)) == 7)
    assert f"Process {killed_pid} is lost. It ended with exit code -9." in server.log_text()
    for _ in range(20):
        server.get("/health/live")
    wait_until(lambda: server.count_requests("/health/live") == 220)


def started_pids(server: ServerProcess) -> set[str]:
    """Return the ids of the processes that the log says were started."""
    return set(re.findall(r"Started server process \[(\d+)\]", server.log_text()))


def test_sigterm_ends_all_processes(server: ServerProcess) -> None:
    assert server.stop() == 0
    assert not any(is_running(int(pid)) for pid in started_pids(server))
    assert "Traceback" not in server.log_text()


def test_workers_end_when_their_parent_is_killed(seed_settings: Settings, tmp_path: Path) -> None:
    with serve(seed_settings.database_url, tmp_path, "--workers=1") as server:
        ((pid,),) = server.worker_generations()
        server.process.kill()
        wait_until(lambda: not is_running(pid))


def test_failed_start_is_reported_once(tmp_path: Path) -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "policyfacts", "serve", f"--port={free_port()}", "--workers=1"],
        env={**os.environ, "POLICYFACTS_DATABASE_URL": "nonsense"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (completed.returncode, completed.stdout) == (1, "")
    assert completed.stderr.splitlines() == [
        "The workers cannot start. POLICYFACTS_DATABASE_URL cannot be used: it is no URL. "
        "Write sqlite:///FILE, or postgresql+psycopg://USER:PASSWORD@HOST:5432/DATABASE."
    ]


def test_port_in_use_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(FactsError, match=f"Cannot listen on 127.0.0.1, port {port}: Address"):
            serve_with_workers(ServerConfig("127.0.0.1", port, 1, 1))


def test_server_without_workers_is_one_process_that_sigterm_ends(
    seed_settings: Settings, tmp_path: Path
) -> None:
    with serve(seed_settings.database_url, tmp_path) as server:
        assert server.count_requests("/health/live") == 0
        assert server.get("/health/live")
        assert server.count_requests("/health/live") == 1
        assert server.stop() == 0
