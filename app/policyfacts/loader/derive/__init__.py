"""What a load derives: of each fact its body and words, of all facts their order and sets.

A function of the facts and of what they refer to, whatever was there before.
"""

from policyfacts.loader.derive.derivation import Derivation, Derived
from policyfacts.loader.derive.fact_texts import TextRow
from policyfacts.loader.derive.stored_facts import StoredFact, stream_facts

__all__ = ["Derivation", "Derived", "StoredFact", "TextRow", "stream_facts"]
