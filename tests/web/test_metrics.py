"""`/metrics`: requests are counted, in a bounded number of series."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.seeds import frozen_facts

Labels = dict[str, str]
FACTS = "/v1/facts"


@contextmanager
def client_of(settings: Settings, **changed: object) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update=changed))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def fresh(app: FastAPI) -> Iterator[TestClient]:
    """Give a client of a service that has counted nothing."""
    with client_of(app.state.service.settings) as client:
        yield client


def scrape(client: TestClient, path: str = "/metrics") -> dict[str, list[tuple[Labels, float]]]:
    """Return each sample's labels and value, by the sample's name."""
    answer = client.get(path)
    assert answer.status_code == 200
    samples: dict[str, list[tuple[Labels, float]]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            samples.setdefault(sample.name, []).append((sample.labels, sample.value))
    return samples


def requests_of(client: TestClient, path: str = "/metrics") -> dict[tuple[str, str, str], float]:
    samples = scrape(client, path).get("policyfacts_requests_total", [])
    return {
        (labels["method"], labels["route"], labels["status"]): value for labels, value in samples
    }


def test_metrics_are_text_for_prometheus_and_not_stored(fresh: TestClient) -> None:
    answer = fresh.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "/metrics" not in fresh.get("/openapi.json").json()["paths"]


def test_requests_are_counted_by_method_route_and_status(fresh: TestClient) -> None:
    tag = fresh.get(FACTS).headers["ETag"]
    assert fresh.get(FACTS, params={"country": "TR"}).status_code == 200
    assert fresh.head(FACTS).status_code == 200
    assert fresh.get(FACTS, headers={"If-None-Match": tag}).status_code == 304
    assert fresh.get(FACTS, params={"contry": "TR"}).status_code == 422
    assert fresh.get(f"{FACTS}/nonsense").status_code == 404
    assert fresh.get("/v1/countries/TR").status_code == 200
    assert fresh.delete(FACTS).status_code == 405
    assert fresh.get("/docs").status_code == 200
    assert fresh.get("/static/swagger-init.js").status_code == 200
    counts = requests_of(fresh)
    assert counts == {
        ("GET", FACTS, "200"): 2,
        ("HEAD", FACTS, "200"): 1,
        ("GET", FACTS, "304"): 1,
        ("GET", FACTS, "422"): 1,
        ("GET", "/v1/facts/{id}", "404"): 1,
        ("GET", "/v1/countries/{id}", "200"): 1,
        ("DELETE", FACTS, "405"): 1,
        ("GET", "/docs", "200"): 1,
        ("GET", "/static", "200"): 1,
    }


def test_cached_responses_are_counted_as_requests_and_as_hits(fresh: TestClient) -> None:
    tag = fresh.get(FACTS).headers["ETag"]
    fresh.get(FACTS)
    fresh.get(FACTS)
    fresh.get(FACTS, headers={"If-None-Match": tag})
    samples = scrape(fresh)
    cache = {
        name.removeprefix("policyfacts_answer_cache_"): values[0][1]
        for name, values in samples.items()
        if name.startswith("policyfacts_answer_cache_")
    }
    assert cache.pop("bytes") > 1000
    # The scrape counts as a miss.
    assert cache == {
        "hits_total": 3,
        "not_modified_total": 1,
        "misses_total": 2,
        "evictions_total": 0,
        "entries": 1,
    }
    assert requests_of(fresh)["GET", FACTS, "200"] == 3
    assert requests_of(fresh)["GET", FACTS, "304"] == 1


@pytest.mark.slow
def test_unknown_paths_are_one_series(fresh: TestClient) -> None:
    for number in range(1000):
        assert fresh.request("GET", f"/v{number}/{number}").status_code == 404
    for number in range(10):
        fresh.request(f"METHOD{number}", "/nowhere")
    counts = requests_of(fresh)
    assert counts[("GET", "unmatched", "404")] == 1000
    assert len(counts) == 2
    assert sum(count for key, count in counts.items() if key[0] == "other") == 10


def test_durations_are_of_the_counted_requests(fresh: TestClient) -> None:
    for _ in range(3):
        fresh.get(FACTS)
    samples = scrape(fresh)
    name = "policyfacts_request_duration_seconds"
    assert samples[f"{name}_count"] == [({"route": FACTS}, 3)]
    ((_, seconds),) = samples[f"{name}_sum"]
    assert 0 < seconds < 60
    buckets = [value for _, value in samples[f"{name}_bucket"]]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 3


def test_release_and_connections_are_shown(loaded_settings: Settings) -> None:
    with client_of(loaded_settings) as fresh:
        before = scrape(fresh)
        assert "policyfacts_release_info" not in before
        ready = fresh.get("/health/ready").json()
        samples = scrape(fresh)
    ((labels, _),) = samples["policyfacts_release_info"]
    assert labels["release"] == ready["release"]
    (pid,) = {each["pid"] for name in samples for each, _ in samples[name] if "pid" in each}
    assert samples["policyfacts_release_facts"] == [({"pid": pid}, len(frozen_facts()))]
    assert samples["policyfacts_snapshot_opens_total"] == [({}, 1)]
    assert samples["policyfacts_database_pool_connections"] == [({"pid": pid}, 40)]
    assert samples["policyfacts_requests_in_flight"] == [({"pid": pid}, 1)]
    assert samples["process_resident_memory_bytes"][0][1] > 1_000_000


def test_timeouts_of_the_connection_pool_are_counted(loaded_settings: Settings) -> None:
    app = create_app(loaded_settings.model_copy(update={"threads": 1}))
    database = app.state.service.database
    database.engine.pool._timeout = 0.05
    client = TestClient(app, raise_server_exceptions=False)
    with database.read_transaction():
        assert client.get(FACTS).status_code == 503
        samples = scrape(client)
    assert samples["policyfacts_database_pool_timeouts_total"] == [({}, 1)]
    assert samples["policyfacts_database_pool_connections_in_use"][0][1] == 1
    with pytest.raises(DatabaseUnusable), database.read_transaction(), database.read_transaction():
        pass
    assert scrape(client)["policyfacts_database_pool_timeouts_total"] == [({}, 2)]
    database.dispose()


def test_applications_in_one_process_count_separately(app: FastAPI) -> None:
    host, settings = FastAPI(), app.state.service.settings
    with client_of(settings) as one, client_of(settings, root_path="/facts") as other:
        host.mount("/review", one.app)
        one.get(FACTS)
        with TestClient(host) as mounted:
            mounted.get(f"/review{FACTS}")
            mounted.get("/review/nowhere")
            counts = requests_of(mounted, "/review/metrics")
        assert counts == {("GET", FACTS, "200"): 2, ("GET", "unmatched", "404"): 1}
        other.get(f"/facts{FACTS}")
        assert requests_of(other, "/facts/metrics") == {("GET", FACTS, "200"): 1}
