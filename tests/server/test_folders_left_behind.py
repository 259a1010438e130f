"""What a killed server leaves in the folder of temporary files is removed by the next start."""

import os
import signal
from pathlib import Path

import pytest

from policyfacts.settings import Settings
from tests.server.server_process import serve, wait_until


def kill(pid: int) -> None:
    """Kill a process as the kernel does when memory is short."""
    os.kill(pid, signal.SIGKILL)


@pytest.mark.no_cov
@pytest.mark.parametrize("options", [(), ("--workers=1",)])
def test_folders_of_a_killed_server_are_removed_at_the_next_start(
    seed_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serve(seed_settings.database_url, tmp_path, *options) as server:
        server.get("/v1/downloads/facts.ndjson")
        workers = set().union(*server.worker_generations())
        server.process.kill()
        for pid in workers:
            kill(pid)
        server.process.wait()
    left = set(temporary.iterdir())
    assert len(left) == 1 + len(options)
    with serve(seed_settings.database_url, tmp_path, *options) as server:
        wait_until(lambda: not left & set(temporary.iterdir()))
        server.get("/v1/downloads/facts.ndjson")
        assert len(set(temporary.iterdir())) == len(left)
        assert server.stop() == 0
    assert list(temporary.iterdir()) == []
