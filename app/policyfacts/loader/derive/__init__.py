"""What a load derives from the tables: order, bodies and sets.

A pure function of the tables, whatever was there before.
"""

from policyfacts.loader.derive.derive import derive

__all__ = ["derive"]
