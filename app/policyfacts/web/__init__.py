"""The service as one ASGI application."""

from policyfacts.web.app import create_app, lifespan
from policyfacts.web.in_process import in_process

__all__ = ["create_app", "in_process", "lifespan"]
