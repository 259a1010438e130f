"""Invented reviews of any number of facts, distributed like the real one's."""
