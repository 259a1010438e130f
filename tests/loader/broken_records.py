"""Mistakes in times, figures, coverage and trees."""

from tests.loader.broken_seeds import (
    CODES,
    COUNTRIES,
    FORMER_IDS,
    FORMER_NAMES,
    MEMBERSHIPS,
    OF_TRADE,
    OF_TREATY,
    ORGANIZATIONS,
    PARTNERS,
    PEOPLE,
    PLANS,
    REGIONS,
    SENTENCES,
    Mistake,
)

TIMES = (
    Mistake("no such day", PARTNERS, "date: 2014-05", "date: 2014-02-30", "does not exist: day"),
    Mistake("no such month", PARTNERS, "date: 2014-05", "date: 2014-13", "does not exist: month"),
    Mistake("month 00", PARTNERS, "date: 2014-05", "date: 2014-00", "does not exist: month"),
    Mistake("words", PARTNERS, "date: 2014-05", "date: May 2014", "is not a date: write 2013"),
    Mistake("backwards", PARTNERS, "date: 2014-05", "date: 2014-07/2014-05", "ends before it s"),
    Mistake("within", PARTNERS, "date: 2014-05", "date: 2014-07-05/2014-07", "ends before it s"),
    Mistake(
        "term", PLANS, "  times: 3", "  term: 2016/2015", "term: '2016/2015' ends before it starts"
    ),
    Mistake(
        "period", PARTNERS, "    unit: USD", "    period: 2014-00\n    unit: USD", "does not exist"
    ),
    Mistake(
        "membership",
        MEMBERSHIPS,
        "AO,african-union,,",
        "AO,african-union,2014-01-01,2013-01-01",
        "it ends (2013-01-01) before it starts (2014-01-01)",
    ),
    Mistake(
        "office",
        PEOPLE,
        "since: 2010-09-12, until: 2019-11-15",
        "since: 2010-09-12, until: 2009-11-15",
        "it ends (2009-11-15) before it starts (2010-09-12)",
    ),
    Mistake(
        "former name",
        FORMER_NAMES,
        "CD,Zaire,en,1971-10-27,1997-05-16",
        "CD,Zaire,en,1971-10-27,1970-05-16",
        "it ends (1970-05-16) before it starts (1971-10-27)",
    ),
)

WHOLE = (
    Mistake("no unit", PARTNERS, "    unit: USD\n", "", "unit' is mis", at="- measure: trade-t"),
    Mistake("form of a code", CODES, "BY,cow,370", "BY,cow,BLR", "no code of cow"),
    Mistake("code of a column", CODES, "BY,cow,370", "BY,alpha3,BLR", "in the table of its entity"),
    Mistake("no type", COUNTRIES, ",un-member\nCD,", ",\nCD,", "'type' is missing", at="BY,BLR"),
    Mistake("type", COUNTRIES, ",un-member\nCD,", ",un-members\nCD,", "un-member?", at="BY,BLR"),
    Mistake("no such currency", PARTNERS, "unit: USD", "unit: UDS", "not an ISO 4217 code"),
    Mistake("foreign unit", PARTNERS, "unit: country", "unit: percent", "counted in country"),
    Mistake("number in words", PARTNERS, "value: 3500000000", "value: 3.5 billion", "number"),
    Mistake("infinite", PARTNERS, "value: 3500000000", "value: 1e400", "finite"),
    Mistake("no evidence", PARTNERS, "  evidence:\n  - p01s1\n", "", "evidence", at=OF_TREATY),
    Mistake(
        "empty evidence",
        PARTNERS,
        "  evidence:\n  - p01s1\n",
        "  evidence: []\n",
        "a fact needs at least one sentence as evidence",
    ),
    Mistake("no topic", PARTNERS, "  topics:\n  - trade\n", "", "topics", at=OF_TREATY),
    Mistake(
        "empty topics",
        PARTNERS,
        "  topics:\n  - trade\n",
        "  topics: []\n",
        "a fact needs at least one topic",
    ),
    Mistake(
        "type of another kind",
        PARTNERS,
        "kind: event",
        "kind: state",
        "type 'agreement-signing' is of kind 'event', and the fact says 'state'",
    ),
    Mistake(
        "neither cited nor context",
        SENTENCES,
        ",context",
        ",cited",
        "sentence p02s2 is neither cited by a fact nor listed as context",
        at="p02s2",
    ),
    Mistake(
        "cited and context",
        SENTENCES,
        ",cited",
        ",context",
        "sentence p01s1 is listed as context, and kz-2014-trade-treaty cites it",
    ),
    Mistake(
        "cycle of regions",
        REGIONS,
        "Africa,world",
        "Africa,western-africa",
        "'africa' is above itself: africa -> western-africa -> sub-saharan-africa -> africa",
    ),
    Mistake(
        "cycle of organizations",
        ORGANIZATIONS,
        "acronym: UN, type: international-organization,",
        "acronym: UN, type: international-organization, parent: ecosoc,",
        "'un' is above itself: un -> ecosoc -> un",
    ),
    Mistake(
        "organ of nothing",
        ORGANIZATIONS,
        "type: organ, parent: coe}",
        "type: organ}",
        "'greta' is an organ: 'parent' says of which organization",
    ),
    Mistake(
        "ministry of no state",
        ORGANIZATIONS,
        "type: ministry, country: BY,",
        "type: ministry,",
        "'mfa-belarus' is a ministry: 'country' says of which state",
    ),
    Mistake("bad YAML", PARTNERS, "  topics:\n", "  topics: ]\n", "bad YAML"),
    Mistake("cells", COUNTRIES, "AE,ARE,784", "AE,784", "the row has 12 cells and the header 13"),
    Mistake("id of another review", PARTNERS, OF_TRADE, "- id: by-2013-x\n", "must begin with"),
)


def _former(name: str, rows: str, message: str, at: str | None = None) -> Mistake:
    """Return the mistake that these rows make in the list of former ids, which is empty."""
    header = "former,id\n"
    return Mistake(name, FORMER_IDS, header, header + rows, message, at=at or rows.strip())


_NO_FORMER = "is no former id: the organization 'un' bears it"
FORMER = (
    _former("leads nowhere", "old-un,unn\n", "unknown entity 'unn': did you mean un"),
    _former(
        "leads to a former id",
        "older-un,old-un\nold-un,un\n",
        "unknown entity 'old-un': it is 'un' now",
        "older-un",
    ),
    _former("still an id", "UN,cis\n", f"'UN' {_NO_FORMER}"),
    _former("of itself", "un,un\n", f"'un' {_NO_FORMER}"),
    _former(
        "twice",
        "ZR,CD\nzr,AO\n",
        f"duplicate former id 'zr': it stands in {FORMER_IDS}:2 already",
        "zr,AO",
    ),
    _former(
        "no id",
        "Old UN,un\n",
        "former: 'Old UN' is not well-formed: an id is lower-case words joined by hyphens",
    ),
    _former("without the id of now", "old-un,\n", "'id' is missing"),
)
