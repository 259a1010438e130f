"""Derived data: of each fact its body and words, of all facts their order and their sets.

It depends on the facts and what they refer to alone, not on what was derived before.
"""

from policyfacts.loader.derive.derivation import Derivation, Derived
from policyfacts.loader.derive.fact_texts import TextRow
from policyfacts.loader.derive.stored_facts import StoredFact, stream_facts

__all__ = ["Derivation", "Derived", "StoredFact", "TextRow", "stream_facts"]
