"""Ready citations of one fact, or of the facts that answer a question."""

from policyfacts.renderers.citations.cited import Cited, CitedKind
from policyfacts.renderers.citations.csl import write_csl
from policyfacts.renderers.citations.records import write_bibtex, write_ris
from policyfacts.renderers.citations.text import write_text

__all__ = ["Cited", "CitedKind", "write_bibtex", "write_csl", "write_ris", "write_text"]
