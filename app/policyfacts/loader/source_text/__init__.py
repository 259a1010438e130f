"""Checks of facts against the text of their review.

What a sentence names and counts must be in the facts that cite it.
"""

from policyfacts.loader.source_text.text_checks import TextChecks

__all__ = ["TextChecks"]
