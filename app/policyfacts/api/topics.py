"""Topics: `/v1/topics`."""

from fastapi import APIRouter

from policyfacts.http.params import CurrentContext, EmptyQuery, PageQuery
from policyfacts.http.path_params import TopicId
from policyfacts.http.presenters.entities import present_counts, present_topic
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, NOT_FOUND, STALE_CURSOR
from policyfacts.schemas.entities import Named, TopicList, TopicProfile
from policyfacts.search.results import profiles

router = APIRouter(tags=["Ways in"])


@router.get(
    "/topics",
    summary="Topics",
    responses={400: BAD_CURSOR, 409: STALE_CURSOR},
)
def list_topics(params: PageQuery, context: CurrentContext) -> TopicList:
    """The tree of topics with the number of their facts; a topic holds its narrower ones."""
    with context.session() as session:
        snapshot = session.snapshot
        everything = list(snapshot.registry.topics.values())
        topics, page = cut_page(session, context, params, Listing("/v1/topics", everything))
        items = [
            present_topic(
                topic,
                profiles.count_facts(snapshot, ("topic", topic.id)),
                snapshot.registry,
                context.urls,
            )
            for topic in topics
        ]
        return TopicList(items=items, page=page, facets={}, meta=make_meta(session))


@router.get("/topics/{id}", summary="One topic", responses={404: NOT_FOUND})
def get_topic(topic_id: TopicId, _: EmptyQuery, context: CurrentContext) -> TopicProfile:
    """A topic: its narrower topics, and its facts counted by year, topic, type and country."""
    with context.session() as session:
        snapshot = session.snapshot
        topic = profiles.get_topic(snapshot, topic_id)
        context.set_canonical(f"/v1/topics/{topic.id}")
        counts = profiles.count_profile(snapshot, profiles.filter_by("topic", ("topic", topic.id)))
        narrower = [
            child for child in snapshot.registry.topics.values() if child.parent == topic.id
        ]
        return TopicProfile(
            **dict(present_topic(topic, counts.total, snapshot.registry, context.urls)),
            narrower=[Named(id=child.id, name=child.name) for child in narrower],
            counts=present_counts(counts),
            meta=make_meta(session),
        )
