"""Serving over HTTP: one process by itself, or several below one that watches over them."""

from policyfacts.serving.alone import serve_alone
from policyfacts.serving.plan import Plan
from policyfacts.serving.supervisor import serve_with_workers

__all__ = ["Plan", "serve_alone", "serve_with_workers"]
