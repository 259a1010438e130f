"""Names of tables elsewhere to our ids: the Reconciliation Service API that OpenRefine speaks.

Versions 0.2 and 1.0-draft of https://reconciliation-api.github.io/specs.
"""

from policyfacts.reconciliation.endpoints import router

__all__ = ["router"]
