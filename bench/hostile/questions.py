"""Hostile addresses, methods, versions and header fields."""

from collections.abc import Callable
from random import Random
from urllib.parse import quote

from bench.hostile.attempts import Attempt, Request, one
from bench.hostile.doors import Door, choose
from bench.hostile.words import hostile_bytes, hostile_text, hostile_value

Doors = list[Door]
_METHODS = (
    "HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT get Get FOO PROPFIND MKCOL PURGE LOCK SOURCE"
    " REPORT QUERY G\x01T GET\t"
).split(" ")
_VERSIONS = ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1 ", "HTTP/1", "http/1.1", "")
_MEDIA = (
    "*/*",
    "text/html",
    "text/csv",
    "application/x-ndjson",
    "application/ld+json",
    "application/atom+xml",
    "image/png",
    "image/svg+xml",
    "application/json;q=0",
    "text/*;q=2",
    ";;;",
    "*",
    "/",
    "text/html;q=0.1, */*;q=0.0001",
)
_CODINGS = (
    "gzip",
    "br",
    "zstd",
    "deflate",
    "identity;q=0",
    "*;q=0",
    "gzip;q=1.0, zstd;q=0.1",
    "gzip;q=nan",
    "*",
    "gzip,gzip,gzip",
    ";q=1",
)
_RANGES = (
    "bytes=0-",
    "bytes=-1",
    "bytes=5-1",
    "bytes=0-0,2-2,4-4",
    "bytes=" + ",".join(f"{start}-" for start in range(500)),
    "bytes=99999999999999999999-",
    "bytes=-99999999999999999999",
    "bytes=a-b",
    "rows=0-1",
    "bytes",
    "bytes=0-18446744073709551616",
)
_HOSTS = (
    "",
    " ",
    "a b",
    "evil.example",
    "evil.example:99999",
    "[::1",
    "a" * 300,
    "x/../y",
    "@",
    "%00",
)
_DATES = (
    "0",
    "yesterday",
    "Sun, 06 Nov 9999 08:49:37 GMT",
    "Thu, 01 Jan 0000 00:00:00 GMT",
    "\x80",
)
_TAGS = ("*", 'W/"x"', '"', "x", '"a", "b", ' * 300, "W/", '"\x80"', "")
_FIELDS = (
    "Cookie Authorization Origin Referer User-Agent X-Forwarded-For X-Forwarded-Host Forwarded"
    " X-Forwarded-Proto X-Original-URL X-HTTP-Method-Override X-Request-Id Accept-Language Via TE"
    " Trailer Upgrade Connection Content-Type Content-Encoding If-Match If-Range Proxy Keep-Alive"
    " Access-Control-Request-Method Access-Control-Request-Headers Sec-WebSocket-Key"
).split()


def values(random: Random, doors: Doors) -> Attempt:
    """Ask with parameters that exist and values that mean no well."""
    names = [door for door in doors if door.parameters and door.method == "GET"]
    door = random.choice(names)
    chosen = random.choices(door.parameters, k=random.choice((1, 1, 1, 2, 3, 6)))
    query = "&".join(f"{name}={hostile_value(random)}" for name in chosen)
    return one("values of parameters", _vary(Request(f"{door.valid_path}?{query}"), random))


def names(random: Random, doors: Doors) -> Attempt:
    """Ask with parameters that do not exist, stand twice or cannot be read."""
    door = choose(doors, random)
    existing = random.choice(door.parameters or ("limit",))
    shapes: tuple[Callable[[], str], ...] = (
        lambda: f"{hostile_value(random)}={hostile_value(random)}",
        lambda: f"{existing}=1&{existing}=2",
        lambda: f"{existing.upper()}={hostile_value(random)}",
        lambda: f"{existing}[]=1&{existing}[$gt]=",
        lambda: f"{existing}",
        lambda: "&".join(f"p{number}={number}" for number in range(random.choice((100, 2000)))),
        lambda: hostile_value(random) * random.choice((1, 30)),
        lambda: f"{existing}={'a' * random.choice((1000, 30_000))}",
    )
    return one(
        "names of parameters",
        _vary(Request(f"{door.valid_path}?{random.choice(shapes)()}"), random),
    )


