"""The page that says what the data are, how far they cover their sources, and how to use them."""

from fastapi import APIRouter, Response

from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.presenters.overview import present_overview
from policyfacts.search.results.sources import describe_reviews
from policyfacts.site.rendering import PageMeta, RenderContext, list_alternates, render
from policyfacts.site.structured_data import describe_dataset
from policyfacts.vocabulary import Format

router = APIRouter()


@router.get("/about")
@costly(Work.MOMENT)
def show_about(_: EmptyQuery, context: CurrentContext) -> Response:
    """Show whose statements these are, coverage, licence, citation, and the ways to the data."""
    with context.session(of_history=True) as session:
        meta = PageMeta(
            title="About the data",
            description="Whose statements these are, how far they cover their sources, under which "
            "terms they may be used, and how to cite them.",
            path="/about",
            section="about",
            alternates=list_alternates(context.urls, "/v1", (Format.JSON, Format.JSONLD)),
            document=describe_dataset(session, context.urls),
        )
        return render(
            "about.html",
            meta,
            RenderContext(context.urls, session.snapshot.release),
            overview=present_overview(session, context.urls),
            reviews=list(describe_reviews(session).values()),
            registry=session.snapshot.registry,
        )
