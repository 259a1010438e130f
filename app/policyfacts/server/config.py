"""The options of `policyfacts serve`, and the configuration of uvicorn and of its log for them."""

import copy
import logging
from dataclasses import dataclass
from typing import Any

import uvicorn.logging
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG

from policyfacts.errors import visible
from policyfacts.server.limits import ConnectionLimits
from policyfacts.server.protocol import LimitedConfig

# As RFC 3339 has it.
_TIME = "%Y-%m-%dT%H:%M:%S%z"


@dataclass(frozen=True)
class ServerConfig:
    """Where to listen, how many workers, and how many seconds requests have to end in."""

    host: str
    port: int
    workers: int
    graceful_seconds: int
    access_log: bool = False

    @property
    def address(self) -> str:
        """The URL that clients send requests to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def uvicorn_config(
    app: ASGIApp, config: ServerConfig, limits: ConnectionLimits, log_config: dict[str, Any]
) -> LimitedConfig:
    """Return uvicorn's configuration for an application; nothing here speaks WebSocket."""
    return LimitedConfig(
        app,
        limits,
        host=config.host,
        port=config.port,
        access_log=config.access_log,
        log_config=log_config,
    )


class AccessFormatter(uvicorn.logging.AccessFormatter):
    """Lines on requests as data: a proxy may pass on an address of a client that is none."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the line with code points for what cannot be seen."""
        return visible(super().formatMessage(record))


def make_log_config(*, is_one_of_several: bool) -> dict[str, Any]:
    """Return the log configuration of a process: times in each line, and its pid among several."""
    log = copy.deepcopy(LOGGING_CONFIG)
    prefix = "%(asctime)s %(levelprefix)s" + (" [%(process)d]" if is_one_of_several else "")
    for formatter, rest in (
        ("default", "%(message)s"),
        ("access", '%(client_addr)s "%(request_line)s" %(status_code)s'),
    ):
        log["formatters"][formatter] |= {"fmt": f"{prefix} {rest}", "datefmt": _TIME}
    log["formatters"]["access"] |= {"()": AccessFormatter, "use_colors": False}
    log["loggers"]["policyfacts"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return log
