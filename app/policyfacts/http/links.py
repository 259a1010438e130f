"""The Link header (RFC 8288): where to go from an answer, for programs that read no body."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

# Proxies give up where the headers of an answer outgrow their buffer, often of 8 kB.
MAX_LENGTH = 4000
_ALLOWED = ":/?#[]@!$&'()*+,;=%~"
_is_plain = re.compile(rf"[A-Za-z0-9_.{re.escape(_ALLOWED)}-]*").fullmatch


def format_link(relation: str, address: str, media_type: str = "") -> str:
    """One link as the header has it, in ASCII."""
    kind = f'; type="{media_type}"' if media_type else ""
    written = address if _is_plain(address) else quote(address, safe=_ALLOWED)
    return f'<{written}>; rel="{relation}"{kind}'


@dataclass
class Links:
    """Links of one answer: one of each relation, but an `alternate` for each other format."""

    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, relation: str, address: str, media_type: str = "") -> None:
        """Add a link, in place of one of the same relation and type."""
        self._links[relation, media_type] = format_link(relation, address, media_type)

    def take(self, others: "Links") -> None:
        """Add all of these."""
        self._links.update(others._links)

    def header(self) -> str:
        """All links, but for those that would make the header too long for proxies."""
        whole = ", ".join(self._links.values())
        if len(whole) <= MAX_LENGTH:
            return whole
        kept: list[str] = []
        left = MAX_LENGTH
        for link in self._links.values():
            if len(link) <= left:
                kept.append(link)
                left -= len(link) + 2
        return ", ".join(kept)
