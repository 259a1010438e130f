"""The Reconciliation Service API, by which OpenRefine matches names in tables to our ids.

Versions 0.2 and 1.0-draft of https://reconciliation-api.github.io/specs.
"""

from policyfacts.reconciliation.endpoints import router

__all__ = ["router"]
