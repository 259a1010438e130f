"""The address at which readers report an error in a fact: a template that an operator sets."""

import re
from urllib.parse import quote, urlsplit

_ID = "{id}"
# Whatever else could end an attribute, a header or a line is to be percent-encoded.
_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_RECIPIENT = re.compile(r"[^@,]+@[^@,]+(,[^@,]+@[^@,]+)*")


def read_report_url(text: str) -> str:
    """Return the template, in which `{id}` stands; ValueError where it is no good address."""
    address = text.strip()
    fixed = address.replace(_ID, "id")
    if not _CHARACTERS.fullmatch(fixed):
        raise ValueError(
            "write {id} where the fact's id belongs, and percent-encode spaces, quotes, other "
            "braces and letters beyond ASCII"
        )
    # Compared before anything stands for the id, so that no id can choose another host.
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return _complete_mail(address, rest)
    if scheme.lower() != "https" or not rest.startswith("//"):
        raise ValueError("write an address that begins with https:// or mailto:")
    return _complete_page(address)


def fill_report_url(template: str, fact_id: str) -> str:
    """Return the address for one fact, whose id can only be a value in it."""
    return template.replace(_ID, quote(fact_id, safe=""))


def _complete_mail(address: str, rest: str) -> str:
    recipient, mark, headers = rest.partition("?")
    if not _RECIPIENT.fullmatch(recipient) or _ID in recipient:
        raise ValueError("write whom to mail after mailto:, as in mailto:facts@example.org")
    if _ID in headers:
        return address
    return f"{address}{'&' if headers else '' if mark else '?'}subject=Error%20in%20fact%20{_ID}"


def _complete_page(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or _ID in parts.netloc or "@" in parts.netloc:
        raise ValueError("write a host after https://, without {id} or a password in it")
    if _ID in address:
        return address
    query = f"{parts.query}&fact={_ID}" if parts.query else f"fact={_ID}"
    return parts._replace(query=query).geturl()
