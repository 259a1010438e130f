"""Facts along time, compared with the dates of the facts themselves."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.schemas.params import FactParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results.facts import list_facts
from policyfacts.search.results.timeline import Timeline, build_timeline
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings
from tests.databases import SQLITE
from tests.loader.seeds import load_seed, small_facts, write_small_review
from tests.seeds import FROZEN_SEED

# Times that begin and end in and across months and years.
TIMES = (
    *("2013-11/2014-02", "2014-05-03", "2014-05-03/2014-05-09", "2014-05-30/2014-06-02"),
    *("2014-05", "2014", "2014-01/2014-06", "2012/2015", "2014-06-01/2014-07-31", "2015-02"),
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"year": [2014]},
    {"date_from": "2014-05-01", "date_to": "2014-05-31"},
    {"date_from": "2014-05-01", "date_to": "2014-05-31", "date_match": "overlaps"},
    {"year": [2013]},
    {"year": [2012, 2014]},
    {"year": [2014], "date_match": "within"},
    {"topic": ["trade"], "year": [2015]},
)


@pytest.fixture(scope="module")
def session(
    new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ReadSession]:
    """The review of 2013 and one of 2014 with times of every sort."""
    seed = tmp_path_factory.mktemp("months") / "seed"
    shutil.copytree(FROZEN_SEED, seed)
    facts = small_facts()
    treaty = next(iter(facts.values()))
    for number, time in enumerate(TIMES):
        id_ = f"kz-2014-told-{number}"
        statement = f"Kazakhstan and Turkey spoke of trade, told for the {number}th time."
        status = "planned" if "2015" in time else "done"
        told = {"id": id_, "date": time, "status": status, "statement": statement}
        facts[id_] = {**treaty, **told}
    facts["kz-2014-told-3"]["term"] = "2014-09"
    write_small_review(seed, facts)
    database = Database(new_database(SQLITE))
    upgrade(database)
    load_seed(database, seed)
    with database.read_transaction() as connection:
        yield SnapshotKeeper().open_session(connection)
    database.dispose()


def draw(session: ReadSession, asked: dict[str, Any]) -> Timeline:
    question = FactParams.model_validate(asked)
    read = parse_query(question, session.snapshot.registry)
    return build_timeline(session, question, read)


def find(session: ReadSession, asked: dict[str, Any]) -> list[dict[str, Any]]:
    question = FactParams.model_validate({**asked, "limit": 500})
    read = parse_query(question, session.snapshot.registry)
    return [json.loads(it) for it in list_facts(session, question, read, None).bodies]


def days_of(span: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(span["start"]), date.fromisoformat(span["end"])


def is_within(fact: dict[str, Any], first: date, last: date) -> bool:
    spans = [days_of(fact[it]) for it in ("date", "term") if fact[it] is not None]
    return any(first <= start and end <= last for start, end in spans)


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_each_fact_is_counted_where_its_date_says(
    session: ReadSession, asked: dict[str, Any]
) -> None:
    timeline = draw(session, asked)
    plain = {name: it for name, it in asked.items() if name not in ("date_from", "date_to")}
    facts = find(session, plain)
    counted = {(it.first, it.last): it.facts for it in timeline.bars}
    for (first, last), count in counted.items():
        assert count == sum(is_within(it, first, last) for it in facts)
    in_bars = [it for it in facts if any(is_within(it, *days) for days in counted)]
    year = timeline.year
    rest = [it for it in facts if it not in in_bars]
    spans = [days_of(it["date"]) for it in rest]
    overlapping = [it for it in spans if year is None or (it[0].year <= year <= it[1].year)]
    assert sum(it.facts for it in timeline.wider) == len(overlapping)
    assert timeline.elsewhere == len(rest) - len(overlapping)
    for it in timeline.wider:
        held = [span for span in overlapping if it.first <= span[0] and span[1] <= it.last]
        assert len(held) >= it.facts


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ({}, None),
        ({"year": [2014]}, 2014),
        ({"year": [2013, 2014]}, None),
        ({"date_from": "2013-03", "date_to": "2013-04"}, 2013),
        ({"year_from": 2014}, None),
        ({"year_from": 2014, "year_to": 2014}, 2014),
    ],
    ids=str,
)
def test_months_are_drawn_of_one_year_only(
    session: ReadSession, asked: dict[str, Any], year: int | None
) -> None:
    timeline = draw(session, asked)
    assert timeline.year == year
    spans = {(it.last - it.first).days + 1 for it in timeline.bars}
    assert spans <= ({28, 29, 30, 31} if year is not None else {365, 366})
    assert timeline.bars


def test_a_bar_is_what_its_days_find(session: ReadSession) -> None:
    for asked in ({}, {"year": [2014]}, {"country": ["TR"], "year": [2014]}):
        for bar in draw(session, asked).bars:
            days = {"date_from": f"{bar.first}", "date_to": f"{bar.last}"}
            assert len(find(session, {**asked, **days})) == bar.facts


def test_what_is_of_no_month_is_drawn_in_none(session: ReadSession) -> None:
    timeline = draw(session, {"year": [2014], "topic": ["trade"], "country": ["KZ"]})
    wider = Counter({(it.first, it.last): it.facts for it in timeline.wider})
    assert wider[date(2014, 1, 1), date(2014, 12, 31)] == 2
    assert wider[date(2013, 1, 1), date(2014, 2, 28)] == 1
    assert wider[date(2012, 1, 1), date(2015, 12, 31)] == 1
    may = next(it for it in timeline.bars if it.first == date(2014, 5, 1))
    assert may.facts == 4
