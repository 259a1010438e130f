"""The explorer: any question of facts as a page, at `/`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.errors import BadParameters
from policyfacts.http.context import RequestContext
from policyfacts.http.params import CurrentContext
from policyfacts.schemas.params import ExplorerParams
from policyfacts.schemas.suggest import NameMatch, SuggestParams
from policyfacts.search.parse.match_modes import label_in
from policyfacts.search.results.sources import reviewing_countries
from policyfacts.search.results.suggest import Suggested, suggest
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_facts
from policyfacts.site.charts import Drawn
from policyfacts.site.facts_summary import Digest, digest
from policyfacts.site.filter_chips import list_chips
from policyfacts.site.page_urls import EXPLORER
from policyfacts.site.rendering import Frame, Setting, in_forms, render
from policyfacts.site.structured_data import describe_dataset
from policyfacts.vocabulary import Format, Sort
from policyfacts.wording.dates_and_figures import say_count
from policyfacts.wording.query import describe_query

router = APIRouter()
_SUGGESTIONS = 5
_WORDS = 5
_FORMATS = (Format.JSON, Format.CSV, Format.JSONLD)
_ORDERS = {Sort.NEWEST: "Newest first", Sort.OLDEST: "Oldest first", Sort.RELEVANCE: "Best match"}


@router.get(EXPLORER)
def explore(question: Annotated[ExplorerParams, Query()], context: CurrentContext) -> Response:
    """The facts that match, on a map, along time, by topic and partner, and one by one."""
    with context.session() as session:
        found = digest(session, question, question.cursor)
        own = reviewing_countries(session)
        setting = Setting(context.urls, session.snapshot.release)
        drawn = Drawn(found, setting.places, session.snapshot.registry, own)
        label = label_in(session.snapshot.registry)
        said = describe_query(found.question.canonical, label)
        return render(
            "explorer.html",
            _frame(context, session, found, said),
            setting,
            found=found,
            said=said,
            drawn=drawn,
            centre=_centre(found, own),
            chips=list_chips(found.parameters, label, setting.places),
            request=request_facts(context.urls, found.parameters, found.total),
            entities_named=_meant(session, question, found),
            orders=_orders(found, setting),
            span=_span(found),
            first=_address_of(question, found, setting),
            following=_following(question, found, setting),
            kept=_kept(found),
            registry=session.snapshot.registry,
        )


def _frame(context: RequestContext, session: ReadSession, found: Digest, said: str) -> Frame:
    release = session.snapshot.release
    is_whole = not found.question.canonical
    title = "Explorer" if is_whole else said
    return Frame(
        title=title,
        description=release.description if is_whole else f"{said} ({say_count(found.total)}).",
        path=EXPLORER,
        parameters=found.parameters,
        section="explorer",
        card=found.question.canonical,
        alternates=in_forms(context.urls, "/v1/facts", _FORMATS, found.parameters),
        document=describe_dataset(session, context.urls) if is_whole else None,
    )


def _centre(found: Digest, own: frozenset[str]) -> str | None:
    """Around whom partners are drawn: the one who is asked for, else who reviews."""
    asked = [*found.parameters.get("country", ()), *found.parameters.get("organization", ())]
    if len(asked) == 1:
        return str(asked[0])
    return next(iter(own)) if len(own) == 1 and not asked else None


def _meant(session: ReadSession, question: ExplorerParams, found: Digest) -> list[Suggested]:
    """What bears the name that was typed; whatever is like it, or like its words, where
    no fact holds them.
    """
    if question.q is None:
        return []
    suggested = _suggest(session, question.q)
    if found.total:
        return [it for it in suggested if it.match is NameMatch.EXACT][:_SUGGESTIONS]
    words = question.q.split()[:_WORDS]
    near = (it for word in words for it in _suggest(session, word)[:2] if it.facts)
    return (suggested or list(near))[:_SUGGESTIONS]


def _suggest(session: ReadSession, words: str) -> list[Suggested]:
    """What bears a name like this; nothing where it holds nothing to compare."""
    try:
        return suggest(session.snapshot, SuggestParams(q=words))
    except BadParameters:
        return []


def _orders(found: Digest, setting: Setting) -> list[tuple[str, str, bool]]:
    """Orders with their addresses, and whether it is the present one."""
    asked = {name: it for name, it in found.parameters.items() if name != "sort"}
    return [
        (
            name,
            setting.places.explorer(asked if sort is Sort.NEWEST else {**asked, "sort": sort}),
            sort is found.asked.sort,
        )
        for sort, name in _ORDERS.items()
        if sort is not Sort.RELEVANCE or "q" in asked
    ]


def _span(found: Digest) -> str:
    """Which of the facts are listed: `21 to 40`; nothing where all are, or where any are."""
    start, listed = found.page.hits.start, len(found.items)
    if found.asked.sample is not None or listed == found.total:
        return ""
    return f"{start + 1:,} to {start + listed:,}"


def _address_of(question: ExplorerParams, found: Digest, setting: Setting, **more: Any) -> str:
    """The address of a page of these facts, as long as this one."""
    limit = {"limit": question.limit} if "limit" in question.model_fields_set else {}
    return setting.places.explorer({**found.parameters, **limit, **more})


def _following(question: ExplorerParams, found: Digest, setting: Setting) -> str | None:
    """The next page, if there is one."""
    cursor = found.page.hits.next_cursor
    return None if cursor is None else _address_of(question, found, setting, cursor=cursor)


def _kept(found: Digest) -> list[tuple[str, str]]:
    """What the search form asks beside its words: all that is asked already."""
    return [
        (name, ",".join(map(str, it)) if isinstance(it, list) else str(it))
        for name, it in found.parameters.items()
        if name != "q"
    ]
