"""Pages of facts without the framework: the question that is asked most, answered where it arrives.

Routing, dependencies and threads of the framework cost several times what a page costs that sets
can answer. Here are the same question, the same selection and the same answer; whatever is not
plain (a fault, another format, words, figures, facets) goes to the framework as if this layer were
not there.
"""

from functools import partial
from typing import Any, get_origin

from anyio.to_thread import run_sync
from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from policyfacts.api.facts import FORMATS
from policyfacts.errors import FactsError
from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import choose_format
from policyfacts.http.paths import service_path
from policyfacts.http.presenters.facts import answer_facts
from policyfacts.http.service import Service
from policyfacts.http.streaming import RowOptions
from policyfacts.schemas.params import FactListParams
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results import facts as selection
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format, Sort
from policyfacts.web.middleware.metrics import note_route

_PATH = "/v1/facts"
_LISTS = frozenset(
    name
    for name, field in FactListParams.model_fields.items()
    if get_origin(field.annotation) is list
)
# Stands for bytes that are no UTF-8.
_UNREADABLE = "\ufffd"
# Answered by more than sets, or not in a moment.
_NOT_PLAIN = ("q", "measure", "unit", "value_min", "value_max", "facet", "sample")
_CONDITIONS = (b"if-none-match", b"if-modified-since")
# More facts than this are better read in a thread, while others are answered.
_MOST = 100


class Direct:
    """Answers plain questions for facts itself, and hands on all else."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the framework answer."""
        answer = await self._answer(scope) if _is_asked(scope) else None
        if answer is not None:
            note_route(scope, _PATH)
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        try:
            request = Request(scope)
            asked = read_asked(request.query_params)
            if asked is None or not _is_plain(asked):
                return None
            find = partial(self._find, request, asked)
            # A file is read in less time than a thread takes to begin.
            return find() if self.service.database.is_sqlite else await run_sync(find)
        except (FactsError, ValidationError):
            return None

    def _find(self, request: Request, asked: FactListParams) -> Response | None:
        if choose_format(request, FORMATS) is not Format.JSON:
            return None
        newest = self.service.snapshots.newest
        if newest is None:
            return None
        question = parse_query(asked, newest.registry)
        with self.service.database.autocommit() as connection:
            # It may be out of date: where the bodies are read, that is noticed.
            session = ReadSession(connection, newest, release_verified=False)
            page = selection.list_facts(session, asked, question, asked.cursor)
        context = RequestContext(self.service, self.service.url_builder(request), request)
        context.set_validators(newest.release, None, None)
        return answer_facts(context, session, asked, page, RowOptions(Format.JSON, (), asked.bom))


def read_asked(parameters: QueryParams) -> FactListParams | None:
    """The question of an address, as the framework reads it; None where it would object.

    ValidationError where a value is none of its parameter.
    """
    found: dict[str, Any] = {}
    for name, value in parameters.multi_items():
        if name in _LISTS:
            found.setdefault(name, []).append(value)
        elif name in found or _UNREADABLE in name:
            return None
        else:
            found[name] = value
        if _UNREADABLE in value:
            return None
    return FactListParams.model_validate(found)


def _is_asked(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and service_path(scope) == _PATH
        and not any(name in _CONDITIONS for name, _ in scope["headers"])
    )


def _is_plain(asked: FactListParams) -> bool:
    return (
        not any(getattr(asked, name) for name in _NOT_PLAIN)
        and not asked.fields
        and asked.sort is not Sort.RELEVANCE
        and asked.limit <= _MOST
    )
