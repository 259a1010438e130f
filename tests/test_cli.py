"""The command: what it says, where it says it, and with which exit code it ends."""

import contextlib
import gc
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.settings import Settings
from tests.databases import KINDS
from tests.loader.seeds import SMALL_REVIEW, replace, write_small_review
from tests.seeds import FROZEN_SEED, frozen_facts, frozen_sentences


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: object
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command in an empty folder, on a SQLite file there unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", "sqlite:///facts.db")
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["policyfacts", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        del end
        gc.collect()  # what the command left open is told here
        return Done(code, *capsys.readouterr())

    return command


@pytest.mark.parametrize("kind", KINDS)
def test_migrate_and_load_say_what_they_did(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    new_database: Callable[[str], Settings],
    kind: str,
) -> None:
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", new_database(kind).database_url)
    assert run("migrate") == Done(0, "The tables are at revision 0006.\n", "")
    assert run("migrate") == Done(0, "The tables are at revision 0006.\n", "")
    first = run("load", str(FROZEN_SEED))
    assert (first.code, first.err) == (0, "")
    release = first.out.split()[1].rstrip(":")
    second = run("load", str(FROZEN_SEED))
    assert second.code == 0
    assert second.out.startswith(f"Nothing changed: release {release}, ")


def test_a_load_says_how_many_facts_were_added_changed_and_withdrawn(run: Run, seed: Path) -> None:
    run("migrate")
    first = run("load", str(seed))
    release, said = first.out.removeprefix("Release ").split(": ")
    count = said.removeprefix("by-2013 loaded, ").split()[0]
    assert release.startswith("2026.1-")
    assert said == (f"by-2013 loaded, {count} facts added, 0 changed, 0 withdrawn; {count} held.\n")
    places = seed / "entities" / "places.yaml"
    replace(places, "name: New York", "name: City of New York")
    second = run("load", str(seed))
    changed = int(second.out.split("0 facts added, ")[1].split()[0])
    assert 0 < changed < int(count)


def test_mistakes_are_listed_one_a_line_with_their_number_at_the_end(run: Run, seed: Path) -> None:
    run("migrate")
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    replace(seed / "entities" / "people.yaml", "of: BY", "of: XX")
    done = run("load", str(seed))
    assert (done.code, done.out) == (1, "")
    *lines, last = done.err.splitlines()
    assert lines == [
        "entities/people.yaml:5: unknown country 'XX'",
        "entities/regions.csv:2: unknown region 'wrld': did you mean world?",
    ]
    assert last == "2 mistakes; nothing was changed."


def test_a_long_message_stays_on_its_line(run: Run, seed: Path) -> None:
    replace(seed / "dataset.yaml", "license: CC-BY-4.0", f"license: CC\n{'x' * 300}: y")
    done = run("check", str(seed))
    assert done.code == 1
    assert any("x" * 300 in line for line in done.err.splitlines())


def test_check_needs_no_database(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", "nonsense")
    done = run("check", str(FROZEN_SEED))
    assert (done.code, done.err) == (0, "")
    counted = f"{len(frozen_facts())} facts and {len(frozen_sentences())} sentences"
    assert done.out == f"by-2013: {counted} checked: nothing wrong\n"
    assert list(Path().iterdir()) == []


def test_check_of_a_seed_with_a_mistake_fails(run: Run, seed: Path) -> None:
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    done = run("check", str(seed))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("entities/regions.csv:2: unknown region 'wrld'")


def test_check_against_the_text_says_so(run: Run, seed: Path) -> None:
    text = write_small_review(seed)
    done = run("check", str(seed), "--text", f"{SMALL_REVIEW}={text}")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(
        f"{SMALL_REVIEW}: 3 facts and 4 sentences checked and against its text: nothing wrong\n"
    )


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("by-2013", 2, "'by-2013' is not REVIEW=FILE"),
        ("by-2013=", 2, "'by-2013=' is not REVIEW=FILE"),
        ("by-2031=a.txt", 1, "no review 'by-2031' in the seed: did you mean by-2013?"),
        ("by-2013=missing.txt", 1, "missing.txt"),
        ("by-2013=a.txt", 1, "it is another text"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(run: Run, text: str, code: int, words: str) -> None:
    Path("a.txt").write_text("Some other text.", encoding="utf-8")
    done = run("check", str(FROZEN_SEED), "--text", text)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_folder_without_a_seed_is_refused(run: Run) -> None:
    run("migrate")
    done = run("load", "nowhere")
    assert done.code == 1
    assert "nowhere" in done.err
    assert "no such folder" in done.err


@pytest.mark.parametrize("revision", ["nonsense", "9999"])
def test_an_unknown_revision_is_refused_in_one_line(run: Run, revision: str) -> None:
    done = run("migrate", revision)
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert revision in line


@pytest.mark.parametrize(("command", "value"), [("load", "many"), ("migrate", ""), ("serve", "0")])
def test_a_setting_that_cannot_be_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, value: str
) -> None:
    monkeypatch.setenv("POLICYFACTS_THREADS", value)
    done = run(command)
    assert (done.code, done.out) == (1, "")
    assert "POLICYFACTS_THREADS" in done.err
    assert "Traceback" not in done.err


def test_openapi_prints_the_document_and_needs_no_database(run: Run) -> None:
    done = run("openapi")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["openapi"].startswith("3.1")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "load", "check", "migrate", "openapi"])
def test_each_command_explains_itself(run: Run, command: str) -> None:
    assert command in run("--help").out
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"policyfacts {command}" in done.out


def test_serve_says_where_it_listens_by_default(run: Run) -> None:
    words = " ".join(run("serve", "--help").out.split())
    assert "127.0.0.1" in words
    assert "8000" in words


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["load", "--nonsense"], ["serve", "--port=0"], ["serve", "--workers=0"]],
)
def test_what_is_no_command_ends_with_code_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


@pytest.mark.program
def test_the_module_is_the_command_and_shows_no_progress_to_a_file(run: Run) -> None:
    run("migrate")
    done = subprocess.run(
        [sys.executable, "-m", "policyfacts", "load", str(FROZEN_SEED)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Release 2026.1-")
    assert done.stderr == ""


@pytest.mark.program
def test_progress_is_shown_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "policyfacts", "load", str(FROZEN_SEED)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b"".join(_read_all(ours))
    os.close(ours)
    assert process.returncode == 0
    assert b"Loading facts" in shown


def _read_all(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal until its other end is closed, which Linux calls an error."""
    with contextlib.suppress(OSError):
        while read := os.read(terminal, 4096):
            yield read
