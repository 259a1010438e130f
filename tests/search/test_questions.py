"""Questions in plain language are read as filters, in the order that docs/asking.md gives."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.questions.filters import parameter_of
from policyfacts.search.questions.interpretation import Interpretation, interpret
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.settings import Settings
from policyfacts.vocabulary import EntityKind
from tests.databases import SQLITE, opened
from tests.search.questions import OFFERED, READ

TEMPLATES = ("{}", "trade with {}", "what happened in {}?", "{} 2013", "торговля, {}")
ACTORS = (EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.PERSON)


@pytest.fixture(scope="module")
def lexicon(loaded_settings_of: Callable[[str], Settings]) -> Iterator[Lexicon]:
    settings = loaded_settings_of(SQLITE)
    with opened(settings) as database, database.read_transaction() as connection:
        yield Lexicon(EntityRegistry(connection))


def values(query: str | None) -> dict[str, set[str]]:
    parsed = parse_qs(query or "", keep_blank_values=True)
    return {
        name: set(texts[0].split(",")) if name != "q" else {texts[0]}
        for name, texts in parsed.items()
    }


def values_of(reading: Interpretation) -> dict[str, set[str]]:
    return {
        name: {value} if isinstance(value, str) else set(value)
        for name, value in reading.query.items()
    }


@pytest.mark.parametrize(("question", "query"), READ.items(), ids=list(READ))
def test_question_is_read_as_the_filters_that_ask_the_same(
    lexicon: Lexicon, question: str, query: str | None
) -> None:
    assert values_of(interpret(lexicon, question)) == values(query)


@pytest.mark.parametrize(("question", "offered"), OFFERED.items(), ids=list(OFFERED))
def test_what_may_mean_several_things_is_offered_and_not_applied(
    lexicon: Lexicon, question: str, offered: tuple[str, list[dict[str, Any]]]
) -> None:
    text, candidates = offered
    reading = interpret(lexicon, question)
    choices = {
        reading.question.slice(choice.first, choice.last): list(choice.candidates)
        for choice in reading.choices
    }
    assert choices[text] == candidates
    applied = {(name, value) for name, named in values_of(reading).items() for value in named}
    assert not applied & {
        (name, str(value)) for candidate in candidates for name, value in candidate.items()
    }


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_name_that_one_entity_bears_is_read_as_that_entity(
    lexicon: Lexicon, template: str
) -> None:
    registry, wrong = lexicon.registry, []
    for entity in registry.entities.values():
        if len(registry.find(entity.name)) > 1:
            continue
        reading = interpret(lexicon, template.format(entity.name))
        parameter = parameter_of(entity.kind)
        if entity.id not in reading.query.get(parameter, ()):
            wrong.append((entity.name, reading.query))
    assert wrong == []


def test_every_actor_is_visitor_before_a_verb_and_host_behind_the_preposition(
    lexicon: Lexicon,
) -> None:
    registry, wrong = lexicon.registry, []
    for entity in registry.entities.values():
        if entity.kind not in ACTORS or len(registry.find(entity.name)) > 1:
            continue
        for template, role in (("visits to {}", "host"), ("visited by {}", "visitor")):
            query = interpret(lexicon, template.format(entity.name)).query
            if query != {"party": [f"{entity.id}:{role}"], "type": ["visit"]}:
                wrong.append((template, entity.name, query))
    assert wrong == []


def test_every_topic_type_and_measure_is_read_by_its_own_name(lexicon: Lexicon) -> None:
    registry = lexicon.registry
    terms = [
        (kind, id_, name)
        for kind in ("topic", "type", "measure")
        for id_, name in registry.vocabularies[kind].names.items()
    ]
    wrong = [
        (kind, name, query)
        for kind, id_, name in terms
        if (query := interpret(lexicon, name).query).get(kind) != [id_] and not registry.find(name)
    ]
    # Of two terms with one name the first kind counts.
    assert [name for _, name, query in wrong if len(query) != 1] == []
    assert len(wrong) <= 6


@given(st.text(max_size=200))
def test_any_text_is_read_without_losing_a_word(lexicon: Lexicon, text: str) -> None:
    reading = interpret(lexicon, text)
    tokens = reading.question.tokens
    used = {n for part in reading.understood for n in range(part.first, part.last)}
    used |= {n for part in reading.choices for n in range(part.first, part.last)}
    for number, token in enumerate(tokens):
        assert number in used or token.text in reading.dropped or token.text in reading.rest
    assert [token.text for token in tokens] == [
        reading.question.text[token.start : token.end] for token in tokens
    ]


def test_region_that_takes_no_side_is_said(lexicon: Lexicon) -> None:
    assert "“Asia”" in interpret(lexicon, "visits from Asia").notes[0]
    assert not interpret(lexicon, "visits to China").notes
    assert not interpret(lexicon, "trade with Asia").notes


def test_same_question_is_always_read_the_same(lexicon: Lexicon) -> None:
    for question in READ:
        assert interpret(lexicon, question).query == interpret(lexicon, question).query
