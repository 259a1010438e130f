"""Drawings as files of their own, with their colours inside."""

from functools import cache
from importlib.resources import files

STYLESHEET = "drawings.css"


@cache
def read_stylesheet() -> str:
    """Colours and letters of all drawings."""
    return (files("policyfacts.drawings") / "static" / STYLESHEET).read_text(encoding="utf-8")
