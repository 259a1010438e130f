"""Analysis of texts into the terms of text search."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.analyser import GAP, analyse, spell, spell_all
from policyfacts.analyser.stems import TABLES


def terms(text: str) -> list[str]:
    return [word.term for word in analyse(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("agreement", "agreements", "AGREEMENT", "Agreement's"),
        ("signed", "signing", "signs"),
        ("country", "countries", "countries’"),
        ("Côte", "cote", "Co\u0302te", "CÔTE"),
        ("Łódź", "Lodz"),
        ("Straße", "strasse"),
        ("Китай", "Китая", "Китаю", "Китаем", "китае", "Кита\u0301й", "КИТАЙ"),
        ("Беларусь", "Беларуси", "беларусью"),
        ("Россия", "России", "Россией"),
        ("ёлка", "елка", "е\u0308лки"),
        ("й", "и\u0306", "Й"),
        ("U.S.", "US", "us", "U.S", "U.S.'s"),
        ("ﬁne", "fine"),
        ("km²", "km2"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_are_analysed_to_one_term(spellings: tuple[str, ...]) -> None:
    assert len({tuple(terms(spelling)) for spelling in spellings}) == 1
    assert len(terms(spellings[0])) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Côte d'Ivoire", ["cote", "d", "ivoir"]),
        ("Аб’яднаныя", terms("аб яднаныя")),
        ("visa-free, 2013/14", ["visa", "free", "2013", "14"]),
        ("the U.S.-China talks", ["the", "us", "china", "talk"]),
        ("P.R. China", ["pr", "china"]),
        ("China's and it’s", ["china", "and", "it"]),
        ("to be or not to be", ["to", "be", "or", "not", "to", "be"]),
        ("中国 हिन्दी", ["中国", "हिन्दी"]),
        ("a_b 😀 !?* \x00 \\ -", ["a", "b"]),
        ("", []),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("1", "2"), ("sign", "signal")])
def test_other_words_keep_other_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


TOGETHER = """
        organisation organization, organised organized, programme program, programmes programs,
        labour labor, labourers laborers, centre center, centres centers, favourable favorable,
        neighbourhood neighborhood, neighbours neighbors, defence defense, licence license,
        licensed licence, harbour harbor, honourable honorable, colour color,
        travelled traveled, traveller traveler, cancelled canceled, cancelling canceling,
        fuelled fueled, labelled labeled, modelling modeling, signalled signaled,
        fulfil fulfill, fulfilled fulfil, enrol enroll, enrolled enrol, analyse analyze,
        analysis analyse, realise realize, realisation realization, recognise recognize,
        recognising recognized, stabilisation stabilization, modernise modernization,
        industrialise industrialized, liberalisation liberalization,
        standardise standardization, criticise criticize, authorise authorization,
        emphasise emphasized, summarise summarize, minimise minimize, utilise utilize,
        privatise privatization, metre meter, kilometres kilometers, dialogue dialog,
        catalogue catalog, judgement judgment, ageing aging, skilful skillful,
        cooperation co-operation, coordinate co-ordinate, held hold, met meeting, took take,
        countries country, women woman, crises crisis, memoranda memorandum,
        ratification ratify, notification notify, certified certification, verification verify,
        clarify clarification, diversify diversification, classify classification, grey gray,
        aluminium aluminum, councillor councilor, enquiry inquiry, instalment installment,
        towards toward, sceptical skeptical, paralyse paralyze, practise practice,
        offence offense, theatre theater, colonise colonization, theatres theaters, fora forum,
        mobilise mobilization, civilisation civilization, paid pay, sent send, spoke speak,
        visited visit, agreements agreement, studied study, industries industry,
        exporting exports, signed signature, ministerial minister, parliamentary parliament,
        diplomatic diplomacy, presidential president, extension extend, expansion expand,
        application apply, conclusion conclude, accede accession, acceded accession,
        maintenance maintain, creation create, financial finance, registered registration,
        Египет Египта, Австрия Австрией, Китай Китаем, Россия России, Кітай Китай,
        Расія Расіяй
