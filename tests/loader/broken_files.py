"""Mistakes in the writing of records, and names and spans that collide."""

from tests.loader.broken_seeds import (
    COUNTRIES,
    OF_TRADE,
    ORGANIZATIONS,
    PARTNERS,
    PEOPLE,
    PLANS,
    REVIEW,
    SENTENCES,
    Mistake,
)

_STATEMENT = (
    "  statement: For 2015 Kazakhstan had three new embassies in mind, all of them in Africa."
)
_FEDOTOV = "since: 2010-09-12, until: 2019-11-15}"

FORM = (
    Mistake(
        "bare role", PLANS, "    host:\n    - africa\n", "    host: TR\n", "write a list: [TR]"
    ),
    Mistake(
        "empty role",
        PLANS,
        "    host:\n    - africa\n",
        "    host: []\n",
        "the list is empty: it needs at least one",
    ),
    Mistake(
        "parties as a list",
        PLANS,
        "    initiator:\n    - KZ\n    host:\n    - africa\n",
        "    - KZ\n",
        "write roles with lists, e.g. host: [TR]",
        at="parties:",
    ),
    Mistake(
        "list in a list",
        PLANS,
        "  - p02s1",
        "  - [p02s1]",
        "evidence.0: one text stands here, and no list",
    ),
    Mistake(
        "list in quotes",
        PLANS,
        "  evidence:\n  - p02s1",
        "  evidence: '[p02s1]'",
        "write a list, without quotes around it: [p02s1]",
    ),
    Mistake(
        "end of the file",
        PARTNERS,
        "- id: kz-2014-trade\n",
        "...\n- id: kz-2014-trade\n",
        "'...' ends a file",
        at="- id: kz-2014-trade\n",
    ),
    Mistake("no date", PLANS, "date: '2015'", "date:", "'date' is empty"),
    Mistake("no figure", PARTNERS, "value: 3500000000", "value:", "'figures.0.value' is empty"),
    Mistake(
        "space of another kind",
        PLANS,
        "  times: 3",
        "\u00a0 times: 3",
        "begins with a space of another kind",
    ),
    Mistake("country in lower case", COUNTRIES, "\nKZ,", "\nkz,", "no id of a country"),
    Mistake(
        "six topics",
        PLANS,
        "  topics:\n  - diplomatic-network\n",
        "  topics: [a, b, c, d, e, f]\n",
        "a fact has at most five topics",
    ),
    Mistake(
        "comma in a number",
        PARTNERS,
        "value: 3500000000",
        "value: 3,500",
        "'3,500' is not a number: write digits alone",
    ),
    Mistake(
        "long number", PARTNERS, "value: 3500000000", "value: 1" + "0" * 5000, "number is too long"
    ),
    Mistake("times in words", PLANS, "times: 3", "times: three", "'three' is not a whole number"),
    Mistake("empty statement", PLANS, _STATEMENT, "  statement: ''", "'statement' is empty"),
    Mistake("no statement", PLANS, _STATEMENT, "  statement:", "'statement' is empty"),
    Mistake("space first", PLANS, _STATEMENT, "  statement: ' x'", "begins or ends with a space"),
    Mistake("no text", PLANS, _STATEMENT, "  statement: true", "True is not text: put it in q"),
    Mistake(
        "long statement",
        PLANS,
        _STATEMENT,
        f"  statement: {'x' * 601}",
        "longer than 600 characters",
    ),
    Mistake(
        "truth", PLANS, "  times: 3", "  parties_complete: maybe", "write true or false, not 'm"
    ),
    Mistake(
        "date of elsewhere", PLANS, "date: '2015'", "date: 15/01/2013", "'15/01/2013' is not a"
    ),
    Mistake("colon", PLANS, _STATEMENT, "  statement: One: two", "put the text in quotes"),
    Mistake("tab", PLANS, "  times: 3", "\ttimes: 3", "use spaces, not tabs"),
    Mistake(
        "url with NUL",
        REVIEW,
        "https://example.org/review",
        '"https://a\\0b"',
        "U+0000 NUL at character 10",
    ),
    Mistake("day as a number", PEOPLE, _FEDOTOV, "since: 2010}", "'2010' is not a day"),
    Mistake(
        "record", PLANS, "- id: kz-2014-embassies", "- word\n- id: kz-2014-embassies", "write keys"
    ),
    Mistake(
        "semicolons",
        SENTENCES,
        "locator,section,start,end,use",
        "locator;section;start;end;use",
        "columns are parted by commas",
    ),
)

# References to an id that is written wrongly are reported as well.
IDS = (
    Mistake("id with capitals", PARTNERS, OF_TRADE, "- id: KZ-trade\n", "lower-case words joined"),
    Mistake("id with spaces", PARTNERS, OF_TRADE, "- id: kz 2014 trade\n", "joined by hyphens"),
    Mistake(
        "id of a country", COUNTRIES, "\nAE,ARE", "\nAe,ARE", "capitals of ISO 3166-1, e.g. TR"
    ),
    Mistake(
        "digits of elsewhere", SENTENCES, "p02s1,", "p02s\u0661,", "a locator is paragraph and s"
    ),
    Mistake(
        "locator without zeros",
        PARTNERS,
        "  - p01s2",
        "  - p1s2",
        "unknown locator 'p1s2': did you mean p01s2?",
    ),
)

SHARED = (
    Mistake(
        "alias of another organization",
        ORGANIZATIONS,
        "- {id: unodc,",
        "- {id: onu, name: One, type: bank, aliases: [\u041e\u041e\u041d]}\n- {id: unodc,",
        "'\u041e\u041e\u041d' is a name of 'un' already (entities/organizations.yaml:",
    ),
    Mistake(
        "acronym that is another's",
        ORGANIZATIONS,
        "- {id: unodc,",
        "- {id: onu, name: Another, type: agency, parent: un, acronym: U.N.}\n- {id: unodc,",
        "'U.N.' is a name of 'un' already",
    ),
    Mistake(
        "alias of another person",
        PEOPLE,
        "  aliases: [Fedotov,",
        "  aliases: [LUKASHENKO,",
        "'LUKASHENKO' is a name of 'alexander-lukashenko' already",
    ),
    Mistake(
        "two offices at once",
        PEOPLE,
        _FEDOTOV,
        f"{_FEDOTOV}, {{title: Envoy, of: RU, since: 2019-11-15}}",
        "'yuri-fedotov' holds two offices on the same day",
    ),
)
