"""Reading NDJSON: line by line, and errors name the line."""

import tracemalloc
from pathlib import Path

import pytest

from policyfacts.loader.seed.documents import Unreadable
from policyfacts.loader.seed.ndjson import MAX_LINE_BYTES, Line, read_ndjson


def read(tmp_path: Path, content: str | bytes) -> list[Line]:
    file = tmp_path / "a.ndjson"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [line for line, _ in read_ndjson(file, "a.ndjson")]


def test_each_line_is_an_object_with_its_line_number(tmp_path: Path) -> None:
    lines = read(tmp_path, '{"id": "a", "value": 1.5}\n\n{"id": "b\u00a0c"}\r\n')
    assert [line.value for line in lines] == [{"id": "a", "value": 1.5}, {"id": "b\u00a0c"}]
    assert [line.line(("value",)) for line in lines] == [1, 3]


def test_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    (line,) = read(tmp_path, b'\xef\xbb\xbf{"id": "x"}\n')
    assert line.value == {"id": "x"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "b"', "bad JSON"),
        ('{"id": "b"} {"id": "c"}', "bad JSON"),
        ('{"id": "b", "id": "c"}', "the key 'id' stands here twice"),
        pytest.param('{"id": 1' + "0" * 5000 + "}", "the number is too long", id="long number"),
        pytest.param("[" * 100_000, "bad JSON", id="nested too deep"),
        pytest.param(
            '"' + "\u044f" * MAX_LINE_BYTES + '"', "write one fact a line", id="long line"
        ),
    ],
)
def test_bad_line_is_reported_and_other_lines_are_read(
    tmp_path: Path, line: str, message: str
) -> None:
    first, bad, last = read(tmp_path, f'{{"id": "a"}}\n{line}\n{{"id": "c"}}')
    assert bad.error is not None
    assert (bad.error.file, bad.error.line) == ("a.ndjson", 2)
    assert message in bad.error.message
    assert (first.value, last.value, last.number) == ({"id": "a"}, {"id": "c"}, 3)


def test_bad_line_keeps_its_unparsed_text(tmp_path: Path) -> None:
    (line,) = read(tmp_path, '{"id": c-d}\n')
    assert "c-d" in line.unparsed


def test_line_that_is_not_utf_8_ends_the_reading(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, b'{"id": "a"}\n{"id": "T\xfcrkiye"}\n')
    assert caught.value.error.line == 2
    assert "not UTF-8" in caught.value.error.message


def test_large_file_is_never_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    line = '{"id": "' + "x" * 1000 + '"}\n'
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines([line] * 20_000)
        lines.write("{,\n")
    tracemalloc.start()
    errors = [line.error for line, _ in read_ndjson(file, "a.ndjson") if line.error is not None]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [error.line for error in errors] == [20_001]
    assert peak < file.stat().st_size / 10
