"""Kinds of tests: what `make quick` leaves to `make test`, and what runs without measuring."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.databases import POSTGRESQL, SQLITE

TESTS = Path(__file__).parent


class Kind(NamedTuple):
    """A marker, which the test bears or which a rule gives it, and why it is not for `quick`."""

    marker: str
    reason: str
    places: Sequence[str] = ()
    is_one: Callable[[pytest.Item], bool] = lambda _: False


def on_postgresql(item: pytest.Item) -> bool:
    """Whether a parameter says PostgreSQL, or a fixture is named for it."""
    parameters = getattr(item, "callspec", None)
    values = parameters.params.values() if parameters is not None else ()
    names = [*flat(values), *getattr(item, "fixturenames", ())]
    return any(name.startswith(POSTGRESQL) for name in names)


def flat(values: Iterable[object]) -> list[str]:
    """The texts among values, and among those of their tuples."""
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return [part for part in parts if isinstance(part, str)]


def by_chance(item: pytest.Item) -> bool:
    """Whether Hypothesis makes up what it asks."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def asks_again(item: pytest.Item) -> bool:
    """Whether who wrote the test says that it asks at length what others ask in short."""
    return item.get_closest_marker("no_cov") is not None


ON_POSTGRESQL = "on PostgreSQL"
FURTHER_CASES = "further cases of tests with many"
CASES_OF_A_TEST = 6
# A test is counted with the first that it is one of.
KINDS = (
    Kind(
        "postgresql",
        ON_POSTGRESQL,
        ("database/test_standbys.py",),
        on_postgresql,
    ),
    Kind(
        "browser",
        "in Chromium",
        ("browser", "cards/test_element.py", "cards/test_sizes.py", "web/test_docs_page.py"),
    ),
    Kind(
        "program",
        "of whole programs: servers, commands, examples, the wheel",
        (
            "architecture/test_wheel.py",
            "examples",
            "mcp/test_stdio.py",
            "server",
        ),
    ),
    Kind("chance", "of questions made up by chance", (), by_chance),
    Kind(
        "slow",
        "that ask at length, load often, or try the benchmark",
        (
            "bench",
            "cards/test_previews.py",
            "contract/test_links.py",
            "contract/test_mount.py",
            "contract/test_older_storage.py",
            "database/test_upgrading.py",
            "http/test_streaming.py",
            "loader/test_database_failures.py",
            "loader/test_load_derived.py",
            "loader/test_load_many.py",
            "loader/test_reference_changes.py",
            "loader/test_slips.py",
            "outside",
            "renderers/release_files/test_files.py",
            "renderers/release_files/test_cache.py",
        ),
        asks_again,
    ),
)
# What only asks again what measured tests of the rooms ask: measuring doubles the time it takes.
UNMEASURED_KINDS = ("postgresql", "browser", "program", "chance", "slow")
UNMEASURED_PLACES = ("architecture", "bench", "bundled", "contract", "outside")
# But nothing else runs servers and their processes, or what is PostgreSQL's own.
MEASURED_PLACES = ("database", "server")

# What neither reads nor words what a database gives: headers, negotiation, addresses, refusals.
# It asks a service over SQLite alone.
PLACES_OF_ONE_DATABASE = (
    "api/test_citations.py",
    "contract/test_parameters.py",
    "http/test_cite_as.py",
    "http/test_content_coding.py",
    "http/test_negotiation.py",
    "http/test_trackers.py",
    "test_report_url.py",
    "web/test_body_limit.py",
    "web/test_headers.py",
    "web/test_markdown.py",
    "web/test_root_path.py",
)


def choose_database(metafunc: pytest.Metafunc) -> None:
    """Leave a test one kind of database where its place says that one is enough."""
    of_one = is_in(place_of(metafunc.definition.path), PLACES_OF_ONE_DATABASE)
    if of_one and "loaded_settings" in metafunc.fixturenames:
        chosen = pytest.mark.parametrize("loaded_settings", [SQLITE], indirect=True)
        metafunc.definition.add_marker(chosen)


def mark(items: Sequence[pytest.Item]) -> None:
    """Give each test the markers of its kinds.

    Raises pytest.UsageError where a place that a kind names is not there, or no longer.
    """
    places = chain(
        UNMEASURED_PLACES,
        MEASURED_PLACES,
        PLACES_OF_ONE_DATABASE,
        *(kind.places for kind in KINDS),
    )
    missing = [place for place in places if not (TESTS / place).exists()]
    if missing:
        raise pytest.UsageError(f"tests/kinds.py names what is not there: {', '.join(missing)}")
    for item in items:
        place = place_of(item.path)
        for kind in KINDS:
            if is_in(place, kind.places) or kind.is_one(item):
                item.add_marker(kind.marker)
    further = set(further_cases(items))
    for item in items:
        if item in further or is_asked_again(item):
            item.add_marker("no_cov")


def is_asked_again(item: pytest.Item) -> bool:
    """Whether its kind or its place says that measured tests ask the same."""
    place = place_of(item.path)
    if is_in(place, MEASURED_PLACES):
        return False
    is_of_kind = any(item.get_closest_marker(name) for name in UNMEASURED_KINDS)
    return is_of_kind or is_in(place, UNMEASURED_PLACES)


@cache
def place_of(path: Path) -> str:
    """Where a file stands below this folder, or nothing for files of other folders."""
    return path.relative_to(TESTS).as_posix() if TESTS in path.parents else ""


def is_in(place: str, places: Iterable[str]) -> bool:
    return any(place == other or place.startswith(f"{other}/") for other in places)


def kind_of(item: pytest.Item) -> str | None:
    """The kind for which `make quick` leaves a test out."""
    return next((kind.reason for kind in KINDS if item.get_closest_marker(kind.marker)), None)


def takes_long(item: pytest.Item) -> bool:
    """Whether a test takes longer than most; on PostgreSQL it takes what it does on SQLite."""
    return kind_of(item) not in (None, ON_POSTGRESQL)


def leave_out(items: list[pytest.Item]) -> tuple[list[pytest.Item], Counter[str]]:
    """Take from the tests what is not for `make quick`.

    Return what is left out, and how much of it for which reason.
    """
    further = set(further_cases(items))
    reasons = [kind_of(item) or (FURTHER_CASES if item in further else "") for item in items]
    left = [item for item, reason in zip(items, reasons, strict=True) if reason]
    items[:] = [item for item, reason in zip(items, reasons, strict=True) if not reason]
    return left, Counter(reason for reason in reasons if reason)


def further_cases(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Give the cases beyond the few of each test that has many."""
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if kind_of(item) is None:
            cases[item.nodeid.partition("[")[0]].append(item)
    for each in cases.values():
        yield from set(each) - set(spread(each))


def spread(cases: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """Give so many of them as `make quick` runs of one test, at equal distances."""
    count = min(len(cases), CASES_OF_A_TEST)
    return (cases[number * len(cases) // count] for number in range(count))
