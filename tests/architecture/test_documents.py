"""Documents tell the truth: what they must name is there."""

import re
from pathlib import Path

import pytest

from policyfacts import __version__
from policyfacts.cli import app as command
from policyfacts.settings import Settings
from tests.architecture.documents import examples, shows

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
COMMANDS = {
    it.name or it.callback.__name__ for it in command.registered_commands if it.callback is not None
}


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


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
