"""Seed files read into records, each with the line on which it stands."""
