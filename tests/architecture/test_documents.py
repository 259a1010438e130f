"""Documents tell the truth: what README shows is run as written, and what it must name is there."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from policyfacts import __version__
from policyfacts.cli import app as command
from policyfacts.settings import Settings
from tests.architecture.documents import Example, blocks, examples, shows
from tests.architecture.serving import serving

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
SHOWN_ADDRESS = "http://127.0.0.1:8000"
COMMANDS = {
    it.name or it.callback.__name__ for it in command.registered_commands if it.callback is not None
}


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def shown_in(name: str) -> list[Example]:
    file = CHECKOUT / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return [example for block in blocks(text, "console") for example in examples(block)]


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    with serving(app) as address:
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
def loaded_here(elsewhere: Path, app: FastAPI) -> None:
    """The folder's policyfacts.db holds the bundled seed."""
    loaded = app.state.service.settings.database_url.removeprefix("sqlite:///")
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
    assert any("create_app" in block for block in blocks(read("README.md"), "python"))


def test_the_readme_names_every_setting_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        (row,) = re.findall(rf"^\| `POLICYFACTS_{name.upper()}` \|.*$", read("README.md"), re.M)
        default = field.default[0] if isinstance(field.default, tuple) else field.default
        shown = "none" if default in (None, "") else str(default)
        assert row.split("|")[2].strip(" `") == shown, row


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"(?:^|`|\$ )policyfacts ([a-z]+)", read("README.md"), re.M))
    assert named == COMMANDS


def test_every_make_target_that_documents_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    for file in DOCUMENTS:
        text = file.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M))
        assert named <= targets, file.name


def test_every_file_that_documents_lead_to_is_there() -> None:
    for file in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name} leads to {target}"


def test_the_changelog_begins_with_the_current_version() -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)\]?", read("CHANGELOG.md"), re.M)
    assert versions[0] == __version__


def test_no_document_and_no_lock_names_a_folder_of_somebodys_machine() -> None:
    for file in [*DOCUMENTS, *CHECKOUT.glob("*.lock"), CHECKOUT / "Makefile"]:
        found = re.findall(r"(?<![\w.])/(?:home|root|Users|work)/\S*", file.read_text("utf-8"))
        assert found == [], file.name


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": [1, 2]}', '{"a":[1,2]}'),
        ('{"a": "x",\n ...\n "z": {\n  "y": 1}}', '{"a":"x","b":"c","z":{"y":1}}'),
        ('{"next": "/v1/facts?cursor=...', '{"next":"/v1/facts?cursor=abc"}'),
        ("Release ...: 3 facts", "Release 2026.1-00ff:   3 facts\n"),
        ("", "\n"),
    ],
)
def test_what_is_printed_is_what_is_shown(shown: str, printed: str) -> None:
    assert shows(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": [1, 2]}', '{"a":[1,3]}'),
        ('{"a": "x", "z": 1}', '{"a":"x","b":2,"z":1}'),
        ('{"a": "x",\n ...\n "z": 1}', '{"a":"x","b":2,"z":12}'),
        ('{"a": 1, ...', '{"b":0,"a":1,"c":2}'),
        ("two words", "twowords"),
        ("", '{"a":1}'),
    ],
)
def test_what_is_printed_is_not_what_is_shown(shown: str, printed: str) -> None:
    assert not shows(shown, printed)


def test_commands_and_outputs_are_told_apart() -> None:
    block = "$ one \\\n  more\nout\n  in\n$ two\n$ three\nend\n"
    assert [(it.command, it.output) for it in examples(block)] == [
        ("one \\\n  more", "out\n  in\n"),
        ("two", ""),
        ("three", "end\n"),
    ]
