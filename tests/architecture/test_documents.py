"""Settings, commands, make targets and files in documents exist, and none is missing."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from policyfacts import __version__
from policyfacts.cli import app as cli
from policyfacts.settings import Settings
from tests.architecture.documents import examples, is_output_shown

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])
COMMANDS = set(get_command(cli).commands)  # type: ignore[attr-defined]


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def test_readme_lists_every_setting_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        (row,) = re.findall(rf"^\| `POLICYFACTS_{name.upper()}` \|.*$", read("README.md"), re.M)
        default = field.default[0] if isinstance(field.default, tuple) else field.default
        expected = "none" if default in (None, "") else str(default)
        assert row.split("|")[2].strip(" `") == expected, row


def test_readme_lists_every_command_and_no_other() -> None:
    named = set(re.findall(r"(?:^|`|\$ )policyfacts ([a-z]+)", read("README.md"), re.M))
    assert named == COMMANDS


def test_every_make_target_in_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    for file in DOCUMENTS:
        text = file.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M))
        assert named <= targets, file.name


def test_every_linked_file_in_documents_exists() -> None:
    for file in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name} leads to {target}"


def test_changelog_begins_with_the_current_version() -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)\]?", read("CHANGELOG.md"), re.M)
    assert versions[0] == __version__


def test_no_document_or_lock_file_has_a_path_of_a_developer_machine() -> None:
    for file in [*DOCUMENTS, *CHECKOUT.glob("*.lock"), CHECKOUT / "Makefile"]:
        paths = re.findall(r"(?<![\w.])/(?:home|root|Users|work)/\S*", file.read_text("utf-8"))
        assert paths == [], file.name


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        ('{"a": [1, 2]}', '{"a":[1,2]}'),
        ('{"a": "x",\n ...\n "z": {\n  "y": 1}}', '{"a":"x","b":"c","z":{"y":1}}'),
        ('{"next": "/v1/facts?cursor=...', '{"next":"/v1/facts?cursor=abc"}'),
        ("Release ...: 3 facts", "Release 2026.1-00ff:   3 facts\n"),
        ("", "\n"),
    ],
)
def test_equal_output_matches_the_shown_one(expected: str, output: str) -> None:
    assert is_output_shown(expected, output)


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        ('{"a": [1, 2]}', '{"a":[1,3]}'),
        ('{"a": "x", "z": 1}', '{"a":"x","b":2,"z":1}'),
        ('{"a": "x",\n ...\n "z": 1}', '{"a":"x","b":2,"z":12}'),
        ('{"a": 1, ...', '{"b":0,"a":1,"c":2}'),
        ("two words", "twowords"),
        ("", '{"a":1}'),
    ],
)
def test_other_output_does_not_match_the_shown_one(expected: str, output: str) -> None:
    assert not is_output_shown(expected, output)


def test_console_block_is_split_into_commands_and_outputs() -> None:
    block = "$ one \\\n  more\nout\n  in\n$ two\n$ three\nend\n"
    assert [(example.command, example.output) for example in examples(block)] == [
        ("one \\\n  more", "out\n  in\n"),
        ("two", ""),
        ("three", "end\n"),
    ]
