"""Rules of curation: what `policyfacts check` finds in facts that are otherwise well formed.

A load applies none of them, nor are they applied to NDJSON: there the facts of other people are,
who write in a manner of their own.
"""

from policyfacts.loader.rules.review_rules import ReviewRules

__all__ = ["ReviewRules"]
