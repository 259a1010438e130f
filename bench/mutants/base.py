"""The seed that is damaged: the bundled one, with a part of its facts as NDJSON."""

import json
import shutil
from pathlib import Path

from policyfacts.bundled import bundled
from policyfacts.loader.seed.yaml_files import read_yaml

_AS_NDJSON = ("consular", "security", "overview")


def make_base(folder: Path) -> Path:
    """Copy the bundled seed; some files of facts become NDJSON, which says the same."""
    shutil.copytree(bundled("seed"), folder)
    for file in folder.glob("reviews/*/facts/*.yaml"):
        if file.stem in _AS_NDJSON:
            facts = read_yaml(file, file.name).value
            assert isinstance(facts, list)
            lines = (json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
            file.with_suffix(".ndjson").write_text("".join(lines), encoding="utf-8")
            file.unlink()
    return folder
