"""Holds the connections of one process to their limits, once a second."""

import errno
import logging
import os
from collections.abc import Collection
from typing import Any, Protocol

from policyfacts.server.limits import ConnectionLimits

_log = logging.getLogger("policyfacts.serving")
# Connections beyond the limit that are accepted to be told so.
_MARGIN = 64
# What has been idle for less has most likely just been accepted, and its request is on its way.
_MIN_IDLE_SECONDS = 0.25
# So often at most it is looked who is idle, where there is no room.
_LOOK_SECONDS = 0.1
_ROOM_AGAIN = 0.9


class Connection(Protocol):
    """What a limiter needs to know of a connection."""

    def close_if_overdue(self, now: float) -> None:
        """Close where what it waits for does not come in time."""

    def idle_seconds(self, now: float) -> float:
        """Return for how long there has been no whole request; 0 where there is one."""

    def give_way(self) -> None:
        """Close for another connection to be taken."""


class ConnectionLimiter:
    """Closes connections whose time is over, and makes room for new ones where there is none."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self.limits = limits
        self._is_full = False
        self._lacks_descriptors = False
        # Connections without a request, the longest idle last, and when they were looked for.
        self._idle: list[Connection] = []
        self._looked_at = 0.0

    def enforce(self, connections: Collection[Any], now: float) -> None:
        """Close what is overdue, and say in the log what ends or begins; to be called each second.

        To look at all of them once a second costs less than a timer for each request.
        """
        self._idle.clear()
        for connection in list(connections):
            connection.close_if_overdue(now)
        if self._is_full and len(connections) < self.limits.connections * _ROOM_AGAIN:
            self._is_full = False
            _log.warning("There is room for connections again: %d are open.", len(connections))
        self._check_descriptors()

    def has_room(self, connections: Collection[Any], now: float) -> bool:
        """Tell whether a new connection may ask, if need be in place of one that is idle."""
        if len(connections) <= self.limits.connections:
            return True
        if not self._is_full:
            self._is_full = True
            _log.warning(
                "%d connections are open, as many as may be (POLICYFACTS_MAX_CONNECTIONS). "
                "A new one takes the place of the one that asked nothing for longest, or gets 503.",
                self.limits.connections,
            )
        return self._close_oldest(connections, now)

    def must_close(self, connections: Collection[Any]) -> bool:
        """Tell whether a new connection cannot even be listened to."""
        return len(connections) > self.limits.connections + _MARGIN

    def _close_oldest(self, connections: Collection[Any], now: float) -> bool:
        """Close the connection that has been idle for longest; False where none is."""
        if not self._idle and now - self._looked_at >= _LOOK_SECONDS:
            self._looked_at = now
            ages = [(each.idle_seconds(now), each) for each in connections]
            ages.sort(key=lambda pair: pair[0])
            self._idle = [each for age, each in ages if age >= _MIN_IDLE_SECONDS]
        while self._idle:
            oldest = self._idle.pop()
            if oldest.idle_seconds(now) >= _MIN_IDLE_SECONDS:
                oldest.give_way()
                return True
        return False

    def _check_descriptors(self) -> None:
        """Log when no file can be opened any more: the event loop drops connections in silence."""
        try:
            os.close(os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE) and not self._lacks_descriptors:
                self._lacks_descriptors = True
                _log.error(
                    "No file can be opened any more, so connections are lost: %s.", error.strerror
                )
        else:
            self._lacks_descriptors = False
