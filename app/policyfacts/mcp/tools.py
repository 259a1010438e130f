"""The tools: what each is called, what it is for, what it takes and what it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policyfacts.mcp import fact_results, handlers, results, schemas
from policyfacts.mcp.arguments import parse_arguments
from policyfacts.mcp.internal_client import ApiParams, InternalClient
from policyfacts.mcp.questions import (
    InterpretedResult,
    InterpretQuestionParams,
    interpret_question,
)
from policyfacts.mcp.results import ListResult, ToolResult
from policyfacts.schemas.params.types import Params

# Of a result as a message, data and text together.
MAX_BYTES = 32_000
INSTRUCTIONS = (
    "Facts from governments' annual foreign-policy reviews: visits, meetings, agreements, figures, "
    "plans and the government's own assessments, each with its parties, date, status and the "
    "sentence that says so. They are statements of the publishing government, not verified facts: "
    "say whose statement it is (`asserted_by`), and whether it was done, ongoing, planned or "
    "considered by the end of the review's year (`status`). Never add up figures; read each with "
    "its unit, bound and basis. Totals are exact: zero means that no review held says so, not that "
    "it did not happen.\n"
    "Filters of different names must all hold; of several values of one filter, any. Countries, "
    "organizations and regions are taken by id, code or exact name in any language held; where a "
    "name is refused, ask resolve_name; interpret_question reads a whole question. Pass filters "
    "rather than words: `q` only finds words that stand in a fact. Who hosted whom: "
    "party=['BY:host']. Read `warnings`, go on with `next_cursor`, and "
    "cite facts by their id or with the tool cite."
)


@dataclass(frozen=True)
class Tool:
    """A tool: what assistants read of it, its arguments, its result and what it does."""

    name: str
    title: str
    description: str
    params_model: type[Params]
    result_model: type[ToolResult]
    handler: Callable[[InternalClient, ApiParams], Awaitable[ToolResult]]

    async def call(self, api: InternalClient, arguments: Mapping[str, Any]) -> ToolResult:
        """Return the result, a list with fewer items if it would be too long, but at least one.

        Raises BadParameters for arguments that cannot be sent, ApiError for what the API refuses.
        """
        params = parse_arguments(arguments, self.params_model, self.name)
        result = await self.handler(api, params)
        while isinstance(result, ListResult) and result.size() > MAX_BYTES:
            limit = int(str(params["limit"]))
            if limit <= 1:
                break
            params["limit"] = str(limit // 2)
            result = await self.handler(api, params)
        return result


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search_facts",
            "Search facts",
            "Facts by any combination of filters, with ids, parties, status and sources. Example: "
            '{"country": ["Turkey"], "topic": ["visas"]}; head-of-state visits to Belarus: '
            '{"type": ["visit"], "level": ["head-of-state"], "party": ["BY:host"]}. '
            "Prefer topic, type and country; `q` finds only facts that have all its words, so the "
            "same thing in other words is missed.",
            schemas.SearchFactsParams,
            fact_results.FactList,
            handlers.search_facts,
        ),
        Tool(
            "get_fact",
            "Get one fact",
            "Everything held of one fact, with all parties, figures, links to other facts, "
            'sentences and a citation. Example: {"id": "by-2013-visa-free-travel-turkey"}.',
            schemas.FactIdParams,
            fact_results.FactResult,
            handlers.get_fact,
        ),
        Tool(
            "count_facts",
            "Count facts",
            "How many facts match, by one to three dimensions; the filters are those of "
            'search_facts. Example: {"group_by": ["country"], "type": ["visit"]}. Groups do not '
            "add up where a fact has several values.",
            schemas.CountFactsParams,
            fact_results.FactCounts,
            handlers.count_facts,
        ),
        Tool(
            "list_figures",
            "List figures",
            "Quantities with measure, unit, bound and basis, each with its fact; the filters are "
            'those of search_facts. Example: {"measure": ["trade-turnover"], "country": ["US"]}.',
            schemas.SearchFiguresParams,
            fact_results.FigureList,
            handlers.list_figures,
        ),
        Tool(
            "resolve_name",
            "Resolve a name",
            "What a name, acronym or code may mean: countries, regions, organizations, people, "
            "places, topics and more, with the id to filter by. Nothing is chosen for you; "
            'near names are guesses. Example: {"q": "Китай"}.',
            schemas.ResolveNameParams,
            results.ResolvedName,
            handlers.resolve_name,
        ),
        Tool(
            "interpret_question",
            "Interpret a question",
            "A question in plain words as arguments of search_facts, each with the words that it "
            "comes from, and how many facts that finds. Nothing is guessed: what is ambiguous is "
            'offered. Example: {"q": "who visited Indonesia in 2013"}.',
            InterpretQuestionParams,
            InterpretedResult,
            interpret_question,
        ),
        Tool(
            "list_values",
            "List values",
            "The values that a parameter of search_facts takes, explained or counted. Example: "
            '{"parameter": "topic"}.',
            schemas.ListValuesParams,
            results.ListedValues,
            handlers.list_values,
        ),
        Tool(
            "cite",
            "Cite",
            "A citation of one fact by its id, or of all facts that match filters, as text, "
            'BibTeX, RIS or CSL-JSON. Example: {"id": "by-2013-visa-free-travel-turkey", '
            '"format": "bibtex"}.',
            schemas.CitationParams,
            results.Citation,
            handlers.cite,
        ),
    )
}
