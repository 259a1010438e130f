"""The command: its output, on which stream, and its exit codes."""

import contextlib
import gc
import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.settings import Settings
from tests.databases import KINDS
from tests.loader.seeds import SMALL_REVIEW, list_as_withdrawn, replace, write_small_review
from tests.seeds import FROZEN_SEED


@dataclass(frozen=True)
class Result:
    """Exit code and output of a command."""

    code: object
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Function that runs the command in an empty folder, on a SQLite file there by default."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", "sqlite:///facts.db")
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["policyfacts", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        del end
        gc.collect()  # what the command left open warns here
        return Result(code, *capsys.readouterr())

    return command


@pytest.mark.parametrize("kind", KINDS)
def test_migrate_and_load_report_revision_and_release(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    new_database: Callable[[str], Settings],
    kind: str,
) -> None:
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", new_database(kind).database_url)
    assert run("migrate") == Result(0, "The tables are at revision 0010.\n", "")
    assert run("migrate") == Result(0, "The tables are at revision 0010.\n", "")
    assert run("migrate", "--down", "0005") == Result(0, "The tables are at revision 0005.\n", "")
    assert run("migrate") == Result(0, "The tables are at revision 0010.\n", "")
    first = run("load", str(FROZEN_SEED))
    assert (first.code, first.err) == (0, "")
    release = first.out.split()[1].rstrip(":")
    second = run("load", str(FROZEN_SEED))
    assert second.code == 0
    assert second.out.startswith(f"Nothing changed: release {release}, ")


def test_load_reports_numbers_of_added_changed_and_withdrawn_facts(run: Run, seed: Path) -> None:
    run("migrate")
    first = run("load", str(seed))
    release, text = first.out.splitlines()[0].removeprefix("Release ").split(": ")
    count = text.removeprefix("by-2013 loaded, ").split()[0]
    assert release.startswith("2026.1-")
    assert text == f"by-2013 loaded, {count} facts added, 0 changed, 0 withdrawn; {count} held."
    places = seed / "entities" / "places.yaml"
    replace(places, "name: New York", "name: City of New York")
    list_as_withdrawn(seed, "name,new-york,New York")
    second = run("load", str(seed))
    changed = int(second.out.split("0 facts added, ")[1].split()[0])
    assert 0 < changed < int(count)


def test_mistakes_are_listed_one_a_line_with_their_number(run: Run, seed: Path) -> None:
    run("migrate")
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    replace(seed / "entities" / "people.yaml", "of: BY", "of: XX")
    result = run("load", str(seed))
    assert (result.code, result.out) == (1, "")
    *lines, last = result.err.splitlines()
    assert lines == [
        "entities/people.yaml:5: unknown country 'XX'",
        "entities/regions.csv:2: unknown region 'wrld': did you mean world?",
    ]
    assert last == "2 mistakes; nothing was changed."


def test_long_message_stays_on_its_line(run: Run, seed: Path) -> None:
    replace(seed / "dataset.yaml", "license: CC-BY-4.0", f"license: CC\n{'x' * 300}: y")
    result = run("check", str(seed))
    assert result.code == 1
    assert any("x" * 300 in line for line in result.err.splitlines())


@pytest.fixture
def curated_seed(seed: Path) -> Path:
    """A seed with the small review alone, which follows the rules of curation."""
    shutil.rmtree(seed / "reviews")
    write_small_review(seed)
    return seed


def test_check_needs_no_database(
    run: Run, curated_seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", "nonsense")
    result = run("check", str(curated_seed))
    assert (result.code, result.err) == (0, "")
    assert result.out == f"{SMALL_REVIEW}: 3 facts and 4 sentences checked: nothing wrong\n"
    assert list(Path().iterdir()) == []


def test_check_of_a_seed_with_a_mistake_fails(run: Run, seed: Path) -> None:
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    result = run("check", str(seed))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("entities/regions.csv:2: unknown region 'wrld'")


def test_check_against_the_text_reports_so(run: Run, curated_seed: Path) -> None:
    text = curated_seed.parent / f"{SMALL_REVIEW}.txt"
    result = run("check", str(curated_seed), "--text", f"{SMALL_REVIEW}={text}")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == f"{SMALL_REVIEW}: 3 facts and 4 sentences checked and against its text: nothing wrong\n"
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
def test_unusable_source_text_is_refused(run: Run, text: str, code: int, words: str) -> None:
    Path("a.txt").write_text("Some other text.", encoding="utf-8")
    result = run("check", str(FROZEN_SEED), "--text", text)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_missing_seed_folder_is_refused(run: Run) -> None:
    run("migrate")
    result = run("load", "nowhere")
    assert result.code == 1
    assert "nowhere" in result.err
    assert "the folder is missing" in result.err


@pytest.mark.parametrize("revision", ["nonsense", "9999"])
def test_unknown_revision_is_refused_in_one_line(run: Run, revision: str) -> None:
    result = run("migrate", revision)
    assert (result.code, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert revision in line


@pytest.mark.parametrize(("command", "value"), [("load", "many"), ("migrate", ""), ("serve", "0")])
def test_invalid_setting_is_refused_by_its_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, value: str
) -> None:
    monkeypatch.setenv("POLICYFACTS_THREADS", value)
    result = run(command)
    assert (result.code, result.out) == (1, "")
    assert "POLICYFACTS_THREADS" in result.err
    assert "Traceback" not in result.err


def test_openapi_prints_the_document_and_needs_no_database(run: Run) -> None:
    result = run("openapi")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["openapi"].startswith("3.1")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "load", "check", "migrate", "openapi"])
