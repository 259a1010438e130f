"""What documents show is run as written, over the bundled seed."""

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
from tests.architecture.documents import Example, blocks, examples, shows
from tests.architecture.serving import serving

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
SHOWN_ADDRESS = "http://127.0.0.1:8000"


def shown_in(name: str) -> list[Example]:
    file = CHECKOUT / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return [example for block in blocks(text, "console") for example in examples(block)]


@pytest.fixture(scope="module")
def address(bundled_app: FastAPI) -> Iterator[str]:
    with serving(bundled_app) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the checkout, where commands may write."""
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
def loaded_here(elsewhere: Path, bundled_settings: Settings) -> None:
    """The folder's policyfacts.db holds the bundled seed."""
    loaded = bundled_settings.database_url.removeprefix("sqlite:///")
    (elsewhere / "policyfacts.db").symlink_to(loaded)


SHOWN = [it for file in DOCUMENTS for it in shown_in(str(file.relative_to(CHECKOUT)))]


@pytest.mark.parametrize("example", SHOWN, ids=lambda it: it.command)
def test_each_command_of_a_document_prints_what_is_shown(
    address: str, elsewhere: Path, example: Example
) -> None:
    if example.command.startswith("curl") and shutil.which("curl") is None:
        pytest.skip("no curl on this machine (Debian: apt-get install curl)")
    done = subprocess.run(
        ["bash", "-c", example.command.replace(SHOWN_ADDRESS, address)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.replace(address, SHOWN_ADDRESS)
    assert shows(example.output, printed), printed


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
    address: str, name: str, number: int, block: str
) -> None:
    block = block.replace(SHOWN_ADDRESS, address)
    if ">>>" not in block:
        exec(compile(block, f"{name}, block {number}", "exec"), {})
        return
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block, {}, f"block {number}", name, 0)
    said: list[str] = []
    failed = doctest.DocTestRunner(optionflags=flags).run(test, out=said.append).failed
    assert failed == 0, "".join(said)


def test_the_readme_answers_five_questions_and_shows_how_to_embed() -> None:
    asked = [it for it in shown_in("README.md") if f"{SHOWN_ADDRESS}/v1/" in it.command]
    assert len(asked) >= 5
    assert all(it.output.strip(" .\n") for it in asked), "a command without an answer"
    assert any(
        "create_app" in block
        for block in blocks((CHECKOUT / "README.md").read_text(encoding="utf-8"), "python")
    )
