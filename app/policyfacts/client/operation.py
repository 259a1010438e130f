"""Descriptors that turn a method that makes a `Call` into a method of both clients.

On `FactsClient` the method returns the answer, on `AsyncFactsClient` an awaitable of it. Type
checkers see the method's own parameters in both.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from inspect import signature
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_args, overload

from policyfacts.client.calls import Call
from policyfacts.client.models.answers import ItemList
from policyfacts.client.models.base import Model
from policyfacts.client.pager import AsyncItems, Items

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
I_co = TypeVar("I_co", bound=Model, covariant=True)


class SyncCaller(ABC):
    """A client that waits for its answers."""

    @abstractmethod
    def ask(self, call: Call[T]) -> T:
        """Send a call and return its answer."""


class AsyncCaller(ABC):
    """A client whose answers are awaited."""

    @abstractmethod
    async def ask(self, call: Call[T]) -> T:
        """Send a call and return its answer."""


class Operation(Generic[P, T_co]):
    """A method of both clients that calls one operation of the contract, named by its id."""

    def __init__(self, operation_id: str, make: Callable[Concatenate[Any, P], Call[T_co]]) -> None:
        self.operation_id = operation_id
        self.make = make
        self.__doc__ = make.__doc__
        _, *parameters = signature(make).parameters.values()
        self.signature = signature(make).replace(parameters=parameters)

    @overload
    def __get__(self, client: SyncCaller, owner: object) -> Callable[P, T_co]: ...

    @overload
    def __get__(
        self, client: AsyncCaller, owner: object
    ) -> Callable[P, Coroutine[Any, Any, T_co]]: ...

    @overload
    def __get__(self, client: None, owner: object) -> "Operation[P, T_co]": ...

    def __get__(self, client: Any, owner: object) -> Any:
        """Return the method of a client that makes this call and sends it."""
        if client is None:
            return self

        def ask(*args: P.args, **kwargs: P.kwargs) -> Any:
            return client.ask(self.make(client, *args, **kwargs))

        answer: Any = get_args(self.signature.return_annotation)[0]
        ask.__name__, ask.__doc__ = self.make.__name__, self.__doc__
        return self.with_signature(
            ask, answer if isinstance(client, SyncCaller) else Awaitable[answer]
        )

    def with_signature(self, method: Callable[P, Any], answer: Any) -> Callable[P, Any]:
        """Give a method the signature that `help()` and notebooks show, with what it returns."""
        vars(method)["__signature__"] = self.signature.replace(return_annotation=answer)
        return method


class Paginated(Generic[P, I_co]):
    """A method of both clients that iterates over the items of all pages of an operation."""

    def __init__(self, operation: Operation[P, ItemList[I_co]]) -> None:
        self.operation = operation
        self.__doc__ = f"{operation.__doc__} Goes over all pages, `limit` items on each."

    @overload
    def __get__(self, client: SyncCaller, owner: object) -> Callable[P, Items[I_co]]: ...

    @overload
    def __get__(self, client: AsyncCaller, owner: object) -> Callable[P, AsyncItems[I_co]]: ...

    @overload
    def __get__(self, client: None, owner: object) -> "Paginated[P, I_co]": ...

    def __get__(self, client: Any, owner: object) -> Any:
        """Return the method of a client that gives the items, fetched page by page."""
        if client is None:
            return self
        kind = Items if isinstance(client, SyncCaller) else AsyncItems

        def iterate(*args: P.args, **kwargs: P.kwargs) -> Any:
            return kind(client.ask, self.operation.make(client, *args, **kwargs))

        iterate.__name__, iterate.__doc__ = f"iter_{self.operation.make.__name__}", self.__doc__
        return self.operation.with_signature(iterate, kind)


def operation(
    operation_id: str,
) -> Callable[[Callable[Concatenate[Any, P], Call[T]]], Operation[P, T]]:
    """Decorate the method that makes the calls of an operation."""

    def make(function: Callable[Concatenate[Any, P], Call[T]]) -> Operation[P, T]:
        return Operation(operation_id, function)

    return make
