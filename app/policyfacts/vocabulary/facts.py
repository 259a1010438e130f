"""Enumerations of facts and of what they are made of."""

from policyfacts.vocabulary.described import Described


class FactKind(Described):
    """What sort of thing a fact is."""

    EVENT = "event", "Happens at a time."
    FIGURE = "figure", "A quantity is the point."
    STATE = "state", "Something that stands: a membership, a presidency, a programme under way."
    ASSESSMENT = "assessment", "The government's own evaluation or declared aim."


class Status(Described):
    """How far a fact had come by the end of the review's year."""

    DONE = "done", "It happened, or held, by the end of the year."
    ONGOING = "ongoing", "It was under way at the end of the year."
    PLANNED = "planned", "It was announced for later."
    CONSIDERED = "considered", "It was being thought about."


class Form(Described):
    """Rank of a visit, where the source gives it."""

    STATE = "state", "A state visit."
    OFFICIAL = "official", "An official visit."
    WORKING = "working", "A working visit."


class Level(Described):
    """Rank of those who acted."""

    HEAD_OF_STATE = "head-of-state", "Presidents and monarchs."
    HEAD_OF_GOVERNMENT = "head-of-government", "Prime ministers."
    MINISTER = "minister", "Ministers and heads of international bodies."
    PARLIAMENT = "parliament", "Members and speakers of parliaments."
    OFFICIALS = "officials", "Civil servants, diplomats and delegations."
    EXPERTS = "experts", "Experts."


class Role(Described):
    """What a party does in a fact."""

    VISITOR = "visitor", "Travels to the host."
    HOST = "host", "Receives the visitor or the mission."
    SIGNATORY = "signatory", "Is party to an agreement."
    ORGANIZER = "organizer", "Holds, publishes or runs it."
    INITIATOR = "initiator", "It happens on its proposal; opens the mission."
    PARTICIPANT = "participant", "Takes part on equal terms, or is the side whose account this is."
    MEMBER = "member", "Is or becomes a member."
    CHAIR = "chair", "Presides."
    DONOR = "donor", "Gives."
    RECIPIENT = "recipient", "Receives what is given."
    COUNTERPART = "counterpart", "The other side of a relation, negotiation or trade."
    VENUE = "venue", "Where it takes place."
    SUBJECT = "subject", "What the fact is about."
    MENTIONED = "mentioned", "Named in passing or inside a proper name."
    EXCLUDED = "excluded", "Explicitly left out; shown, never matched or counted."


class Bound(Described):
    """How a figure's value is to be read."""

    EXACT = "exact", "The value itself."
    ABOUT = "about", "Around the value."
    OVER = "over", "More than the value."
    AT_LEAST = "at-least", "The value or more."
    AT_MOST = "at-most", "The value or less."
    UNDER = "under", "Less than the value."


class Basis(Described):
    """Whether a figure's quantity is real."""

    ACTUAL = "actual", "It happened."
    COMMITTED = "committed", "It was pledged, or agreed in a contract or agreement that was signed."
    POSSIBLE = "possible", "It may follow."


class Precision(Described):
    """How exactly a date is known."""

    DAY = "day", "A day."
    MONTH = "month", "A month, no day known."
    YEAR = "year", "A year, no month known."
    RANGE = "range", "A span between two dates."


class Trend(Described):
    """Where the government sees a relation going."""

    IMPROVING = "improving", "It got better."
    STEADY = "steady", "It stayed as it was."
    WORSENING = "worsening", "It got worse."


class LinkType(Described):
    """How a fact is joined to another."""

    FOLLOWS = "follows", "It comes after the other and continues it."
    PART_OF = "part-of", "It is a part of the other."
    RESULT_OF = "result-of", "It came about through the other."


class SentenceUse(Described):
    """What became of a sentence of a review."""

    CITED = "cited", "At least one fact cites it."
    CONTEXT = "context", "It carries no fact of its own."


class Change(Described):
    """What a load did to a fact."""

    ADDED = "added", "The fact is new."
    CHANGED = "changed", "The fact reads otherwise than before."
    WITHDRAWN = "withdrawn", "The fact is gone."
