"""Mistakes in references and ids: changes to the small seed, and the message for each."""

import re
from dataclasses import dataclass

PARTNERS = "reviews/kz-2014/facts/partners.yaml"
PLANS = "reviews/kz-2014/facts/plans.yaml"
REVIEW = "reviews/kz-2014/review.yaml"
SENTENCES = "reviews/kz-2014/sentences.csv"
WORDS = "reviews/kz-2014/words.csv"
WITHDRAWN = "reviews/kz-2014/withdrawn.yaml"
COUNTRIES = "entities/countries.csv"
REGIONS = "entities/regions.csv"
ORGANIZATIONS = "entities/organizations.yaml"
PEOPLE = "entities/people.yaml"
MEMBERSHIPS = "entities/memberships.csv"
CODES = "entities/codes.csv"
FORMER_IDS = "entities/former_ids.csv"
FORMER_NAMES = "entities/former_names.csv"
TOPICS = "vocabulary/topics.yaml"
TYPES = "vocabulary/types.yaml"
MEASURES = "vocabulary/measures.yaml"
QUESTIONS = "vocabulary/questions.yaml"


@dataclass(frozen=True)
class Mistake:
    """Change of `old` to `new`; `message` names the line where `new` begins, or `at` if given."""

    name: str
    file: str
    old: str
    new: str
    message: str
    at: str | None = None
    reported_file: str | None = None
    """File that the message names, where it is not `file`."""


def unknown(noun: str, file: str, old: str, new: str, suggestion: str) -> Mistake:
    """Return the mistake of an unknown word, the last one of `new`, for which one is suggested."""
    word = re.findall(r"[\w-]+", new)[-1]
    return Mistake(
        f"{noun} {word}", file, old, new, f"unknown {noun} '{word}': did you mean {suggestion}"
    )


TREATY = "kz-2014-trade-treaty"
OF_TREATY = f"- id: {TREATY}\n"
OF_TRADE = "- id: kz-2014-trade\n"

REFERENCES = (
    Mistake("country", PARTNERS, "    - TR", "    - UK", "unknown country 'UK': did you mean GB?"),
    Mistake("lower case", PARTNERS, "    - TR", "    - tr", "did you mean TR"),
    Mistake("country by name", PARTNERS, "    - TR", "    - China", "did you mean CN?"),
    Mistake("country by alpha-3", PARTNERS, "    - TR", "    - CHN", "did you mean CN?"),
    Mistake("region", PLANS, "    - africa", "    - afrika", "'afrika': did you mean africa"),
    Mistake("place", PARTNERS, "    - minsk", "    - mnisk", "'mnisk': did you mean minsk"),
    Mistake("organization", REVIEW, "publisher: cis", "publisher: ciss", "did you mean cis"),
    Mistake("not a publisher", REVIEW, "publisher: cis", "publisher: minsk", "'minsk' is a place"),
    unknown("topic", PARTNERS, "  - trade\n", "  - trades\n", "trade"),
    unknown("type", PARTNERS, "type: trade-figure", "type: trade-figures", "trade-figure"),
    unknown("role", PARTNERS, "    signatory:", "    signatories:", "signatory"),
    unknown("measure", PARTNERS, "trade-turnover", "trade-turnovr", "trade-turnover"),
    unknown("locator", PARTNERS, "  - p01s2", "  - p01s3", "p01s2"),
    unknown("fact", PARTNERS, f"    - {TREATY}", "    - kz-2014-trade-traety", TREATY),
    Mistake("link", PARTNERS, "    result-of:", "    results-of:", "did you mean result-of?"),
    Mistake("status", PARTNERS, "status: done", "status: don", "'don': did you mean done?"),
    Mistake("key", PARTNERS, "  evidence:", "  evidnce:", "'evidnce': did you mean evidence?"),
    Mistake("section", SENTENCES, "p02s1,plans", "p02s1,plan", "'plan': did you mean plans?"),
    unknown(
        "region", COUNTRIES, "Norway,northern-europe", "Norway,northern-europ", "northern-europe"
    ),
    unknown("region", REGIONS, "Africa,world", "Africa,wrld", "world?"),
    unknown("organization", ORGANIZATIONS, "organ, parent: un,", "organ, parent: onu,", "un"),
    unknown("organization", MEMBERSHIPS, "AO,african-union", "AO,africa-union", "african-union"),
    Mistake("country of a code", CODES, "BY,cow,370", "BX,cow,370", "unknown country 'BX'"),
    Mistake("scheme", CODES, "BY,cow,370", "BY,cov,370", "unknown scheme 'cov': did you mean cow"),
    Mistake("region as organization", MEMBERSHIPS, "AO,african-union", "AO,africa", "is a region"),
)

