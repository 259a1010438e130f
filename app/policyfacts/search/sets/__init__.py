"""Filters, and their evaluation on sets of ordinals; no SQL."""
