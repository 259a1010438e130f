"""What one process allows its connections: how long each may wait, and how many there are."""

import sys
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from policyfacts.errors import FactsError
from policyfacts.settings import Settings

# POSIX alone has it.
_resource: Any = import_module("resource") if find_spec("resource") else None
_MOST_BY_DEFAULT = 1000
# For logs, libraries, the listening socket and connections that are only accepted to be refused.
_OTHER_DESCRIPTORS = 128
# A SQLite connection has its file, the write-ahead log and the memory that goes with that.
_DESCRIPTORS_PER_THREAD = 4
# A connection and the file that it downloads.
_DESCRIPTORS_PER_CONNECTION = 2


@dataclass(frozen=True)
class ConnectionLimits:
    """Seconds for a head, a body and a client that reads nothing; how many connections at once."""

    head_seconds: int
    body_seconds: int
    send_seconds: int
    connections: int


class Waiting(Enum):
    """What a connection waits for from its client; from nobody where the service is at work."""

    FOR_NOBODY = auto()
    FOR_HEAD = auto()
    FOR_BODY = auto()
    FOR_READING = auto()
    FOR_END = auto()


def choose_limits(settings: Settings) -> ConnectionLimits:
    """Return the limits of the settings; FactsError for more connections than there can be."""
    descriptors = _descriptors()
    left = descriptors - _OTHER_DESCRIPTORS - settings.threads * _DESCRIPTORS_PER_THREAD
    fitting = max(left // _DESCRIPTORS_PER_CONNECTION, 1)
    connections = settings.max_connections or min(fitting, _MOST_BY_DEFAULT)
    if connections > fitting:
        raise FactsError(
            f"POLICYFACTS_MAX_CONNECTIONS cannot be '{connections}': with {descriptors} open files "
            f"(`ulimit -n`) there is room for {fitting}."
        )
    return ConnectionLimits(
        settings.head_seconds, settings.body_seconds, settings.send_seconds, connections
    )


def _descriptors() -> int:
    """Return the limit of open files; a large number where the system has none."""
    if _resource is None:
        return sys.maxsize
    soft: int = _resource.getrlimit(_resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if soft == _resource.RLIM_INFINITY else soft
