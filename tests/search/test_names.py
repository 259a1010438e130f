"""The many ways to write a country, region, organization, topic or type."""

import csv
from collections.abc import Iterator
from itertools import islice

import pytest
import yaml
from starlette.testclient import TestClient

from tests.search.requests import ask
from tests.seeds import FROZEN_SEED

SEED = FROZEN_SEED / "entities"

SPELLINGS = {
    (
        "country",
        "CN",
    ): "CN cn Cn CHN chn 156 China CHINA china Chinese Китай китай КИТАЙ Кітай Chine 中国",
    ("country", "TR"): "TR TUR 792 Turkey Türkiye turkiye TÜRKIYE Турция Turquie Turquía turquia",
    ("country", "AF"): "AF AFG 004 04 4 Afghanistan Афганистан Afganistán",
    ("country", "NO"): "NO no No NOR 578 Norway Норвегия Norvège norvege Noruega",
    ("country", "GB"): "GB UK uk U.K. GBR 826 British",
    ("country", "US"): "US USA U.S. U.S.A. 840 США ЗША 美国",
    ("country", "CZ"): "CZ CZE 203 Czechia Чехия",
    ("country", "BY"): "BY BLR 112 Belarus Belarusian Беларусь Белоруссия 白俄罗斯",
    ("region", "africa"): "africa AFRICA Africa 002 2 02 Африка Афрыка Afrique África 非洲 African",
    ("region", "europe"): "europe 150 Европа Еўропа EUROPA 欧洲",
    ("region", "latin-america"): "latin-america 419 Latin_America",
    ("organization", "un"): "un UN Un UNO U.N. ООН оон ААН ONU 联合国",
    ("organization", "eu"): "eu EU ЕС UE 欧盟",
    ("organization", "osce"): "osce OSCE ОБСЕ",
    ("organization", "customs-union"): "customs-union CU cu",
    ("topic", "visas"): "visas Visas VISAS",
    ("topic", "human-trafficking"): "human-trafficking human_trafficking HUMAN-TRAFFICKING",
    ("topic", "diplomatic-network"): "diplomatic-network embassies Embassies ПОСОЛЬСТВА",
    ("topic", "borders"): "borders demarcation",
    ("type", "visit"): "visit Visit VISIT",
    ("type", "conference"): "conference Summit саммит",
    ("type", "demarcation"): "demarcation",
}
SPELLINGS_OF_SEVERAL_WORDS = [
    ("country", "CI", "Côte d'Ivoire"),
    ("country", "CI", "Côte d’Ivoire"),
    ("country", "CI", "cote divoire"),
    ("country", "GB", "United Kingdom"),
    ("country", "CZ", "Czech Republic"),
    ("country", "CZ", "République tchèque"),
    ("country", "US", "United States"),
    ("country", "US", "  united   states  "),
    ("country", "ZA", "South Africa"),
    ("country", "FM", "Micronesia"),
    ("region", "micronesia", "Micronesia"),
    ("region", "middle-east", "The Middle East"),
    ("region", "baltic-states", "Страны Балтии"),
    ("region", "sub-saharan-africa", "sub saharan africa"),
    ("organization", "un", "United Nations"),
    ("organization", "un", "united nations organization"),
    ("organization", "unodc", "UN Office on Drugs and Crime"),
    ("organization", "eu", "Европейский союз"),
    ("organization", "eu", "Union europeenne"),
    ("organization", "cis", "Commonwealth of Independent States"),
    ("topic", "human-trafficking", "Human trafficking"),
    ("topic", "free-trade", "free trade and WTO"),
    ("type", "mission-opening", "Mission opening"),
]
EVERY_SPELLING = SPELLINGS_OF_SEVERAL_WORDS + [
    (parameter, id_, spelling)
    for (parameter, id_), spellings in SPELLINGS.items()
    for spelling in spellings.split()
]


