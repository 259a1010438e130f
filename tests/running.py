"""How a run goes: what is chosen, in which order, by which process, and what of it is measured."""

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import coverage
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.databases import end_servers
from tests.kinds import choose_database, leave_out, mark, takes_long
from tests.once import FOLDER

LEFT_OUT = pytest.StashKey[Mapping[str, int]]()


class NeighboursTogether(LoadScopeScheduling):
    """Gives to one process all tests of a file that stand together, in the order of the tests."""

    _last = ""

    def _split_scope(self, nodeid: str) -> str:
        scopes: dict[str, str] = self.__dict__.setdefault("_scopes", {})
        if nodeid not in scopes:  # asked for the first time in the order of the tests
            file = nodeid.partition("::")[0]
            if self._last.partition(" ")[0] != file:
                self._last = f"{file} {len(scopes)}"
            scopes[nodeid] = self._last
        return scopes[nodeid]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="Leave out what needs much or takes long")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run: its first process makes a folder for what all processes share."""
    folder = getattr(config, "workerinput", {}).get("folder")
    if folder is None:  # who is told to end still has to end the server
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    config.stash[FOLDER] = Path(folder or tempfile.mkdtemp(prefix="policyfacts-"))
    config.stash[FOLDER].chmod(0o777)  # a server gives up root and must still reach its files


def pytest_unconfigure(config: pytest.Config) -> None:
    """End a run with its server, in the process that began it."""
    if not hasattr(config, "workerinput") and FOLDER in config.stash:
        end_servers(config.stash[FOLDER])
        shutil.rmtree(config.stash[FOLDER])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of the run about the folder."""
    node.workerinput["folder"] = str(node.config.stash[FOLDER])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> NeighboursTogether:
    """Say how tests are given to processes."""
    return NeighboursTogether(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Say which kinds of database a test is asked on, before its fixtures say all."""
    choose_database(metafunc)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Mark tests by their kinds before others choose by markers; put those that take long first."""
    mark(items)
    yield
    if config.getoption("--quick"):
        left, reasons = leave_out(items)
        config.hook.pytest_deselected(items=left)
        keep_reasons(config, reasons)
    put_in_order(items)


def pytest_collection_finish() -> None:
    """Keep what is there now, and stays, from being looked through again and again for garbage."""
    if "hypothesis" in sys.modules:  # imported later it would miss what it looks for
        gc.collect()
        gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker left out; each leaves out the same."""
    if "left out" in getattr(node, "workeroutput", {}):
        keep_reasons(node.config, node.workeroutput["left out"])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the measuring of coverage before the first test that runs without."""
    if item.get_closest_marker("no_cov"):
        stop_measuring()


def keep_reasons(config: pytest.Config, reasons: Mapping[str, int]) -> None:
    """Keep for the summary how many tests were left out for which reason."""
    config.stash[LEFT_OUT] = reasons
    if hasattr(config, "workeroutput"):
        config.workeroutput["left out"] = dict(reasons)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """End with what did not run and why, so that green never hides a gap."""
    yield
    skipped = terminalreporter.getreports("skipped")
    reasons = [report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)]
    say(
        terminalreporter, "Not run", Counter(reason.removeprefix("Skipped: ") for reason in reasons)
    )
    left = terminalreporter.config.stash.get(LEFT_OUT, {})
    say(terminalreporter, "Left to `make test`", left)


def say(reporter: pytest.TerminalReporter, title: str, counts: Mapping[str, int]) -> None:
    """Write how many tests there are for each reason."""
    if counts:
        reporter.section(title)
    for reason, count in sorted(counts.items()):
        reporter.line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")


def put_in_order(items: list[pytest.Item]) -> None:
    """Put measured tests before the others, and those that take long at the head of both.

    Begun at the end, a long one would keep one process busy and the others idle.
    """
    items.sort(
        key=lambda item: (item.get_closest_marker("no_cov") is not None, not takes_long(item))
    )


def stop_measuring() -> None:
    """Measure nothing from now on, neither here nor in programs that tests start."""
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.stop()
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        os.environ.pop(name, None)
