"""The examples run, and in each host all URLs stay below its prefix."""

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
# Files of examples with the prefixes below which the service answers.
HOSTS = {
    "starlette_host.py": ["/facts"],
    "litestar_host.py": ["/facts"],
    "two_databases.py": ["/first", "/archive/second"],
    "behind_proxy.py": ["/public/facts"],
    "fastapi_host/app/main.py": ["/facts"],
}
WITHOUT_PAGES = {"two_databases.py", "behind_proxy.py"}


@contextmanager
def run_example(name: str) -> Iterator[str]:
    """Serve an example, as a command where it is a package of its own; yield its base URL."""
    arguments = arguments_in(name)
    if "/" in name:
        with run_command(*arguments) as url:
            yield url
        return
    module = runpy.run_path(str(EXAMPLES / name))
    with serving(module[arguments[-1].partition(":")[2]]) as url:
        yield url


def arguments_in(name: str) -> list[str]:
    """Return the arguments of uvicorn in the docstring of an example."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    (arguments,) = re.findall(r"^    uvicorn (.*)$", text, re.M)
    return str(arguments).split()


@contextmanager
def run_command(*arguments: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", *arguments, "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=CHECKOUT, env=os.environ)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx2.get(url, timeout=1)
                break
            except httpx2.TransportError:
                assert server.poll() is None, "the server ended"
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.usefixtures("database")
def test_urls_of_each_host_stay_below_its_prefix(name: str) -> None:
    with run_example(name) as url, httpx2.Client(base_url=url) as host:
        for prefix in HOSTS[name]:
            check_pages(host, prefix)
            check_urls(host, prefix)
            check_problems(host, prefix)
            check_client(f"{url}{prefix}")
        assert host.get("/v1/countries").status_code == 404, "the service answers outside too"
        if name not in WITHOUT_PAGES:
            assert "/facts/docs" in host.get("/").text


def check_pages(host: httpx2.Client, prefix: str) -> None:
    for path in (f"{prefix}/", prefix) if prefix != "/public/facts" else (f"{prefix}/",):
        page = host.get(path, follow_redirects=True)
        assert page.status_code == 200
        assert page.url.path.startswith(f"{prefix}/"), path
    docs = host.get(f"{prefix}/docs")
    assert docs.status_code == 200
    for asset in re.findall(r'(?:src|href)="([^"#]+\.(?:js|css))"', docs.text):
        assert host.get(urljoin(f"{prefix}/docs", asset)).status_code == 200, asset
    assert host.get(f"{prefix}/openapi.json").json()["servers"] == [{"url": prefix}]


def check_urls(host: httpx2.Client, prefix: str) -> None:
    for path in ("/v1", "/v1/countries?limit=3", "/v1/years", "/v1/facts?facet=topic&limit=3"):
        text = host.get(f"{prefix}{path}").text
        urls = re.findall(r'"(/[^"]*)"', text)
        assert urls
        assert [url for url in urls if not url.startswith(f"{prefix}/")] == []
    for link in host.get(f"{prefix}/v1").json()["links"].values():
        needs_parameters = link.endswith(("/stats", "/suggest", "/interpret"))
        assert host.get(link).status_code == (422 if needs_parameters else 200), link
    page = host.get(f"{prefix}/v1/facts?country=TR&limit=4").json()["page"]
    count = page["count"]
    while page["next"] is not None and count < 100:
        page = host.get(page["next"]).json()["page"]
        count += page["count"]
    assert count == page["total"] == 10


def check_problems(host: httpx2.Client, prefix: str) -> None:
    for path, status, code in (
        ("/v1/facts?contry=TR", 422, "bad_parameters"),
        ("/v1/facts/nothing", 404, "not_found"),
        ("/v1/nothing", 404, "not_found"),
        ("/v1/c%C3%B4te/%20d", 404, "not_found"),
    ):
        response = host.get(f"{prefix}{path}")
        assert response.status_code == status
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["type"] == f"urn:policyfacts:problem:{code}"
        assert problem["instance"] == str(httpx2.URL(f"{prefix}{path}").path)
    assert f"{prefix}/v1 lists" in host.get(f"{prefix}/v1/nothing").json()["detail"]


def check_client(url: str) -> None:
    with FactsClient(url) as client:
        assert len(list(client.iter_facts(country="TR", limit=3))) == 10
        assert client.country("Côte d'Ivoire").id == "CI"
        assert client.search({"country": "TR"}).page.total == 10
        with pytest.raises(NotFound):
            client.fact("a/b?c")


@pytest.mark.usefixtures("database")
def test_client_example_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = runpy.run_path(str(EXAMPLES / "starlette_host.py"))
    with serving(module["host"]) as url:
        monkeypatch.setattr(sys, "argv", ["ask_with_client.py", f"{url}/facts"])
        runpy.run_path(str(EXAMPLES / "ask_with_client.py"), run_name="__main__")
    output = capsys.readouterr().out
    for expected in (
        "visa-free travel",
        "Did you mean minister?",
        "{'CN': ",
        f"{len(frozen_facts())} facts",
        "39700000000",
    ):
        assert expected in output.replace("3.9700e10", "39700000000"), output
