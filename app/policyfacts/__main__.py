"""The command `policyfacts`, and `python -m policyfacts`.

SIGTERM ends it from its first moment on, a load with nothing changed. The first process of a
container must say so itself: it has no default, and would go on until it is killed. An interruption
from the keyboard ends the imports without a traceback.
"""

import signal
import sys
from types import FrameType


def _exit(signal_number: int, _: FrameType | None) -> None:
    """Exit as shells report a process that a signal ended."""
    sys.exit(128 + signal_number)


# Before what takes a second to import. A server has handlers of its own once it answers.
signal.signal(signal.SIGTERM, _exit)
_raises_keyboard_interrupt = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _raises_keyboard_interrupt:
    signal.signal(signal.SIGINT, _exit)

from policyfacts.cli import main  # noqa: E402

if _raises_keyboard_interrupt:
    signal.signal(signal.SIGINT, signal.default_int_handler)

if __name__ == "__main__":
    main()
