"""CSV as readers of CSV read it back."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.errors import BadParameters
from policyfacts.renderers.cells import escape_formula
from policyfacts.renderers.columns import (
    ENTITY_COLUMNS,
    FACT_COLUMNS,
    FIGURE_COLUMNS,
    PARTNER_COLUMNS,
    count_columns,
)
from policyfacts.renderers.csv import Column, Row, select_columns, write_csv
from policyfacts.search.results.figure_rows import list_figures
from tests.renderers.factories import HARD, make_fact, texts

NAMES = (
    "id review kind type form status level statement date date_start date_end date_precision "
    "date_stated term term_start term_end times trend countries country_names regions "
    "organizations people places instruments projects parties parties_complete topics figures "
    "plover_type plover_modes plover_contexts links evidence sections asserted_by"
).split()


def read(columns: Sequence[Column], rows: Sequence[Row]) -> list[dict[str, str]]:
    text = "".join(write_csv(columns, rows, bom=False))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def split(cell: str) -> list[str]:
    """Split a cell into its values, as the column descriptions define."""
    parts = re.findall(r"((?:[^|\\]|\\.)*)(?:\||$)", cell, re.DOTALL)[:-1] if cell else []
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


def test_columns_of_facts_keep_their_names_and_order() -> None:
    assert [column.name for column in FACT_COLUMNS] == NAMES
    assert all(
        column.description.endswith(".")
        for column in (*FACT_COLUMNS, *FIGURE_COLUMNS, *ENTITY_COLUMNS)
    )


def test_every_fact_is_read_back(facts: list[dict[str, Any]]) -> None:
    rows = read(FACT_COLUMNS, facts)
    assert [row["id"] for row in rows] == [fact["id"] for fact in facts]
    for row, fact in zip(rows, facts, strict=True):
        assert row["statement"] == fact["statement"]
        assert row["date"] == fact["date"]["edtf"]
        assert row["date_stated"] == str(fact["date"]["stated"]).lower()
        assert row["term_end"] == (fact["term"]["end"] if fact["term"] else "")
        assert row["times"] == ("" if fact["times"] is None else str(fact["times"]))
        for items in ("countries", "regions", "organizations", "people", "places"):
            participants = [party["id"] for party in fact[items] if party["role"] != "excluded"]
            assert split(row[items]) == list(dict.fromkeys(participants))
        parties = [party for items in NAMES[18:26] for party in fact.get(items, [])]
        assert split(row["parties"]) == [f"{party['id']}:{party['role']}" for party in parties]
        assert split(row["topics"]) == [topic["id"] for topic in fact["topics"]]
        assert split(row["evidence"]) == [f"by-2013:{e['locator']}" for e in fact["evidence"]]
        assert len(split(row["figures"])) == len(fact["figures"])


@given(statement=texts, name=texts)
def test_any_text_is_read_back(statement: str, name: str) -> None:
    (row,) = read(FACT_COLUMNS, [make_fact(statement, name)])
    assert row["statement"] == escape_formula(statement)
    escaped = name.replace("\\", "\\\\").replace("|", "\\|")
    assert row["country_names"] == escape_formula(escaped)
    assert split(row["figures"]) == [
        f"trade-turnover=-0.5 USD (about, actual, 2013{f', of {name}' if name else ''})",
        "trade-turnover=3 USD (about, actual)",
    ]


def test_excluded_party_is_in_the_parties_column_alone() -> None:
    (row,) = read(FACT_COLUMNS, [make_fact("CIS without Russia.", "x")])
    assert row["countries"] == "BY"
    assert "RU:excluded" in split(row["parties"])
    assert [name for name, cell in row.items() if "RU" in cell] == ["parties"]


def test_every_column_has_its_value() -> None:
    (row,) = read(FACT_COLUMNS, [make_fact("It was.", "x")])
    assert row == {
        "id": "by-2013-made",
        "review": "by-2013",
        "kind": "event",
        "type": "visit",
        "form": "state",
        "status": "planned",
        "level": "minister",
        "statement": "It was.",
        "date": "2013-07/2013-12",
        "date_start": "2013-07-01",
        "date_end": "2013-12-31",
        "date_precision": "range",
        "date_stated": "true",
        "term": "2014/2016",
        "term_start": "2014-01-01",
        "term_end": "2016-12-31",
        "times": "3",
        "trend": "improving",
        "countries": "BY",
        "country_names": "x",
        "regions": "africa",
        "organizations": "eu|cis",
        "people": "somebody",
        "places": "minsk",
        "instruments": "treaty",
        "projects": "programme",
        "parties": "BY:visitor|RU:excluded|africa:subject|eu:organizer|cis:donor|somebody:visitor|"
        "minsk:venue|treaty:mentioned|programme:subject|programme:mentioned",
        "parties_complete": "false",
        "topics": "trade|visas",
        "figures": "trade-turnover=-0.5 USD (about, actual, 2013, of x)|"
        "trade-turnover=3 USD (about, actual)",
        "plover_type": "AGREE",
        "plover_modes": "visit",
        "plover_contexts": "diplomatic|legal",
        "links": "follows:by-2013-other|part-of:by-2013-whole",
        "evidence": "by-2013:p1s1|by-2013:p1s2",
        "sections": "asia",
        "asserted_by": "mfa-belarus",
    }


def test_lines_end_with_crlf_and_the_byte_order_mark_is_first() -> None:
    columns = select_columns(FACT_COLUMNS, ["id", "statement"])
    rows = [make_fact("one\ntwo", "x")]
    text = "".join(write_csv(columns, rows, bom=True))
    assert text == '\ufeffid,statement\r\nby-2013-made,"one\ntwo"\r\n'
    assert "".join(write_csv(columns, [], bom=False)) == "id,statement\r\n"


def test_columns_come_in_the_order_of_the_parameter() -> None:
    assert [column.name for column in select_columns(FACT_COLUMNS, ["Topics", "id", "topics"])] == [
        "topics",
        "id",
    ]
    assert select_columns(FACT_COLUMNS, []) == FACT_COLUMNS


def test_unknown_column_is_refused_with_a_suggestion() -> None:
    with pytest.raises(BadParameters) as refused:
        select_columns(FACT_COLUMNS, ["id", "sttement", "zzz"])
    first, second = refused.value.errors
    assert (first.parameter, first.did_you_mean[0]) == ("fields", "statement")
    assert (second.did_you_mean, second.allowed) == ((), tuple(NAMES))


def test_long_tables_are_written_in_chunks() -> None:
    count = 0

    def rows() -> Any:
        nonlocal count
        for _ in range(2000):
            count += 1
            yield make_fact("It was.", "x")

    chunks = write_csv(FACT_COLUMNS, rows(), bom=False)
    first = next(chunks)
    assert count < 200
    assert first.endswith("\r\n")
    assert (first + "".join(chunks)).count("\r\n") == 2001


def test_every_figure_is_a_row_with_its_fact_and_unit(facts: list[dict[str, Any]]) -> None:
    rows = [row for fact in facts for row in list_figures(fact)]
    assert len(rows) == sum(len(fact["figures"]) for fact in facts) > 0
    cells = read(FIGURE_COLUMNS, rows)
    values = [figure["value"] for fact in facts for figure in fact["figures"]]
    assert [float(cell["value"]) for cell in cells] == values
    assert all(cell["fact"] and cell["unit"] and cell["evidence"] for cell in cells)


@given(value=st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_negative_numbers_stay_numbers(value: float) -> None:
    first, second = read(FIGURE_COLUMNS, list(list_figures(make_fact("It was.", "x", value))))
    assert float(first["value"]) == float(value)
    assert (first["period_start"], first["period_end"]) == ("2013-01-01", "2013-12-31")
    assert (second["period"], second["period_start"], second["period_end"]) == ("", "", "")


def test_partners_have_their_shared_topics() -> None:
    topics = [{"value": "trade", "label": "Trade", "count": 2}, {"value": "visas", "count": 1}]
    partner = {"id": "TR", "kind": "country", "name": "=TR", "facts": 2, "topics": topics}
    (row,) = read(PARTNER_COLUMNS, [partner])
    assert list(row.values()) == ["TR", "country", "'=TR", "2", "trade|visas"]


def test_entities_have_their_codes(get_json: Callable[[str], Any]) -> None:
    rows = read(ENTITY_COLUMNS, get_json("/v1/countries?limit=500")["items"])
    namibia = next(row for row in rows if row["id"] == "NA")
    assert (namibia["alpha2"], namibia["alpha3"], namibia["m49"]) == ("NA", "NAM", "516")
    organs = {
        row["id"]: row
        for row in read(ENTITY_COLUMNS, get_json("/v1/organizations?limit=500")["items"])
    }
    assert (organs["unodc"]["parent"], organs["mfa-belarus"]["country"]) == ("un", "BY")


@pytest.mark.parametrize("label", HARD)
def test_counts_have_a_value_and_a_label_for_each_dimension(label: str) -> None:
    groups: list[dict[str, Any]] = [
        {"year": {"value": "2013", "label": "2013"}, "topic": {"value": "a", "label": label}},
        {"year": None, "topic": {"value": "b", "label": "B"}},
    ]
    rows = read(count_columns(["year", "topic"]), [{**group, "facts": 7} for group in groups])
    assert list(rows[0].values()) == ["2013", "2013", "a", escape_formula(label), "7"]
    assert list(rows[1]) == ["year", "year_label", "topic", "topic_label", "facts"]
    assert list(rows[1].values()) == ["", "", "b", "B", "7"]
