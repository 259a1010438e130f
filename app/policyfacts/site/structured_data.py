"""Pages as JSON-LD in the terms of schema.org, whose own context search engines read."""

from collections.abc import Mapping
from typing import Any

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.presenters.facts import site_of
from policyfacts.http.presenters.overview import present_overview
from policyfacts.http.resource_paths import path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.distributions import Distribution
from policyfacts.renderers.jsonld.context import PAGE_CONTEXT
from policyfacts.renderers.jsonld.documents import dataset_document, entity_document, fact_document
from policyfacts.search.names.terms import Topic
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

Document = Mapping[str, Any]


def describe_dataset(session: ReadSession, urls: UrlBuilder) -> Document:
    """Describe the whole dataset with its downloads."""
    overview = present_overview(session, urls).model_dump(mode="json")
    distributions = [
        Distribution(
            format_.value, "All facts.", urls.facts(format=format_.value), MEDIA_TYPES[format_]
        )
        for format_ in (Format.CSV, Format.NDJSON)
    ]
    return _on_page(dataset_document(overview, distributions, site_of(urls)), urls.url("/"))


def describe_fact(fact: Mapping[str, Any], urls: UrlBuilder) -> Document:
    """Describe a fact, which is a claim; takes its JSON."""
    page_url = urls.url(path_of("fact", fact["id"]))
    return _on_page(fact_document(fact, site_of(urls)), page_url)


def describe_entity(profile: Mapping[str, Any], urls: UrlBuilder) -> Document:
    """Describe an entity; takes an `EntityProfile` as JSON."""
    page_url = urls.url(path_of(profile["kind"], profile["id"]))
    return _on_page(entity_document(profile, site_of(urls)), page_url)


def describe_topic(topic: Topic, urls: UrlBuilder) -> Document:
    """Describe a topic as a term of a vocabulary."""
    return _on_page(
        {
            "@id": site_of(urls).topic(topic.id),
            "@type": "DefinedTerm",
            "termCode": topic.id,
            "name": topic.name,
            "description": topic.description,
        },
        urls.url(path_of("topic", topic.id)),
    )


def describe_year(year: int, session: ReadSession, urls: UrlBuilder) -> Document:
    """Describe the facts of a year as a part of the dataset."""
    overview = present_overview(session, urls)
    site = site_of(urls)
    return _on_page(
        {
            "@id": urls.url(f"/v1/years/{year}"),
            "@type": "Dataset",
            "name": f"{overview.title}: {year}",
            "description": overview.description,
            "temporalCoverage": str(year),
            "license": overview.license_url,
            "isPartOf": {"@id": site.dataset()},
        },
        urls.url(path_of("year", year)),
    )


def _on_page(document: Document, page_url: str) -> Document:
    return {**document, "@context": PAGE_CONTEXT, "url": page_url}
