"""Tests do not know the bundled data by heart: adding to them breaks no test of a mechanism."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
# What is said of the bundled data, and what was frozen from outside, stands in these alone.
OF_BUNDLED_DATA = {"bundled", "outside"}


def test_only_tests_of_the_bundled_data_read_them() -> None:
    reading = {
        file.relative_to(TESTS).parts[0]
        for file in TESTS.rglob("*.py")
        if re.search(r"""bundled\(["']seed["']\)""", file.read_text(encoding="utf-8"))
    }
    assert reading == OF_BUNDLED_DATA
