"""Countries, regions, organizations and the rest, and who they appear with."""

from typing import Unpack

from policyfacts.client.calls import Call, get, get_one, path_of
from policyfacts.client.filters import (
    EntityQuestion,
    Paging,
    PartnerQuestion,
    SuggestQuestion,
)
from policyfacts.client.models.entities import (
    EntityList,
    EntityProfile,
    PartnerList,
    SuggestionList,
)
from policyfacts.client.operation import Each, operation


class EntityOperations:
    """Countries, regions, organizations and the rest, and who they appear with."""

    @operation("list_countries")
    def countries(self, **paging: Unpack[Paging]) -> Call[EntityList]:
        """Countries, those with most facts first."""
        return get("/v1/countries", EntityList, paging)

    iter_countries = Each(countries)

    @operation("get_country")
    def country(self, id_: str, /) -> Call[EntityProfile]:
        """A country by ISO 3166-1 alpha-2 or alpha-3, M49 number or name."""
        return get_one("/v1/countries/{}", id_, EntityProfile)

    @operation("list_country_partners")
    def country_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """Who appears in the same facts as a country."""
        return get(path_of("/v1/countries/{}/partners", id_), PartnerList, question)

    iter_country_partners = Each(country_partners)

    @operation("list_regions")
    def regions(self, **paging: Unpack[Paging]) -> Call[EntityList]:
        """Regions, those with most facts first."""
        return get("/v1/regions", EntityList, paging)

    iter_regions = Each(regions)

    @operation("get_region")
    def region(self, id_: str, /) -> Call[EntityProfile]:
        """A region by id, M49 number or name."""
        return get_one("/v1/regions/{}", id_, EntityProfile)

    @operation("list_region_partners")
    def region_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """Who appears in the same facts as a region."""
        return get(path_of("/v1/regions/{}/partners", id_), PartnerList, question)

    iter_region_partners = Each(region_partners)

    @operation("list_organizations")
    def organizations(self, **paging: Unpack[Paging]) -> Call[EntityList]:
        """Organizations, those with most facts first."""
        return get("/v1/organizations", EntityList, paging)

    iter_organizations = Each(organizations)

    @operation("get_organization")
    def organization(self, id_: str, /) -> Call[EntityProfile]:
        """An organization by id, acronym or name."""
        return get_one("/v1/organizations/{}", id_, EntityProfile)

    @operation("list_organization_partners")
    def organization_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """Who appears in the same facts as an organization."""
        return get(path_of("/v1/organizations/{}/partners", id_), PartnerList, question)

    iter_organization_partners = Each(organization_partners)

    @operation("list_entities")
    def entities(self, **question: Unpack[EntityQuestion]) -> Call[EntityList]:
        """Entities of every kind, those with most facts first."""
        return get("/v1/entities", EntityList, question)

    iter_entities = Each(entities)

    @operation("get_entity")
    def entity(self, id_: str, /) -> Call[EntityProfile]:
        """An entity of any kind by id or name."""
        return get_one("/v1/entities/{}", id_, EntityProfile)

    @operation("list_entity_partners")
    def entity_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """Who appears in the same facts as an entity."""
        return get(path_of("/v1/entities/{}/partners", id_), PartnerList, question)

    iter_entity_partners = Each(entity_partners)

    @operation("suggest")
    def suggest(self, q: str, **question: Unpack[SuggestQuestion]) -> Call[SuggestionList]:
        """Names, acronyms and codes that begin with what is typed."""
        return get("/v1/suggest", SuggestionList, {"q": q, **question})
