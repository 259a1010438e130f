"""The options of `policyfacts serve`, and the configuration of uvicorn and of its log for them."""

import copy
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG

from policyfacts.server.limits import ConnectionLimits
from policyfacts.server.protocol import LimitedConfig


@dataclass(frozen=True)
class ServerConfig:
    """Where to listen, how many workers, and how many seconds requests have to end in."""

    host: str
    port: int
    workers: int
    graceful_seconds: int

    @property
    def address(self) -> str:
        """The URL that clients send requests to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def uvicorn_config(
    app: ASGIApp,
    config: ServerConfig,
    limits: ConnectionLimits,
    log_config: dict[str, Any] = LOGGING_CONFIG,
) -> LimitedConfig:
    """Return uvicorn's configuration for an application; nothing here speaks WebSocket."""
    return LimitedConfig(
        app,
        limits,
        host=config.host,
        port=config.port,
        access_log=False,
        log_config=log_config,
    )


def worker_log_config() -> dict[str, Any]:
    """Return the log configuration of a process among several: its pid is in each line."""
    log = copy.deepcopy(LOGGING_CONFIG)
    log["formatters"]["default"]["fmt"] = "%(levelprefix)s [%(process)d] %(message)s"
    log["loggers"]["policyfacts"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return log
