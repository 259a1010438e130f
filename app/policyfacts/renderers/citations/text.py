"""A citation as people write it."""

from policyfacts.renderers.citations.cited import Cited, one_line


def write_text(cited: Cited) -> str:
    """One paragraph: whose account, what, from where, which release, under which terms."""
    parts = [
        "; ".join(cited.authors),
        f"“{cited.title.rstrip('.')}”",
        cited.note(),
        f"In: {cited.dataset}, release {cited.release}, {cited.license}",
        f"{cited.address} (accessed {cited.accessed})" if cited.address else "",
    ]
    return one_line(". ".join(part for part in parts if part)) + "."
