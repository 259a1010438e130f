"""What a slip takes out of a seed is refused until the seed lists it; then the load is whole."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from policyfacts.database import Database
from policyfacts.errors import BadSeed
from policyfacts.loader import check
from policyfacts.models import (
    Base,
    Entity,
    EntityName,
    FactType,
    FormerId,
    Measure,
    Membership,
    Office,
    Section,
    Sentence,
    Topic,
)
from policyfacts.settings import Settings
from tests.databases import KINDS, POSTGRESQL, load_into, opened
from tests.loader.seeds import all_rows, list_as_withdrawn, load_seed, replace
from tests.loader.slips import Slip, slips

# By table, the columns by which a row is known: what has the same is changed, not lost.
IDENTITY: dict[type[Base], tuple[str, ...]] = {
    Topic: ("id",),
    FactType: ("id",),
    Measure: ("id",),
    Entity: ("id",),
    EntityName: ("entity_id", "name"),
    Membership: ("country_id", "group_id"),
    Office: ("person_id", "title"),
    FormerId: ("former",),
    Section: ("id",),
    Sentence: ("locator",),
}
# What each load writes anew.
LOGS = {"releases", "change_runs", "fact_changes"}


def names_of_rows(database: Database) -> set[tuple[object, ...]]:
    """Return what may be lost: each row by its identity, former names and spans by themselves."""
    with database.read_transaction() as connection:
        names = {
            (table.__tablename__, *row)
            for table, columns in IDENTITY.items()
            for row in connection.execute(select(*(table.__table__.c[name] for name in columns)))
        }
        former = connection.execute(
            select(EntityName.entity_id, EntityName.name, EntityName.language).where(
                EntityName.since.is_not(None) | EntityName.until.is_not(None)
            )
        )
        spans = connection.execute(
            select(Membership.country_id, Membership.group_id).order_by(Membership.country_id)
        )
        counts = Counter((country, group) for country, group in spans)
        several = {("span", *pair, n) for pair, count in counts.items() for n in range(count)}
        return names | several | {("former", *row) for row in former}


def tables_of(database: Database) -> dict[str, list[str]]:
    rows = all_rows(database)
    return {name: rows[name] for name in rows.keys() - LOGS}


def listed_rows(error: BadSeed) -> list[str]:
    """Return the rows that the mistakes propose, without their reason."""
    rows = [re.search(r"withdrawn\.csv: (.+),<reason>", str(line)) for line in error.mistakes]
    assert all(rows), [str(line) for line in error.mistakes]
    return [row[1] for row in rows if row is not None]


def is_right(seed: Path) -> bool:
    try:
        check(seed, {}, lambda *_: None)
    except BadSeed:
        return False
    return True


@pytest.fixture(scope="module")
def complete_seed(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small seed with a former id and a membership of two spans; read only."""
    seed = tmp_path_factory.mktemp("complete") / "seed"
    shutil.copytree(small_template, seed)
    replace(seed / "entities" / "former_ids.csv", "former,id\n", "former,id\nmsq,minsk\n")
    replace(
        seed / "entities" / "memberships.csv", "KZ,cis,", "KZ,cis,1980-01-01,1981-01-01\nKZ,cis,"
    )
    return seed


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_slip_takes_out_is_refused_until_it_is_listed(
    kind: str,
    complete_seed: Path,
    tmp_path_factory: pytest.TempPathFactory,
    new_migrated: Callable[[str], Settings],
    copy_database: Callable[[Settings], Settings],
) -> None:
    loaded = load_into(new_migrated(kind), complete_seed)
    with opened(loaded) as database:
        before = names_of_rows(database)

    @settings(
        max_examples=3 if kind == POSTGRESQL else 15,
        deadline=None,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    @given(st.sampled_from(slips(complete_seed)))
    def slip_is_refused(slip: Slip) -> None:
        seed = tmp_path_factory.mktemp("slip") / "seed"
        shutil.copytree(complete_seed, seed)
        slip.apply(seed)
        assume(is_right(seed))
        fresh_settings = load_into(new_migrated(kind), seed)
        with opened(copy_database(loaded)) as database, opened(fresh_settings) as fresh:
            lost = before - names_of_rows(fresh)
            if lost:
                rows = lines_of_refusal(database, seed)
                words = "\n".join(rows)
                assert all(any(str(part) in words for part in name[1:]) for name in lost)
                list_as_withdrawn(seed, *rows)
            load_seed(database, seed)
            assert tables_of(database) == tables_of(fresh)
            assert not load_seed(database, seed).is_new

    slip_is_refused()


def lines_of_refusal(database: Database, seed: Path) -> list[str]:
    before = all_rows(database)
    with pytest.raises(BadSeed) as caught:
        load_seed(database, seed)
    assert all_rows(database) == before
    return listed_rows(caught.value)
