"""Partners as a table, one row per entity."""

from policyfacts.renderers.columns.facts import list_values, plain
from policyfacts.renderers.csv import Column

PARTNERS = (
    plain("id", "Id of the partner."),
    plain("kind", "country, region, organization, person, place, instrument or project."),
    plain("name", "Its English name today."),
    plain("facts", "Facts that have both."),
    Column("topics", "Ids of what these facts are about, most facts first.", list_values("topics")),
)
