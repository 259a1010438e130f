"""Examples in documents run as written, on the bundled seed."""

import doctest
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from policyfacts.settings import Settings
from tests.architecture.documents import Example, blocks, examples, is_output_shown
from tests.architecture.serving import serving

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
SHOWN_URL = "http://127.0.0.1:8000"


def examples_in(name: str) -> list[Example]:
    file = CHECKOUT / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return [example for block in blocks(text, "console") for example in examples(block)]


@pytest.fixture(scope="module")
def url(bundled_app: FastAPI) -> Iterator[str]:
    with serving(bundled_app) as url:
        yield url


@pytest.fixture
def checkout_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Current folder that looks like the checkout, where commands may write."""
    for file in CHECKOUT.iterdir():
        if not file.name.startswith(".") and file.suffix != ".db":
            (tmp_path / file.name).symlink_to(file)
    programs = tmp_path / "programs"
    programs.mkdir()
    shim = programs / "policyfacts"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m policyfacts "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("POLICYFACTS_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def loaded_here(checkout_copy: Path, bundled_settings: Settings) -> None:
    """Link policyfacts.db in that folder to the bundled seed."""
    loaded = bundled_settings.database_url.removeprefix("sqlite:///")
    (checkout_copy / "policyfacts.db").symlink_to(loaded)


NAMES = [str(file.relative_to(CHECKOUT)) for file in DOCUMENTS]
EXAMPLES = [example for name in NAMES for example in examples_in(name)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.command)
def test_each_command_of_a_document_prints_the_shown_output(
    url: str, checkout_copy: Path, example: Example
) -> None:
    if example.command.startswith("curl") and shutil.which("curl") is None:
        pytest.skip("no curl on this machine (Debian: apt-get install curl)")
    done = subprocess.run(
        ["bash", "-c", example.command.replace(SHOWN_URL, url)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.replace(url, SHOWN_URL)
    assert is_output_shown(example.output, printed), printed


PYTHON = [
    (file.name, number, block)
    for file in DOCUMENTS
    for number, block in enumerate(blocks(file.read_text(encoding="utf-8"), "python"))
]


@pytest.mark.parametrize(
    ("name", "number", "block"), PYTHON, ids=[f"{name}, {number}" for name, number, _ in PYTHON]
)
@pytest.mark.usefixtures("loaded_here")
def test_each_python_block_of_a_document_runs_as_written(
    url: str, name: str, number: int, block: str
) -> None:
    block = block.replace(SHOWN_URL, url)
    if ">>>" not in block:
        exec(compile(block, f"{name}, block {number}", "exec"), {})
        return
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block, {}, f"block {number}", name, 0)
    messages: list[str] = []
    failed = doctest.DocTestRunner(optionflags=flags).run(test, out=messages.append).failed
    assert failed == 0, "".join(messages)


def test_readme_shows_five_requests_and_how_to_embed() -> None:
    requests = [e for e in examples_in("README.md") if f"{SHOWN_URL}/v1/" in e.command]
    assert len(requests) >= 5
    assert all(example.output.strip(" .\n") for example in requests), "a command without an answer"
    assert any(
        "create_app" in block
        for block in blocks((CHECKOUT / "README.md").read_text(encoding="utf-8"), "python")
    )
