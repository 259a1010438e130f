"""The tool that damages seeds: the same mutants each time, and faults are noticed."""

import random
import shutil
import sys
from pathlib import Path

import pytest

from bench.mutants import __main__ as mutants
from bench.mutants.base import make_base
from bench.mutants.damage import Damage, Kind
from bench.mutants.trial import Outcome
from bench.mutants.verdict import FAULT, REFUSED, judge

SOUND = "digest of the seed"
CAPITALS = Damage("dataset.yaml", "capitals")
ZEROED = Damage("dataset.yaml", "zeroed", ignorable=False)
REFUSAL = ("dataset.yaml:1: the file is empty", "1 mistake; nothing was changed.")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("mutants") / "seed")


def run_tool(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["mutants", *arguments])
    with pytest.raises(SystemExit) as ended:
        mutants.main()
    return ended.value.code


def test_some_mutants_are_tried_and_none_is_at_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_tool(monkeypatch, "--count", "4") == 0
    assert "4 mutants, 0 at fault" in capsys.readouterr().out


def test_check_that_passes_everything_is_noticed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutants, "run_check", lambda _: Outcome(0, (), "another digest", 0.1))
    assert run_tool(monkeypatch, "--count", "4") == 1
    assert "4 mutants, 4 at fault" in capsys.readouterr().out


@pytest.mark.parametrize("kind", mutants.KINDS[::16], ids=lambda kind: kind.name)
def test_same_numbers_make_the_same_damage(base: Path, tmp_path: Path, kind: Kind) -> None:
    contents = []
    for place in (tmp_path / "one", tmp_path / "two"):
        shutil.copytree(base, place)
        damage = kind.damage(random.Random("7-1"), place)
        file = place / damage.file if damage else place / "dataset.yaml"
        contents.append((damage, file.read_bytes() if file.is_file() else None))
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("damage", "outcome", "verdict"),
    [
        (ZEROED, Outcome(1, REFUSAL, None, 0.1), REFUSED),
        (ZEROED, Outcome(0, (), SOUND, 0.1), FAULT),
        (CAPITALS, Outcome(0, (), "other", 0.1), FAULT),
        (ZEROED, Outcome(1, ("something is wrong",), None, 0.1), FAULT),
        (ZEROED, Outcome(1, (), None, 0.1), FAULT),
        (ZEROED, Outcome(70, ("Traceback",), None, 0.1), FAULT),
        (ZEROED, Outcome(None, ("no answer",), None, 20.0), FAULT),
    ],
)
def test_verdict_is_a_fault_unless_file_and_line_are_said(
    damage: Damage, outcome: Outcome, verdict: str
) -> None:
    assert judge(damage, outcome, SOUND)[0] == verdict


def test_damage_without_a_trace_in_the_data_is_no_fault() -> None:
    verdict, fault = judge(CAPITALS, Outcome(0, (), SOUND, 0.1), SOUND)
    assert verdict != FAULT
    assert fault == ""