@pytest.mark.parametrize(("parameter", "id_", "spelling"), EVERY_SPELLING)
def test_every_spelling_of_a_name_finds_the_same_facts(
    client: TestClient, parameter: str, id_: str, spelling: str
) -> None:
    by_name, by_id = ask(client, {parameter: spelling}), ask(client, {parameter: id_})
    assert by_name["meta"]["query"] == {parameter: [id_]}
    assert by_name["page"]["total"] == by_id["page"]["total"]


@pytest.mark.parametrize("suffix", ["_all", "_not"])
@pytest.mark.parametrize(
    ("parameter", "id_", "spelling"),
    [
        ("country", "CI", "Côte d'Ivoire"),
        ("region", "sub-saharan-africa", "sub saharan africa"),
        ("organization", "un", "United Nations"),
        ("topic", "free-trade", "free trade and WTO"),
    ],
)
def test_names_are_resolved_in_filters_with_all_and_not(
    client: TestClient, parameter: str, id_: str, spelling: str, suffix: str
) -> None:
    name = f"{parameter}{suffix}"
    assert ask(client, {name: spelling})["meta"]["query"] == {name: [id_]}


def test_spellings_of_one_entity_become_one_value(client: TestClient) -> None:
    body = ask(client, {"country": "China,CHN,156,Китай"})
    assert body["meta"]["query"] == {"country": ["CN"]}
    assert body["page"]["total"] == ask(client, {"country": "CN"})["page"]["total"] > 0


@pytest.mark.no_cov
def test_every_name_of_every_entity_resolves_or_is_ambiguous(
    client: TestClient, share: int
) -> None:
    for parameter, entity, names in islice(names_in_the_seed(), 0, None, share):
        for first in range(0, len(names), 50):
            params = {parameter: ",".join(names[first : first + 50]), "limit": "0"}
            response = client.get("/v1/facts", params=params)
            if response.status_code == 200:
                assert response.json()["meta"]["query"] == {parameter: [entity]}, params
                continue
            for error in response.json()["errors"]:
                assert error["code"] == "ambiguous_name", (entity, error)
                assert entity in error["did_you_mean"], (entity, error)


@pytest.mark.parametrize(
    ("spelling", "id_"), [("CU", "CU"), ("au", "AU"), ("micronesia", "micronesia")]
)
def test_id_never_resolves_as_the_name_of_another_entity(
    client: TestClient, spelling: str, id_: str
) -> None:
    assert ask(client, {"entity": spelling})["meta"]["query"] == {"entity": [id_]}


def names_in_the_seed() -> Iterator[tuple[str, str, list[str]]]:
    """Yield every entity with the parameter that takes it and all its names, codes and acronyms."""
    for parameter, table in (("country", "countries"), ("region", "regions")):
        for row in rows(table):
            texts = [value for key, value in row.items() if key not in NO_NAMES and value]
            yield parameter, row["id"], "|".join(texts).split("|")
    for file in SEED.glob("*.yaml"):
        parameter = "organization" if file.stem == "organizations" else "entity"
        for record in yaml.safe_load(file.read_text("utf-8")):
            acronyms = [record["acronym"]] if "acronym" in record else []
            names = [record["id"], record["name"], *acronyms, *record.get("aliases", [])]
            yield parameter, record["id"], names
    for row in rows("former_names"):
        yield "entity", row["entity"], [row["name"]]
    for row in rows("codes"):
        code = row["code"]
        prefixes = PREFIXES[row["scheme"]]
        yield "country", row["entity"], [f"{prefix}:{code}" for prefix in prefixes]


NO_NAMES = ("region", "parent", "scheme", "countries", "type")
PREFIXES = {
    "cow": ["COW", "cow", "COWN", "ccode"],
    "cowc": ["COW", "cowc", "Cow "],
    "gw": ["GW", "gwn"],
    "wikidata": ["WD", "Wikidata", "wikidata "],
    "fips": ["FIPS", "fips"],
}


def rows(table: str) -> list[dict[str, str]]:
    with (SEED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
