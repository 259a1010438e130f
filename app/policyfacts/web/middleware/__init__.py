"""ASGI middleware: what every request passes through on its way in and out."""
