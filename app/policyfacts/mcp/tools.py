"""The tools: what each is called, what it is for, what it takes and what it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from policyfacts.mcp import tool_params as questions
from policyfacts.mcp.arguments import read_arguments
from policyfacts.mcp.fact_results import CountedFacts, FoundFacts, FoundFigures, WholeFact
from policyfacts.mcp.internal_client import InternalClient
from policyfacts.mcp.list_tools import Asked, count_facts, list_figures, search_facts
from policyfacts.mcp.lookup_tools import cite, get_fact, list_values, resolve_name
from policyfacts.mcp.name_results import Citation, ListedValues, ResolvedName
from policyfacts.mcp.results import Answer
from policyfacts.schemas.params import Params

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
    "name is refused, ask resolve_name. Pass filters rather than words: `q` only finds words that "
    "stand in a fact. Who hosted whom: party=['BY:host']. Read `warnings`, go on with "
    "`next_cursor`, and cite facts by their id or with the tool cite."
)


@dataclass(frozen=True)
class Tool:
    """A tool, with the question that it takes and the answer that it gives."""

    name: str
    title: str
    description: str
    question: type[Params]
    answer: type[Answer]
    run: Callable[[InternalClient, Asked], Awaitable[Answer]]

    async def call(self, api: InternalClient, arguments: Mapping[str, Any]) -> Answer:
        """The answer; BadParameters or Refused where there is none."""
        return await self.run(api, read_arguments(arguments, self.question, self.name))


TOOLS = {
    it.name: it
    for it in (
        Tool(
            "search_facts",
            "Search facts",
            "Facts by any combination of filters, with ids, parties, status and sources. Example: "
            '{"country": ["Turkey"], "topic": ["visas"]}; head-of-state visits to Belarus: '
            '{"type": ["visit"], "level": ["head-of-state"], "party": ["BY:host"]}. '
            "Prefer topic, type and country; `q` finds only facts that have all its words, so the "
            "same thing in other words is missed.",
            questions.SearchQuestion,
            FoundFacts,
            search_facts,
        ),
        Tool(
            "get_fact",
            "Get one fact",
            "Everything held of one fact, with all parties, figures, links to other facts, "
            'sentences and a citation. Example: {"id": "by-2013-visa-free-travel-turkey"}.',
            questions.FactIdParams,
            WholeFact,
            get_fact,
        ),
        Tool(
            "count_facts",
            "Count facts",
            "How many facts match, by one to three dimensions; the filters are those of "
            'search_facts. Example: {"group_by": ["country"], "type": ["visit"]}. Groups do not '
            "add up where a fact has several values.",
            questions.CountFactsParams,
            CountedFacts,
            count_facts,
        ),
        Tool(
            "list_figures",
            "List figures",
            "Quantities with measure, unit, bound and basis, each with its fact; the filters are "
            'those of search_facts. Example: {"measure": ["trade-turnover"], "country": ["US"]}.',
            questions.SearchFiguresParams,
            FoundFigures,
            list_figures,
        ),
        Tool(
            "resolve_name",
            "Resolve a name",
            "What a name, acronym or code may mean: countries, regions, organizations, people, "
            "places, topics and more, with the id to filter by. Nothing is chosen for you; "
            'near names are guesses. Example: {"q": "Китай"}.',
            questions.ResolveNameParams,
            ResolvedName,
            resolve_name,
        ),
        Tool(
            "list_values",
            "List values",
            "The values that a parameter of search_facts takes, explained or counted. Example: "
            '{"parameter": "topic"}.',
            questions.ListValuesParams,
            ListedValues,
            list_values,
        ),
        Tool(
            "cite",
            "Cite",
            "A citation of one fact by its id, or of all facts that match filters, as text, "
            'BibTeX, RIS or CSL-JSON. Example: {"id": "by-2013-visa-free-travel-turkey", '
            '"format": "bibtex"}.',
            questions.CitationParams,
            Citation,
            cite,
        ),
    )
}


def near_tools(name: str) -> list[str]:
    """Tools that may be meant."""
    return get_close_matches(name[:100].lower(), TOOLS, n=3, cutoff=0.7)
