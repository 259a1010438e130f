"""The service for programs that ask it in their own process."""

from importlib import import_module
from typing import TYPE_CHECKING

from policyfacts.settings import Settings
from policyfacts.web.app import create_app

if TYPE_CHECKING:
    from policyfacts.web.transports import InProcess


def in_process(settings: Settings | None = None) -> "InProcess":
    """Make a transport for `FactsClient` and `AsyncFactsClient` that needs no socket.

    The client that is given it closes it, and the database with it.
    """
    try:
        transports = import_module("policyfacts.web.transports")
    except ModuleNotFoundError as error:
        message = "in_process needs httpx2: pip install 'policyfacts[client]'"
        raise ImportError(message, name=error.name) from error
    transport: InProcess = transports.InProcess(create_app(settings))
    return transport
