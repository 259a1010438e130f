"""Serving in a single process."""

import sys

from policyfacts.server.config import ServerConfig, make_log_config, uvicorn_config
from policyfacts.server.draining import DrainingServer
from policyfacts.server.limits import choose_limits
from policyfacts.settings import Settings
from policyfacts.web import create_app

_STARTUP_FAILURE = 3


def serve_single(settings: Settings, config: ServerConfig) -> None:
    """Serve until stopped; exit with status 3 where the server cannot start, as uvicorn does."""
    limits = choose_limits(settings)
    log_config = make_log_config(is_one_of_several=False)
    options = uvicorn_config(create_app(settings), config, limits, log_config)
    server = DrainingServer(options, config.graceful_seconds)
    if not server.serve_until_stopped():
        sys.exit(_STARTUP_FAILURE)
