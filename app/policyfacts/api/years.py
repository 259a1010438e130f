"""Years: `/v1/years`."""

from fastapi import APIRouter

from policyfacts.http.params import CurrentContext, EmptyQuery, PageQuery
from policyfacts.http.path_params import PathYear
from policyfacts.http.presenters.entities import present_counts, present_year
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, NOT_FOUND, STALE_CURSOR
from policyfacts.schemas.entities import YearList, YearProfile
from policyfacts.search.results import profiles

router = APIRouter(tags=["Ways in"])


@router.get(
    "/years",
    summary="Years",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_years(params: PageQuery, context: CurrentContext) -> YearList:
    """Years that facts or their terms touch, the latest first, with the number of those facts."""
    with context.session() as session:
        everything = sorted(map(int, session.snapshot.sets.values("year")), reverse=True)
        years, page = cut_page(session, context, params, Listing("/v1/years", everything))
        items = [
            present_year(
                year, profiles.count_facts(session.snapshot, ("year", str(year))), context.urls
            )
            for year in years
        ]
        return YearList(items=items, page=page, facets={}, meta=make_meta(session))


@router.get("/years/{year}", summary="One year", responses={404: NOT_FOUND})
def get_year(year: PathYear, _: EmptyQuery, context: CurrentContext) -> YearProfile:
    """A year, with its facts counted by topic, type and country."""
    with context.session() as session:
        year = profiles.get_year(session.snapshot, year)
        counts = profiles.count_profile(
            session.snapshot, profiles.filter_by("year", ("year", str(year)))
        )
        return YearProfile(
            **dict(present_year(year, counts.total, context.urls)),
            counts=present_counts(counts),
            meta=make_meta(session),
        )
