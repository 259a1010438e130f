"""How to serve, as the operator asked for it; and what the server is told of that."""

import copy
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG


@dataclass(frozen=True)
class ServerConfig:
    """Where to listen, with how many workers, and for how many seconds to let requests end."""

    host: str
    port: int
    workers: int
    graceful_seconds: int

    @property
    def address(self) -> str:
        """Where a client asks."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def configure(
    app: ASGIApp, plan: ServerConfig, log: dict[str, Any] = LOGGING_CONFIG
) -> uvicorn.Config:
    """What uvicorn needs to know; nothing here speaks WebSocket."""
    return uvicorn.Config(
        app,
        host=plan.host,
        port=plan.port,
        http="httptools",
        ws="none",
        access_log=False,
        log_config=log,
    )


def log_of_workers() -> dict[str, Any]:
    """How a process among several writes its log: with its number before each line."""
    log = copy.deepcopy(LOGGING_CONFIG)
    log["formatters"]["default"]["fmt"] = "%(levelprefix)s [%(process)d] %(message)s"
    log["loggers"]["policyfacts"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return log
