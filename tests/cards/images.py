"""Reads the size of a PNG image from its first bytes."""

import struct

from httpx2 import Response

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def size_of(response: Response) -> tuple[int, int]:
    """Return width and height of the PNG image in a response."""
    assert response.headers["Content-Type"] == "image/png"
    assert response.content.startswith(_SIGNATURE)
    width, height = struct.unpack(">II", response.content[16:24])
    return width, height
