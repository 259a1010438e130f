"""Routes beside the framework's own: quick ones, and those of plain ASGI applications."""

from collections.abc import Sequence
from typing import Any, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel, ValidationError
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from policyfacts.http.context import make_context
from policyfacts.http.negotiation import choose_format, formats_in
from policyfacts.http.params import refuse_repeated, refuse_unreadable
from policyfacts.http.urls import service_path

# Stands for bytes that are not UTF-8.
_REPLACEMENT = "\ufffd"


class DirectRoute(APIRoute):
    """A route that reads the query and calls its endpoint, without solving dependencies.

    To solve them costs several times what a page of facts costs. The endpoint is a coroutine
    function that takes one model of the query, the format and the context, in this order; its
    signature documents the route as any other does.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        (query,) = self.dependant.query_params
        model = query.field_info.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        self._model = model
        self._lists = frozenset(
            name
            for name, field in self._model.model_fields.items()
            if get_origin(field.annotation) is list
        )
        self._formats = formats_in(self.responses)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; raise what is wrong with it in the order in which FastAPI does."""
        if scope["method"] != "GET":
            await super().handle(scope, receive, send)
            return
        request = Request(scope, receive, send)
        values, is_doubtful = self._read(request)
        if is_doubtful:
            await refuse_unreadable(request)
            await refuse_repeated(request)
        format_ = choose_format(request, self._formats)
        params = self._validate(values)
        response = await self.endpoint(params, format_, make_context(request))
        await response(scope, receive, send)

    def _read(self, request: Request) -> tuple[dict[str, Any], bool]:
        """Return the values of the query, and whether one may be repeated or not be UTF-8."""
        values: dict[str, Any] = {}
        is_doubtful = False
        for name, value in request.query_params.multi_items():
            if name in self._lists:
                values.setdefault(name, []).append(value)
            else:
                is_doubtful = is_doubtful or name in values or _REPLACEMENT in name
                values[name] = value
            is_doubtful = is_doubtful or _REPLACEMENT in value
        return values, is_doubtful

    def _validate(self, values: dict[str, Any]) -> BaseModel:
        """Return the model of the query; RequestValidationError where it does not fit."""
        try:
            return self._model.model_validate(values)
        except ValidationError as error:
            details = error.errors(include_url=False)
            raise RequestValidationError(
                [{**detail, "loc": ("query", *detail["loc"])} for detail in details]
            ) from None


class DirectRoutes(BaseRoute):
    """Finds direct routes by their paths, before the framework tries all routes in turn.

    The routes stay where they are declared, which is their place in the documentation.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._scopes = {
            context.path: {
                "route": context.original_route,
                "endpoint": context.endpoint,
                "fastapi": {"effective_route_context": context},
            }
            for context in iter_route_contexts(routes)
            if isinstance(context.original_route, DirectRoute)
        }

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match GET for the path of a direct route."""
        if scope["type"] == "http" and scope["method"] == "GET":
            child_scope = self._scopes.get(service_path(scope))
            if child_scope is not None:
                return Match.FULL, child_scope
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route answer that was found."""
        await scope["route"].handle(scope, receive, send)


class ASGIRoute(Route):
    """A path of a plain ASGI application, noted in the scope as FastAPI notes its own routes."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a request, and add the route to its scope."""
        match, child_scope = super().matches(scope)
        return match, {**child_scope, "route": self} if child_scope else child_scope
