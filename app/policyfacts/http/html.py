"""HTML for people: the templates of a room, and answers under a strict policy."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Response
from jinja2 import Environment, PackageLoader, StrictUndefined

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

# For small pages that may stand in frames of any other: there is nothing in them to run or to send.
IN_FRAMES: Mapping[str, str] = {
    "script-src": "'none'",
    "connect-src": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "*",
}


def environment_of(package: str) -> Environment:
    """Return the templates in the folder `templates` of a package, such as `policyfacts.site`.

    All that is put into them is escaped, and a name that is undefined is an error.
    """
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy(changes: Mapping[str, str] | None = None) -> str:
    """Write the Content-Security-Policy of our pages: what we serve alone, and in no frame.

    `changes` are directives that differ, such as IN_FRAMES.
    """
    return "; ".join(
        f"{name} {sources}" for name, sources in {**_POLICY, **(changes or {})}.items()
    )


def answer_html(
    text: str, status: int = HTTPStatus.OK, changes: Mapping[str, str] | None = None
) -> Response:
    """Answer with a page and its policy; `changes` as `policy` takes them."""
    headers = {
        "Content-Security-Policy": policy(changes),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    # What was requested may hold a lone surrogate, which no page can.
    content = text.encode("utf-8", "replace")
    return Response(content, status, headers=headers, media_type="text/html; charset=utf-8")
