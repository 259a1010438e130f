"""The operations of both clients.

Methods are named for what they return. Lists return one page; `iter_...` goes over all pages.
"""

from policyfacts.client.operations.entities import EntityOperations
from policyfacts.client.operations.facts import FactOperations
from policyfacts.client.operations.service import ServiceOperations


class Operations(FactOperations, EntityOperations, ServiceOperations):
    """The operations of both clients."""
