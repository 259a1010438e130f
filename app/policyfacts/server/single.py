"""One process that serves by itself."""

import sys

from policyfacts.server.config import ServerConfig, configure
from policyfacts.server.draining import DrainingServer
from policyfacts.settings import Settings
from policyfacts.web import create_app

_COULD_NOT_BEGIN = 3


def serve_alone(settings: Settings, plan: ServerConfig) -> None:
    """Serve until told to stop."""
    server = DrainingServer(configure(create_app(settings), plan), plan.graceful_seconds)
    if not server.serve_until_stopped():
        sys.exit(_COULD_NOT_BEGIN)
