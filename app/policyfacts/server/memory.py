"""Memory that was freed goes back to the system."""

import ctypes
import os
import sys

# Of malloc.h.
_M_TRIM_THRESHOLD, _M_ARENA_MAX = -1, -8
_TRIM_BYTES = 128 * 1024


def limit_arenas() -> None:
    """Have glibc allocate for all threads in one arena, and return what is free at its end.

    By default each thread has its own, of which a little stays in use and so all of it. Python
    threads allocate in turn anyway. What the operator has set by MALLOC_... stays.
    """
    is_set = any(name.startswith("MALLOC_") for name in os.environ)
    if sys.platform != "linux" or is_set:
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_TRIM_THRESHOLD, _TRIM_BYTES)
