"""Database with the frozen seed for the examples."""

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI

from policyfacts.settings import Settings


@pytest.fixture
def database(app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Database URL, set in the environment as an operator sets it."""
    settings: Settings = app.state.service.settings
    monkeypatch.setenv("POLICYFACTS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("FIRST_DATABASE_URL", settings.database_url)
    copy = shutil.copy(settings.database_url.removeprefix("sqlite:///"), tmp_path / "second.db")
    monkeypatch.setenv("SECOND_DATABASE_URL", f"sqlite:///{copy}")
    return settings.database_url
