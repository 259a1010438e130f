"""Names as people write them: every name of the seed, in every way that is not its own."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from policyfacts.naming import normalise_name
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.settings import Settings
from policyfacts.vocabulary import EntityKind
from tests.databases import SQLITE, opened
from tests.search.requests import ask, refusal

# Ways to write a name that change nothing of what it means.
VARIANTS: dict[str, Callable[[str], str]] = {
    "with an article": lambda name: f"the {name}",
    "with an article of another language": lambda name: f"La {name}",
    "with an article behind": lambda name: f"{name}, The",
    "with elision": lambda name: f"d'{name}",
    "as an owner": lambda name: f"{name}’s",
    "with an ampersand": lambda name: name.replace(" and ", " & ").replace(" et ", " & "),
    "with the name again in brackets": lambda name: f"{name} ({name.upper()})",
    "with the name again behind a stroke": lambda name: f"{name}/{name}",
    "with a soft hyphen": lambda name: f"{name[:2]}\u00ad{name[2:]}",
    "in British spelling": lambda name: name.replace("ization", "isation"),
    "inverted": lambda name: " of, ".join(name.split(" of ", 1)) if " of " in name else name,
}
SLIPS: dict[str, Callable[[str, int], str]] = {
    "a letter too many": lambda name, place: f"{name[:place]}{name[place]}{name[place:]}",
    "a letter too few": lambda name, place: name[:place] + name[place + 1 :],
    "another letter": lambda name, place: f"{name[:place]}q{name[place + 1 :]}",
    "letters in each other's place": lambda name, place: (
        name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    ),
}
# What shares letters with names of the seed, and means none of them.
NO_NAMES = [
    ("country", "EX"),
    ("country", "Englend"),
    ("country", "Atlantis"),
    ("country", "Mars"),
    ("country", "Gotham"),
    ("organization", "World Customs Organization"),
    ("organization", "UNEP"),
    ("organization", "WHO"),
    ("organization", "IMF"),
    ("organization", "OECD"),
    ("organization", "CEFTA"),
    ("organization", "Gazprom"),
    ("region", "Balkans"),
    ("topic", "piracy"),
    ("type", "sit-in"),
    # Shares letters with initials, plurals and adjectives, and a sign is no code of Andorra.
    ("organization", "Sejm"),
    ("organization", "IOM"),
    ("organization", "UNCTAD"),
    ("country", "cars"),
    ("country", "&"),
    ("topic", "people smuggling"),
]


@pytest.fixture(scope="module")
def registry(loaded_settings_of: Callable[[str], Settings]) -> Iterator[EntityRegistry]:
    """Everything that the small seed names."""
    with opened(loaded_settings_of(SQLITE)) as database, database.read_transaction() as connection:
        yield EntityRegistry(connection)


def bearers_of_names(registry: EntityRegistry) -> dict[str, set[str]]:
    """Return every name of every entity, with the ids of those that bear it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for id_, names in registry.names.items():
        for name in names:
            bearers[name.name].add(id_)
    return dict(bearers)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_name_is_read_however_it_is_written(registry: EntityRegistry, variant: str) -> None:
    missed = {}
    for name, bearers in bearers_of_names(registry).items():
        variation = VARIANTS[variant](name)
        # `d'EU` is DEU, Germany, before it is anything else.
        is_code = len(variation) <= 4 and registry.find_exactly(variation)
        if not is_code and not bearers <= registry.find(variation):
            missed[variation] = bearers
    assert missed == {}


@pytest.mark.no_cov
@pytest.mark.parametrize("slip", SLIPS)
def test_misspelt_names_lead_to_those_who_bear_them(registry: EntityRegistry, slip: str) -> None:
    chance = random.Random(slip)
    bearers = bearers_of_names(registry)
    names = [
        name for name in bearers if len(name) > 5 and name[:6].isalpha() and not name.isupper()
    ]
    tried = right = 0
    for name in chance.sample(names, 150):
        misspelt = SLIPS[slip](name, chance.randrange(1, len(name) - 1))
        if registry.find(misspelt) or normalise_name(misspelt) == normalise_name(name):
            continue
        tried += 1
        proposed = registry.hints.propose(misspelt, frozenset(EntityKind))
        right += bool(proposed) and proposed[0] in bearers[name]
    assert tried > 100
    assert right >= 0.96 * tried


@pytest.mark.parametrize(("parameter", "text"), NO_NAMES)
def test_nothing_is_proposed_that_merely_shares_letters(
    client: TestClient, parameter: str, text: str
) -> None:
    assert refusal(client, {parameter: text})["did_you_mean"] == []


