"""Figures as a table, one row per figure. Never add up units, bounds or parts with their whole."""

from policyfacts.renderers.columns.facts import list_evidence, list_ids, list_topics, plain, within
from policyfacts.renderers.csv import Column

FIGURES = (
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
