"""Whole JSON-LD documents: one fact, a page of facts, an entity, the dataset."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policyfacts.renderers.distributions import Distribution
from policyfacts.renderers.jsonld.entities import Profile, describe_entity
from policyfacts.renderers.jsonld.facts import Fact, describe_fact
from policyfacts.renderers.jsonld.nodes import Node, ResourceUrls, drop_empty
from policyfacts.schemas.envelope import Meta, Page


def fact_document(fact: Fact, urls: ResourceUrls) -> Node:
    """Make the document of one fact."""
    return {"@context": urls.context_url, **describe_fact(fact, urls)}


def facts_document(
    facts: Iterable[Fact], page: Page, meta: Meta, here: str, urls: ResourceUrls
) -> Node:
    """Make the document of a page of facts, after a node about the page; `here` is its address."""
    claims = [describe_fact(fact, urls) for fact in facts]
    about = drop_empty(
        {
            "@id": here,
            "@type": "DataFeed",
            **page.model_dump(),
            "version": meta.release,
            "license": meta.license,
            "creditText": meta.citation,
            "query": meta.query,
            "warnings": meta.warnings,
            "isPartOf": {"@id": urls.dataset()},
            "dataFeedElement": [claim["@id"] for claim in claims],
        }
    )
    return {"@context": urls.context_url, "@graph": [about, *claims]}


def entity_document(profile: Profile, urls: ResourceUrls) -> Node:
    """Make the document of an entity out of its `EntityProfile` as JSON."""
    return {"@context": urls.context_url, **describe_entity(profile, urls)}


def dataset_document(
    overview: Mapping[str, Any], distributions: Sequence[Distribution], urls: ResourceUrls
) -> Node:
    """Make the document of the dataset and its distributions out of an `Overview` as JSON."""
    return {
        "@context": urls.context_url,
        "@id": urls.dataset(),
        "@type": "Dataset",
        "name": overview["title"],
        "description": overview["description"],
        "version": overview["release"]["id"],
        "license": {"@id": overview["license_url"]},
        "creditText": overview["citation"],
        "distribution": [_distribution(distribution) for distribution in distributions],
    }


def _distribution(distribution: Distribution) -> Node:
    return drop_empty(
        {
            "@type": "DataDownload",
            "name": distribution.name,
            "description": distribution.description,
            "contentUrl": distribution.url,
            "encodingFormat": distribution.media_type,
            "contentSize": None if distribution.bytes is None else f"{distribution.bytes} B",
            "sha256": distribution.sha256,
        }
    )
