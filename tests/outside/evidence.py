"""What others see of the package, frozen in frozen/: a test fails where it is no longer so.

`python -m pytest tests/outside --renew` writes all of it anew: read the difference before you keep
it. While only the inside changes, nothing here may differ.
"""

import json
from collections.abc import Callable, Iterator
from difflib import ndiff
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "frozen"
HOW = "If that is meant, run: python -m pytest tests/outside --renew"

Check = Callable[[str, Any], None]


def compare(name: str, now: Any) -> None:
    """Fail with all that differs from the frozen file."""
    frozen = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    differing = list(differences(frozen, as_json(now)))
    assert not differing, "\n".join([f"{name}.json and what is seen now differ.", *differing, HOW])


def renew(name: str, now: Any) -> None:
    """Freeze what is seen now."""
    text = json.dumps(as_json(now), ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def as_json(value: Any) -> Any:
    """Give the value as it comes back from a file: keys are text, tuples are lists."""
    return json.loads(json.dumps(value))


def differences(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """Yield one line for each value that is gone, new or another, with the keys that lead to it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            path = f"{where} > {key}" if where else key
            if key not in new:
                yield f"{path}: was {as_line(old[key])}, is gone"
            elif key not in old:
                yield f"{path}: is new, {as_line(new[key])}"
            else:
                yield from differences(old[key], new[key], path)
    elif isinstance(old, list) and isinstance(new, list):
        lines = ndiff([as_line(item) for item in old], [as_line(item) for item in new])
        yield from (f"{where}: {line}" for line in lines if line[0] in "+-")
    elif old != new:
        yield f"{where}: was {as_line(old)}, is {as_line(new)}"


def as_line(value: Any) -> str:
    """Give the value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)
