"""Columns of the CSV tables: of facts, entities, figures, partners and counts.

Lists of parties leave out those that are excluded; `parties` has all of them, with their roles.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from policyfacts.renderers.cells import Cell, join_values
from policyfacts.renderers.csv import Column, Row
from policyfacts.wording.parties import list_participants, list_parties


def list_ids(items: str) -> Callable[[Row], Cell]:
    """Make a `take` for the ids of a list of parties."""
    return lambda row: join_values(party["id"] for party in list_participants(row, items))


def list_names(items: str) -> Callable[[Row], Cell]:
    """Make a `take` for the names of a list of parties."""
    return lambda row: join_values(party["name"] for party in list_participants(row, items))


def list_topics(row: Row) -> Cell:
    """Return the ids of the topics."""
    return join_values(topic["id"] for topic in row["topics"])


def list_values(items: str) -> Callable[[Row], Cell]:
    """Make a `take` for the values of a list of counts."""
    return lambda row: join_values(count["value"] for count in row[items])


def list_evidence(row: Row) -> Cell:
    """Return the sentences as `review:locator`."""
    return join_values(
        f"{sentence['review']}:{sentence['locator']}" for sentence in row["evidence"]
    )


def within(member: str, name: str) -> Callable[[Row], Cell]:
    """Make a `take` for a value inside a member; None where the member is null."""

    def take(row: Row) -> Any:
        return row[member][name] if row[member] is not None else None

    return take


def plain(name: str, description: str) -> Column:
    """Make a column of the member of the same name."""
    return Column(name, description, itemgetter(name))


def _parties(row: Row) -> Cell:
    return join_values(f"{party['id']}:{party['role']}" for _, party in list_parties(row))


def _figures(row: Row) -> Cell:
    return join_values(map(_figure, row["figures"]))


def _figure(figure: Row) -> str:
    """Write a figure: `trade-turnover=1900000000 USD (about, actual, 2013)`."""
    notes = [
        figure["bound"],
        figure["basis"],
        figure["period"],
        figure["of"] and f"of {figure['of']}",
    ]
    return (
        f"{figure['measure']}={figure['value']} {figure['unit']} ({', '.join(filter(None, notes))})"
    )


def _plover(name: str) -> Callable[[Row], Cell]:
    return lambda row: join_values(row["plover"][name]) if row["plover"] is not None else None


def _links(row: Row) -> Cell:
    return join_values(f"{link['type']}:{link['id']}" for link in row["links"])


def _sections(row: Row) -> Cell:
    return join_values(dict.fromkeys(sentence["section"] for sentence in row["evidence"]))


FACT_COLUMNS = (
    plain("id", "Permanent id of the fact."),
    plain("review", "Review whose fact it is."),
    plain("kind", "event, figure, state or assessment."),
    plain("type", "Type of fact."),
    plain("form", "Form of a visit: state, official or working."),
    plain("status", "How far it had come by the end of the review's year."),
    plain("level", "Rank of those who acted."),
    plain("statement", "What the government says, in our words."),
    Column("date", "When it happens, as EDTF.", within("date", "edtf")),
    Column("date_start", "First day.", within("date", "start")),
    Column("date_end", "Last day.", within("date", "end")),
    Column("date_precision", "day, month, year or range.", within("date", "precision")),
    Column("date_stated", "Whether a sentence gives the time.", within("date", "stated")),
    Column("term", "The time for which it holds, as EDTF.", within("term", "edtf")),
    Column("term_start", "First day of the term.", within("term", "start")),
    Column("term_end", "Last day of the term.", within("term", "end")),
    plain("times", "How many times, for events given as a number."),
    plain("trend", "Where the government sees a relation going."),
    Column("countries", "Ids of countries.", list_ids("countries")),
    Column("country_names", "Names of the countries at the time.", list_names("countries")),
    Column("regions", "Ids of regions.", list_ids("regions")),
    Column("organizations", "Ids of organizations.", list_ids("organizations")),
    Column("people", "Ids of people.", list_ids("people")),
    Column("places", "Ids of places.", list_ids("places")),
    Column("instruments", "Ids of agreements, treaties and other texts.", list_ids("instruments")),
    Column("projects", "Ids of projects and programmes.", list_ids("projects")),
    Column("parties", "Every party as id:role, those excluded too.", _parties),
    plain("parties_complete", "False where the source says that there were others."),
    Column("topics", "Ids of topics.", list_topics),
    Column("figures", "measure=value unit (bound, basis, period, of what).", _figures),
    Column("plover_type", "PLOVER event type.", within("plover", "type")),
    Column("plover_modes", "PLOVER modes.", _plover("modes")),
    Column("plover_contexts", "PLOVER contexts.", _plover("contexts")),
    Column("links", "Other facts as type:id.", _links),
    Column("evidence", "Sentences as review:locator.", list_evidence),
    Column("sections", "Sections of the review that the sentences stand in.", _sections),
    Column("asserted_by", "Id of the publisher whose account it is.", within("asserted_by", "id")),
)


ENTITY_COLUMNS = (
    plain("id", "Id of the entity."),
    plain("kind", "country, region, organization, person, place, instrument or project."),
    plain("name", "Its English name today."),
    plain("type", "Type of an organization or instrument; what a country is to the UN."),
    Column("alpha2", "ISO 3166-1 alpha-2.", within("codes", "alpha2")),
    Column("alpha3", "ISO 3166-1 alpha-3.", within("codes", "alpha3")),
    Column("m49", "UN M49, three digits.", within("codes", "m49")),
    Column("acronym", "Initials.", within("codes", "acronym")),
    Column("parent", "Id of the region or organization directly above.", within("parent", "id")),
    Column("country", "State of a national body; where a place lies.", within("country", "id")),
    plain("facts", "Facts that its own filter finds."),
    Column("cow", "Correlates of War, number of the state.", within("codes", "cow")),
    Column("cowc", "Correlates of War, letters of the state.", within("codes", "cowc")),
    Column("gw", "Gleditsch and Ward, number of the state.", within("codes", "gw")),
    Column("wikidata", "Wikidata item.", within("codes", "wikidata")),
    Column("fips", "FIPS 10-4.", within("codes", "fips")),
)


FIGURE_COLUMNS = (
    plain("fact", "Id of the fact that has the figure."),
    plain("measure", "What is measured."),
    plain("value", "The number, in the base unit."),
    plain("unit", "ISO 4217 code, percent, or what is counted."),
    plain("bound", "How the value is to be read: exact, about, over, at-least ..."),
    plain("basis", "Whether the quantity is real: actual, committed or possible."),
    plain("period", "The figure's own time, as EDTF."),
    plain("period_start", "First day of the period."),
    plain("period_end", "Last day of the period."),
    plain("of", "What it is a part or share of."),
    plain("review", "Review whose fact it is."),
    plain("type", "Type of fact."),
    plain("status", "How far the fact had come by the end of the review's year."),
    Column("date", "When the fact happens, as EDTF.", within("date", "edtf")),
    Column("countries", "Ids of the fact's countries.", list_ids("countries")),
    Column("organizations", "Ids of the fact's organizations.", list_ids("organizations")),
    Column("topics", "Ids of the fact's topics.", list_topics),
    plain("statement", "What the government says, in our words."),
    Column("evidence", "Sentences as review:locator.", list_evidence),
)


PARTNER_COLUMNS = (
    plain("id", "Id of the partner."),
    plain("kind", "country, region, organization, person, place, instrument or project."),
    plain("name", "Its English name today."),
    plain("facts", "Facts that have both."),
    Column("topics", "Ids of what these facts are about, most facts first.", list_values("topics")),
)


# Every table whose columns are always the same, by the name that the documentation gives it.
TABLES = {
    "facts": FACT_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "entities": ENTITY_COLUMNS,
    "partners": PARTNER_COLUMNS,
}


def count_columns(dimensions: Sequence[str]) -> tuple[Column, ...]:
    """Make the columns of counts: value and label of each dimension, then the number of facts.

    A row is `{"year": {"value": "2013", "label": "2013"}, "facts": 340}`; a value is null where
    facts have none of that dimension.
    """
    columns: list[Column] = []
    for name in dimensions:
        columns.append(Column(name, f"Value of {name}.", within(name, "value")))
        columns.append(Column(f"{name}_label", f"Name of the {name}.", within(name, "label")))
    return (*columns, plain("facts", "Facts of the group; a fact with several values is in each."))
