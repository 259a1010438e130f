"""`policyfacts serve --workers`: requests go on whatever becomes of one worker or of all."""

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
from tests.server.command import Command, Crowd, free_port, serve, wait_until


@pytest.fixture(scope="module")
def command(served: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """One for all tests of this file, in their order."""
    with serve(served.database_url, tmp_path_factory.mktemp("two"), "--workers=2") as running:
        yield running


def pids_told(command: Command) -> set[int]:
    """Processes whose gauges are shown."""
    found = re.findall(r'policyfacts_requests_in_flight\{pid="(\d+)"\}', command.ask("/metrics"))
    return set(map(int, found))


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_no_request_fails_while_workers_are_replaced_twice(command: Command) -> None:
    # Pauses that leave connections idle most of the time: that is when a server closes them.
    crowd = Crowd(command, "/health/ready", pause_seconds=0.02)
    with crowd.asking(clients=6):
        wait_until(lambda: crowd.answered > 50)
        command.renew()
        command.renew()
        after = crowd.answered
        wait_until(lambda: crowd.answered > after + 50)
    assert crowd.failures == []
    assert crowd.closed >= 6
    first, second, third = command.generations()
    assert [len(first), len(second), len(third)] == [2, 2, 2]
    assert len(first | second | third) == 6
    wait_until(lambda: not any(map(is_running, first | second)))
    # Those that are gone have left their counts.
    wait_until(lambda: command.counted("/health/ready") == crowd.answered)
    wait_until(lambda: pids_told(command) == third)


def test_a_worker_that_is_killed_is_replaced_and_its_counts_stay(command: Command) -> None:
    for _ in range(200):
        command.ask("/health/live")
    wait_until(lambda: command.counted("/health/live") == 200)
    lost = max(command.generations()[-1])
    os.kill(lost, signal.SIGKILL)
    wait_until(lambda: len(started(command)) == 7)
    assert f"Process {lost} is lost. It ended with exit code -9." in command.said()
    for _ in range(20):
        command.ask("/health/live")
    wait_until(lambda: command.counted("/health/live") == 220)


def started(command: Command) -> set[str]:
    """Processes of which the log has a line."""
    return set(re.findall(r"Started server process \[(\d+)\]", command.said()))


def test_sigterm_ends_all_of_it(command: Command) -> None:
    assert command.stop() == 0
    assert not any(is_running(int(pid)) for pid in started(command))
    assert "Traceback" not in command.said()


def test_workers_end_with_a_parent_that_is_killed(served: Settings, tmp_path: Path) -> None:
    with serve(served.database_url, tmp_path, "--workers=1") as running:
        ((pid,),) = running.generations()
        running.process.kill()
        wait_until(lambda: not is_running(pid))


def test_a_start_that_fails_is_said_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policyfacts", "serve", f"--port={free_port()}", "--workers=1"],
        env={**os.environ, "POLICYFACTS_DATABASE_URL": "nonsense"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "The workers cannot start. POLICYFACTS_DATABASE_URL cannot be used."
    ]


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(FactsError, match=f"Cannot listen on 127.0.0.1, port {port}: Address"):
            serve_with_workers(ServerConfig("127.0.0.1", port, 1, 1))


def test_without_workers_there_is_one_process_which_sigterm_ends(
    served: Settings, tmp_path: Path
) -> None:
    with serve(served.database_url, tmp_path) as running:
        assert running.counted("/health/live") == 0
        assert running.ask("/health/live")
        assert running.counted("/health/live") == 1
        assert running.stop() == 0
