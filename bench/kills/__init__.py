"""Loads that are killed while others read."""
