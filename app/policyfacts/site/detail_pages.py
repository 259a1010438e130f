"""A page for each country, region, organization, topic and year, and for all other entities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.http.context import RequestContext
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
from policyfacts.schemas.params import FactParams
from policyfacts.search.results import profiles
from policyfacts.search.results.sources import reviewing_countries
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_facts
from policyfacts.site.charts import Drawn
from policyfacts.site.facts_summary import Digest, digest
from policyfacts.site.page_urls import redirect
from policyfacts.site.rendering import Frame, Setting, in_forms, render
from policyfacts.site.structured_data import describe_entity, describe_topic, describe_year
from policyfacts.vocabulary import EntityKind, Format
from policyfacts.wording.dates_and_figures import say_count

router = APIRouter()
_FACTS = 10


@dataclass(frozen=True)
class _Thing:
    """What a page is about: its kind, id and name, and the parameter that finds its facts.

    `document` says it as JSON-LD; the API has it in the `forms`.
    """

    kind: str
    id: str | int
    name: str
    parameter: str
    section: str
    document: Mapping[str, Any]
    forms: tuple[Format, ...] = (Format.JSON,)


@router.get("/countries/{id}")
def show_country(country_id: CountryId, _: EmptyQuery, context: CurrentContext) -> Response:
    """A country: names, codes, memberships, and its facts from several sides."""
    return _show_entity(context, country_id, [EntityKind.COUNTRY])


@router.get("/regions/{id}")
def show_region(region_id: RegionId, _: EmptyQuery, context: CurrentContext) -> Response:
    """A region with its countries, and the facts that name it or one of them."""
    return _show_entity(context, region_id, [EntityKind.REGION])


@router.get("/organizations/{id}")
def show_organization(
    organization_id: OrganizationId, _: EmptyQuery, context: CurrentContext
) -> Response:
    """An organization with bodies and members, and its facts."""
    return _show_entity(context, organization_id, [EntityKind.ORGANIZATION])


@router.get("/entities/{id}")
def show_entity(entity_id: EntityId, _: EmptyQuery, context: CurrentContext) -> Response:
    """A person, place, instrument or project, and its facts; others have pages elsewhere."""
    return _show_entity(context, entity_id, [])


@router.get("/topics/{id}")
def show_topic(topic_id: TopicId, _: EmptyQuery, context: CurrentContext) -> Response:
    """A topic with its narrower ones, and the facts of all of them."""
    with context.session() as session:
        topic = profiles.get_topic(session.snapshot, topic_id)
        if topic.id != topic_id:
            return redirect(context.urls, "topic", topic.id)
        registry = session.snapshot.registry
        narrower = [
            (it, profiles.count_facts(session.snapshot, ("topic", it.id)))
            for it in registry.topics.values()
            if it.parent == topic.id
        ]
        document = describe_topic(topic, context.urls)
        thing = _Thing("topic", topic.id, topic.name, "topic", "topics", document)
        above = registry.topics[topic.parent] if topic.parent is not None else None
        return _show(context, session, thing, topic=topic, above=above, narrower=narrower)


@router.get("/years/{year}")
def show_year(year: PathYear, _: EmptyQuery, context: CurrentContext) -> Response:
    """The facts that a year touches, by month where they are known so exactly."""
    with context.session() as session:
        found = profiles.get_year(session.snapshot, year)
        document = describe_year(found, session, context.urls)
        return _show(context, session, _Thing("year", found, str(found), "year", "years", document))


def _show_entity(context: RequestContext, written: str, kinds: Iterable[EntityKind]) -> Response:
    with context.session() as session:
        entity = profiles.get_entity(session.snapshot, written, kinds)
        if entity.id != written or (not kinds and entity.kind in COLLECTIONS):
            return redirect(context.urls, entity.kind, entity.id)
        found = profiles.entity_filter(entity)
        counts = profiles.profile(session.snapshot, found, without=[entity.id])
        profile = present_profile(entity, counts, session, context.urls)
        kinds_of = session.snapshot.registry.entities
        thing = _Thing(
            kind=entity.kind,
            id=entity.id,
            name=entity.name,
            parameter=filter_name(entity.kind),
            section=COLLECTIONS.get(entity.kind, ""),
            document=describe_entity(profile.model_dump(mode="json"), context.urls),
            forms=(Format.JSON, Format.JSONLD),
        )
        joined = {
            kind: [it for it in profile.memberships if kinds_of[it.id].kind == kind]
            for kind in (EntityKind.ORGANIZATION, EntityKind.REGION)
        }
        return _show(context, session, thing, profile=profile, joined=joined)


def _show(context: RequestContext, session: ReadSession, thing: _Thing, **shown: Any) -> Response:
    asked = FactParams.model_validate({thing.parameter: [thing.id], "limit": _FACTS})
    found = digest(session, asked)
    own = reviewing_countries(session)
    setting = Setting(context.urls, session.snapshot.release)
    path = path_of(thing.kind, thing.id)
    frame = Frame(
        title=thing.name,
        headline=f"{thing.name}: {say_count(found.total)} of foreign policy",
        description=_describe(thing, found),
        path=path,
        section=thing.section,
        card={},
        alternates=in_forms(context.urls, f"/v1{path}", thing.forms),
        document=thing.document,
    )
    nothing: dict[str, Any] = {
        "profile": None,
        "joined": {},
        "topic": None,
        "above": None,
        "narrower": (),
    }
    return render(
        "thing.html",
        frame,
        setting,
        thing=thing,
        found=found,
        drawn=Drawn(found, setting.places, session.snapshot.registry, own),
        centre=_centre(thing, own),
        request=request_facts(context.urls, found.parameters, found.total),
        registry=session.snapshot.registry,
        **{**nothing, **shown},
    )


def _centre(thing: _Thing, own: frozenset[str]) -> str | None:
    """Around whom partners are drawn: the thing itself, where it is somebody, else who reviews."""
    if thing.kind in (EntityKind.COUNTRY, EntityKind.ORGANIZATION):
        return str(thing.id)
    return next(iter(own)) if len(own) == 1 else None


def _describe(thing: _Thing, found: Digest) -> str:
    """One or two sentences for previews: how much there is, and whose account it is."""
    counted = f"{say_count(found.total)} on {thing.name}"
    if not found.total:
        return f"{counted}."
    whose = " and ".join(f"the {it}" for it in found.sources.publishers)
    return f"{counted}, with the sentences that say so. Stated by {whose}."
