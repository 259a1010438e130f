"""Reading seed files: values are read as curators wrote them, and errors name the line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts.loader.seed import csv_tables
from policyfacts.loader.seed.documents import Document, Unreadable, Value
from policyfacts.loader.seed.files import read_text
from policyfacts.loader.seed.yaml_files import read_yaml


def read_csv(path: Path, file: str) -> Document:
    """Read a table whose columns are those that it has."""
    header = path.read_text(encoding="utf-8-sig").split("\n", maxsplit=1)[0]
    return csv_tables.read_csv(path, file, header.strip().split(","))


def write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("2013-05-17", "2013-05-17"),
        ("2013-05", "2013-05"),
        ("2013-07/2013-12", "2013-07/2013-12"),
        ("2013-05-17T10:00:00", "2013-05-17T10:00:00"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("<<", "<<"),
        ("2013", 2013),
        ("010", 10),
        ("-7", -7),
        ("1.5", 1.5),
        ("1.9e9", 1.9e9),
        ("'2013'", "2013"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_yaml_scalars_are_read_by_version_1_2(tmp_path: Path, scalar: str, value: Value) -> None:
    document = read_yaml(write(tmp_path, "a.yaml", f"key: {scalar}\n"), "a.yaml")
    assert document.value == {"key": value}
    assert isinstance(document.value, dict)
    assert type(document.value["key"]) is type(value)


def test_norway_is_text_in_a_list_and_as_a_key(tmp_path: Path) -> None:
    document = read_yaml(write(tmp_path, "a.yaml", "countries: [NO, SE]\nNO: 1\n"), "a.yaml")
    assert document.value == {"countries": ["NO", "SE"], "NO": 1}


def test_every_yaml_value_has_its_line(tmp_path: Path) -> None:
    text = "# comment\n- id: a\n  parties:\n    host:\n      - CN\n      - TR\n- id: b\n"
    document = read_yaml(write(tmp_path, "a.yaml", text), "a.yaml")
    assert document.line((0, "parties", "host", 1)) == 6
    assert document.line((1, "id")) == 7
    assert document.line((0, "parties", "host", 9)) == document.line((0, "parties", "host"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands here twice"),
        ("- x: {id: a, id: b}\n", 1, "the key 'id' stands here twice"),
        ("a: &x [1]\nb: *x\n", 1, "anchors and aliases"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be a plain word"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "bad YAML"),
        ("a:\n\tb: 2\n", 2, "use spaces, not tabs"),
        ("a: 1\nb: one: two\n", 2, "put the text in quotes"),
        ("a: 1\nb: @one\n", 2, "put the text in quotes"),
        pytest.param("a: 1\nb: 1" + "0" * 5000, 2, "the number is too long", id="long number"),
        ("a: 1\n\tb: 2\n", 2, "bad YAML"),
        ("a: 'never closed\n\n", 3, "bad YAML"),
        ("a: 1\nb: *nothing\n", 2, "anchors and aliases"),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins"),
        ("a: one\nb: two\x07\n", 2, "U+0007 a control character at character 7 cannot be seen"),
    ],
)
def test_bad_yaml_names_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml(write(tmp_path, "a.yaml", text), "a.yaml")
    assert (caught.value.error.file, caught.value.error.line) == ("a.yaml", line)
    assert message in caught.value.error.message


def test_yaml_is_data_and_never_runs_code(tmp_path: Path) -> None:
    text = "a: !!python/object/apply:os.getcwd []\n"
    try:
        value = read_yaml(write(tmp_path, "a.yaml", text), "a.yaml").value
    except Unreadable:
        return
    assert value == {"a": []}


def test_empty_yaml_file_is_null(tmp_path: Path) -> None:
    assert read_yaml(write(tmp_path, "a.yaml", "# only a comment\n"), "a.yaml").value is None


@pytest.mark.parametrize(
    ("read", "text"),
    [(read_yaml, "- id: x\n"), (read_csv, "id\nx\n")],
)
def test_byte_order_mark_is_not_part_of_the_text(
    tmp_path: Path, read: Callable[[Path, str], Document], text: str
) -> None:
    file = write(tmp_path, "a", b"\xef\xbb\xbf" + text.encode())
    assert read(file, "a").value == [{"id": "x"}]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a: 1\nb: Türkiye\n".encode("latin-1"), id="latin-1"),
        pytest.param("a: 1\nb: Беларусь\n".encode("cp1251"), id="cp1251"),
        pytest.param(b"a: 1\nb: " + "x".encode("utf-16"), id="utf-16"),
    ],
)
def test_file_that_is_not_utf_8_names_the_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text(write(tmp_path, "a.yaml", content), "a.yaml")
    assert caught.value.error.line == 2
    assert "not UTF-8" in caught.value.error.message


def test_csv_rows_are_read_by_column_and_empty_cells_are_absent(tmp_path: Path) -> None:
    text = 'id,name,aliases\r\nNO,Norway,\r\n"X","a, ""b""",one|two\r\n'
    document = read_csv(write(tmp_path, "a.csv", text), "a.csv")
    assert document.value == [
        {"id": "NO", "name": "Norway"},
        {"id": "X", "name": 'a, "b"', "aliases": "one|two"},
    ]
    assert document.line((1,)) == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id,name\na,b\nc\n", 3, "the row has 1 cells and the header 2"),
        ("id,name\na,b\nc,d,e\n", 3, "the row has 3 cells and the header 2"),
        ('id,name\na,b\n"c"x,d\n', 3, "bad CSV"),
        ('id,name\na,b\n"c,d\n\n', 3, "bad CSV"),
        ("id,name\na;b\n", 2, "the header 2: columns are parted by commas"),
        ("id,name\na,b,c\n", 2, "the header 2: put a cell that holds a comma in quotes"),
    ],
)
def test_bad_csv_names_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    (error,) = read_csv(write(tmp_path, "a.csv", text), "a.csv").errors
    assert (error.file, error.line) == ("a.csv", line)
    assert message in error.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name,name\na,b,c\n", "the column 'name' stands here twice"),
        ("id;name\na;b\n", "columns are parted by commas"),
        ("id\tname\na\tb\n", "columns are parted by commas"),
    ],
)
def test_csv_without_a_usable_header_is_unreadable(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_csv(write(tmp_path, "a.csv", text), "a.csv")
    assert (caught.value.error.file, caught.value.error.line) == ("a.csv", 1)
    assert message in caught.value.error.message


def test_bad_row_does_not_hide_the_other_rows(tmp_path: Path) -> None:
    text = "id,name\na\n\nb,two\nc-d,e,f\ng,four\n"
    document = read_csv(write(tmp_path, "a.csv", text), "a.csv")
    assert document.value == [{"id": "b", "name": "two"}, {"id": "g", "name": "four"}]
    assert [error.line for error in document.errors] == [2, 5]
    assert [document.line((index,)) for index in (0, 1)] == [4, 6]
    assert document.unparsed.split() == ["a", "c-d", "e", "f"]


def test_rows_after_an_unclosed_quote_are_not_read(tmp_path: Path) -> None:
    text = 'id,name\na\nb,two\n"c,three\nd,four\n'
    document = read_csv(write(tmp_path, "a.csv", text), "a.csv")
    assert document.value == [{"id": "b", "name": "two"}]
    assert [error.line for error in document.errors] == [2, 4]
    assert "d,four" in document.unparsed


def test_cell_over_two_lines_counts_as_two_lines(tmp_path: Path) -> None:
    text = 'id,name\na,"one\ntwo"\nb,three\n'
    document = read_csv(write(tmp_path, "a.csv", text), "a.csv")
    assert document.line((1,)) == 4
