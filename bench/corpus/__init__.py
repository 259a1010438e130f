"""Invented reviews of any number of facts, skewed like the real one: `python -m bench.corpus`."""
