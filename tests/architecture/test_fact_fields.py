"""A member of facts that somebody forgot is named here: who reads CSV would never see it, say."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from policyfacts.client import Fact as ClientFact
from policyfacts.client.columns import FACT as CLIENT_COLUMNS
from policyfacts.loader.derive import fact_rows
from policyfacts.loader.seed.records import FactRecord
from policyfacts.models import (
    Base,
    Fact,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
)
from policyfacts.renderers.columns import FACT_COLUMNS
from policyfacts.renderers.jsonld.facts import describe_fact
from policyfacts.renderers.jsonld.nodes import ResourceUrls
from policyfacts.renderers.release_files.fact_tables import FACT_TABLES
from policyfacts.schemas.facts import Fact as FactSchema
from tests.conftest import CHECKOUT
from tests.renderers.factories import make_fact

TABLES: dict[type[Base], Any] = {
    Fact: fact_rows.FactRow,
    FactParty: fact_rows.PartyRow,
    FactTopic: fact_rows.TopicRow,
    FactFigure: fact_rows.FigureRow,
    FactEvidence: fact_rows.EvidenceRow,
    FactLink: fact_rows.LinkRow,
}
# Members that curators write and the table of facts has not under the same name.
IN_OTHER_COLUMNS = {"type", "date", "term"}
IN_OTHER_TABLES = {"parties", "unnamed", "topics", "figures", "links", "evidence"}
# Members that a fact shows as its row has them, and what schema.org calls some of them.
PLAIN = [name for name in FactSchema.model_fields if name in fact_rows.FactRow._fields]
SCHEMA_ORG = {"id": "identifier", "statement": "text"}
PAGE = Path("app", "policyfacts", "site", "templates", "fact.html")


def read(file: Path) -> str:
    return (CHECKOUT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_each_column_is_in_the_rows_that_a_load_writes(table: type[Base]) -> None:
    assert list(TABLES[table]._fields) == table.__table__.columns.keys()


def test_each_member_that_curators_write_is_stored() -> None:
    assert (
        FactRecord.model_fields.keys() - fact_rows.FactRow._fields
        == IN_OTHER_COLUMNS | IN_OTHER_TABLES
    )


def test_each_member_that_curators_write_is_in_their_guide() -> None:
    (example,) = yaml.safe_load(
        "- id:" + read(Path("docs/curation.md")).split("```yaml\n- id:")[1].split("```")[0]
    )
    assert example.keys() == FactRecord.model_fields.keys()


def test_each_member_that_curators_write_is_shown() -> None:
    columns = set(fact_rows.FactRow._fields) & FactRecord.model_fields.keys()
    assert columns == set(PLAIN)


@pytest.mark.parametrize("name", PLAIN)
def test_each_plain_member_is_in_every_format_the_client_and_the_page(name: str) -> None:
    (facts, *_) = FACT_TABLES
    fact = make_fact("It was.", "x")
    assert fact[name] is not None
    claim = describe_fact(fact, ResourceUrls("", lambda path: path))
    assert claim.get(SCHEMA_ORG.get(name, name)) == fact[name]
    assert name in [column.name for column in FACT_COLUMNS]
    assert name in [column.name for column in facts.columns]
    assert name in CLIENT_COLUMNS
    assert name in ClientFact.__annotations__
    assert f"fact.{name}" in read(PAGE)
