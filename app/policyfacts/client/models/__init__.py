"""Answers as typed models: frozen, and deaf to what later versions of the service add."""
