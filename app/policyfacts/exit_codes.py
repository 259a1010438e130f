"""The end of a command that fails: a message for people, and an exit code for programs.

1 is an error that was foreseen, 2 a command that cannot be read, 70 an error that nobody foresaw
(as `sysexits.h` has it), 130 an interruption.
"""

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

from policyfacts.environment import TRACEBACK
from policyfacts.errors import BadSeed, FactsError
from policyfacts.terminal import write_error

_ERROR, _USAGE, _UNFORESEEN = 1, 2, 70
# typer gives the base of its errors of usage no name of its own.
_UsageError: Any = typer.BadParameter.__base__


@contextmanager
def exit_on_errors() -> Iterator[None]:
    """Exit with a message and a code where the command fails."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except _UsageError as error:
        _explain_usage(error)
    except BadSeed as error:
        _list_mistakes(error)
    except FactsError as error:
        write_error(str(error))
        sys.exit(_ERROR)
    except BrokenPipeError:
        # Whoever read the output has left: at its end Python would write the rest once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_ERROR)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            write_error("There is no space left for what the command writes.")
            sys.exit(_ERROR)
        write_error(explain_unforeseen(error))
        sys.exit(_UNFORESEEN)


def explain_unforeseen(error: BaseException) -> str:
    """Return one line on an error that nobody foresaw; its traceback goes to those who want it."""
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    text = " ".join(str(error).split())
    name = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return (
        f"The program failed, which is a fault of its own ({name}). Please report it on the issues "
        f"page of the project; with {TRACEBACK}=1 the same command shows what to add."
    )


def _explain_usage(error: Any) -> NoReturn:
    message = error.format_message()
    # Without any argument the help was printed already.
    if not message:
        sys.exit(_USAGE)
    if error.ctx is not None:
        for line in error.ctx.get_usage().splitlines():
            write_error(line)
        write_error(f"'{error.ctx.command_path} --help' says more.")
    write_error(f"Error: {message}")
    sys.exit(_USAGE)


def _list_mistakes(error: BadSeed) -> NoReturn:
    for mistake in error.mistakes:
        write_error(str(mistake))
    if error.count > len(error.mistakes):
        write_error(f"... and {error.count - len(error.mistakes):,} more")
    mistakes = "1 mistake" if error.count == 1 else f"{error.count:,} mistakes"
    write_error(f"{mistakes}; nothing was changed.")
    sys.exit(_ERROR)
