"""What a PNG file is, read from its first bytes."""

import struct

from httpx2 import Response

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def size_of(answer: Response) -> tuple[int, int]:
    """Width and height of the image that was sent."""
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(_SIGNATURE)
    width, height = struct.unpack(">II", answer.content[16:24])
    return width, height
