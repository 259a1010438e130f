"""Seeds that the loader's tests change."""

import shutil
from pathlib import Path

import pytest
from loader.seeds import write_small_review


@pytest.fixture
def small_seed(seed: Path) -> Path:
    """The bundled reference data with the small review alone."""
    shutil.rmtree(seed / "reviews" / "by-2013")
    write_small_review(seed)
    return seed
