"""Citations of one fact, or of the facts that match a query."""

from policyfacts.renderers.citations.citation import Citation, CitationKind
from policyfacts.renderers.citations.formats import write_bibtex, write_csl, write_ris, write_text

__all__ = ["Citation", "CitationKind", "write_bibtex", "write_csl", "write_ris", "write_text"]
