"""Facts, figures, counts and citations."""

from typing import Unpack

from policyfacts.client.calls import Call, get, get_one, get_text, path_of, post
from policyfacts.client.filters import (
    CitationFormat,
    FactFilters,
    FactQuestion,
    FigureQuestion,
    GraphQuestion,
    SearchBody,
    StatsQuestion,
    Words,
)
from policyfacts.client.models.counts import Graph, Stats
from policyfacts.client.models.facts import Fact, FactList, FigureList
from policyfacts.client.operation import Paginated, operation


class FactOperations:
    """Facts, figures, counts and citations."""

    @operation("list_facts")
    def facts(self, **question: Unpack[FactQuestion]) -> Call[FactList]:
        """List facts that match."""
        return get("/v1/facts", FactList, question)

    iter_facts = Paginated(facts)

    @operation("search_facts")
    def search(self, body: SearchBody, *, cursor: str | None = None) -> Call[FactList]:
        """List facts that match a query with parts, joined by `all`, `any` and `not`."""
        return post("/v1/facts/search", FactList, body, cursor)

    iter_search = Paginated(search)

    @operation("get_fact")
    def fact(self, id_: str, /) -> Call[Fact]:
        """Get one fact."""
        return get_one("/v1/facts/{}", id_, Fact)

    @operation("list_facts")
    def count(self, **filters: Unpack[FactFilters]) -> Call[int]:
        """Count the facts that match, exactly."""
        call = get("/v1/facts", FactList, {**filters, "limit": 0})
        return Call(call.path, lambda body: call.read(body).page.total, call.parameters)

    @operation("count_facts")
    def stats(self, group_by: Words, **question: Unpack[StatsQuestion]) -> Call[Stats]:
        """Count facts by one to three dimensions."""
        return get("/v1/facts/stats", Stats, {"group_by": group_by, **question})

    iter_stats = Paginated(stats)

    @operation("list_figures")
    def figures(self, **question: Unpack[FigureQuestion]) -> Call[FigureList]:
        """List the figures of the facts that match, one to a row."""
        return get("/v1/figures", FigureList, question)

    iter_figures = Paginated(figures)

    @operation("draw_graph")
    def graph(self, **question: Unpack[GraphQuestion]) -> Call[Graph]:
        """Get the graph of the entities that appear together in the facts that match."""
        return get("/v1/graph", Graph, question)

    @operation("cite_fact")
    def citation(
        self,
        id_: str,
        /,
        format: CitationFormat = "text",  # noqa: A002 - the parameter's name
    ) -> Call[str]:
        """Cite one fact."""
        return get_text(path_of("/v1/facts/{}/citation", id_), {"format": format})

    @operation("cite_facts")
    def citation_of_facts(
        self,
        format: CitationFormat = "text",  # noqa: A002 - the parameter's name
        **filters: Unpack[FactFilters],
    ) -> Call[str]:
        """Cite the facts that match."""
        return get_text("/v1/facts/citation", {"format": format, **filters})
