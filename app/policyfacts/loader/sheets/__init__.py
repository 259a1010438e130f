"""The sheet of a review for its second reader: each sentence, and all facts that cite it."""

from policyfacts.loader.sheets.rendering import render_sheet
from policyfacts.loader.sheets.sheet import read_sheet

__all__ = ["read_sheet", "render_sheet"]
