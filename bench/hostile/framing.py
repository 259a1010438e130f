"""Requests that are hostile in how they are framed: cut, slow, in chunks, one behind another."""

from random import Random

from bench.hostile.attempts import Attempt, Ending
from bench.hostile.doors import Door, choose
from bench.hostile.words import hostile_bytes

Doors = list[Door]
_BODY = b'{"country": "TR"}'
_LAST = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
_CHUNKS = (
    b"11\r\n" + _BODY + b"\r\n0\r\n\r\n",
    b"11;a=b\r\n" + _BODY + b"\r\n0\r\nX: y\r\n\r\n",
    b"1\r\n{\r\n" + b"1\r\n \r\n" * 5000 + b"1\r\n}\r\n0\r\n\r\n",
    b"zz\r\n" + _BODY,
    b"-1\r\n",
    b"0x11\r\n" + _BODY + b"\r\n0\r\n\r\n",
    b"ffffffffffffffffff\r\n",
    b"7fffffffffffffff\r\n" + b"a" * 100_000,
    b"11\r\n" + _BODY + b"XX0\r\n\r\n",
    b"11\n" + _BODY + b"\n0\n\n",
    b" 11\r\n" + _BODY + b"\r\n0\r\n\r\n",
    b"11\r\n" + _BODY + b"\r\n0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"11;" + b"a" * 100_000 + b"\r\n",
    b"\r\n\r\n",
)
_LENGTHS = (
    b"+17",
    b"-1",
    b"0x11",
    b"1e1",
    b" ",
    b"17, 17",
    b"17, 18",
    b"9" * 30,
    b"17a",
    b"\xd9\xa1",
)
_CODINGS = (
    b"chunked",
    b"xchunked",
    b"chunked, chunked",
    b"identity",
    b"gzip, chunked",
    b"\x0bchunked",
)
_GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60,
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 9,
    b"EHLO evil.example\r\n",
    b"SSH-2.0-OpenSSH_9.6\r\n",
    b"\x00" * 100,
    b"GET /\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"{}\r\n\r\n",
    b"GET / HTTP/1.1 HTTP/1.1\r\n\r\n",
)


def _post(path: str, *lines: bytes) -> bytes:
    head = (f"POST {path} HTTP/1.1".encode(), b"Host: x", b"Content-Type: application/json", *lines)
    return b"\r\n".join(head) + b"\r\n\r\n"


def _door(random: Random, doors: Doors) -> str:
    return choose(doors, random, "POST").path


def chunks(random: Random, doors: Doors) -> Attempt:
    """Send bodies in chunks that are none."""
    head = _post(_door(random, doors), b"Transfer-Encoding: chunked", b"Connection: close")
    return Attempt(
        "chunks", (head + random.choice(_CHUNKS),), ending=Ending.READS, methods=("POST",)
    )


def lengths(random: Random, doors: Doors) -> Attempt:
    """Send requests of two lengths, as those who smuggle one inside another do."""
    length = b"Content-Length: " + random.choice(_LENGTHS)
    coding = b"Transfer-Encoding: " + random.choice(_CODINGS)
    lines = random.choice(
        (
            (length,),
            (coding,),
            (b"Content-Length: 17", coding),
            (coding, b"Content-Length: 17"),
            (b"Content-Length: 17", b"Content-Length: 3"),
            (b"Content-Length : 17",),
            (b"Transfer-Encoding : chunked",),
            (b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", b"Content-Length: 5"),
        )
    )
    hidden = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    data = _post(_door(random, doors), *lines, b"Connection: close") + b"0\r\n\r\n" + hidden + _BODY
    return Attempt("lengths", (data,), methods=("POST",))


def pipelines(random: Random, doors: Doors) -> Attempt:
    """Send several requests at once; each is answered, and in order."""
    methods = [
        random.choice(("GET", "GET", "HEAD", "OPTIONS")) for _ in range(random.randint(2, 12))
    ]
    data = b"".join(
        f"{method} {choose(doors, random).valid_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        for method in methods
    )
    if random.random() < 0.5:
        return Attempt("pipelines", (data + _LAST,), len(methods) + 1, methods=(*methods, "GET"))
    # What follows is garbage: those before it are answered all the same.
    garbage = hostile_bytes(random)
    return Attempt("pipelines", (data + b"\x00" + garbage,), len(methods), methods=tuple(methods))


def cut_bodies(random: Random, doors: Doors) -> Attempt:
    """Leave in the middle of a body."""
    start = random.choice(
        (
            (b"Content-Length: 500",),
            (b"Content-Length: 500", b"Expect: 100-continue"),
            (b"Transfer-Encoding: chunked",),
        )
    )
    body = (
        b""
        if len(start) == 2
        else random.choice((b"", _BODY, b"11\r\n" + _BODY + b"\r\n", b"9\r\n{"))
    )
    ending = random.choice((Ending.CLOSES, Ending.RESETS))
    return Attempt("cut bodies", (_post(_door(random, doors), *start) + body,), 0, ending)


def cut_pipelines(random: Random, doors: Doors) -> Attempt:
    """Leave while several requests are being answered."""
    count = random.randint(2, 30)
    targets = (choose(doors, random).valid_path for _ in range(count))
    data = b"".join(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for target in targets)
    ending = random.choice((Ending.CLOSES, Ending.RESETS, Ending.READS_LITTLE))
    return Attempt("cut pipelines", (data,), 0, ending)


def cut_heads(random: Random, doors: Doors) -> Attempt:
    """Leave in the middle of a head."""
    head = f"GET {choose(doors, random).valid_path} HTTP/1.1\r\nHost: x\r\nX: y\r\n\r\n".encode()
    ending = random.choice((Ending.CLOSES, Ending.RESETS))
    return Attempt("cut heads", (head[: random.randrange(len(head))],), 0, ending)


def cut_answers(random: Random, doors: Doors) -> Attempt:
    """Leave in the middle of an answer."""
    large = (
        "/v1/facts?format=ndjson",
        "/v1/facts?limit=200",
        "/v1/facts?format=csv",
        "/static/pages.css",
    )
    target = random.choice((*large, choose(doors, random).valid_path))
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    return Attempt("cut answers", (head,), 0, Ending.READS_LITTLE)


def slow(random: Random, doors: Doors) -> Attempt:
    """Send a head or a body a piece at a time, and never all of it."""
    head = _post(_door(random, doors), b"Content-Length: 500")
    pieces = random.choice(
        (
            (head[:10], *(b"a" for _ in range(8))),
            (head, *(b" " for _ in range(8))),
            (head[:-2], *(b"X: y\r\n" for _ in range(8))),
        )
    )
    return Attempt("slow ones", pieces, pause_seconds=0.5, methods=("POST",))


def garbage(random: Random, _: Doors) -> Attempt:
    """Send what is no HTTP."""
    data = random.choice((*_GARBAGE, b"\x01" + hostile_bytes(random)))
    return Attempt("no HTTP at all", (data,))
