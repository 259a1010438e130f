"""The folders `migrations` and `seed`: inside the wheel, or in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def bundled(name: str) -> Path:
    """Return the folder `name`; a checkout wins, as an editable install may have an older copy.

    Raises FileNotFoundError where there is none.
    """
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir():
        return _CHECKOUT / name
    shipped = _PACKAGE / f"_{name}"
    if shipped.is_dir():
        return shipped
    raise FileNotFoundError(f"{name} is neither in the installed package nor in a checkout")
