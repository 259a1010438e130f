"""SIGTERM ends the command from its first moment on, and log lines say when."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policyfacts.settings import Settings
from tests.server.server_process import serve, wait_until

STATUS = Path("/proc/self/status")


def catches_sigterm(pid: int) -> bool:
    """Tell whether a process has a handler of its own for SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
    assert caught is not None
    return bool(int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)


def has_imported_the_server(pid: int) -> bool:
    """Tell whether a process has loaded what answers over HTTP, which takes most of a start."""
    return "httptools" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")


def test_interruption_while_it_starts_is_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policyfacts", "migrate"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        wait_until(lambda: catches_sigterm(process.pid))
        assert not has_imported_the_server(process.pid)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (128 + signal.SIGINT, b"")


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not say which signals are caught")
def test_sigterm_ends_the_command_while_it_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policyfacts", "serve", "--load"]
    environment = {**os.environ, "POLICYFACTS_DATABASE_URL": f"sqlite:///{tmp_path}/facts.db"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        wait_until(lambda: catches_sigterm(process.pid))
        assert not has_imported_the_server(process.pid)
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (128 + signal.SIGTERM, b"")


def test_log_lines_have_times_and_requests_where_wanted(
    seed_settings: Settings, tmp_path: Path
) -> None:
    with serve(seed_settings.database_url, tmp_path, "--access-log") as server:
        with contextlib.closing(server.connect()) as connection:
            headers = {"X-Forwarded-For": "\x9b31mRED"}
            connection.request("GET", "/v1/facts?q=%1b%0aforged", headers=headers)
            assert connection.getresponse().status == 422
        wait_until(lambda: "forged" in server.log_text())
        lines = server.log_text().splitlines()
    assert all(
        re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} [A-Z]+: ", line) for line in lines
    )
    assert not any("\x9b" in line for line in lines)
    assert any(re.search(r'"GET /v1/facts\?q=%1b%0aforged HTTP/1.1" 422', line) for line in lines)
