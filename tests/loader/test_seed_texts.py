"""Texts of a seed: nothing in them is lost, unseen or of two scripts without a word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from policyfacts.loader.seed.csv_tables import read_csv
from policyfacts.loader.seed.documents import Unreadable
from policyfacts.loader.seed.ndjson import read_ndjson
from policyfacts.loader.seed.records import FactRecord, ReviewRecord, SentenceRecord, TypeRecord
from policyfacts.loader.seed.yaml_files import read_yaml

UNSEEN = "\x00\x01\x1b\x7f\x85\x9b\xad\u200b\u200f\u2028\u202e\u2060\u2066\ufeff\ufffe\ue000"


def yaml_errors(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Return the lines and messages of what is wrong with a YAML file."""
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        errors = read_yaml(file, "a.yaml").errors
    except Unreadable as error:
        errors = error.errors
    return [(error.line, error.message) for error in errors]


def csv_errors(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Return the lines and messages of what is wrong with a table of two columns."""
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        errors = read_csv(file, "a.csv", ("id", "name")).errors
    except Unreadable as error:
        errors = error.errors
    return [(error.line, error.message) for error in errors]


def ndjson_errors(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Return the lines and messages of what is wrong with a file of objects."""
    file, errors = tmp_path / "a.ndjson", []
    file.write_text(text, encoding="utf-8", newline="")
    try:
        for line, _ in read_ndjson(file, "a.ndjson"):
            if line.error is not None:
                errors.append((line.error.line, line.error.message))
    except Unreadable as error:
        errors.append((error.error.line, error.error.message))
    return errors


FORMATS: list[tuple[Callable[[Path, str], list[tuple[int, str]]], str]] = [
    (yaml_errors, "- a\n- {}\n"),
    (yaml_errors, "a: b\n{}: c\n"),
    (csv_errors, "id,name\nx,{}\n"),
    (ndjson_errors, '{{"a": "b"}}\n{{"a": "{}"}}\n'),
    (ndjson_errors, '{{"a": "b"}}\n{{"{}": "b"}}\n'),
]


@pytest.mark.parametrize("character", UNSEEN, ids=lambda character: f"{ord(character):04X}")
@pytest.mark.parametrize("word", ["{}Chad", "Ch{}ad", "Chad{}"])
@pytest.mark.parametrize(("read", "text"), FORMATS)
def test_unseen_character_is_named_on_its_line(
    tmp_path: Path,
    read: Callable[[Path, str], list[tuple[int, str]]],
    text: str,
    word: str,
    character: str,
) -> None:
    ((line, message),) = read(tmp_path, text.format(word.format(character)))
    assert line == 2
    assert f"U+{ord(character):04X}" in message
    assert "delete it" in message
    assert message.isprintable()


@pytest.mark.parametrize(("read", "text"), FORMATS)
def test_word_of_two_scripts_is_named_on_its_line(
    tmp_path: Path, read: Callable[[Path, str], list[tuple[int, str]]], text: str
) -> None:
    ((line, message),) = read(tmp_path, text.format("Tuгkey"))
    assert line == 2
    assert "CYRILLIC SMALL LETTER GHE" in message
    assert read(tmp_path, text.format("COVID-вирус Турция 中国")) == []


def test_decomposed_letters_are_read_composed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: Co\u0302te\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("id,name\nx,Co\u0302te\n", encoding="utf-8")
    (tmp_path / "a.ndjson").write_text('{"a": "Co\\u0302te"}\n', encoding="utf-8")
    assert read_yaml(tmp_path / "a.yaml", "a").value == {"a": "C\u00f4te"}
    table = read_csv(tmp_path / "a.csv", "a", ("id", "name"))
    assert table.value == [{"id": "x", "name": "C\u00f4te"}]
    ((line, _),) = read_ndjson(tmp_path / "a.ndjson", "a")
    assert line.value == {"a": "C\u00f4te"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: !Russia helped\n", 2, "'!Russia' is a tag"),
        ("a: 1\nb: !!str 5\n", 2, "'!!str' is a tag"),
        ("a: 1\nb: !!binary aGVs\n", 2, "'!!binary' is a tag"),
        ("a: 1\nb: !x [c]\n", 2, "'!x' is a tag"),
        ("a: 1\n!x b: c\n", 2, "'!x' is a tag"),
        ("a: 1\nb: &Co Group\n", 2, "anchors"),
        ("a: 1\nb: Trade rose # 5 per cent\n", 2, "put the text in quotes"),
        ("- a\n- Trade rose\n  again # 5 per cent\n", 3, "put the text in quotes"),
        ("a: [b,\nTrade rose # again\n]\n", 2, "put the text in quotes"),
        ("a: 1\nb: > # five\n  text\n", 2, "put the text in quotes"),
        ("a: 1\nb: Trade # 5\n  rose\n", 3, "put a text that holds it in quotes"),
        ("a: 1\n<<: {b: c}\n", 2, "merge keys"),
        ("%YAML 1.1\n---\na: 1\n", 1, "directives"),
        ("a: 1\n---\na: 2\n", 2, "a second document"),
        ('a: 1\nb: "\\0"\n', 2, "U+0000 NUL"),
        ('a: 1\n"\\u200b": b\n', 2, "U+200B"),
    ],
)
def test_yaml_that_would_lose_text_is_refused(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    ((found_line, found_message),) = yaml_errors(tmp_path, text)
    assert found_line == line
    assert message in found_message


@pytest.mark.parametrize(
    "text", ["# one\na: b # an id\n", "a: 2013 # a year\n", "a: 'b c' # more\n", "---\na: b#c d\n"]
)
def test_comments_that_cut_nothing_off_are_fine(tmp_path: Path, text: str) -> None:
    assert yaml_errors(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1}\n\ufeff{"a": 2}\n', 2),
        ('{"a": 1},\n{"a": 2},\n{"a": 3}\n', 1),
        ('[\n{"a": 1},\n{"a": 2}\n]\n', 1),
        ('[{"a": 1}, {"a": 2}]\n', 1),
        (json.dumps({"a": 1, "b": [2, 3]}, indent=2) * 3 + "\n", 1),
        ('{"a": 1}\n' + json.dumps({"a": 1, "b": {"c": 3}}, indent=2) + '\n{"a": 1}\n', 2),
        ('{"a": 1}\n' + (json.dumps({"a": 1, "b": {"c": 3}}, indent=2) + "\n") * 3, 2),
        ('{"a": 1}\n{"a": 1,\n "b": 2}\n{"a": 1}\n', 2),
        ("", 1),
        ("\n \n", 2),
        ('{"a": 1}\n{"a": 1} {"a": 2}\n', 2),
        ("{'a': 1}\n", 1),
    ],
)
def test_other_layouts_of_ndjson_are_one_message(tmp_path: Path, text: str, line: int) -> None:
    ((found_line, message),) = ndjson_errors(tmp_path, text)
    assert found_line == line
    assert "write one object a line" in message


