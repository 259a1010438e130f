"""Every failure that the clients raise.

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
    """The root of all that goes wrong."""


class BadQuestion(FactsClientError, ValueError):
    """What cannot be asked: a filter without a value, say, for without it all would be found."""


class Closed(FactsClientError, RuntimeError):
    """The client was closed, or its `with` block left, before it was asked."""


class MissingLibrary(FactsClientError, ImportError):
    """What was asked for needs a library that is not installed; the message says how to get it."""


class Unreachable(FactsClientError):
    """No answer came: no connection, or none in time."""


class UnexpectedAnswer(FactsClientError):
    """What came is no answer of this service: another server's page, or another version's shape.

    Or it was packed in a way that cannot be opened.
    """


class Refused(FactsClientError):
    """The service's refusal, as its problem document has it."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(_say(problem))
        self.problem = problem
        # Seconds after which to come again, where the service says so.
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type[Self], tuple[Problem, float | None]]:
        """Pickled by what it was made of, so that it comes back from another process."""
        return type(self), (self.problem, self.retry_after)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def code(self) -> str:
        """A stable word for programs."""
        return self.problem.code

    @property
    def detail(self) -> str:
        """A sentence for people."""
        return self.problem.detail

    @property
    def errors(self) -> tuple[ParameterProblem, ...]:
        """What is wrong, parameter by parameter."""
        return self.problem.errors

    @property
    def request_id(self) -> str:
        """What the operator finds the request by."""
        return self.problem.request_id

    @property
    def did_you_mean(self) -> tuple[str, ...]:
        """What was probably meant."""
        return tuple(near for error in self.errors for near in error.did_you_mean)


class BadRequest(Refused):
    """The question cannot be read; `errors` says which part of it, why and what was meant."""


class NotFound(Refused):
    """There is no such thing; `did_you_mean` holds near ids."""


class StaleCursor(Refused):
    """A new release was loaded while its pages were read: ask for the first page again."""


class Withdrawn(Refused):
    """There was such a fact."""

    @property
    def replaced_by(self) -> str | None:
        """The id of its successor, if it has one."""
        return next(iter(self.did_you_mean), None)


class TooLarge(Refused):
    """The body of a search is larger than the service reads."""


class TooManyRequests(Refused):
    """Too much was asked in too short a time."""


class Unavailable(Refused):
    """The service cannot answer now: nothing is loaded, or its database or itself is away."""


class ServerFailed(Refused):
    """The service failed; its operator finds why by `request_id`."""


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
    """The error for a problem, by its status."""
    other = ServerFailed if problem.status >= 500 else BadRequest
    return _BY_STATUS.get(problem.status, other)(problem, retry_after)


def _say(problem: Problem) -> str:
    """The detail, and what was meant where it does not say that itself."""
    near = [it for error in problem.errors for it in error.did_you_mean]
    if near and not any(it in problem.detail for it in near):
        return f"{problem.detail} Did you mean {' or '.join(near)}?"
    return problem.detail
