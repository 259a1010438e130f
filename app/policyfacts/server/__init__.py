"""Serving over HTTP: one process by itself, or several workers below a supervisor."""

from policyfacts.server.config import ServerConfig
from policyfacts.server.single import serve_single
from policyfacts.server.supervisor import serve_with_workers

__all__ = ["ServerConfig", "serve_single", "serve_with_workers"]
