"""Mistakes that curators make: each a change to the seed with the small review, and what must be said of it."""

from dataclasses import dataclass

PARTNERS = "reviews/kz-2014/facts/partners.yaml"
PLANS = "reviews/kz-2014/facts/plans.yaml"
REVIEW = "reviews/kz-2014/review.yaml"
SENTENCES = "reviews/kz-2014/sentences.csv"
WITHDRAWN = "reviews/kz-2014/withdrawn.yaml"
COUNTRIES = "entities/countries.csv"
REGIONS = "entities/regions.csv"
ORGANIZATIONS = "entities/organizations.yaml"
PEOPLE = "entities/people.yaml"
MEMBERSHIPS = "entities/memberships.csv"
FORMER_NAMES = "entities/former_names.csv"
TOPICS = "vocabulary/topics.yaml"
TYPES = "vocabulary/types.yaml"
MEASURES = "vocabulary/measures.yaml"


@dataclass(frozen=True)
class Mistake:
    """`old` becomes `new` in `file`; `message` is said of the line of `new`, or of `at` where it stands."""

    name: str
    file: str
    old: str
    new: str
    message: str
    at: str | None = None


_SIGNATORIES = "    - KZ\n    - TR\n"
_OF_TREATY = "- id: kz-2014-trade-treaty\n"
_OF_TRADE = "- id: kz-2014-trade\n"

REFERENCES = (
    Mistake("country", PARTNERS, "    - TR", "    - UK", "unknown country 'UK': did you mean GB?"),
    Mistake("lower case", PARTNERS, "    - TR", "    - tr", "did you mean TR"),
    Mistake("country by name", PARTNERS, "    - TR", "    - China", "did you mean CN?"),
    Mistake("country by alpha-3", PARTNERS, "    - TR", "    - CHN", "did you mean CN?"),
    Mistake("region", PLANS, "    - africa", "    - afrika", "'afrika': did you mean africa?"),
    Mistake("place", PARTNERS, "    - minsk", "    - mnisk", "'mnisk': did you mean minsk"),
    Mistake("organization", REVIEW, "publisher: cis", "publisher: ciss", "did you mean cis"),
    Mistake("not a publisher", REVIEW, "publisher: cis", "publisher: minsk", "'minsk' is a place"),
    Mistake(
        "topic", PARTNERS, "  - trade\n", "  - trades\n", "unknown topic 'trades': did you mean trade"
    ),
    Mistake(
        "type",
        PARTNERS,
        "type: trade-figure",
        "type: trade-figures",
        "unknown type 'trade-figures': did you mean trade-figure",
    ),
    Mistake(
        "role",
        PARTNERS,
        "    signatory:",
        "    signatories:",
        "unknown role 'signatories': did you mean signatory?",
    ),
    Mistake(
        "measure",
        PARTNERS,
        "measure: trade-turnover",
        "measure: trade-turnovr",
        "unknown measure 'trade-turnovr': did you mean trade-turnover",
    ),
    Mistake(
        "locator", PARTNERS, "  - p01s2", "  - p01s3", "unknown locator 'p01s3': did you mean p01s2"
    ),
    Mistake(
        "linked fact",
        PARTNERS,
        "    - kz-2014-trade-treaty",
        "    - kz-2014-trade-traety",
        "unknown fact 'kz-2014-trade-traety': did you mean kz-2014-trade-treaty",
    ),
    Mistake("link", PARTNERS, "    result-of:", "    results-of:", "did you mean result-of?"),
    Mistake("status", PARTNERS, "status: done", "status: don", "'don': did you mean done?"),
    Mistake("key", PARTNERS, "  evidence:", "  evidnce:", "'evidnce': did you mean evidence?"),
    Mistake("section", SENTENCES, "p02s1,plans", "p02s1,plan", "'plan': did you mean plans?"),
    Mistake(
        "region of a country",
        COUNTRIES,
        "Norway,northern-europe",
        "Norway,northern-europ",
        "unknown region 'northern-europ': did you mean northern-europe",
    ),
    Mistake(
        "region above", REGIONS, "Africa,world", "Africa,wrld", "'wrld': did you mean world?"
    ),
    Mistake(
        "organization above",
        ORGANIZATIONS,
        "type: organ, parent: un,",
        "type: organ, parent: onu,",
        "unknown organization 'onu': did you mean un",
    ),
    Mistake(
        "organization of members",
        MEMBERSHIPS,
        "AO,african-union",
        "AO,africa-union",
        "unknown organization 'africa-union': did you mean african-union",
    ),
    Mistake("region as organization", MEMBERSHIPS, "AO,african-union", "AO,africa", "is a region"),
)