@pytest.mark.parametrize(
    ("parameter", "text", "ids"),
    [
        ("country", "Hong Kong, China", ["HK"]),
        ("country", "Serbia, Republic of", ["RS"]),
        ("country", "Congo, Democratic Republic of the", ["CD"]),
        ("country", "Korea, Republic of,Japan", ["JP", "KR"]),
        ("country", "China,Hong Kong, China,France", ["CN", "FR", "HK"]),
        ("country", '"Hong Kong","China"', ["CN", "HK"]),
        ("country", '"Serbia, Republic of",TR', ["RS", "TR"]),
        ("country", "Samoa,American", ["US", "WS"]),
        ("country", "Belarus (BY)", ["BY"]),
        ("party", "China:host,Russia", ["CN:host", "RU"]),
        ("party", "Serbia, Republic of:host", ["RS:host"]),
        ("organization", "OSCE/ODIHR", ["odihr"]),
        ("organization", "Customs Union of Russia, Belarus and Kazakhstan", ["customs-union"]),
        ("organization", "Belarusian MFA", ["mfa-belarus"]),
        ("topic", "embassy", ["diplomatic-network"]),
        ("type", "visits", ["visit"]),
        ("country", "Germany, Fed. Rep.", ["DE"]),
        ("country", "https://www.wikidata.org/wiki/Q148", ["CN"]),
        ("country", "GWNO:710", ["CN"]),
        ("country", "ISO 3166-1:CN", ["CN"]),
        ("party", "Russia:organiser", ["RU:organizer"]),
    ],
)
def test_commas_and_other_forms_are_read_in_an_address(
    client: TestClient, parameter: str, text: str, ids: list[str]
) -> None:
    assert ask(client, {parameter: text, "limit": "0"})["meta"]["query"] == {parameter: ids}


@pytest.mark.parametrize(
    ("parameter", "text", "warning"),
    [
        ("country", "Hong Kong,China", "is read as one name"),
        ("country", "Samoa,American", "if AS is meant, write the id"),
        ("entity", "Minsk, Belarus", "if minsk is meant, write the id"),
    ],
)
def test_list_that_may_be_read_otherwise_warns(
    client: TestClient, parameter: str, text: str, warning: str
) -> None:
    (note,) = ask(client, {parameter: text, "limit": "0"})["meta"]["warnings"]
    assert warning in note
    assert ask(client, {parameter: "CN,TR", "limit": "0"})["meta"]["warnings"] == []


def test_element_of_a_list_is_one_name(client: TestClient) -> None:
    def query(countries: list[str]) -> list[str]:
        response = client.post("/v1/facts/search", json={"country": countries, "limit": 0})
        names: list[str] = response.json()["meta"]["query"]["country"]
        return names

    assert query(["Hong Kong, China"]) == ["HK"]
    assert query(["Hong Kong", "China"]) == ["CN", "HK"]
    assert query(["Serbia, Republic of", "Turkey"]) == ["RS", "TR"]
    refused = client.post("/v1/facts/search", json={"country": ["China, Turkey"]})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("parameter", "text", "proposal"),
    [
        ("organization", "troika", "customs-union"),
        ("entity", "President of Belarus", "alexander-lukashenko"),
        ("organization", "Chinese Foreign Ministry", "country=CN"),
        ("topic", "visit", "type=visit"),
        ("type", "Turkey", "country=TR"),
        ("type", "talks", "negotiation"),
        ("country", "Minsk", "country=BY"),
        ("country", "Morroco", "MA"),
        ("organization", "UN agencies", "un"),
        ("entity", "President of the Republic of Belarus", "alexander-lukashenko"),
        ("type", "state visit", "visit"),
        ("topic", "trade & investment", "trade,investment"),
    ],
)
def test_refusal_proposes_what_the_words_mean(
    client: TestClient, parameter: str, text: str, proposal: str
) -> None:
    error = refusal(client, {parameter: text})
    assert proposal in error["did_you_mean"]
    assert proposal in error["message"]


@pytest.mark.parametrize(
    ("typed", "id_"), [("the UN", "un"), ("Belarusian MFA", "mfa-belarus"), ("visa", "visas")]
)
def test_suggestions_read_names_as_filters_do(client: TestClient, typed: str, id_: str) -> None:
    item = client.get("/v1/suggest", params={"q": typed}).json()["items"][0]
    assert (item["id"], item["match"]) == (id_, "exact")
