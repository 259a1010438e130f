"""Every handler is costly or plain: a new one is entered here, after a look at much data."""

from collections.abc import Iterator

from fastapi.routing import APIRoute, iter_route_contexts

from policyfacts.settings import Settings
from policyfacts.web import create_app

# At 100,000 facts these take from 40 ms to seconds; some of them only where much is wanted.
COSTLY = """
    api.stats: count_facts
    api.graph: draw_graph
    api.facts: search_facts
    api.downloads: list_downloads download_file
    api.reviews: list_reviews get_review
    site.explorer: explore
    site.detail_pages: show_country show_region show_organization show_entity show_topic show_year
    site.fact_page: show_fact
    site.about: show_about
    site.robots: show_sitemap
    cards.routes: show_country show_region show_organization show_entity show_topic show_year
    cards.routes: show_facts show_fact
    reconciliation.endpoints: reconcile reconcile_form match_batch extend_rows
"""
# These take less than 20 ms there. Whole lists of rows wait by themselves (`http/streaming.py`).
PLAIN = """
    api.facts: list_facts get_fact refuse_reading_a_search
    api.citations: cite_fact cite_facts
    api.figures: list_figures
    api.partners: list_country_partners list_region_partners list_organization_partners
    api.partners: list_entity_partners
    api.entities: list_countries list_regions list_organizations list_entities
    api.entities: get_country get_region get_organization get_entity
    api.topics: list_topics get_topic
    api.years: list_years get_year
    api.suggest: suggest
    api.interpret: interpret
    api.releases: list_releases list_changes
    api.vocabulary: get_vocabulary
    api.overview: get_overview
    api.catalog: get_catalog
    api.context: get_context
    api.health: is_alive is_ready
    api.metrics: show_metrics
    site.list_pages: show_countries show_regions show_organizations show_entities
    site.list_pages: show_topics show_years
    site.fact_page: show_facts
    site.robots: show_robots_txt
    cards.oembed: embed
    reconciliation.endpoints: describe_draft preview propose
    reconciliation.endpoints: suggest_entity suggest_property suggest_type
    web.docs.pages: show_contract show_docs show_overview show_reference
"""


def names_in(table: str) -> set[str]:
    """Return the names of a table with those of their modules."""
    lines = [line.split(": ") for line in table.strip().splitlines()]
    return {f"{module.strip()}.{name}" for module, names in lines for name in names.split()}


def handlers() -> Iterator[tuple[str, bool]]:
    """Yield the name of each handler, and whether it may wait at a gate."""
    app = create_app(Settings(database_url="sqlite:///never-opened.db"))
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            handler = context.endpoint
            assert handler is not None
            module = handler.__module__.removeprefix("policyfacts.")
            yield f"{module}.{handler.__name__}", hasattr(handler, "__wrapped__")


def test_every_handler_is_entered_as_costly_or_as_plain() -> None:
    costly = {name for name, is_costly in handlers() if is_costly}
    plain = {name for name, is_costly in handlers() if not is_costly}
    assert costly == names_in(COSTLY), "COSTLY, and `@costly` below the routes, differ"
    assert plain == names_in(PLAIN), "enter new handlers in COSTLY or in PLAIN"