"""
APART = """
        accession access, accession accessible, universal university, university universe,
        organ organization, international internal, general generate, minister ministry,
        policy police, state station, important imports, informal information,
        integrity integration, authority author, transition transit, minority minor,
        majority major, objective object, constructive construction, positive position,
        principal principality, productive product, united unit, nations national,
        nations nationality, respective respect, publication public, custom customs,
        customer customs, experiment experience, direction direct, directive director,
        humanity human, capitalism capital, competence compete, conference confer,
        conventional convention, conservative conservation, department depart,
        executive execution, federation federal, goods good, hospitality hospital,
        identity identical, immunity immunization, initial initiative, liberation liberal,
        mechanism mechanical, mineral miner, mobilization mobile, nature natural,
        officer office, original origin, polite political, presidency president,
        private privatization, provisional provision, refugee refuge, relative relation,
        reservation reserve, responsible response, secure security, several severe,
        socialism social, subject subjective, succession success, terminal terminate,
        busy business, civilization civil, considerable consider, consistent consist, arm army,
        new news, statute status, country county, country count, currency current,
        community communication, commission committee, company companion, council counsel,
        probe probable, opera operation, past pastor, import impossible, animal animate,
        numerous numeric, underlying under, founded find, plan plant, port portfolio,
        contest context, marine marina, trade tradition, traffic trafficking, policy polite,
        economy ecology, nuclear nucleus, territory terror, transport transparent,
        Австралия Австрия, Ливан Ливия, Нигер Нигерия, Мали Малави, Гаити Гайана,
        Доминика Доминикана, Иран Ирак, Индия Индонезия, Океания океан, Словакия Словения
"""


def pairs_of(text: str) -> list[list[str]]:
    return [pair.split() for pair in " ".join(text.split()).split(",")]


def test_forms_and_spellings_of_a_word_are_one_term() -> None:
    assert [pair for pair in pairs_of(TOGETHER) if terms(pair[0]) != terms(pair[1])] == []


def test_words_that_only_begin_alike_are_two_terms() -> None:
    assert [pair for pair in pairs_of(APART) if terms(pair[0]) == terms(pair[1])] == []


def test_table_of_families_has_each_word_once_and_parts_what_is_apart() -> None:
    families = TABLES.partition("british,american")[0].splitlines()[1:]
    rows = [(row[0].split(), row[1]) for row in csv.reader(families)]
    words = [word for listed, _ in rows for word in listed]
    assert len(words) == len(set(words)) > 500
    for listed, reason in rows:
        assert {terms(word)[0] for word in listed} == {listed[0]}
        kind, _, other = reason.rpartition("apart from ")
        if other != reason:
            assert not kind
            assert terms(other) != [listed[0]], listed


def test_spelling_is_that_of_another_word_or_its_own() -> None:
    for british, american in csv.reader(TABLES.partition("british,american")[2].split()):
        assert terms(f"{british}") == terms(f"{american}"), british


def test_offsets_are_those_of_the_original_text() -> None:
    text = "Die ﬁne Straße: U.S., CO\u0302TE's"
    assert [text[word.start : word.end] for word in analyse(text)] == [
        "Die",
        "ﬁne",
        "Straße",
        "U.S.",
        "CO\u0302TE",
    ]


@given(st.text())
def test_words_of_any_text_are_in_order_and_inside(text: str) -> None:
    words = analyse(text)
    assert all(word.term for word in words)
    offsets = [offset for word in words for offset in (word.start, word.end)]
    assert offsets == sorted(offsets)
    assert all(word.start < word.end <= len(text) for word in words)
    for word in words:
        assert re.fullmatch("[a-z0-9]+", spell(word.term))


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_terms_are_encoded_alike(one: str, other: str) -> None:
    for left, right in ((terms(one), terms(other)),):
        encoded = {spell(term) for term in {*left, *right}}
        assert len(encoded) == len({*left, *right})
        assert GAP not in encoded


@pytest.mark.parametrize("tricky", [GAP, f"{GAP}d0b9", "й"])
def test_text_like_an_encoded_term_is_encoded_otherwise(tricky: str) -> None:
    others = {"й", "zq", "zqd0b9", "zqzq"} - {tricky}
    assert spell(tricky) not in {GAP, *map(spell, others)}


def test_very_long_words_are_truncated() -> None:
    assert terms("ж" * 5000) == terms("ж" * 4000)
    assert len(spell(terms("\U00020000" * 5000)[0])) < 2046


@given(st.text("aBsS1.'s _-,\t", max_size=20))
def test_ascii_texts_are_analysed_like_all_others(text: str) -> None:
    assert spell_all(text) == tuple(spell(word.term) for word in analyse(text))
