"""What a load derives: of each fact its body and words, of all facts their order and sets.

A function of the facts and of what they refer to, whatever was there before.
"""

from policyfacts.loader.derive.derivation import Derivation, Derived
from policyfacts.loader.derive.facts import StoredFact, stream_facts
from policyfacts.loader.derive.texts import TextRow

__all__ = ["Derivation", "Derived", "StoredFact", "TextRow", "stream_facts"]
