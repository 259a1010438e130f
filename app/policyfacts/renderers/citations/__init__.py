"""Citations of one fact, or of the facts that match a query."""