REPEATED = (
    Mistake(
        "fact",
        PARTNERS,
        OF_TRADE,
        OF_TREATY,
        f"duplicate fact 'kz-2014-trade-treaty': it stands in {PARTNERS}:1 already",
        at=OF_TREATY + "  kind: figure",
    ),
    Mistake(
        "key",
        PARTNERS,
        "  kind: event\n",
        "  kind: event\n  kind: state\n",
        "twice",
        at="kind: state",
    ),
    Mistake(
        "organization that is a country in lower case",
        ORGANIZATIONS,
        "- {id: unodc,",
        "- {id: no, name: Some Office, type: agency, parent: un}\n- {id: unodc,",
        "duplicate id 'no': 'NO' is a country already",
    ),
    Mistake(
        "country",
        COUNTRIES,
        "\nAE,ARE",
        "\nAD,AAA,999,Andorra Two,southern-europe,,,,,,,,other\nAE,ARE",
        "duplicate id 'AD'",
    ),
    Mistake("alpha-3 code", COUNTRIES, "AE,ARE,784", "AE,AND,784", "'AND'"),
    Mistake("numeric code", COUNTRIES, "AE,ARE,784", "AE,ARE,020", "'020'"),
    Mistake(
        "topic",
        TOPICS,
        "    - {id: strategic-partnership",
        "    - {id: political-dialogue, name: A, description: x}\n    - {id: strategic-partnership",
        "duplicate topic 'political-dialogue': it stands in vocabulary/topics.yaml:",
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
    Mistake(
        "alias that is an id",
        TOPICS,
        "id: strategic-partnership, ",
        "id: strategic-partnership, aliases: [Foreign_Policy], ",
        "'Foreign_Policy' is a name of 'foreign-policy' already (vocabulary/topics.yaml:",
    ),
    Mistake(
        "alias that is a name",
        TYPES,
        "- {id: visit, ",
        "- {id: visit, aliases: [border demarcation], ",
        "'border demarcation' is a name of 'demarcation' already (vocabulary/types.yaml:",
    ),
    Mistake(
        "alias of two",
        MEASURES,
        "- {id: trade-turnover, name: Trade turnover,",
        "- {id: tt, name: TT, aliases: [Turnover], description: x, units: [x]}\n"
        "- {id: trade-turnover, name: Trade turnover,",
        "'turnover' is a name of 'tt' already (vocabulary/measures.yaml:2)",
        at="- {id: trade-turnover",
    ),
    Mistake(
        "status of question words",
        QUESTIONS,
        "  reads: {status: planned}",
        "  reads: {status: planed}",
        "unknown status 'planed': did you mean planned?",
    ),
    Mistake(
        "type of question words",
        QUESTIONS,
        "  reads: {type: agreement-signing}",
        "  reads: {type: agreement-singing}",
        "unknown type 'agreement-singing': did you mean agreement-signing?",
    ),
    Mistake(
        "filter of question words",
        QUESTIONS,
        "  reads: {topic: treaties}",
        "  reads: {topics: treaties}",
        "no question is read as 'topics': did you mean topic?",
    ),
    Mistake(
        "word of two senses",
        QUESTIONS,
        "words: {en: [or, and/or, either]",
        "words: {en: [or, and/or, and, either]",
        "'and' stands in vocabulary/questions.yaml:",
    ),
    Mistake(
        "number of a month",
        QUESTIONS,
        "sense: month, number: 12,",
        "sense: month, number: 0,",
        "'month' needs a number from 1 to 12",
    ),
    Mistake(
        "role of a verb",
        QUESTIONS,
        "  sense: verb\n  reads: {type: visit}",
        "  sense: verb\n  origin: host\n  reads: {type: visit}",
        "'origin' and 'destination' stand in groups of sense 'direction'",
    ),
    Mistake(
        "locator",
        SENTENCES,
        "p01s2,",
        "p01s1,",
        "duplicate locator 'p01s1'",
        at="p01s1,partners,69",
    ),
    Mistake(
        "section",
        REVIEW,
        "- id: plans",
        "- id: partners",
        "duplicate section 'partners'",
        at="- id: partners\n  title: Plans",
    ),
    Mistake(
        "party",
        PARTNERS,
        "    - KZ\n    - TR\n",
        "    - KZ\n    - KZ\n",
        "'KZ' is signatory twice",
        at="- KZ\n    venue",
    ),
    Mistake(
        "withdrawn id",
        WITHDRAWN,
        "[]",
        "- {id: kz-2014-trade, reason: wrong}",
        "the id 'kz-2014-trade' was withdrawn and is never used again",
        at=OF_TRADE,
        reported_file=PARTNERS,
    ),
    Mistake(
        "withdrawn id of another review",
        WITHDRAWN,
        "[]",
        "- {id: by-2013-x, reason: wrong}",
        "must begin with 'kz-2014-'",
    ),
)
