"""Reviews, the sources of the facts: `/v1/reviews`."""

from typing import Annotated

from fastapi import APIRouter, Path

from policyfacts.http.params import CurrentContext, EmptyQuery, PathWord, WantedPage
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.presenters.reviews import shape_review, shape_sections
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
    operation_id="list_reviews",
    summary="Reviews",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_reviews(page: WantedPage, context: CurrentContext) -> ReviewList:
    """The documents that the facts come from, with how much of each is covered."""
    with context.view() as view:
        sections = queries.list_sections(view.connection)
        everything = [
            shape_review(row, sections, view.snapshot, context.urls)
            for row in queries.list_reviews(view.connection)
        ]
        items, cut = cut_page(view, context, page, Listing("/v1/reviews", everything))
        return ReviewList(items=list(items), page=cut, facets={}, meta=make_meta(view))


@router.get(
    "/reviews/{id}", operation_id="get_review", summary="One review", responses={404: NOT_FOUND}
)
def get_review(review_id: ReviewId, _: EmptyQuery, context: CurrentContext) -> ReviewProfile:
    """A review with its sections, the coverage of each, and the sentences that carry no fact."""
    with context.view() as view:
        review_id = profiles.get_review(view.snapshot, review_id)
        context.set_canonical(f"/v1/reviews/{review_id}")
        rows = {row["id"]: row for row in queries.list_reviews(view.connection)}
        sections = queries.list_sections(view.connection)
        return ReviewProfile(
            **dict(shape_review(rows[review_id], sections, view.snapshot, context.urls)),
            sections=shape_sections(review_id, sections, view.snapshot, context.urls),
            context=list(queries.list_context(view.connection, review_id)),
            meta=make_meta(view),
        )
