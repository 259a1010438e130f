"""A page for each country, region, organization, topic and year, and for all other entities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.path_params import (
    CountryId,
    EntityId,
    OrganizationId,
    PathYear,
    RegionId,
    TopicId,
)
from policyfacts.http.presenters.entities import present_profile
from policyfacts.http.resource_paths import COLLECTIONS, filter_name, path_of
from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.results import profiles
from policyfacts.search.results.sources import list_reviewing_countries
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_facts
from policyfacts.site.fact_charts import FactCharts
from policyfacts.site.facts_summary import FactsSummary, summarize_facts
from policyfacts.site.page_urls import redirect
from policyfacts.site.rendering import PageMeta, RenderContext, list_alternates, render
from policyfacts.site.structured_data import describe_entity, describe_topic, describe_year
from policyfacts.vocabulary import EntityKind, Format
from policyfacts.wording.dates_and_figures import say_count

router = APIRouter()
_MAX_FACTS = 10


@dataclass(frozen=True)
class _Subject:
    """What a page is about: its kind, id and name, and the parameter that filters its facts.

    `document` describes it as JSON-LD; the API answers it in the `formats`.
    """

    kind: str
    id: str | int
    name: str
    parameter: str
    section: str
    document: Mapping[str, Any]
    formats: tuple[Format, ...] = (Format.JSON,)


@router.get("/countries/{id}")
@costly(Work.MOMENT)
def show_country(country_id: CountryId, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show a country: names, codes, memberships, and its facts in several ways."""
    return _show_entity(context, country_id, [EntityKind.COUNTRY])


@router.get("/regions/{id}")
@costly(Work.MOMENT)
def show_region(region_id: RegionId, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show a region with its countries, and the facts that name it or one of them."""
    return _show_entity(context, region_id, [EntityKind.REGION])


@router.get("/organizations/{id}")
@costly(Work.MOMENT)
def show_organization(
    organization_id: OrganizationId, _: EmptyQuery, context: CurrentContext
) -> Response:
    """Show an organization with bodies and members, and its facts."""
    return _show_entity(context, organization_id, [EntityKind.ORGANIZATION])


@router.get("/entities/{id}")
@costly(Work.MOMENT)
def show_entity(entity_id: EntityId, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show a person, place, instrument or project, and its facts; others have pages elsewhere."""
    return _show_entity(context, entity_id, [])


@router.get("/topics/{id}")
@costly(Work.MOMENT)
def show_topic(topic_id: TopicId, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show a topic with its narrower ones, and the facts of all of them."""
    with context.session() as session:
        topic = profiles.get_topic(session.snapshot, topic_id)
        if topic.id != topic_id:
            return redirect(context.urls, "topic", topic.id)
        registry = session.snapshot.registry
        narrower = [
            (child, profiles.count_facts(session.snapshot, ("topic", child.id)))
            for child in registry.topics.values()
            if child.parent == topic.id
        ]
        document = describe_topic(topic, context.urls)
        subject = _Subject("topic", topic.id, topic.name, "topic", "topics", document)
        broader = registry.topics[topic.parent] if topic.parent is not None else None
        return _show(context, session, subject, topic=topic, broader=broader, narrower=narrower)


@router.get("/years/{year}")
@costly(Work.MOMENT)
def show_year(year: PathYear, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show the facts that a year touches, by month where they are dated so exactly."""
    with context.session() as session:
        year = profiles.get_year(session.snapshot, year)
        document = describe_year(year, session, context.urls)
        return _show(context, session, _Subject("year", year, str(year), "year", "years", document))


def _show_entity(context: RequestContext, name: str, kinds: Iterable[EntityKind]) -> Response:
    with context.session() as session:
        entity = profiles.get_entity(session.snapshot, name, kinds)
        if entity.id != name or (not kinds and entity.kind in COLLECTIONS):
            return redirect(context.urls, entity.kind, entity.id)
        counts = profiles.count_profile(
            session.snapshot, profiles.entity_filter(entity), without=[entity.id]
        )
        profile = present_profile(entity, counts, session, context.urls)
        entities = session.snapshot.registry.entities
        subject = _Subject(
            kind=entity.kind,
            id=entity.id,
            name=entity.name,
            parameter=filter_name(entity.kind),
            section=COLLECTIONS.get(entity.kind, ""),
            document=describe_entity(profile.model_dump(mode="json"), context.urls),
            formats=(Format.JSON, Format.JSONLD),
        )
        memberships = {
            kind: [group for group in profile.memberships if entities[group.id].kind == kind]
            for kind in (EntityKind.ORGANIZATION, EntityKind.REGION)
        }
        return _show(context, session, subject, profile=profile, memberships=memberships)


def _show(
    context: RequestContext, session: ReadSession, subject: _Subject, **variables: Any
) -> Response:
    params = FactParams.model_validate({subject.parameter: [subject.id], "limit": _MAX_FACTS})
    summary = summarize_facts(session, params)
    reviewers = list_reviewing_countries(session)
    render_context = RenderContext(context.urls, session.snapshot.release)
    path = path_of(subject.kind, subject.id)
    meta = PageMeta(
        title=subject.name,
        headline=f"{subject.name}: {say_count(summary.total)} of foreign policy",
        description=_describe(subject, summary),
        path=path,
        section=subject.section,
        card={},
        alternates=list_alternates(context.urls, f"/v1{path}", subject.formats),
        document=subject.document,
    )
    defaults: dict[str, Any] = {
        "profile": None,
        "memberships": {},
        "topic": None,
        "broader": None,
        "narrower": (),
    }
    return render(
        "detail.html",
        meta,
        render_context,
        subject=subject,
        summary=summary,
        charts=FactCharts(summary, render_context.page_urls, session.snapshot.registry, reviewers),
        centre=_centre(subject, reviewers),
        api_request=request_facts(context.urls, summary.parameters, summary.total),
        registry=session.snapshot.registry,
        **{**defaults, **variables},
    )


def _centre(subject: _Subject, reviewers: frozenset[str]) -> str | None:
    """Return the id of the party around whom partners are drawn: the subject, or the reviewer."""
    if subject.kind in (EntityKind.COUNTRY, EntityKind.ORGANIZATION):
        return str(subject.id)
    return next(iter(reviewers)) if len(reviewers) == 1 else None


def _describe(subject: _Subject, summary: FactsSummary) -> str:
    """Return one or two sentences for previews: how many facts, and who states them."""
    count = f"{say_count(summary.total)} on {subject.name}"
    if not summary.total:
        return f"{count}."
    publishers = " and ".join(f"the {publisher}" for publisher in summary.sources.publishers)
    return f"{count}, with the sentences that say so. Stated by {publishers}."
