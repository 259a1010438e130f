"""The errors that the clients raise.

FactsClientError
├── BadQuestion               a filter without a value: nothing was asked
├── Closed                    the client was closed before
├── MissingLibrary            a data frame needs a library that is not installed
├── Unreachable               nobody answered
├── UnexpectedAnswer          what came cannot be read, or is not what this service answers
└── Refused                   the service says why not
    ├── BadRequest       4xx  a parameter, cursor or body that cannot be read, or a format
    ├── NotFound         404  no such thing
    ├── StaleCursor      409  a new release was loaded: the pages begin again
    ├── Withdrawn        410  there was such a fact
    ├── TooLarge         413  the body of a search is too large
    ├── TooManyRequests  429  and `retry_after` says when to come again
    ├── Unavailable      503  the same, where the service cannot answer now; proxies: 502, 504
    └── ServerFailed     5xx  the service failed
"""

from typing import Self

from policyfacts.client.models.problems import ParameterProblem, Problem


class FactsClientError(Exception):
    """The base class of all errors of the clients."""


class BadQuestion(FactsClientError, ValueError):
    """A request that is not sent, such as a filter without a value: without it all would match."""


class Closed(FactsClientError, RuntimeError):
    """The client was closed, or its `with` block left, before the request."""


class MissingLibrary(FactsClientError, ImportError):
    """A library that is needed is not installed; the message says how to install it."""


class Unreachable(FactsClientError):
    """No answer came: no connection, or none in time."""


class UnexpectedAnswer(FactsClientError):
    """An answer that is not of this service, or of a version that this client cannot read.

    Or its content coding cannot be decoded.
    """


class Refused(FactsClientError):
    """An error answer of the service, with its problem document."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(_message(problem))
        self.problem = problem
        # Seconds to wait before the next attempt, where the service says so.
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type[Self], tuple[Problem, float | None]]:
        """Pickle it by its arguments, so that it can be raised from another process."""
        return type(self), (self.problem, self.retry_after)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def code(self) -> str:
        """The error code, a stable word for programs."""
        return self.problem.code

    @property
    def detail(self) -> str:
        """The explanation, a sentence for people."""
        return self.problem.detail

    @property
    def errors(self) -> tuple[ParameterProblem, ...]:
        """The errors, parameter by parameter."""
        return self.problem.errors

    @property
    def request_id(self) -> str:
        """The id by which the operator finds the request."""
        return self.problem.request_id

    @property
    def did_you_mean(self) -> tuple[str, ...]:
        """The values that were probably meant."""
        return tuple(near for error in self.errors for near in error.did_you_mean)


class BadRequest(Refused):
    """The request cannot be read; `errors` says which part, why and what was meant."""


class NotFound(Refused):
    """There is no such item; `did_you_mean` has similar ids."""


class StaleCursor(Refused):
    """A new release was loaded between two pages: ask for the first page again."""


class Withdrawn(Refused):
    """The fact was withdrawn."""

    @property
    def replaced_by(self) -> str | None:
        """The id of its successor, if it has one."""
        return next(iter(self.did_you_mean), None)


class TooLarge(Refused):
    """The body of a search is larger than the service reads."""


class TooManyRequests(Refused):
    """Too many requests were sent in too short a time."""


class Unavailable(Refused):
    """The service cannot answer now: nothing is loaded, or its database or itself is down."""


class ServerFailed(Refused):
    """The service failed; its operator finds the reason by `request_id`."""


_BY_STATUS: dict[int, type[Refused]] = {
    404: NotFound,
    409: StaleCursor,
    410: Withdrawn,
    413: TooLarge,
    429: TooManyRequests,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}


def refusal(problem: Problem, retry_after: float | None) -> Refused:
    """Return the error for a problem document, by its status."""
    other = ServerFailed if problem.status >= 500 else BadRequest
    return _BY_STATUS.get(problem.status, other)(problem, retry_after)


def _message(problem: Problem) -> str:
    """Return the detail, with what was meant where it does not say that itself."""
    near = [name for error in problem.errors for name in error.did_you_mean]
    if near and not any(name in problem.detail for name in near):
        return f"{problem.detail} Did you mean {' or '.join(near)}?"
    return problem.detail
