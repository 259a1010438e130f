"""Without a socket: from threads, from event loops, beside others, and closed in the end."""

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
from policyfacts.client.retries import NEVER
from policyfacts.settings import Settings
from policyfacts.web import in_process
from tests.databases import settings_for

SERVER = ("alembic", "fastapi", "pydantic_settings", "pyroaring", "sqlalchemy", "starlette", "yaml")
BLOCKED = f"""
import sys
import threading
for name in {SERVER}:
    sys.modules[name] = None
from policyfacts.client import AsyncFactsClient, FactsClient, Unreachable
client = FactsClient("http://127.0.0.1:9", timeout=1)
ours = sorted(it for it in sys.modules if it.startswith("policyfacts."))
print([it for it in ours if not it.startswith("policyfacts.client")])
"""


@pytest.mark.program
def test_the_client_needs_nothing_of_the_server() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_several_threads_ask_at_once(held: Settings) -> None:
    countries = ["TR", "CN", "RU", "LV"] * 5
    with FactsClient(transport=in_process(held)) as client, ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda it: client.count(country=it), countries))
        assert together == [client.count(country=it) for it in countries]
        assert len(set(together)) > 1


def test_it_waits_for_answers_inside_a_running_loop_too(held: Settings) -> None:
    async def ask() -> int:
        with FactsClient(transport=in_process(held)) as client:
            return client.count(country="TR")

    assert asyncio.run(ask()) == 10


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_it_answers_in_whatever_loop_the_program_has(held: Settings, loop: str) -> None:
    async def ask() -> int:
        async with AsyncFactsClient(transport=in_process(held)) as client:
            return await client.count(country="TR")

    assert anyio.run(ask, backend=loop) == 10


def test_one_transport_serves_loop_after_loop(held: Settings) -> None:
    transport = in_process(held)

    async def ask() -> list[int]:
        client = AsyncFactsClient(transport=transport)
        return await asyncio.gather(*(client.count(country=it) for it in ("TR", "CN") * 5))

    assert asyncio.run(ask()) == asyncio.run(ask())
    transport.close()


def test_closing_lets_go_of_threads_and_connections(held: Settings, tmp_path: Path) -> None:
    """A database of its own: SQLite keeps a file open while others of the process read it."""
    copy = shutil.copy(held.database_url.removeprefix("sqlite:///"), tmp_path)
    threads = set(threading.enumerate())
    with FactsClient(transport=in_process(settings_for(f"sqlite:///{copy}"))) as client:
        assert client.count(country="TR") == 10
        assert copy in open_files()
        assert set(threading.enumerate()) > threads
    assert copy not in open_files()
    # Whoever has closed may fork, or look for threads that were left: it has ended by then.
    assert "policyfacts in process" not in {it.name for it in set(threading.enumerate()) - threads}


def test_what_is_asked_while_another_closes_is_answered_or_refused(held: Settings) -> None:
    threads = set(threading.enumerate())
    client = FactsClient(transport=in_process(held), cache=None)

    def ask_on() -> int:
        with pytest.raises(Closed):
            while True:
                assert client.count(country="TR") == 10
        return 1

    with ThreadPoolExecutor(8) as asking:
        asked = [asking.submit(ask_on) for _ in range(8)]
        client.count(country="CN")
        client.close()
        assert sum(it.result(timeout=60) for it in asked) == 8
    assert "policyfacts in process" not in {it.name for it in set(threading.enumerate()) - threads}


def test_a_transport_that_was_closed_opens_nothing_again(held: Settings) -> None:
    transport = in_process(held)
    with FactsClient(transport=transport) as client:
        client.overview()
    with pytest.raises(Closed, match="make another"):
        FactsClient(transport=transport).overview()

    async def ask() -> None:
        await AsyncFactsClient(transport=transport).overview()

    with pytest.raises(Closed, match="make another"):
        asyncio.run(ask())


def test_closing_in_a_loop_ends_what_threads_have_asked(held: Settings) -> None:
    async def ask() -> int:
        transport = in_process(held)
        async with AsyncFactsClient(transport=transport):
            waiting = FactsClient(transport=transport)
            return await asyncio.to_thread(waiting.count, country="TR")

    threads = set(threading.enumerate())
    assert asyncio.run(ask()) == 10
    assert "policyfacts in process" not in {it.name for it in set(threading.enumerate()) - threads}


FORKS = """
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
def test_a_fork_of_the_process_is_told_to_make_its_own(held: Settings) -> None:
    """Its loop runs in the other process: waiting for it would never end."""
    program = FORKS.replace("ADDRESS", repr(held.database_url))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False
    )
    assert "make one in each" in done.stdout, done.stderr
    assert done.stdout.split()[-1] == "10", done.stderr


def open_files() -> set[str]:
    return {it.path for it in psutil.Process().open_files()}


def test_an_empty_database_is_unavailable_and_says_why() -> None:
    settings = Settings(database_url="sqlite:///nowhere-to-be-found.db")
    with (
        FactsClient(transport=in_process(settings), retry=NEVER) as client,
        pytest.raises(Unavailable) as caught,
    ):
        client.facts()
    assert caught.value.code == "database_unusable"
    assert caught.value.retry_after == 5


def test_who_asks_in_the_same_process_does_not_wait_for_a_database_that_is_missing() -> None:
    settings = Settings(database_url="sqlite:///nowhere-to-be-found.db")
    began = monotonic()
    with (
        FactsClient(transport=in_process(settings)) as client,
        pytest.raises(Unavailable, match="policyfacts migrate"),
    ):
        client.facts()
    assert monotonic() - began < 5, "it came back when Retry-After said so"


def test_addresses_are_right_where_a_prefix_or_a_public_address_is_set(held: Settings) -> None:
    for change in ({"root_path": "/facts"}, {"public_url": "https://facts.example/x"}):
        with FactsClient(transport=in_process(held.model_copy(update=change))) as client:
            assert len(list(client.iter_facts(country="TR", limit=3))) == 10


@pytest.mark.program
def test_a_script_that_does_not_close_its_client_ends(loaded_settings: Settings) -> None:
    program = (
        "from policyfacts.client import FactsClient\n"
        "from policyfacts.settings import Settings\n"
        "from policyfacts.web import in_process\n"
        f"settings = Settings(database_url={loaded_settings.database_url!r})\n"
        "client = FactsClient(transport=in_process(settings))\n"
        "print(client.count(country='TR'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("10", 0), done.stderr
