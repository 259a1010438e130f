"""Expected answers, in golden/: what differs between loads is masked.

`python -m tests.contract.golden` writes them anew from the frozen seed: read the difference
before you keep it.
"""

import json
import re
import tempfile
from pathlib import Path

from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.seeds import FROZEN_SEED

FOLDER = Path(__file__).parent / "golden"
URLS = {
    "fact": "/v1/facts/by-2013-state-visit-indonesia",
    "fact-with-figure-and-term": "/v1/facts/by-2013-possible-funding-ifc",
    "facts": "/v1/facts?country=TR&topic=visas",
    "facts-none": "/v1/facts?country=Норвегия&limit=0",
    "facts-with-words": "/v1/facts?q=visa-free&limit=1&sort=relevance",
    "facts-counted": "/v1/facts?country=TR&limit=0&facet=country,status,year",
    "stats": "/v1/facts/stats?group_by=kind,status&limit=3",
    "figures": "/v1/figures?measure=visas-issued",
    "partners": "/v1/countries/TR/partners?limit=2",
    "graph": "/v1/graph?nodes=3&country=TR",
    "suggest": "/v1/suggest?q=kit",
    "releases": "/v1/releases",
    "changes": "/v1/changes?limit=1",
    "countries": "/v1/countries?limit=1",
    "country": "/v1/countries/NO",
    "regions": "/v1/regions?limit=1",
    "region": "/v1/regions/caribbean",
    "organizations": "/v1/organizations?limit=1",
    "organization": "/v1/organizations/unodc",
    "entities": "/v1/entities?kind=person",
    "person": "/v1/entities/alexander-lukashenko",
    "topics": "/v1/topics?limit=1",
    "topic": "/v1/topics/readmission",
    "years": "/v1/years?limit=2",
    "year": "/v1/years/2017",
    "reviews": "/v1/reviews",
    "review": "/v1/reviews/by-2013",
    "overview": "/v1",
    "alive": "/health/live",
    "ready": "/health/ready",
}
_MASKS = {
    r"\b\d{4}\.\d+-[0-9a-f]{8}\b": "RELEASE",
    r'(?<="loaded_at": ")[^"]+': "MOMENT",
    r"(?<=cursor=)[\w=-]+": "CURSOR",
}


def mask_text(text: str) -> str:
    """Return the JSON with its members in order and what differs between loads masked."""
    folded = json.dumps(json.loads(text), ensure_ascii=False)
    for pattern, mask in _MASKS.items():
        folded = re.sub(pattern, mask, folded)
    return json.dumps(json.loads(folded), ensure_ascii=False, indent=1) + "\n"


def read_expected(name: str) -> str:
    """Return the expected answer."""
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def write_all() -> None:
    """Write every answer anew from the frozen seed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/golden.db")
        database = Database(settings)
        upgrade(database)
        load(database, FROZEN_SEED, {}, lambda *_: None)
        database.dispose()
        with TestClient(create_app(settings)) as client:
            for name, url in URLS.items():
                text = mask_text(client.get(url).text)
                (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all()
