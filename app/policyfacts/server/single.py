"""Serving in a single process."""

import sys

from policyfacts.server.config import ServerConfig, uvicorn_config
from policyfacts.server.draining import DrainingServer
from policyfacts.server.limits import choose_limits
from policyfacts.settings import Settings
from policyfacts.web import create_app

_STARTUP_FAILURE = 3


def serve_single(settings: Settings, config: ServerConfig) -> None:
    """Serve until stopped; exit with status 3 where the server cannot start, as uvicorn does."""
    limits = choose_limits(settings)
    options = uvicorn_config(create_app(settings), config, limits)
    server = DrainingServer(options, config.graceful_seconds)
    if not server.serve_until_stopped():
        sys.exit(_STARTUP_FAILURE)