def test_each_command_has_help(run: Run, command: str) -> None:
    assert command in run("--help").out
    result = run(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"policyfacts {command}" in result.out


def test_help_of_serve_has_the_default_host_and_port(run: Run) -> None:
    words = " ".join(run("serve", "--help").out.split())
    assert "127.0.0.1" in words
    assert "8000" in words


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["load", "--nonsense"], ["serve", "--port=0"], ["serve", "--workers=0"]],
)
def test_invalid_arguments_end_with_code_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Traceback" not in result.err


@pytest.mark.program
def test_module_runs_the_command_without_progress_to_a_file(run: Run) -> None:
    run("migrate")
    result = subprocess.run(
        [sys.executable, "-m", "policyfacts", "load", str(FROZEN_SEED)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.startswith("Release 2026.1-")
    assert result.stderr == ""


@pytest.mark.program
def test_progress_is_shown_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    monkeypatch.setenv("TERM", "xterm")
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "policyfacts", "load", str(FROZEN_SEED)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=writer) as process:
        os.close(writer)
        output = b"".join(_read_all(reader))
    os.close(reader)
    assert process.returncode == 0
    assert b"Loading facts" in output


def _read_all(terminal: int) -> Iterator[bytes]:
    """Yield the output to a terminal until its other end is closed, which is an error on Linux."""
    with contextlib.suppress(OSError):
        while data := os.read(terminal, 4096):
            yield data


def test_error_that_nobody_foresaw_ends_in_one_line_with_code_70(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("two\nlines \x1b[31m")

    monkeypatch.setattr("policyfacts.cli.curation.check_seed", fail)
    result = run("check")
    assert (result.code, result.out, result.err.count("\n")) == (70, "", 1)
    assert "RuntimeError: two lines <U+001B>[31m" in result.err
    monkeypatch.setenv("POLICYFACTS_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in run("check").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{}"),
        ("load", "{}"),
        ("check", "--text", "{}"),
        ("check", "--text", "by-2013={}"),
        ("migrate", "{}"),
        ("{}",),
        ("load", "a", "{}"),
    ],
)
def test_arguments_are_printed_as_data(run: Run, arguments: tuple[str, ...]) -> None:
    hostile = "[red]x:100: \x1b[31m\x9b\u202e\nother.yaml:1: forged"
    run("migrate")
    result = run(*(argument.format(hostile) for argument in arguments))
    assert result.code in (1, 2)
    assert "[red]x:100: " in result.err
    assert not any(line.startswith("other.yaml") for line in result.err.splitlines())
    assert all(line.isprintable() for line in result.err.split("\n"))


def test_folder_of_an_export_is_printed_as_data(run: Run) -> None:
    run("migrate")
    run("load")
    assert all(line.isprintable() for line in run("export", "a\x1b[31m").out.split("\n"))


def test_mistake_shows_values_as_they_are(run: Run, seed: Path) -> None:
    replace(seed / "entities" / "people.yaml", "- id: ", "- id: '[b]:100:'\n- id: ")
    result = run("check", str(seed))
    assert "[b]:100:" in result.err


@pytest.mark.program
def test_full_disk_and_closed_pipe_are_told_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policyfacts", "openapi"]
    with Path("/dev/full").open("wb") as full:
        completed = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=tmp_path, text=True
        )
    message = "There is no space left for what the command writes.\n"
    assert (completed.returncode, completed.stderr) == (1, message)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 1)


@pytest.mark.program
def test_command_without_standard_output_ends_as_usual(tmp_path: Path) -> None:
    line = f"exec {sys.executable} -m policyfacts --version >&-"
    completed = subprocess.run(["sh", "-c", line], capture_output=True, check=False, cwd=tmp_path)
    assert (completed.returncode, completed.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("POLICYFACTS_DATABSE_URL", " Did you mean POLICYFACTS_DATABASE_URL?"),
        ("policyfacts_cache_mbs", " Did you mean POLICYFACTS_CACHE_MB?"),
        ("POLICYFACTS_COLOUR", ""),
    ],
)
def test_variable_that_nothing_reads_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, suggestion: str
) -> None:
    monkeypatch.setenv(name, "x")
    result = run("migrate")
    assert result.err == f"The variable '{name}' is none that is read.{suggestion}\n"
    assert result.code == 0


def test_variables_of_services_in_kubernetes_are_not_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SERVICE_HOST", "SERVICE_PORT_HTTP", "PORT", "PORT_80_TCP_ADDR", "API_PORT"):
        monkeypatch.setenv(f"POLICYFACTS_{name}", "tcp://10.0.0.1:80")
    assert run("migrate").err == ""
