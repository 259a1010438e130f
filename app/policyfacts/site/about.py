"""What the data are, how far they cover their sources, and how to use them: `/about`."""

from fastapi import APIRouter, Response

from policyfacts.api.overview import shape_overview
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.search.results.sources import describe_reviews
from policyfacts.site.rendering import Frame, Setting, in_forms, render
from policyfacts.site.structured_data import describe_dataset
from policyfacts.vocabulary import Format

router = APIRouter()


@router.get("/about")
def show_about(_: EmptyQuery, context: CurrentContext) -> Response:
    """Whose statements these are, coverage, licence, citation, and the ways to the data."""
    with context.view(of_history=True) as view:
        frame = Frame(
            title="About the data",
            description="Whose statements these are, how far they cover their sources, under which "
            "terms they may be used, and how to cite them.",
            path="/about",
            section="about",
            alternates=in_forms(context.urls, "/v1", (Format.JSON, Format.JSONLD)),
            document=describe_dataset(view, context.urls),
        )
        return render(
            "about.html",
            frame,
            Setting(context.urls, view.snapshot.release),
            overview=shape_overview(view, context.urls),
            reviews=list(describe_reviews(view).values()),
            registry=view.snapshot.registry,
        )