REPEATED = (
    Mistake(
        "fact",
        PARTNERS,
        _OF_TRADE,
        _OF_TREATY + "  ",
        f"duplicate fact 'kz-2014-trade-treaty': it stands in {PARTNERS}:1 already",
        at=_OF_TREATY + "  ",
    ),
    Mistake("key", PARTNERS, "  kind: event\n", "  kind: event\n  kind: state\n", "stands here twice"),
    Mistake(
        "organization that is a country in lower case",
        ORGANIZATIONS,
        "- {id: unodc,",
        "- {id: no, name: Some Office, type: agency}\n- {id: unodc,",
        "duplicate id 'no': 'NO' is a country already",
    ),
    Mistake(
        "country",
        COUNTRIES,
        "\nAE,ARE",
        "\nAD,AAA,999,Andorra Two,southern-europe,,,,,,,\nAE,ARE",
        "duplicate id 'AD'",
    ),
    Mistake(
        "topic",
        TOPICS,
        "    - {id: strategic-partnership",
        "    - {id: trade, name: Trade twice, description: x}\n    - {id: strategic-partnership",
        "duplicate topic 'trade'",
    ),
    Mistake(
        "type",
        TYPES,
        "- {id: meeting,",
        "- {id: visit, kind: event, name: Again, description: x, plover: null}\n- {id: meeting,",
        "duplicate type 'visit'",
    ),
    Mistake(
        "measure",
        MEASURES,
        "- {id: trade-balance",
        "- {id: trade-turnover, name: Again, description: x, units: [x]}\n- {id: trade-balance",
        "duplicate measure 'trade-turnover'",
    ),
    Mistake("locator", SENTENCES, "p01s2,", "p01s1,", "duplicate locator 'p01s1'"),
    Mistake("section", REVIEW, "- id: plans", "- id: partners", "duplicate section 'partners'"),
    Mistake("party", PARTNERS, _SIGNATORIES, "    - KZ\n    - KZ\n", "'KZ' is signatory twice"),
    Mistake(
        "withdrawn id",
        WITHDRAWN,
        "[]",
        "- {id: kz-2014-trade, reason: wrong}",
        "the id 'kz-2014-trade' was withdrawn and is never used again",
        at="kz-2014-trade\n",
    ),
)

TIMES = (
    Mistake("no such day", PARTNERS, "'2014-05'", "'2014-02-30'", "'2014-02-30' does not exist"),
    Mistake("no such month", PARTNERS, "'2014-05'", "'2014-13'", "'2014-13' does not exist"),
    Mistake("words", PARTNERS, "'2014-05'", "May 2014", "'May 2014' is not a date: write 2013"),
    Mistake("backwards", PARTNERS, "'2014-05'", "2014-07/2014-05", "ends before it starts"),
    Mistake("within", PARTNERS, "'2014-05'", "2014-07-05/2014-07", "ends before it starts"),
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
    Mistake("no unit", PARTNERS, "    unit: USD\n", "", "unit' is missing", at="- measure: trade-t"),
    Mistake("no such currency", PARTNERS, "unit: USD", "unit: UDS", "not an ISO 4217 code: did you"),
    Mistake("foreign unit", PARTNERS, "unit: country", "unit: percent", "counted in country, not in"),
    Mistake("number in words", PARTNERS, "value: 3500000000", "value: 3.5 billion", "valid number"),
    Mistake("infinite", PARTNERS, "value: 3500000000", "value: 1e400", "finite number"),
    Mistake("no evidence", PARTNERS, "  evidence:\n  - p01s1\n", "", "evidence", at=_OF_TREATY),
    Mistake(
        "empty evidence",
        PARTNERS,
        "  evidence:\n  - p01s1\n",
        "  evidence: []\n",
        "a fact needs at least one sentence as evidence",
    ),
    Mistake("no topic", PARTNERS, "  topics:\n  - trade\n", "", "topics", at=_OF_TREATY),
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
    Mistake("bad YAML", PARTNERS, "  topics:\n", "  topics: [trade\n", "bad YAML", at="  - trade\n"),
    Mistake("cells", COUNTRIES, "\nAE,ARE,", "\nAE,", "the row has 11 cells and the header 12"),
    Mistake("id of another review", PARTNERS, _OF_TRADE, "- id: by-2013-x\n", "must begin with"),
    Mistake("comma in a name", PEOPLE, "name: Yuri Fedotov", "name: 'Fedotov, Yuri'", "no comma"),
)
