"""The examples run, and in each host everything stays below its prefix."""

import os
import re
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx2
import pytest

from policyfacts.client import FactsClient, NotFound
from tests.architecture.serving import serving
from tests.seeds import frozen_facts

CHECKOUT = Path(__file__).parent.parent.parent
EXAMPLES = CHECKOUT / "examples"
# Files with the prefixes below which the service answers in them.
HOSTS = {
    "starlette_host.py": ["/facts"],
    "litestar_host.py": ["/facts"],
    "two_databases.py": ["/first", "/archive/second"],
    "behind_proxy.py": ["/public/facts"],
    "fastapi_host/app/main.py": ["/facts"],
}
WITHOUT_PAGES = {"two_databases.py", "behind_proxy.py"}


@contextmanager
def running(name: str) -> Iterator[str]:
    """Where an example answers; what has a package of its own runs as its text says."""
    said = arguments_in(name)
    if "/" in name:
        with as_command(*said) as address:
            yield address
        return
    made = runpy.run_path(str(EXAMPLES / name))
    with serving(made[said[-1].partition(":")[2]]) as address:
        yield address


def arguments_in(name: str) -> list[str]:
    """The arguments with which the example says that it is served."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    (arguments,) = re.findall(r"^    uvicorn (.*)$", text, re.M)
    return str(arguments).split()


@contextmanager
def as_command(*arguments: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", *arguments, "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=CHECKOUT, env=os.environ)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx2.get(address, timeout=1)
                break
            except httpx2.TransportError:
                assert server.poll() is None, "the server ended"
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.usefixtures("database")
def test_in_each_host_everything_stays_below_the_prefix(name: str) -> None:
    with running(name) as address, httpx2.Client(base_url=address) as host:
        for prefix in HOSTS[name]:
            pages_are_right(host, prefix)
            addresses_are_right(host, prefix)
            problems_are_right(host, prefix)
            walk_is_right(f"{address}{prefix}")
        assert host.get("/v1/countries").status_code == 404, "the service answers outside too"
        if name not in WITHOUT_PAGES:
            assert "/facts/docs" in host.get("/").text


def pages_are_right(host: httpx2.Client, prefix: str) -> None:
    for begin in (f"{prefix}/", prefix) if prefix != "/public/facts" else (f"{prefix}/",):
        page = host.get(begin, follow_redirects=True)
        assert page.status_code == 200
        assert page.url.path.startswith(f"{prefix}/"), begin
    docs = host.get(f"{prefix}/docs")
    assert docs.status_code == 200
    for asset in re.findall(r'(?:src|href)="([^"#]+\.(?:js|css))"', docs.text):
        assert host.get(urljoin(f"{prefix}/docs", asset)).status_code == 200, asset
    assert host.get(f"{prefix}/openapi.json").json()["servers"] == [{"url": prefix}]


def addresses_are_right(host: httpx2.Client, prefix: str) -> None:
    for path in ("/v1", "/v1/countries?limit=3", "/v1/years", "/v1/facts?facet=topic&limit=3"):
        text = host.get(f"{prefix}{path}").text
        found = re.findall(r'"(/[^"]*)"', text)
        assert found
        assert [it for it in found if not it.startswith(f"{prefix}/")] == []
    for link in host.get(f"{prefix}/v1").json()["links"].values():
        wanting = link.endswith(("/stats", "/suggest"))
        assert host.get(link).status_code == (422 if wanting else 200), link
    page = host.get(f"{prefix}/v1/facts?country=TR&limit=4").json()["page"]
    seen = page["count"]
    while page["next"] is not None and seen < 100:
        page = host.get(page["next"]).json()["page"]
        seen += page["count"]
    assert seen == page["total"] == 10


def problems_are_right(host: httpx2.Client, prefix: str) -> None:
    for path, status, code in (
        ("/v1/facts?contry=TR", 422, "bad_parameters"),
        ("/v1/facts/nothing", 404, "not_found"),
        ("/v1/nothing", 404, "not_found"),
        ("/v1/c%C3%B4te/%20d", 404, "not_found"),
    ):
        answer = host.get(f"{prefix}{path}")
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["type"] == f"urn:policyfacts:problem:{code}"
        assert problem["instance"] == str(httpx2.URL(f"{prefix}{path}").path)
    assert f"{prefix}/v1 lists" in host.get(f"{prefix}/v1/nothing").json()["detail"]


def walk_is_right(address: str) -> None:
    with FactsClient(address) as client:
        assert len(list(client.iter_facts(country="TR", limit=3))) == 10
        assert client.country("Côte d'Ivoire").id == "CI"
        assert client.search({"country": "TR"}).page.total == 10
        with pytest.raises(NotFound):
            client.fact("a/b?c")


@pytest.mark.usefixtures("database")
def test_the_client_example_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = runpy.run_path(str(EXAMPLES / "starlette_host.py"))
    with serving(made["host"]) as address:
        monkeypatch.setattr(sys, "argv", ["ask_with_client.py", f"{address}/facts"])
        runpy.run_path(str(EXAMPLES / "ask_with_client.py"), run_name="__main__")
    said = capsys.readouterr().out
    for expected in (
        "visa-free travel",
        "Did you mean minister?",
        "{'CN': ",
        f"{len(frozen_facts())} facts",
        "39700000000",
    ):
        assert expected in said.replace("3.9700e10", "39700000000"), said
