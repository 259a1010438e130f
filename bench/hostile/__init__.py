"""Hostile requests to every door of a running service, and what must hold under them."""
