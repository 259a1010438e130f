"""Most tests do not read the bundled data, so that additions to them break no other test."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
# Folders of tests of the bundled data, and of answers that were recorded from outside.
BUNDLED_DATA_FOLDERS = {"bundled", "outside"}


def test_only_tests_of_the_bundled_data_read_it() -> None:
    folders = {
        file.relative_to(TESTS).parts[0]
        for file in TESTS.rglob("*.py")
        if re.search(r"""bundled\(["']seed["']\)""", file.read_text(encoding="utf-8"))
    }
    assert folders == BUNDLED_DATA_FOLDERS
