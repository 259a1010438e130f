"""Seed files into tables: read, check, write, derive; all of it or nothing."""

from policyfacts.loader.load import Summary, check, is_loaded, load

__all__ = ["Summary", "check", "is_loaded", "load"]
