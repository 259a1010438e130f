"""Filters, and the sets of ordinals that they are evaluated on."""
