"""What pages say as JSON-LD: the API's own documents, in the terms of schema.org."""

from collections.abc import Mapping
from typing import Any

from policyfacts.forms.jsonld.documents import dataset_document, entity_document, fact_document
from policyfacts.forms.offers import Offer
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.fact_answers import site_of
from policyfacts.routers.media_types import MEDIA_TYPES
from policyfacts.routers.overview import shape_overview
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import Format


def describe_dataset(view: View, addresses: Addresses) -> Mapping[str, Any]:
    """The whole, with the ways to ask for it."""
    overview = shape_overview(view, addresses).model_dump(mode="json")
    offers = [
        Offer(it.value, "All facts.", addresses.facts(format=it.value), MEDIA_TYPES[it])
        for it in (Format.CSV, Format.NDJSON)
    ]
    return dataset_document(overview, offers, site_of(addresses))


def describe_fact(fact: Mapping[str, Any], addresses: Addresses) -> Mapping[str, Any]:
    """A fact as the claim that it is."""
    return fact_document(fact, site_of(addresses))


def describe_entity(profile: Mapping[str, Any], addresses: Addresses) -> Mapping[str, Any]:
    """An entity; takes an `EntityProfile` as JSON."""
    return entity_document(profile, site_of(addresses))
