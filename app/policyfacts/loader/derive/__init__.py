"""What a load derives from the tables: order, bodies, sets and the words that are searched.

A pure function of the tables, whatever was there before.
"""

from policyfacts.loader.derive.derive import derive

__all__ = ["derive"]
