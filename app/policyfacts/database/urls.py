"""Addresses of databases that others take and this program does not: how to write them here.

An address may hold a password, which is never repeated: user, host and name of the database are
shown only where they can be told from it without doubt.
"""

import re
from urllib.parse import parse_qs

SETTING = "POLICYFACTS_DATABASE_URL"
_POSTGRESQL, _SQLITE = "postgresql+psycopg://", "sqlite:///"
_FORMS = f"Write {_SQLITE}FILE, or {_POSTGRESQL}USER:PASSWORD@HOST:5432/DATABASE."
_JDBC = "jdbc:"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_CONNECTION_STRING = re.compile(r"\b(host|dbname|user|password|hostaddr|service)\s*=")
_is_file = re.compile(r"(?:~|[A-Za-z]:)?[\w.\\/-]*[\\/.][\w.\\/-]+").fullmatch
_is_host = re.compile(r"[A-Za-z0-9._-]*(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?").fullmatch
_is_name = re.compile(r"[A-Za-z0-9._~%-]*").fullmatch
_PASSWORD = "PASSWORD"


def explain_unusable(address: str) -> str:
    """Return why an address of a database cannot be used, and how it is to be written."""
    plain = address.strip().strip("'\"").strip()
    if not plain:
        return f"{SETTING} is empty. {_FORMS}"
    reason, advice = _explain(plain)
    return f"{SETTING} cannot be used: {reason}. {advice}"


def has_sign_in_password(address: str) -> bool:
    """Tell whether a user's password holds an @, so that part of it would be taken for the host."""
    _, slashes, rest = address.partition("://")
    return bool(slashes) and rest.partition("?")[0].count("@") > 1


def _explain(address: str) -> tuple[str, str]:
    if address.lower().startswith(_JDBC):
        _, advice = _explain(address[len(_JDBC) :])
        return f"'{_JDBC}' is how Java begins an address", advice
    if _CONNECTION_STRING.search(address) and "://" not in address:
        return "it is no URL, but words of libpq", _FORMS
    if _is_file(address):
        return "it is a path, and no URL", _sqlite_advice(address)
    match = _SCHEME.fullmatch(address)
    if match is None:
        return "it is no URL", _FORMS
    return _explain_url(match[1].lower(), match[2])


def _explain_url(scheme: str, rest: str) -> tuple[str, str]:
    backend = scheme.partition("+")[0]
    if backend in ("sqlite", "sqlite3", "file"):
        return "it names no file as SQLite's addresses do", _sqlite_advice(_path_of(scheme, rest))
    if backend in ("postgres", "postgresql", "psql", "pgsql"):
        if has_sign_in_password(f"{scheme}:{rest}"):
            return "it has more than one @", f"Write %40 for each @ in the password. {_FORMS}"
        if scheme == "postgresql+psycopg":
            return "it cannot be read", _FORMS
        return f"'{scheme}' is not the driver that is used here", _postgresql_advice(rest)
    # Without slashes it may be a user, or part of a password.
    named = f"'{scheme}'" if rest.startswith("//") else "it"
    return f"{named} is neither SQLite nor PostgreSQL", _FORMS


def _path_of(scheme: str, rest: str) -> str:
    """Return the path of a file, which is relative after two slashes, and for SQLite three."""
    if scheme == "file":
        return rest.removeprefix("//").removeprefix("localhost")
    return rest.removeprefix("///") if rest.startswith("///") else rest.removeprefix("//")


def _sqlite_advice(path: str) -> str:
    """Say how to write a file."""
    path = path.partition("?")[0].removeprefix("./")
    if not path or "@" in path or path == ":memory:" or not path.isprintable():
        return (
            "Write sqlite:///FILE, as sqlite:///policyfacts.db or sqlite:////data/policyfacts.db."
        )
    if path.startswith("~"):
        return f"Write the whole path: {_SQLITE}/home/USER{path[1:]}."
    return f"Write {_SQLITE}{path}."


def _postgresql_advice(rest: str) -> str:
    """Say how to write an address of PostgreSQL, without its password."""
    location, _, query = rest.removeprefix("//").partition("?")
    user_info, at, place = location.rpartition("@")
    host, _, database = place.partition("/")
    user, colon, _ = user_info.partition(":")
    parameters = parse_qs(query)
    if not at and {"user", "password"} & parameters.keys():
        # So does JDBC.
        user = parameters.get("user", ["USER"])[0]
        at, colon = "@", ":" if "password" in parameters else ""
    elif "@" in query:
        # Whatever stands before may be a password with a question mark.
        return _FORMS
    if not (_is_host(host) and _is_name(database) and _is_name(user)):
        return _FORMS
    secret = f":{_PASSWORD}" if colon else ""
    more = "?..." if query and not {"user", "password"} & parameters.keys() else ""
    return f"Write {_POSTGRESQL}{user}{secret}{at}{host}/{database}{more}."
