"""Citations as reference managers read them back."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from policyfacts.renderers.citations.citation import Citation, CitationKind
from policyfacts.renderers.citations.formats import write_bibtex, write_csl, write_ris, write_text
from tests.renderers.factories import HARD, texts

FACT = Citation(
    kind=CitationKind.FACT,
    key="by-2013-state-visit-indonesia",
    title="The President of Belarus paid a state visit to Indonesia.",
    authors=("Ministry of Foreign Affairs of Belarus",),
    dataset="policyfacts",
    release="2026.1-0a1b2c3d",
    license="CC-BY-4.0",
    issued=date(2026, 5, 1),
    url="https://facts.test/v1/facts/by-2013-state-visit-indonesia",
    accessed=date(2026, 11, 3),
    reviews=("Review of foreign policy in 2013",),
    locators=("p51s1", "p52s3"),
    facts=1,
)
QUERY = replace(FACT, kind=CitationKind.QUERY, title="Facts about China", facts=12)


def read_ris(text: str) -> list[tuple[str, str]]:
    assert text.endswith("ER  - \r\n")
    lines = text.split("\r\n")[:-1]
    tags = [re.fullmatch("([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    return [(tag[1], tag[2]) for tag in tags if tag is not None and len(tags) == len(lines)]


def read_bibtex(text: str) -> dict[str, str]:
    """Return the fields of the only entry, whose braces must balance as BibTeX counts them."""
    head = re.match(r"@misc\{([^,\s{}]+),\n", text)
    assert head is not None
    fields = {}
    for line in text[head.end() :].removesuffix("\n}\n").split(",\n"):
        match = re.fullmatch(r"  (\w+) = \{(.*)\}", line)
        assert match is not None
        fields[match[1]] = match[2]
        assert balanced(match[2])
    return fields


def balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def from_tex(text: str) -> str:
    """Return the text that TeX typesets."""
    for command, sign in {
        r"\textbraceleft{}": "\x01",
        r"\textbraceright{}": "\x02",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
        r"\textbackslash{}": "\x03",
    }.items():
        text = text.replace(command, sign)
    text = re.sub(r"\\([&%$#_])", r"\1", text)
    assert not re.search(r"[\\{}]", text)
    return text.translate({1: "{", 2: "}", 3: "\\"})


def on_one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


def test_fact_is_cited_with_its_sentences() -> None:
    assert write_text(FACT) == (
        "Ministry of Foreign Affairs of Belarus. “The President of Belarus paid a state visit to "
        "Indonesia”. Review of foreign policy in 2013: p51s1, p52s3. In: policyfacts, release "
        "2026.1-0a1b2c3d, CC-BY-4.0. https://facts.test/v1/facts/by-2013-state-visit-indonesia "
        "(accessed 2026-11-03)."
    )


@pytest.mark.parametrize(
    ("facts", "words"), [(12, "12 facts from"), (1, "1 fact from"), (0, "0 fa")]
)
def test_query_is_cited_with_its_number_of_facts(facts: int, words: str) -> None:
    citation = replace(QUERY, facts=facts)
    assert f"“Facts about China”. {words}" in write_text(citation)
    assert words in write_csl(citation)[0]["note"]


def test_query_without_facts_is_cited_without_authors_and_reviews() -> None:
    citation = replace(QUERY, authors=(), reviews=(), locators=(), facts=0)
    assert write_text(citation).startswith("“Facts about China”. 0 facts. In: policyfacts")
    assert "author" not in read_bibtex(write_bibtex(citation))
    assert "AU" not in dict(read_ris(write_ris(citation)))


def test_csl_has_the_members_of_a_dataset() -> None:
    (item,) = write_csl(FACT)
    assert set(item) == {
        *("id", "type", "title", "author", "container-title", "version", "issued", "accessed"),
        *("URL", "note"),
    }
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": "Ministry of Foreign Affairs of Belarus"}]
    assert item["issued"] == {"date-parts": [[2026, 5, 1]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 3]]}


def test_two_authors_are_two_in_each_format() -> None:
    citation = replace(FACT, authors=("Ministry of A, B and C", "Ministry of D"))
    assert (
        read_bibtex(write_bibtex(citation))["author"]
        == "{Ministry of A, B and C} and {Ministry of D}"
    )
    authors = [value for tag, value in read_ris(write_ris(citation)) if tag == "AU"]
    assert authors == ["Ministry of A B and C", "Ministry of D"]
    assert len(write_csl(citation)[0]["author"]) == 2


def test_ris_begins_with_its_type_and_has_each_tag_once() -> None:
    record = read_ris(write_ris(FACT))
    assert record[0] == ("TY", "DATA")
    assert len(dict(record)) == len(record)
    assert dict(record)["Y2"] == "2026/11/03"
    assert dict(record)["UR"] == FACT.url


def test_braces_in_a_url_cannot_end_a_bibtex_field() -> None:
    citation = replace(FACT, url="https://facts.test/v1/facts?q=%20&x={a}}\\ b")
    assert read_bibtex(write_bibtex(citation))["url"] == (
        "https://facts.test/v1/facts?q=%20&x=%7Ba%7D%7D%5C%20b"
    )


def check_formats(title: str) -> None:
    citation = replace(FACT, title=title, dataset=title)
    fields: dict[str, Any] = read_bibtex(write_bibtex(citation))
    assert from_tex(fields["title"].removeprefix("{").removesuffix("}")) == on_one_line(title)
    assert dict(read_ris(write_ris(citation)))["TI"] == on_one_line(title)
    assert write_csl(citation)[0]["title"] == on_one_line(title)
    assert "\n" not in write_text(citation)


@given(title=texts)
def test_any_title_is_read_back(title: str) -> None:
    check_formats(title)


@pytest.mark.parametrize("title", HARD)
def test_title_of_special_characters_is_read_back(title: str) -> None:
    check_formats(title)


def test_joiners_and_direction_marks_are_kept() -> None:
    assert write_csl(replace(FACT, title="👩‍👧 \u202eab"))[0]["title"] == "👩‍👧 \u202eab"
