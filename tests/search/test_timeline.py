"""The timeline, compared with the dates of the facts."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results.facts import list_facts
from policyfacts.search.results.timeline import Timeline, build_timeline
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings
from tests.databases import SQLITE, load_into, opened
from tests.loader.seeds import small_facts, write_small_review

# Times that begin and end in and across months and years.
TIMES = (
    *("2013-11/2014-02", "2014-05-03", "2014-05-03/2014-05-09", "2014-05-30/2014-06-02"),
    *("2014-05", "2014", "2014-01/2014-06", "2012/2015", "2014-06-01/2014-07-31", "2015-02"),
)
PARAMS: tuple[dict[str, Any], ...] = (
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
    new_migrated: Callable[[str], Settings], new_seed: Callable[..., Path]
) -> Iterator[ReadSession]:
    """A session with the review of 2013 and one of 2014 with times of every sort."""
    facts = small_facts()
    treaty = next(iter(facts.values()))
    for number, time in enumerate(TIMES):
        id_ = f"kz-2014-told-{number}"
        statement = f"Kazakhstan and Turkey spoke of trade, told for the {number}th time."
        status = "planned" if "2015" in time else "done"
        changes = {"id": id_, "date": time, "status": status, "statement": statement}
        facts[id_] = {**treaty, **changes}
    facts["kz-2014-told-3"]["term"] = "2014-09"
    seed = new_seed()
    write_small_review(seed, facts)
    settings = load_into(new_migrated(SQLITE), seed)
    with opened(settings) as database, database.read_transaction() as connection:
        yield SnapshotKeeper().open_session(connection)


def draw(session: ReadSession, params: dict[str, Any]) -> Timeline:
    fact_params = FactParams.model_validate(params)
    query = parse_query(fact_params, session.snapshot.registry)
    return build_timeline(session, fact_params, query)


def find(session: ReadSession, params: dict[str, Any]) -> list[dict[str, Any]]:
    fact_params = FactParams.model_validate({**params, "limit": 500})
    query = parse_query(fact_params, session.snapshot.registry)
    return [json.loads(body) for body in list_facts(session, fact_params, query, None).bodies]


def days_of(span: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(span["start"]), date.fromisoformat(span["end"])


def is_within(fact: dict[str, Any], first: date, last: date) -> bool:
    spans = [days_of(fact[name]) for name in ("date", "term") if fact[name] is not None]
    return any(first <= start and end <= last for start, end in spans)


@pytest.mark.parametrize("params", PARAMS, ids=str)
def test_each_fact_is_counted_in_the_bar_of_its_date(
    session: ReadSession, params: dict[str, Any]
) -> None:
    timeline = draw(session, params)
    undated = {
        name: value for name, value in params.items() if name not in ("date_from", "date_to")
    }
    facts = find(session, undated)
    counted = {(bar.first, bar.last): bar.facts for bar in timeline.bars}
    for (first, last), count in counted.items():
        assert count == sum(is_within(fact, first, last) for fact in facts)
    in_bars = [fact for fact in facts if any(is_within(fact, *days) for days in counted)]
    year = timeline.year
    rest = [fact for fact in facts if fact not in in_bars]
    spans = [days_of(fact["date"]) for fact in rest]
    overlapping = [span for span in spans if year is None or (span[0].year <= year <= span[1].year)]
    assert sum(bar.facts for bar in timeline.wider) == len(overlapping)
    assert timeline.elsewhere == len(rest) - len(overlapping)
    for bar in timeline.wider:
        spans_in_bar = [
            span for span in overlapping if bar.first <= span[0] and span[1] <= bar.last
        ]
        assert len(spans_in_bar) >= bar.facts


@pytest.mark.parametrize(
    ("params", "year"),
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
def test_bars_are_months_only_within_one_year(
    session: ReadSession, params: dict[str, Any], year: int | None
) -> None:
    timeline = draw(session, params)
    assert timeline.year == year
    spans = {(bar.last - bar.first).days + 1 for bar in timeline.bars}
    assert spans <= ({28, 29, 30, 31} if year is not None else {365, 366})
    assert timeline.bars


def test_bar_counts_the_facts_of_its_days(session: ReadSession) -> None:
    for params in ({}, {"year": [2014]}, {"country": ["TR"], "year": [2014]}):
        for bar in draw(session, params).bars:
            days = {"date_from": f"{bar.first}", "date_to": f"{bar.last}"}
            assert len(find(session, {**params, **days})) == bar.facts


def test_fact_longer_than_a_month_is_in_no_month(session: ReadSession) -> None:
    timeline = draw(session, {"year": [2014], "topic": ["trade"], "country": ["KZ"]})
    wider = Counter({(bar.first, bar.last): bar.facts for bar in timeline.wider})
    assert wider[date(2014, 1, 1), date(2014, 12, 31)] == 2
    assert wider[date(2013, 1, 1), date(2014, 2, 28)] == 1
    assert wider[date(2012, 1, 1), date(2015, 12, 31)] == 1
    may = next(bar for bar in timeline.bars if bar.first == date(2014, 5, 1))
    assert may.facts == 4
