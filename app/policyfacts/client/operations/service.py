"""Topics and years, and what the service holds."""

from typing import Unpack

from policyfacts.client.calls import Call, get, get_one
from policyfacts.client.filters import (
    ChangeQuestion,
    Paging,
)
from policyfacts.client.models.entities import (
    TopicList,
    TopicProfile,
    YearList,
    YearProfile,
)
from policyfacts.client.models.service import (
    Alive,
    ChangeList,
    DownloadList,
    Overview,
    Ready,
    ReleaseList,
    ReviewList,
    ReviewProfile,
    Vocabulary,
)
from policyfacts.client.operation import Paginated, operation


class ServiceOperations:
    """Topics and years, and what the service holds."""

    @operation("list_topics")
    def topics(self, **paging: Unpack[Paging]) -> Call[TopicList]:
        """List topics, in the order of the tree."""
        return get("/v1/topics", TopicList, paging)

    iter_topics = Paginated(topics)

    @operation("get_topic")
    def topic(self, id_: str, /) -> Call[TopicProfile]:
        """Get a topic by id or name."""
        return get_one("/v1/topics/{}", id_, TopicProfile)

    @operation("list_years")
    def years(self, **paging: Unpack[Paging]) -> Call[YearList]:
        """List the years that facts touch, the latest first."""
        return get("/v1/years", YearList, paging)

    iter_years = Paginated(years)

    @operation("get_year")
    def year(self, year: int, /) -> Call[YearProfile]:
        """Get a year."""
        return get_one("/v1/years/{}", str(year), YearProfile)

    @operation("list_reviews")
    def reviews(self, **paging: Unpack[Paging]) -> Call[ReviewList]:
        """List reviews, the newest first."""
        return get("/v1/reviews", ReviewList, paging)

    iter_reviews = Paginated(reviews)

    @operation("get_review")
    def review(self, id_: str, /) -> Call[ReviewProfile]:
        """Get a review with its sections."""
        return get_one("/v1/reviews/{}", id_, ReviewProfile)

    @operation("list_releases")
    def releases(self, **paging: Unpack[Paging]) -> Call[ReleaseList]:
        """List releases, the newest first."""
        return get("/v1/releases", ReleaseList, paging)

    iter_releases = Paginated(releases)

    @operation("list_changes")
    def changes(self, **question: Unpack[ChangeQuestion]) -> Call[ChangeList]:
        """List the changes that loads made to facts, the oldest first."""
        return get("/v1/changes", ChangeList, question)

    iter_changes = Paginated(changes)

    @operation("get_vocabulary")
    def vocabulary(self) -> Call[Vocabulary]:
        """Get every closed list, with descriptions."""
        return get("/v1/vocabulary", Vocabulary)

    @operation("get_overview")
    def overview(self) -> Call[Overview]:
        """Get what the service holds, and its license."""
        return get("/v1", Overview)

    @operation("list_downloads")
    def downloads(self) -> Call[DownloadList]:
        """List the files of the whole release, with their checksums."""
        return get("/v1/downloads", DownloadList)

    @operation("is_alive")
    def alive(self) -> Call[Alive]:
        """Check that the process answers."""
        return get("/health/live", Alive)

    @operation("is_ready")
    def ready(self) -> Call[Ready]:
        """Check that the database answers and holds a release."""
        return get("/health/ready", Ready)
