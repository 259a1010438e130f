"""The errors of drivers, as one error with a plain message."""

import re

from sqlalchemy.exc import DBAPIError, InvalidRequestError

from policyfacts.errors import DatabaseUnusable


class DatabaseDamaged(DatabaseUnusable):
    """What was read is not what a database wrote: the file is overwritten, or cut off."""


_NO_TABLES = "The database has no tables yet: run 'policyfacts migrate' and 'policyfacts load'."
_OTHER_TABLES = (
    "The tables are of another version of the program: run 'policyfacts migrate' and "
    "'policyfacts load'."
)
_NO_WRITER = (
    "No server of POLICYFACTS_DATABASE_URL can be written to: those that answer are standbys. "
    "Start the primary, or promote a standby, and try again."
)
_LOST = "The connection to the database was lost; try again."
_DAMAGED = (
    "The database file is damaged: put a copy in its place, or make it anew with "
    "'policyfacts migrate' and 'policyfacts load'."
)
# What SQLAlchemy's pool says when connections that it has just made are closed as well.
_POOL_GAVE_UP = "This connection is closed"
# By pattern; the first that fits counts, so the more special come first.
_DRIVER_MESSAGES = {
    "no such table": _NO_TABLES,
    "no such column": _OTHER_TABLES,
    "column .* does not exist": _OTHER_TABLES,
    'relation ".*" does not exist': _NO_TABLES,
    'database ".*" does not exist': "There is no such database on the server.",
    "session is read-only|server is in hot standby mode": _NO_WRITER,
    "too many clients|too many connections|remaining connection slots": (
        "The database server has no connection left."
    ),
    "system is (starting up|shutting down|in recovery)|not yet accepting connections": (
        "The database server is starting or stopping; try again."
    ),
    "authentication failed|no pg_hba.conf entry": "The database refuses this user.",
    "connection (failed|is bad|timeout)|could not connect|failed to resolve host": (
        "The database server cannot be reached."
    ),
    "due to conflict with recovery": (
        "The standby put what it received before the question; try again."
    ),
    "due to statement timeout": "The question took longer than the database may work on it.",
    "terminating connection|server closed the connection|connection is (closed|lost)|"
    "consuming input failed|sending query.* failed|no connection to the server": _LOST,
    "readonly database|read-only": "The database cannot be written to.",
    "permission denied": "The database refuses this user.",
    "unable to open": "The database file cannot be opened.",
    "disk is full|No space left": "The disk is full; nothing was changed.",
    "disk I/O error": "The disk failed; nothing was changed.",
    "is locked": "Another process is writing to the database; try again when it is done.",
    "not a database": "The file is not a SQLite database, or its beginning was overwritten.",
    "malformed": _DAMAGED,
}

_OF_DAMAGE = ("not a database", "malformed")


def explain(error: DBAPIError | InvalidRequestError) -> DatabaseUnusable | None:
    """Return what an error of a driver or the pool means; None where it is no such error."""
    if isinstance(error, DBAPIError):
        reason = str(error.orig)
        for pattern, message in _DRIVER_MESSAGES.items():
            if re.search(pattern, reason):
                is_damage = pattern in _OF_DAMAGE
                return (DatabaseDamaged if is_damage else DatabaseUnusable)(message, reason)
        return DatabaseUnusable("The database cannot be used.", reason)
    if str(error) == _POOL_GAVE_UP:
        return DatabaseUnusable(_LOST, "each new connection was closed at once")
    return None
