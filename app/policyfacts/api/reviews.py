"""Reviews, the sources of the facts: `/v1/reviews`."""

from typing import Annotated

from fastapi import APIRouter, Path

from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery, PageQuery, PathWord
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.presenters.reviews import present_review, present_sections
from policyfacts.http.problem_responses import BAD_CURSOR, NOT_FOUND, STALE_CURSOR
from policyfacts.queries import reviews as queries
from policyfacts.schemas.service import ReviewList, ReviewProfile
from policyfacts.search.results import profiles

router = APIRouter(tags=["Reviews"])

ReviewId = Annotated[
    PathWord,
    Path(
        alias="id",
        max_length=120,
        description="Id of a review.",
        openapi_examples={"one": {"value": "by-2013"}},
    ),
]


@router.get(
    "/reviews",
    summary="Reviews",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
@costly(Work.MOMENT)
def list_reviews(page: PageQuery, context: CurrentContext) -> ReviewList:
    """The documents that the facts come from, with how much of each is covered."""
    with context.session() as session:
        sections = queries.list_sections(session.connection)
        everything = [
            present_review(row, sections, session.snapshot, context.urls)
            for row in queries.list_reviews(session.connection)
        ]
        items, cut = cut_page(session, context, page, Listing("/v1/reviews", everything))
        return ReviewList(items=list(items), page=cut, facets={}, meta=make_meta(session))


@router.get("/reviews/{id}", summary="One review", responses={404: NOT_FOUND})
@costly(Work.MOMENT)
def get_review(review_id: ReviewId, _: EmptyQuery, context: CurrentContext) -> ReviewProfile:
    """A review with its sections, the coverage of each, and the sentences that carry no fact."""
    with context.session() as session:
        review_id = profiles.get_review(session.snapshot, review_id)
        context.set_canonical(f"/v1/reviews/{review_id}")
        rows = {row["id"]: row for row in queries.list_reviews(session.connection)}
        sections = queries.list_sections(session.connection)
        return ReviewProfile(
            **dict(present_review(rows[review_id], sections, session.snapshot, context.urls)),
            sections=present_sections(review_id, sections, session.snapshot, context.urls),
            context=list(queries.list_context(session.connection, review_id)),
            meta=make_meta(session),
        )
