"""What is written where a value is expected: nothing of it means well."""

from random import Random
from urllib.parse import quote

# What must never come back as it is: in HTML it would be an element, in a header another header.
ELEMENT = "<zq"
ATTRIBUTE = '" onzq='
HEADER = "x-zq"
# 1787 * 1787, which only a template that was evaluated can know.
TEMPLATE, EVALUATED = "{{1787*1787}}", b"3193369"

INJECTIONS = (
    f"{ELEMENT} src=x onerror=alert(1)>",
    f'">{ELEMENT}>',
    f"</title></script>{ELEMENT}>",
    f"]]>{ELEMENT}>",
    f"tr{ATTRIBUTE}alert(1) ",
    "' onzq='1",
    TEMPLATE,
    "${1787*1787}",
    "#{1787*1787}",
    "<%= 1787*1787 %>",
    "'; DROP TABLE facts; --",
    "1 OR 1=1",
    "%' OR '1'='1",
    "') UNION SELECT sql FROM sqlite_master --",
    "$(sleep 9)",
    "`sleep 9`",
    f"a\r\n{HEADER}: 1",
    f"a\n{HEADER}: 1\n\n<html>",
    "../../../../../../etc/passwd",
    "....//....//etc/passwd",
    "/etc/passwd\x00.csv",
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "!!python/object/apply:os.system ['true']",
    "&a [*a, *a]",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1)",
    '{"$ne": null}',
    "(objectClass=*)",
    "*)(uid=*",
)
TEXTS = (
    "",
    " ",
    "\t",
    "\x00",
    "a\x00",
    "\x00a",
    "\x1b[31mred",
    "\x7f",
    "\x85",
    "\u200b",
    "a\u200bb",
    "\u202eabc",
    "\ufeffTR",
    "\ufffe",
    "\U000e0041",
    "e\u0301",
    "\u0130",
    "ß",
    "\u0661\u0662",
    "🇹🇷",
    "👩‍👩‍👧",
    "a" * 199,
    "a" * 201,
    "ж" * 5000,
    "a " * 2000,
    "TR," * 300,
    "," * 500,
    "(" * 300,
    '"' * 301,
    "a*",
    "*",
    "?",
    "^",
    "NEAR(a b)",
    "a AND OR NOT",
    "-",
    "--",
    "\\",
    "..",
    ".",
    "true",
    "null",
    "undefined",
    "[]",
    "{}",
    "[" * 1000,
)
NUMBERS = (
    "0",
    "-0",
    "-1",
    "1.0",
    "1e3",
    "1e400",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "+1",
    "9" * 18,
    "9" * 19,
    "9" * 40,
    "9" * 5000,
    "2147483648",
    "9223372036854775808",
    "0000000013",
    "½",
)
DATES = (
    "2013-02-30",
    "0000-00-00",
    "9999-12-31/..",
    "2013-12-31/2013-01-01",
    "-2013",
    "2013-W01",
    "20130101",
    "2013-01-01T00:00:00Z",
    "y17000000002",
    "2013-XX",
    "../2013",
)
GOOD = ("TR", "China", "2013", "visas", "un", "asia", "csv", "html", "json", "10", "type", "yes")
# Percent signs that are no encoding, or of bytes that are no text.
ENCODED = (
    "%",
    "%%",
    "%2",
    "%zz",
    "%u0041",
    "%00",
    "%0d%0aX-Zq:1",
    "%ED%A0%80",
    "%C0%AF",
    "%E0%80%AF",
    "%F8%88%80%80%80",
    "%FF",
    "%C3",
    "%252e%252e%252f",
    "%2e%2e%2f",
    "+",
    "&",
    "=",
    "&=&=",
    ";",
    "#",
    "[]",
    "[$ne]",
)
_KINDS = (INJECTIONS, TEXTS, NUMBERS, DATES, GOOD)


def hostile_text(random: Random) -> str:
    """Return a text as it is meant to arrive; sometimes two together."""
    text = random.choice(random.choice(_KINDS))
    return text + random.choice(random.choice(_KINDS)) if random.random() < 0.2 else text


def hostile_value(random: Random) -> str:
    """Return a value as it stands in an address."""
    if random.random() < 0.25:
        return random.choice(ENCODED)
    return quote(hostile_text(random), safe="" if random.random() < 0.7 else "/:,*()'!$;@")


def hostile_bytes(random: Random, most: int = 400) -> bytes:
    """Return any bytes."""
    return random.randbytes(random.randint(1, most))
