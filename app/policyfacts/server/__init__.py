"""Serving over HTTP: one process by itself, or several below one that watches over them."""

from policyfacts.server.config import ServerConfig
from policyfacts.server.single import serve_alone
from policyfacts.server.supervisor import serve_with_workers

__all__ = ["ServerConfig", "serve_alone", "serve_with_workers"]