def paths(random: Random, doors: Doors) -> Attempt:
    """Ask for paths that are none of ours, or nearly ours."""
    door = choose(doors, random)
    path, word = door.valid_path, hostile_value(random).replace("?", "") or "x"
    shapes = (
        door.path_with(word),
        door.path_with(quote(hostile_text(random), safe="")),
        door.path_with("a" * random.choice((300, 5000, 60_000))),
        f"{path}/",
        f"{path}//",
        f"/{path}",
        f"//evil.example{path}",
        f"/.{path}",
        f"/..{path}",
        f"/%2e%2e{path}",
        path.replace("/", "%2f"),
        path.replace("/", "\\"),
        path.upper(),
        f"{path};a=b",
        f"{path}.json",
        f"{path}%00",
        f"{path}#fragment",
        f"{path}/../../etc/passwd",
        "/static/../../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/..%2f..%2fsettings.py",
        "/v1/downloads/..%2f..%2fetc%2fpasswd",
        f"http://evil.example{path}",
        f"http://127.0.0.1:99999{path}",
        f"https://user:secret@evil.example{path}",
        f"ftp:{path}",
        "*",
        "evil.example:443",
        path.lstrip("/") or "x",
        f"{path}?",
        f"{path}???",
    )
    return one("paths", _vary(Request(random.choice(shapes)), random))


def methods(random: Random, doors: Doors) -> Attempt:
    """Ask with methods that a path does not have."""
    door = random.choice(doors)
    return one("methods", Request(door.valid_path, random.choice(_METHODS)))


def versions(random: Random, doors: Doors) -> Attempt:
    """Ask in versions of HTTP that are not spoken, and lines that are none."""
    target = choose(doors, random).valid_path
    line = random.choice(
        (
            f"GET {target} {random.choice(_VERSIONS)}",
            f"GET  {target} HTTP/1.1",
            f"GET\t{target}\tHTTP/1.1",
            f" GET {target} HTTP/1.1",
            f"GET {target}\x00 HTTP/1.1",
            f"GET {target} HTTP/1.1\rX: y",
            f"GET {target} a b HTTP/1.1",
            "GET",
        )
    )
    data = line.encode("latin-1") + b"\r\nHost: x\r\nConnection: close\r\n\r\n"
    return Attempt("versions", (data,))


def fields(random: Random, doors: Doors) -> Attempt:
    """Ask what is fine with header fields that are not."""
    request = Request(choose(doors, random).valid_path)
    for _ in range(random.choice((1, 1, 2, 4))):
        request = request.with_headers(_field(random))
    return one("header fields", request)


def _field(random: Random) -> tuple[str, str | bytes]:
    garbage = hostile_bytes(random, 40).translate(None, b"\r\n\x00")
    fields: tuple[tuple[str, str | bytes], ...] = (
        ("Accept", random.choice(_MEDIA)),
        ("Accept-Encoding", random.choice(_CODINGS)),
        ("Range", random.choice(_RANGES)),
        ("Host", random.choice(_HOSTS)),
        ("If-Modified-Since", random.choice(_DATES)),
        ("If-None-Match", random.choice(_TAGS)),
        (random.choice(_FIELDS), _plain(hostile_text(random))),
        (random.choice(_FIELDS), garbage),
    )
    return random.choice(fields)


def _plain(text: str) -> str:
    """Return a text without what ends a field."""
    return text.replace("\r", "").replace("\n", "").replace("\x00", "")


def broken_fields(random: Random, doors: Doors) -> Attempt:
    """Ask with header fields that are no fields, or too many, or too large."""
    start = f"GET {choose(doors, random).valid_path} HTTP/1.1\r\nHost: x\r\n".encode()
    lines = random.choice(
        (
            b"X : y\r\n",
            b": y\r\n",
            b"X\r\n",
            b"X: y\r\n folded\r\n",
            b" X: y\r\n",
            b"X: a\x00b\r\n",
            b"X: a\rb\r\n",
            b"X: a\nY: b\r\n",
            b"X\xff: y\r\n",
            b"Host: y\r\n",
            b"X: y\r\n" * random.choice((200, 300, 5000)),
            b"a:\r\n" * 2000,
            b"X: " + b"a" * random.choice((8000, 60_000, 70_000, 300_000)) + b"\r\n",
            b"Cookie: " + b"a=b; " * 9000 + b"\r\n",
            b"Connection: close, " + b"x, " * 3000 + b"\r\n",
        )
    )
    return Attempt("broken header fields", (start + lines + b"Connection: close\r\n\r\n",))


def _vary(request: Request, random: Random) -> Request:
    """Ask for a page, or for a compressed answer, now and then."""
    if random.random() < 0.3:
        request = request.with_headers(("Accept", random.choice(_MEDIA)))
    if random.random() < 0.2:
        request = request.with_headers(("Accept-Encoding", random.choice(_CODINGS)))
    return request
