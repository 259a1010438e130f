"""The service as one ASGI application."""

from policyfacts.web.application import create_app, lifespan

__all__ = ["create_app", "lifespan"]
