"""The command `policyfacts`, and `python -m policyfacts`.

SIGTERM ends it from its first moment on, a load with nothing changed. The first process of a
container must say so itself: it has no default, and would go on until it is killed.
"""

import signal
import sys
from types import FrameType


def _exit(signal_number: int, _: FrameType | None) -> None:
    """Exit as shells report a process that a signal ended."""
    sys.exit(128 + signal_number)


# Before what takes a second to import. A server has handlers of its own once it answers.
signal.signal(signal.SIGTERM, _exit)

from policyfacts.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
