"""A small page about one entity, for the frames of reconciliation clients."""

from policyfacts.http.html import environment_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.reconciliation.descriptions import codes_and_acronym, noun_for
from policyfacts.reconciliation.properties import count_facts, properties_of
from policyfacts.search.names.terms import Entity
from policyfacts.search.snapshot import Snapshot

_TEMPLATES = environment_of("policyfacts.reconciliation")


def render_preview(snapshot: Snapshot, entity: Entity, urls: UrlBuilder) -> str:
    """Return the page as HTML."""
    names = properties_of(snapshot.registry)["name"].values(entity, snapshot)
    above = entity.country or entity.parent
    return _TEMPLATES.get_template("preview.html").render(
        entity=entity,
        noun=noun_for(entity),
        above=snapshot.registry.entities[above] if above is not None else None,
        codes=codes_and_acronym(entity),
        facts=count_facts(entity, snapshot),
        others=names[1:7],
        own=urls.url(f"/entities/{entity.id}"),
        icon=urls.url("/static/favicon.svg"),
        styles=[urls.url(f"/static/{name}.css") for name in ("colours", "preview")],
    )
