"""The explorer: the facts of any query as a page, at `/`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.errors import BadParameters
from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext
from policyfacts.schemas.params.formats import ExplorerParams
from policyfacts.schemas.suggest import NameMatch, SuggestParams
from policyfacts.search.parse.dimension_values import make_labeller
from policyfacts.search.parse.query import parse_query
from policyfacts.search.results.asked_facts import AskedFacts, read_question
from policyfacts.search.results.sources import list_reviewing_countries
from policyfacts.search.results.suggest import SuggestedTerm, suggest
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_facts
from policyfacts.site.asked_questions import ShownQuestion, show_question
from policyfacts.site.fact_charts import FactCharts
from policyfacts.site.facts_summary import FactsSummary, summarize_facts
from policyfacts.site.filter_chips import list_chips, list_ways_out
from policyfacts.site.page_urls import EXPLORER, PageUrls
from policyfacts.site.rendering import PageMeta, RenderContext, list_alternates, render
from policyfacts.site.structured_data import describe_dataset
from policyfacts.vocabulary import Format, Sort
from policyfacts.wording.dates_and_figures import say_count
from policyfacts.wording.query import describe_query

router = APIRouter()
_MAX_NAMES = 5
_MAX_WORDS = 5
_FORMATS = (Format.JSON, Format.CSV, Format.JSONLD)
_PARTIES = {None: "All", True: "Named in the sentences", False: "Meant and not named"}
_SORTS = {Sort.NEWEST: "Newest first", Sort.OLDEST: "Oldest first", Sort.RELEVANCE: "Best match"}


@router.get(EXPLORER)
@costly(Work.MOMENT)
def explore(params: Annotated[ExplorerParams, Query()], context: CurrentContext) -> Response:
    """Show the facts that match, on a map, along time, by topic and partner, and one by one."""
    with context.session() as session:
        asked_facts = read_question(session, params)
        summary = summarize_facts(session, asked_facts.params, params.cursor)
        reviewers = list_reviewing_countries(session)
        render_context = RenderContext(context.urls, session.snapshot.release)
        page_urls = render_context.page_urls
        charts = FactCharts(summary, page_urls, session.snapshot.registry, reviewers)
        label = make_labeller(session.snapshot.registry)
        question = _question(session, asked_facts, page_urls)
        query_text = describe_query(summary.query.canonical, label)
        return render(
            "explorer.html",
            _meta(context, session, summary, query_text),
            render_context,
            summary=summary,
            query_text=query_text,
            charts=charts,
            centre=_centre(summary, reviewers),
            chips=list_chips(
                summary.parameters, label, page_urls, question.words if question else None
            ),
            api_request=request_facts(context.urls, summary.parameters, summary.total),
            question_text=params.ask,
            question=question,
            name_matches=_name_matches(session, summary, question),
            ways_out=list_ways_out(
                summary.page.hits.nothing_found, summary.parameters, label, page_urls
            ),
            sort_links=_sort_links(summary, page_urls),
            party_links=_party_links(summary, page_urls),
            listed_range=_listed_range(summary),
            first_url=_page_url(summary, page_urls),
            next_url=_next_url(summary, page_urls),
            hidden_fields=_hidden_fields(session, summary, asked_facts),
            registry=session.snapshot.registry,
        )


def _meta(
    context: RequestContext, session: ReadSession, summary: FactsSummary, query_text: str
) -> PageMeta:
    release = session.snapshot.release
    title, description = query_text, f"{query_text} ({say_count(summary.total)})."
    has_all = not summary.query.canonical
    if has_all:
        title, description = "Explorer", release.description
    return PageMeta(
        title=title,
        description=description,
        path=EXPLORER,
        parameters=summary.parameters,
        section="explorer",
        card=summary.query.canonical,
        alternates=list_alternates(context.urls, "/v1/facts", _FORMATS, summary.parameters),
        document=describe_dataset(session, context.urls) if has_all else None,
    )


def _centre(summary: FactsSummary, reviewers: frozenset[str]) -> str | None:
    """Return the id of the party around whom partners are drawn: that of the query, or reviewer."""
    parameters = summary.parameters
    parties = [*parameters.get("country", ()), *parameters.get("organization", ())]
    if len(parties) == 1:
        return str(parties[0])
    return next(iter(reviewers)) if len(reviewers) == 1 and not parties else None


def _question(
    session: ReadSession, asked_facts: AskedFacts, page_urls: PageUrls
) -> ShownQuestion | None:
    """Return how the question of the page was read, if it has one."""
    if asked_facts.answered is None:
        return None
    return show_question(session, asked_facts.answered, page_urls)


def _name_matches(
    session: ReadSession, summary: FactsSummary, question: ShownQuestion | None
) -> list[SuggestedTerm]:
    """List what has the name that was typed, or one like it or its words where no fact matches."""
    words = summary.params.q if question is None else question.text
    if words is None:
        return []
    suggested = _suggest(session, words)
    exact = [match for match in suggested if match.match is NameMatch.EXACT][:_MAX_NAMES]
    if summary.total or (question is not None and not question.rest):
        return exact
    words = words if question is None else question.rest
    near = [match for word in words.split()[:_MAX_WORDS] for match in _suggest(session, word)[:2]]
    return (suggested or [match for match in near if match.facts])[:_MAX_NAMES]


def _suggest(session: ReadSession, words: str) -> list[SuggestedTerm]:
    """List what has a name like this; nothing where it has no letter to compare."""
    try:
        return suggest(session.snapshot, SuggestParams(q=words))
    except BadParameters:
        return []


def _sort_links(summary: FactsSummary, page_urls: PageUrls) -> list[tuple[str, str, bool]]:
    """List orders by name and URL, and whether each is the present one."""
    parameters = {name: value for name, value in summary.parameters.items() if name != "sort"}
    return [
        (
            name,
            page_urls.explorer(parameters if sort is Sort.NEWEST else {**parameters, "sort": sort}),
            sort is summary.params.sort,
        )
        for sort, name in _SORTS.items()
        if sort is not Sort.RELEVANCE or "q" in parameters
    ]


def _party_links(summary: FactsSummary, page_urls: PageUrls) -> list[tuple[str, str, bool]]:
    """List which parties may count by name and URL, and whether each is the present choice."""
    parameters = {name: value for name, value in summary.parameters.items() if name != "named"}
    return [
        (
            label,
            page_urls.explorer(parameters if named is None else {**parameters, "named": named}),
            named is summary.params.named,
        )
        for named, label in _PARTIES.items()
    ]


def _listed_range(summary: FactsSummary) -> str:
    """Return which of the facts are listed, `21 to 40`; nothing where all are, or a sample."""
    start, count = summary.page.hits.start, len(summary.items)
    if summary.params.sample is not None or count == summary.total:
        return ""
    return f"{start + 1:,} to {start + count:,}"


def _page_url(summary: FactsSummary, page_urls: PageUrls, **extra: Any) -> str:
    """Return the URL of a page of these facts with the limit of this one."""
    params = summary.params
    limit = {"limit": params.limit} if "limit" in params.model_fields_set else {}
    return page_urls.explorer({**summary.parameters, **limit, **extra})


def _next_url(summary: FactsSummary, page_urls: PageUrls) -> str | None:
    """Return the URL of the next page, if there is one."""
    cursor = summary.page.hits.next_cursor
    return None if cursor is None else _page_url(summary, page_urls, cursor=cursor)


def _hidden_fields(
    session: ReadSession, summary: FactsSummary, asked_facts: AskedFacts
) -> list[tuple[str, str]]:
    """Return the parameters that the search form sends beside its words: those of this query.

    Filters that were made of a question are none: the next question takes its place.
    """
    parameters = summary.parameters
    if asked_facts.answered is not None:
        parameters = parse_query(asked_facts.filters, session.snapshot.registry).canonical
    return [
        (name, ",".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in parameters.items()
        if name != "q"
    ]
