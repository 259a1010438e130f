"""The in-process transport: in threads, in event loops, after forks, and when closed."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import anyio
import psutil
import pytest

from policyfacts.client import AsyncFactsClient, Closed, FactsClient, Unavailable
from policyfacts.settings import Settings
from policyfacts.web import in_process
from tests.databases import settings_for

SERVER_PACKAGES = "alembic fastapi pydantic_settings pyroaring sqlalchemy starlette yaml".split()
PROGRAM = f"""
import sys
import threading
for name in {SERVER_PACKAGES}:
    sys.modules[name] = None
from policyfacts.client import AsyncFactsClient, FactsClient, Unreachable
client = FactsClient("http://127.0.0.1:9", timeout=1)
ours = sorted(name for name in sys.modules if name.startswith("policyfacts."))
print([name for name in ours if not name.startswith("policyfacts.client")])
"""


def run_python(program: str, *options: str) -> tuple[int, str]:
    """Run a program; return its exit code and what it prints, errors only where it fails."""
    command = [sys.executable, *options, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    return result.returncode, result.stdout.strip() or result.stderr


@pytest.mark.program
def test_client_works_without_the_packages_of_the_server() -> None:
    assert run_python(PROGRAM, "-W", "error") == (0, "[]")


def test_threads_can_share_a_client(settings: Settings) -> None:
    countries = ["TR", "CN", "RU", "LV"] * 5
    with FactsClient(transport=in_process(settings)) as client, ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda country: client.count(country=country), countries))
        assert counts == [client.count(country=country) for country in countries]
        assert len(set(counts)) > 1


def test_sync_client_works_inside_a_running_loop(settings: Settings) -> None:
    async def count() -> int:
        with FactsClient(transport=in_process(settings)) as client:
            return client.count(country="TR")

    assert asyncio.run(count()) == 10


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_async_client_works_in_asyncio_and_trio(settings: Settings, loop: str) -> None:
    async def count() -> int:
        async with AsyncFactsClient(transport=in_process(settings)) as client:
            return await client.count(country="TR")

    assert anyio.run(count, backend=loop) == 10


def test_one_transport_serves_several_loops_in_turn(settings: Settings) -> None:
    transport = in_process(settings)

    async def count() -> list[int]:
        client = AsyncFactsClient(transport=transport)
        return await asyncio.gather(*(client.count(country=code) for code in ("TR", "CN") * 5))

    assert asyncio.run(count()) == asyncio.run(count())
    transport.close()


def test_closing_ends_threads_and_connections(settings: Settings, tmp_path: Path) -> None:
    """Use a copy of the database: SQLite keeps a file open while others in the process read it."""
    copy = shutil.copy(settings.database_url.removeprefix("sqlite:///"), tmp_path)
    threads = set(threading.enumerate())
    with FactsClient(transport=in_process(settings_for(f"sqlite:///{copy}"))) as client:
        assert client.count(country="TR") == 10
        assert copy in open_files()
        assert set(threading.enumerate()) > threads
    assert copy not in open_files()
    # Programs may fork or look for threads after closing: the thread has ended by then.
    assert not is_thread_left(threads)


def test_requests_while_another_thread_closes_are_answered_or_refused(settings: Settings) -> None:
    threads = set(threading.enumerate())
    client = FactsClient(transport=in_process(settings), cache=None)

    def count_until_closed() -> int:
        with pytest.raises(Closed):
            while True:
                assert client.count(country="TR") == 10
        return 1

    with ThreadPoolExecutor(8) as executor:
        futures = [executor.submit(count_until_closed) for _ in range(8)]
        client.count(country="CN")
        client.close()
        assert sum(future.result(timeout=60) for future in futures) == 8
    assert not is_thread_left(threads)


def test_closed_transport_cannot_be_used_again(settings: Settings) -> None:
    transport = in_process(settings)
    with FactsClient(transport=transport) as client:
        client.overview()
    with pytest.raises(Closed, match="make another"):
        FactsClient(transport=transport).overview()

    async def overview() -> None:
        await AsyncFactsClient(transport=transport).overview()

    with pytest.raises(Closed, match="make another"):
        asyncio.run(overview())


def test_closing_in_a_loop_waits_for_requests_of_threads(settings: Settings) -> None:
    async def count() -> int:
        transport = in_process(settings)
        async with AsyncFactsClient(transport=transport):
            client = FactsClient(transport=transport)
            return await asyncio.to_thread(client.count, country="TR")

    threads = set(threading.enumerate())
    assert asyncio.run(count()) == 10
    assert not is_thread_left(threads)


FORK_PROGRAM = """
import os, signal
from policyfacts.client import Closed, FactsClient
from policyfacts.settings import Settings
from policyfacts.web import in_process
client = FactsClient(transport=in_process(Settings(database_url=ADDRESS)))
client.overview()
child = os.fork()
if child == 0:
    signal.alarm(20)
    try:
        client.count()
    except Closed as error:
        print(error, flush=True)
    client.close()
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
print(client.count(country="TR"))
"""


@pytest.mark.program
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_client_in_a_forked_process_is_refused(settings: Settings) -> None:
    """Check that no child waits for the loop, which runs in the parent process alone."""
    program = FORK_PROGRAM.replace("ADDRESS", repr(settings.database_url))
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False
    )
    assert "make one in each" in result.stdout, result.stderr
    assert result.stdout.split()[-1] == "10", result.stderr


def is_thread_left(before: set[threading.Thread]) -> bool:
    threads = set(threading.enumerate()) - before
    return "policyfacts in process" in {thread.name for thread in threads}


def open_files() -> set[str]:
    return {file.path for file in psutil.Process().open_files()}


def test_database_without_tables_is_unavailable_and_not_retried() -> None:
    settings = Settings(database_url="sqlite:///nowhere-to-be-found.db")
    began = monotonic()
    with (
        FactsClient(transport=in_process(settings)) as client,
        pytest.raises(Unavailable, match="policyfacts migrate") as caught,
    ):
        client.facts()
    assert monotonic() - began < 5, "the client waited for Retry-After"
    assert (caught.value.code, caught.value.retry_after) == ("database_unusable", 5)


def test_paging_works_with_a_root_path_or_public_url(settings: Settings) -> None:
    for change in ({"root_path": "/facts"}, {"public_url": "https://facts.example/x"}):
        with FactsClient(transport=in_process(settings.model_copy(update=change))) as client:
            assert len(list(client.iter_facts(country="TR", limit=3))) == 10


@pytest.mark.program
def test_script_that_does_not_close_its_client_ends(loaded_settings: Settings) -> None:
    program = (
        "from policyfacts.client import FactsClient\n"
        "from policyfacts.settings import Settings\n"
        "from policyfacts.web import in_process\n"
        f"settings = Settings(database_url={loaded_settings.database_url!r})\n"
        "client = FactsClient(transport=in_process(settings))\n"
        "print(client.count(country='TR'))"
    )
    assert run_python(program) == (0, "10")
