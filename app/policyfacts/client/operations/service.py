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
from policyfacts.client.operation import Each, operation


class ServiceOperations:
    """Topics and years, and what the service holds."""

    @operation("list_topics")
    def topics(self, **paging: Unpack[Paging]) -> Call[TopicList]:
        """Topics, in the order of the tree."""
        return get("/v1/topics", TopicList, paging)

    iter_topics = Each(topics)

    @operation("get_topic")
    def topic(self, id_: str, /) -> Call[TopicProfile]:
        """A topic by id or name."""
        return get_one("/v1/topics/{}", id_, TopicProfile)

    @operation("list_years")
    def years(self, **paging: Unpack[Paging]) -> Call[YearList]:
        """Years that facts touch, the latest first."""
        return get("/v1/years", YearList, paging)

    iter_years = Each(years)

    @operation("get_year")
    def year(self, year: int, /) -> Call[YearProfile]:
        """A year."""
        return get_one("/v1/years/{}", str(year), YearProfile)

    @operation("list_reviews")
    def reviews(self, **paging: Unpack[Paging]) -> Call[ReviewList]:
        """Reviews, the newest first."""
        return get("/v1/reviews", ReviewList, paging)

    iter_reviews = Each(reviews)

    @operation("get_review")
    def review(self, id_: str, /) -> Call[ReviewProfile]:
        """A review with its sections."""
        return get_one("/v1/reviews/{}", id_, ReviewProfile)

    @operation("list_releases")
    def releases(self, **paging: Unpack[Paging]) -> Call[ReleaseList]:
        """Releases, the newest first."""
        return get("/v1/releases", ReleaseList, paging)

    iter_releases = Each(releases)

    @operation("list_changes")
    def changes(self, **question: Unpack[ChangeQuestion]) -> Call[ChangeList]:
        """What loads did to facts, the oldest first."""
        return get("/v1/changes", ChangeList, question)

    iter_changes = Each(changes)

    @operation("get_vocabulary")
    def vocabulary(self) -> Call[Vocabulary]:
        """Every closed list, with descriptions."""
        return get("/v1/vocabulary", Vocabulary)

    @operation("get_overview")
    def overview(self) -> Call[Overview]:
        """What is held, under which terms."""
        return get("/v1", Overview)

    @operation("list_downloads")
    def downloads(self) -> Call[DownloadList]:
        """Files of the whole release, with their checksums."""
        return get("/v1/downloads", DownloadList)

    @operation("is_alive")
    def alive(self) -> Call[Alive]:
        """Whether the process answers."""
        return get("/health/live", Alive)

    @operation("is_ready")
    def ready(self) -> Call[Ready]:
        """Whether the database answers and holds a release."""
        return get("/health/ready", Ready)
