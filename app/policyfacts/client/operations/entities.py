"""Countries, regions, organizations and the rest, and who they appear with."""

from typing import Unpack

from policyfacts.client.calls import Call, get, get_one, path_of
from policyfacts.client.filters import (
    CountryQuestion,
    EntityQuestion,
    OrganizationQuestion,
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
from policyfacts.client.models.questions import InterpretedQuestion
from policyfacts.client.operation import Paginated, operation


class EntityOperations:
    """Countries, regions, organizations and the rest, and who they appear with."""

    @operation("list_countries")
    def countries(self, **question: Unpack[CountryQuestion]) -> Call[EntityList]:
        """List countries, those with most facts first."""
        return get("/v1/countries", EntityList, question)

    iter_countries = Paginated(countries)

    @operation("get_country")
    def country(self, id_: str, /) -> Call[EntityProfile]:
        """Get a country by ISO 3166-1 alpha-2 or alpha-3, M49 number, name, or `COW:370`."""
        return get_one("/v1/countries/{}", id_, EntityProfile)

    @operation("list_country_partners")
    def country_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """List the entities that appear in the same facts as a country."""
        return get(path_of("/v1/countries/{}/partners", id_), PartnerList, question)

    iter_country_partners = Paginated(country_partners)

    @operation("list_regions")
    def regions(self, **paging: Unpack[Paging]) -> Call[EntityList]:
        """List regions, those with most facts first."""
        return get("/v1/regions", EntityList, paging)

    iter_regions = Paginated(regions)

    @operation("get_region")
    def region(self, id_: str, /) -> Call[EntityProfile]:
        """Get a region by id, M49 number or name."""
        return get_one("/v1/regions/{}", id_, EntityProfile)

    @operation("list_region_partners")
    def region_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """List the entities that appear in the same facts as a region."""
        return get(path_of("/v1/regions/{}/partners", id_), PartnerList, question)

    iter_region_partners = Paginated(region_partners)

    @operation("list_organizations")
    def organizations(self, **question: Unpack[OrganizationQuestion]) -> Call[EntityList]:
        """List organizations, those with most facts first."""
        return get("/v1/organizations", EntityList, question)

    iter_organizations = Paginated(organizations)

    @operation("get_organization")
    def organization(self, id_: str, /) -> Call[EntityProfile]:
        """Get an organization by id, acronym or name."""
        return get_one("/v1/organizations/{}", id_, EntityProfile)

    @operation("list_organization_partners")
    def organization_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """List the entities that appear in the same facts as an organization."""
        return get(path_of("/v1/organizations/{}/partners", id_), PartnerList, question)

    iter_organization_partners = Paginated(organization_partners)

    @operation("list_entities")
    def entities(self, **question: Unpack[EntityQuestion]) -> Call[EntityList]:
        """List entities of every kind, those with most facts first."""
        return get("/v1/entities", EntityList, question)

    iter_entities = Paginated(entities)

    @operation("get_entity")
    def entity(self, id_: str, /) -> Call[EntityProfile]:
        """Get an entity of any kind by id or name."""
        return get_one("/v1/entities/{}", id_, EntityProfile)

    @operation("list_entity_partners")
    def entity_partners(
        self, id_: str, /, **question: Unpack[PartnerQuestion]
    ) -> Call[PartnerList]:
        """List the entities that appear in the same facts as an entity."""
        return get(path_of("/v1/entities/{}/partners", id_), PartnerList, question)

    iter_entity_partners = Paginated(entity_partners)

    @operation("suggest")
    def suggest(self, q: str, **question: Unpack[SuggestQuestion]) -> Call[SuggestionList]:
        """Suggest names, acronyms and codes that begin with what is typed."""
        return get("/v1/suggest", SuggestionList, {"q": q, **question})

    @operation("interpret")
    def interpret(self, q: str) -> Call[InterpretedQuestion]:
        """Read a question in plain language as filters: `query` has the keywords of `facts`."""
        return get("/v1/interpret", InterpretedQuestion, {"q": q})
