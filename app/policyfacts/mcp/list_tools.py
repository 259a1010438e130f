"""Tools whose answers are lists of facts, of counts or of figures."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from policyfacts.mcp.fact_results import (
    CountedFacts,
    CountedGroup,
    FoundFacts,
    FoundFigure,
    FoundFigures,
    shorten_fact,
)
from policyfacts.mcp.internal_client import ApiResponse, InternalClient
from policyfacts.mcp.results import Answer
from policyfacts.schemas.facts import Fact, Figure
from policyfacts.schemas.figures import FigureRow
from policyfacts.schemas.params import FactFilters

_TOO_MANY_WORDS = (
    "Nothing has all words of q and meets the other filters: leave words out, or ask by topic, "
    "type and country."
)
_TOO_MANY_FILTERS = "Nothing meets all filters at once: leave one out to see what there is."
# Of an answer as a message, data and text together.
MOST_BYTES = 32_000
Asked = dict[str, str | list[str]]
A = TypeVar("A", bound=Answer)


async def search_facts(api: InternalClient, asked: Asked) -> FoundFacts:
    """A page of facts."""

    async def ask(asked: Asked) -> FoundFacts:
        answered = await api.get("/v1/facts", asked)
        facts = [shorten_fact(Fact.model_validate(it)) for it in answered.content["items"]]
        return FoundFacts(facts=facts, **list_members(answered))

    return await within_bounds(ask, asked)


async def count_facts(api: InternalClient, asked: Asked) -> CountedFacts:
    """A page of groups."""

    async def ask(asked: Asked) -> CountedFacts:
        answered = await api.get("/v1/facts/stats", asked)
        counted = answered.content["counted"]
        groups = [
            CountedGroup(values=it["values"], labels=it["labels"], facts=it["facts"])
            for it in answered.content["items"]
        ]
        return CountedFacts(
            facts=counted["total"],
            grouped=counted["grouped"],
            groups=groups,
            **list_members(answered),
        )

    return await within_bounds(ask, asked)


async def list_figures(api: InternalClient, asked: Asked) -> FoundFigures:
    """A page of figures."""

    async def ask(asked: Asked) -> FoundFigures:
        answered = await api.get("/v1/figures", asked)
        rows = [FigureRow.model_validate(it) for it in answered.content["items"]]
        return FoundFigures(figures=[_shorten_figure(it) for it in rows], **list_members(answered))

    return await within_bounds(ask, asked)


async def within_bounds(ask: Callable[[Asked], Awaitable[A]], asked: Asked) -> A:
    """The answer, with fewer items where so many would be too long; at least one."""
    answer = await ask(asked)
    limit = int(str(asked["limit"]))
    while limit > 1 and _size(answer) > MOST_BYTES:
        limit //= 2
        answer = await ask({**asked, "limit": str(limit)})
    return answer


def _size(answer: Answer) -> int:
    """Bytes of the message: the data, and the text as JSON writes it."""
    text = json.dumps(answer.as_text(), ensure_ascii=False)
    return len(answer.model_dump_json().encode()) + len(text.encode())


def list_members(answered: ApiResponse) -> dict[str, Any]:
    """What every list answers beside its items; where it is empty, how to ask for more."""
    members = meta_members(answered)
    content = answered.content
    # Facts may match without a value to be counted by.
    matching = content.get("counted", content["page"])["total"]
    hints = [] if matching else _widening(members["query"])
    return {
        **members,
        "warnings": [*members["warnings"], *hints],
        "address": answered.address,
        "total": content["page"]["total"],
        "next_cursor": answered.next_cursor,
    }


def _widening(query: Mapping[str, Any]) -> list[str]:
    """How to find more than nothing; an empty list where one filter alone finds nothing."""
    if "q" in query:
        return [_TOO_MANY_WORDS]
    return [_TOO_MANY_FILTERS] if len(query.keys() & FactFilters.model_fields.keys()) > 1 else []


def meta_members(answered: ApiResponse) -> dict[str, Any]:
    """The question as it was read, warnings, and the release with its citation."""
    meta = answered.content["meta"]
    return {name: meta[name] for name in ("query", "warnings", "release", "citation")}


def _shorten_figure(row: FigureRow) -> FoundFigure:
    return FoundFigure(
        **{name: getattr(row, name) for name in Figure.model_fields},
        fact=row.fact,
        statement=row.statement,
        status=row.status,
        evidence=[f"{it.review} {it.locator}" for it in row.evidence],
        asserted_by=row.asserted_by.name,
    )
