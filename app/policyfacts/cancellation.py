"""Work in threads that ends early: nobody waits for it any more, or its time is over."""

from anyio import NoEventLoopError, from_thread


def check_cancelled() -> None:
    """Raise what ends the work of this thread, where its request was cancelled; else nothing.

    Loops that may be long call it now and then. Work of a command, or of a test, is in no thread
    that anybody could cancel.
    """
    try:
        from_thread.check_cancelled()
    except NoEventLoopError:
        return
