"""Enumerations of queries and of response formats."""

from policyfacts.vocabulary.described import Described


class DateMatch(Described):
    """How dates asked for meet dates of facts."""

    OVERLAPS = "overlaps", "They share at least a day."
    WITHIN = "within", "The fact lies wholly inside."


class RegionMatch(Described):
    """How a region asked for meets facts."""

    NAMED = "named", "The fact names the region or a part of it."
    MEMBERS = "members", "The fact has a country of the region, the reviewing country apart."
    ANY = "any", "Either."


class OrganizationMatch(Described):
    """How an organization asked for meets facts."""

    NAMED = "named", "The fact has the organization itself."
    ORGANS = "organs", "The fact has the organization or a body below it."
    MEMBERS = "members", "The fact has a country that was a member then, the reviewing one apart."
    ANY = "any", "Any of these."


class WordMatch(Described):
    """In which texts words asked for are looked for."""

    OWN = "own", "In the fact's own: its statement and the names of its parties and topics."
    ANY = "any", "In these and in the sentences that it cites, which are not shown."


class Sort(Described):
    """Order of facts."""

    NEWEST = "-date", "By end, start and id, newest first."
    OLDEST = "date", "By end, start and id, oldest first."
    RELEVANCE = "relevance", "By how well the text asked for fits, best first."


class MatchField(Described):
    """In which field of a fact words asked for were found."""

    STATEMENT = "statement", "The statement."
    NAMES = "names", "Names of the parties, in every language held."
    TOPICS = "topics", "Names of the topics and of the broader ones."
    SENTENCE = "sentence", "A sentence that the fact cites; its words are not shown."


class Dimension(Described):
    """By what facts can be counted; a fact with several values counts under each."""

    COUNTRY = "country", "Countries that take part."
    REGION = "region", "Regions, as `region_match` reads them."
    ORGANIZATION = "organization", "Organizations, as `organization_match` reads them."
    TOPIC = "topic", "Topics; a topic holds its narrower ones."
    YEAR = "year", "Years that the fact or its term touches, as `date_match` reads them."
    TYPE = "type", "Types of facts."
    KIND = "kind", "Kinds of facts."
    STATUS = "status", "How far it had come by the end of the review's year."
    LEVEL = "level", "Rank of those who acted."
    FORM = "form", "Form of a visit."
    REVIEW = "review", "Reviews."
    SECTION = "section", "Sections of reviews."


class Format(Described):
    """In what form an answer is written."""

    JSON = "json", "JSON, complete."
    CSV = "csv", "Comma-separated values, a row for each item."
    NDJSON = "ndjson", "JSON, an item on each line."
    JSONLD = "jsonld", "Linked data in JSON, with a context of its own."
    ATOM = "atom", "A feed for feed readers."
    GRAPHML = "graphml", "A graph in XML."
    TEXT = "text", "Plain text."
    BIBTEX = "bibtex", "A BibTeX entry."
    RIS = "ris", "A RIS record, for reference managers."
    CSL_JSON = "csl-json", "Citation data in JSON, as CSL has it."
