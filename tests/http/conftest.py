"""Negotiation is tested on the paths of `tests/web/scratch_app.py`."""

from tests.web.conftest import scratch

__all__ = ["scratch"]
