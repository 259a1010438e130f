"""Every error that the project raises, with its HTTP status.

FactsError
├── BadParameters     422  one or more parameters cannot be read
├── BadCursor         400  the cursor is damaged or belongs to another question
├── StaleCursor       409  the cursor is of an older release
├── ReleaseNotHere    503  the cursor is of a release that this server does not have yet
├── ReleaseChanged    503  a load came while a stream was read
├── BadBody           400  the body of the request is not JSON
├── UnknownBody       415  the body of the request is not of the media type that is read
├── NotAcceptable     406  the response does not come in the format asked for
├── NotFound          404  there is none with this id
├── Withdrawn         410  there was such a fact
├── Moved             308  the resource has another id now; a redirect
├── NothingLoaded     503  the database has no release
├── BadSeed                seed files that cannot be loaded (command line only)
├── FilesUnwritable   503  the files of a release cannot be written where they should be
├── FilesNotReady     503  the files of a release are being made
└── DatabaseUnusable  503  missing, locked, read-only, full or newer than the code
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ParameterError:
    """One error in one parameter; `message` tells people all of it, suggestions included.

    `did_you_mean` tells programs what to write in place of `value`, if it is of one:
    values, ids, or `parameter=value` of another parameter.
    """

    parameter: str
    code: str
    message: str
    did_you_mean: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    value: str | None = None


MAX_ERRORS = 10  # are reported: each costs a search for suggestions
_MAX_QUOTED = 100


def quote(text: str) -> str:
    """Quote a text for a message: the beginning of it where it is very long."""
    return f"'{visible(text[:_MAX_QUOTED])}{'…' if len(text) > _MAX_QUOTED else ''}'"


def visible(text: str) -> str:
    """Return a text in which what cannot be seen is a code point, so that it hides nothing."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


class FactsError(Exception):
    """The base class; `code` is stable, `status` is the HTTP status, `detail` is for people.

    What `is_expected` passes by itself, or is as the operator set it up: it is not logged.
    """

    code = "internal_error"
    status = 500
    title = "Internal error"
    is_expected = False

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors: tuple[ParameterError, ...] = ()


class BadParameters(FactsError):
    """One or more parameters cannot be read; `errors` says which, why and what was meant."""

    code = "bad_parameters"
    status = 422
    title = "Parameters cannot be read"

    def __init__(self, errors: Sequence[ParameterError]) -> None:
        super().__init__(" ".join(error.message for error in errors))
        self.errors = tuple(errors)


class BadCursor(FactsError):
    """The cursor is damaged, or was given out for another question."""

    code = "bad_cursor"
    status = 400
    title = "Cursor cannot be read"


class StaleCursor(FactsError):
    """The cursor belongs to an older release; the pages must be read from the start."""

    code = "stale_cursor"
    status = 409
    title = "Cursor is of an older release"


class ReleaseNotHere(FactsError):
    """The cursor belongs to a release that this server has not received yet."""

    code = "release_not_here"
    status = 503
    title = "Release is not here yet"
    is_expected = True


class ReleaseChanged(FactsError):
    """A load came between two batches of a stream: it breaks off rather than mix two releases."""

    code = "release_changed"
    status = 503
    title = "Release was replaced meanwhile"


class BadBody(FactsError):
    """The body of the request is not JSON; the detail says in which line and column."""

    code = "bad_body"
    status = 400
    title = "Body cannot be read"


class UnknownBody(FactsError):
    """The body of the request is of another media type than is read, or of none."""

    code = "unsupported_media_type"
    status = 415
    title = "Body is of another type"


class NotAcceptable(FactsError):
    """The response does not come in this format; the one error has those in which it does."""

    code = "not_acceptable"
    status = 406
    title = "No such format here"

    def __init__(self, error: ParameterError) -> None:
        super().__init__(error.message)
        self.errors = (error,)


class NotFound(FactsError):
    """There is none with this id; the one error has similar ids."""

    code = "not_found"
    status = 404
    title = "Not found"

    def __init__(self, detail: str, did_you_mean: Sequence[str] = ()) -> None:
        super().__init__(detail)
        if did_you_mean:
            self.errors = (ParameterError("id", self.code, detail, tuple(did_you_mean)),)


class Withdrawn(FactsError):
    """There was such a fact; the one error has the id of its successor, if it has one."""

    code = "withdrawn"
    status = 410
    title = "Withdrawn"

    def __init__(self, detail: str, replaced_by: str | None) -> None:
        super().__init__(detail)
        self.replaced_by = replaced_by
        if replaced_by is not None:
            self.errors = (ParameterError("id", self.code, detail, did_you_mean=(replaced_by,)),)


class Moved(FactsError):
    """The resource has another `id` now: clients are redirected from former ids and names."""

    code = "moved"
    status = 308
    title = "Moved"

    def __init__(self, detail: str, id_: str) -> None:
        super().__init__(detail)
        self.id = id_


class NothingLoaded(FactsError):
    """The database has no release yet."""

    code = "nothing_loaded"
    status = 503
    title = "No release is loaded"


@dataclass(frozen=True, order=True)
class SeedError:
    """One error in the seed: where, what is wrong, and what would be right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadSeed(FactsError):
    """The seed cannot be loaded; of `count` mistakes in it, `mistakes` has the first."""

    code = "bad_seed"
    title = "Seed has mistakes"

    def __init__(self, mistakes: Sequence[SeedError], count: int) -> None:
        self.mistakes = tuple(mistakes)
        self.count = count
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class FilesUnwritable(FactsError):
    """The files of a release cannot be written: no space, no permission, a folder in use."""

    code = "files_unwritable"
    status = 503
    title = "Files cannot be written"


class FilesNotReady(FactsError):
    """The files of a release are being written for another request."""

    code = "files_not_ready"
    status = 503
    title = "Files are not ready yet"
    is_expected = True


class DatabaseUnusable(FactsError):
    """The database is missing, locked, read-only, full, or newer than this code.

    `reason` is the message of the driver: for the operator, not for clients over HTTP.
    """

    code = "database_unusable"
    status = 503
    title = "Database cannot be used"

    def __init__(self, detail: str, reason: str = "") -> None:
        super().__init__(detail)
        self.reason = " ".join(reason.split())

    def __str__(self) -> str:
        """Return both for the operator."""
        return f"{self.detail} ({self.reason})" if self.reason else self.detail
