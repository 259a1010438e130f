"""Metrics of several processes: what becomes of their files never ends a process that answers."""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts.metrics import Counts, Meter, merge_dead_process

Damage = Callable[[Path], None]
SERIES = ("requests", "GET", "/", "200")


def block(folder: Path) -> None:
    """Put a file in the place of the folder: nothing can be written, whoever runs the test."""
    shutil.rmtree(folder)
    folder.touch()


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def counted(folder: Path) -> Meter:
    meter = Meter(str(folder))
    meter.series("GET", "/", 200).observe(0.1)
    meter.publish()
    return meter


def totals_of(meter: Meter) -> Counts:
    totals, gauges = meter.read_all()
    assert list(gauges) == [os.getpid()]
    return totals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.parametrize("damage", [shutil.rmtree, empty])
def test_removed_files_are_written_again_though_nothing_was_counted(
    folder: Path, damage: Damage
) -> None:
    meter = counted(folder)
    damage(folder)
    meter.publish()
    assert [file.name for file in folder.iterdir()] == [f"{os.getpid()}.json"]
    assert folder.stat().st_mode & 0o077 == 0
    assert totals_of(meter)[SERIES] == 1


@pytest.mark.parametrize("damage", [shutil.rmtree, empty, block])
def test_metrics_are_answered_whatever_became_of_the_files(folder: Path, damage: Damage) -> None:
    meter = counted(folder)
    damage(folder)
    assert totals_of(meter)[SERIES] == 1


def test_what_cannot_be_written_is_logged_once_until_there_is_room(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    meter = counted(folder)
    block(folder)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            meter.publish()
        assert len(caplog.records) == 1
        folder.unlink()
        meter.publish()
        block(folder)
        meter.publish()
    assert len(caplog.records) == 2


@pytest.mark.parametrize("damage", [shutil.rmtree, empty, block])
def test_a_dead_process_without_files_ends_nothing(folder: Path, damage: Damage) -> None:
    counted(folder)
    damage(folder)
    merge_dead_process(str(folder), os.getpid())
