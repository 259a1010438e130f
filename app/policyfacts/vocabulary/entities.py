"""Enumerations of entities."""

from policyfacts.vocabulary.described import Described


class EntityKind(Described):
    """What an entity is."""

    COUNTRY = (
        "country",
        "A country or territory with a code in ISO 3166-1, or Kosovo.",
    )
    REGION = "region", "A region of the UN M49 tree or a published grouping of countries."
    ORGANIZATION = "organization", "A bloc, body, ministry or company."
    PERSON = "person", "A person whom a review names."
    PLACE = "place", "A town, site or territory without an ISO code."
    INSTRUMENT = "instrument", "An agreement, treaty, resolution, strategy or other named text."
    PROJECT = "project", "A project, programme, initiative or process."


# The list of a fact in which the parties of each kind stand.
PARTY_LISTS = {
    EntityKind.COUNTRY: "countries",
    EntityKind.REGION: "regions",
    EntityKind.ORGANIZATION: "organizations",
    EntityKind.PERSON: "people",
    EntityKind.PLACE: "places",
    EntityKind.INSTRUMENT: "instruments",
    EntityKind.PROJECT: "projects",
}


class CountryType(Described):
    """What a country is to the United Nations, by the UN's own lists."""

    UN_MEMBER = "un-member", "A member of the United Nations."
    UN_OBSERVER = "un-observer", "A non-member state that observes at the United Nations."
    OTHER = "other", "A country or territory that is neither."


class OrganizationType(Described):
    """What sort of organization it is."""

    INTERNATIONAL = "international-organization", "An intergovernmental organization."
    BLOC = "bloc", "A union, alliance or community of states."
    ORGAN = "organ", "A body of an organization."
    AGENCY = "agency", "An agency, fund, programme or office of an organization."
    BANK = "bank", "An international financial institution."
    MISSION = "mission", "An international operation."
    MINISTRY = "ministry", "A ministry of a state."
    COMPANY = "company", "A company."


class InstrumentType(Described):
    """What sort of text an instrument is."""

    TREATY = "treaty", "A treaty."
    CONVENTION = "convention", "A convention."
    PROTOCOL = "protocol", "A protocol to a treaty."
    AGREEMENT = "agreement", "An agreement."
    RESOLUTION = "resolution", "A resolution of a body."
    PROGRAMME = "programme", "An agreed programme, plan or roadmap."
    STRATEGY = "strategy", "A strategy."
    REPORT = "report", "A report."
    AWARD = "award", "A diploma or award."


class NameKind(Described):
    """What sort of name an entity bears."""

    NAME = "name", "The name in a language."
    ALIAS = "alias", "Another name."
    ACRONYM = "acronym", "Initials."
    ADJECTIVE = "adjective", "Adjective or name of its people."
    RELATED = "related", "A word for something near: it is proposed, and never read or listed."
