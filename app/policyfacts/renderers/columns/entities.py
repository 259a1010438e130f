"""Entities as a table, one row per entity."""

from policyfacts.renderers.columns.facts import plain, within
from policyfacts.renderers.csv import Column

ENTITIES = (
    plain("id", "Id of the entity."),
    plain("kind", "country, region, organization, person, place, instrument or project."),
    plain("name", "Its English name today."),
    plain("type", "Type of an organization or instrument."),
    Column("alpha2", "ISO 3166-1 alpha-2.", within("codes", "alpha2")),
    Column("alpha3", "ISO 3166-1 alpha-3.", within("codes", "alpha3")),
    Column("m49", "UN M49, three digits.", within("codes", "m49")),
    Column("acronym", "Initials.", within("codes", "acronym")),
    Column("parent", "Id of the region or organization directly above.", within("parent", "id")),
    Column("country", "State of a national body; where a place lies.", within("country", "id")),
    plain("facts", "Facts that its own filter finds."),
)