@pytest.mark.parametrize("value", ['"\\ud800"', "NaN", "Infinity", '{"b": 1, "b": 2}'])
def test_ndjson_value_that_is_no_data_is_refused(tmp_path: Path, value: str) -> None:
    ((line, _),) = ndjson_errors(tmp_path, f'{{"a": 1}}\n{{"a": {value}}}\n')
    assert line == 2


def test_open_quote_of_a_large_table_is_told_where_it_opens(tmp_path: Path) -> None:
    ((line, message),) = csv_errors(tmp_path, 'id,name\na,b\nc,"d\n' + "e,f\n" * 50_000)
    assert line == 3
    assert "a quote is opened on this line" in message


@pytest.mark.parametrize(
    ("record", "key", "value"),
    [
        (FactRecord, "times", True),
        (FactRecord, "times", "3"),
        (FactRecord, "times", 3.0),
        (FactRecord, "parties_complete", "yes"),
        (FactRecord, "parties_complete", 1),
        (ReviewRecord, "year", "2013"),
        (ReviewRecord, "year", True),
        (TypeRecord, "setting", 0),
        (SentenceRecord, "start", "1_000"),
        (SentenceRecord, "start", " 5"),
        (SentenceRecord, "end", "5.0"),
    ],
)
def test_value_of_another_type_is_not_converted(
    record: type[FactRecord], key: str, value: object
) -> None:
    with pytest.raises(ValidationError) as caught:
        record.model_validate({key: value})
    details = caught.value.errors()
    assert any(entry["loc"] == (key,) and entry["type"] != "missing" for entry in details)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("id,name\na,b\n,\na,c\n  ,\t\n", {3: "holds nothing", 5: "holds nothing"}),
        ("id,name\na,b\nid,name\nc,d\n", {3: "the names of the columns stand here again"}),
        ("id,name\na,b\n# c\n", {3: "a table has no comments"}),
        ("id,name,\na,b,\n", {1: "a column has no name"}),
        ("id,name\na,\u200bb\nc,d\ne,f\u202e\u200b\n", {2: "U+200B", 4: "U+202E"}),
    ],
)
def test_lines_of_a_table_that_are_no_rows_are_told_one_by_one(
    tmp_path: Path, text: str, lines: dict[int, str]
) -> None:
    errors = csv_errors(tmp_path, text)
    assert [line for line, _ in errors] == list(lines)
    for (_, message), words in zip(errors, lines.values(), strict=True):
        assert words in message


def test_unseen_characters_of_a_yaml_file_are_told_line_by_line(tmp_path: Path) -> None:
    errors = yaml_errors(tmp_path, "- a\u200b\n- b\n- c\u00ad\u200b\n" + "- d\x01\n" * 100)
    assert [line for line, _ in errors] == [1, *range(3, 22)]


def test_lines_after_an_object_over_many_lines_are_read(tmp_path: Path) -> None:
    text = '{"a": 1}\n{\n "a": {\n  "b": 1\n }\n}\n{"a": 2}\n{"a": }\n'
    assert [line for line, _ in ndjson_errors(tmp_path, text)] == [2, 8]
