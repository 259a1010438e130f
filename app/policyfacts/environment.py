"""Variables of the environment that look like settings and are none: most are misspelt."""

import os
import re
from collections.abc import Iterator

from policyfacts.errors import quote
from policyfacts.settings import Settings
from policyfacts.suggestions import close_matches, did_you_mean_text

_PREFIX = "POLICYFACTS_"
TRACEBACK = "POLICYFACTS_TRACEBACK"
LISTEN_HOST, LISTEN_PORT = "POLICYFACTS_LISTEN_HOST", "POLICYFACTS_LISTEN_PORT"
_BESIDE_SETTINGS = (TRACEBACK, LISTEN_HOST, LISTEN_PORT)
# What Kubernetes makes of a service that is called policyfacts, and the variable of our own tests.
_OF_OTHERS = re.compile(r"(.*_)?SERVICE_(HOST|PORT.*)|(.*_)?PORT(_[0-9]+_.*)?|TEST_.*")


def unknown_variables() -> Iterator[str]:
    """Yield a message on each variable with our prefix that nothing reads."""
    names = [name.upper() for name in Settings.model_fields]
    names += [variable.removeprefix(_PREFIX) for variable in _BESIDE_SETTINGS]
    for variable in sorted(os.environ):
        # As settings are read: letter case makes no difference.
        prefix, name = variable[: len(_PREFIX)].upper(), variable[len(_PREFIX) :].upper()
        if prefix != _PREFIX or name in names or _OF_OTHERS.fullmatch(name):
            continue
        near = [_PREFIX + match for match in close_matches(name, names, limit=1)]
        yield f"The variable {quote(variable)} is none that is read.{did_you_mean_text(near)}"
