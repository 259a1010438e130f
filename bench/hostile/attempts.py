"""A request that can be made smaller while it fails, and what is sent of it when."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

Headers = tuple[tuple[bytes, bytes], ...]


class Ending(Enum):
    """What the client does after it has sent."""

    READS = "reads what is due"
    CLOSES = "closes"
    RESETS = "resets the connection"
    READS_LITTLE = "reads a little, and resets the connection"


@dataclass(frozen=True)
class Request:
    """A request as it is written; `length` stands for a right Content-Length."""

    target: str
    method: str = "GET"
    version: str = "HTTP/1.1"
    headers: Headers = ((b"Host", b"127.0.0.1"),)
    body: bytes = b""

    def encode(self) -> bytes:
        """Return the bytes of the request."""
        lines = [f"{self.method} {self.target} {self.version}".encode("latin-1", "replace")]
        lines += [name + b": " + value for name, value in self.headers]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body

    def with_headers(self, *headers: tuple[str, str | bytes]) -> "Request":
        """Return it with more header fields."""
        more = tuple(
            (name.encode(), value if isinstance(value, bytes) else value.encode("utf-8", "replace"))
            for name, value in headers
        )
        return replace(self, headers=(*self.headers, *more))

    def with_body(self, body: bytes, media_type: str) -> "Request":
        """Return it with a body of that type and its length."""
        sized = self.with_headers(("Content-Type", media_type), ("Content-Length", str(len(body))))
        return replace(sized, body=body)

    def smaller(self) -> Iterator["Request"]:
        """Yield requests with one part less, or half as long."""
        for index in range(len(self.headers)):
            yield replace(self, headers=self.headers[:index] + self.headers[index + 1 :])
        path, mark, query = self.target.partition("?")
        parameters = query.split("&")
        for index in range(len(parameters) if mark else 0):
            rest = "&".join(parameters[:index] + parameters[index + 1 :])
            yield replace(self, target=f"{path}?{rest}" if rest else path)
        half = len(self.target) // 2
        if half > 100:
            yield replace(self, target=self.target[:half])


@dataclass(frozen=True)
class Attempt:
    """Pieces that are sent one after the other, and how many responses are due to them.

    `request` is what the one piece was made of, where it can be made smaller.
    """

    kind: str
    pieces: tuple[bytes, ...]
    due: int = 1
    ending: Ending = Ending.READS
    pause_seconds: float = 0
    methods: tuple[str, ...] = ("GET",)
    request: Request | None = None
    may_be_silent: bool = field(default=False)

    def smaller(self) -> Iterator["Attempt"]:
        """Yield attempts that are smaller."""
        if self.request is not None:
            for request in self.request.smaller():
                yield replace(self, pieces=(request.encode(),), request=request)


def one(kind: str, request: Request, **options: object) -> Attempt:
    """Make an attempt of one request, which is answered once."""
    attempt = Attempt(kind, (request.encode(),), methods=(request.method,), request=request)
    return replace(attempt, **options)  # type: ignore[arg-type]
