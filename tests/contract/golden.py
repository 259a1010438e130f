"""Expected answers, in golden.json: what differs between loads is masked.

`python -m tests.contract.golden` writes them anew from the frozen seed: read the difference
before you keep it. A schema that is new has its answer there without being listed.
"""

import json
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.routes import JSON, ROUTES, Route
from tests.seeds import FROZEN_SEED

FILE = Path(__file__).parent / "golden.json"
# Other tests compare them: with the vocabulary that was loaded, with the files that were made.
COMPARED_ELSEWHERE = {"Vocabulary", "DownloadList"}
CHOSEN = {
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
    "interpret": "/v1/interpret?q=Chinese+visits+to+Belarus+in+May+not+planned,+Korea",
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


def schema_of(route: Route) -> str:
    """Return the name of the schema of the JSON; empty where there is no JSON."""
    content = route.operation["responses"]["200"]["content"]
    return str(content.get(JSON, {}).get("schema", {}).get("$ref", "")).rpartition("/")[2]


def urls() -> dict[str, str]:
    """Return URLs by name: those chosen, and an example of each schema that none of them has."""
    paths = [url.partition("?")[0] for url in CHOSEN.values()]
    schemas = {schema_of(route) for route in ROUTES if any(map(route.matches, paths))}
    named = dict(CHOSEN)
    for route in ROUTES:
        if schema_of(route) not in {"", *COMPARED_ELSEWHERE, *schemas}:
            schemas.add(schema_of(route))
            named[route.name] = route.url_with(*[("limit", 1)] * ("limit" in route.names))
    return named


URLS = urls()


def mask_text(text: str) -> str:
    """An answer, its members in their order, without what differs between loads."""
    folded = json.dumps(json.loads(text), ensure_ascii=False)
    for pattern, mask in _MASKS.items():
        folded = re.sub(pattern, mask, folded)
    return json.dumps(json.loads(folded), ensure_ascii=False, indent=1) + "\n"


@cache
def expected_answers() -> dict[str, Any]:
    """Read the expected answers, by name."""
    answers: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return answers


def expected_text(name: str) -> str:
    """Return the expected answer; null where there is none."""
    return mask_text(json.dumps(expected_answers().get(name), ensure_ascii=False))


def write_all() -> None:
    """Write every answer anew from the frozen seed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/golden.db")
        database = Database(settings)
        upgrade(database)
        load(database, FROZEN_SEED, {}, lambda *_: None)
        database.dispose()
        with TestClient(create_app(settings)) as client:
            answers = {
                name: json.loads(mask_text(client.get(url).text)) for name, url in URLS.items()
            }
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_all()
