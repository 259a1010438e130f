"""Seed files read into records, each with the place where it stands."""
