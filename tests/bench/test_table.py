"""The table marks targets that were reached, and no others."""

from bench.table import Row, as_json, as_markdown

_ROWS = [
    Row("fast", 0.95, at_least=0.9),
    Row("slow", 0.8999, at_least=0.9),
    Row("quick", 5.0, " ms", at_most=5),
    Row("lame", 5.01, " ms", at_most=5),
    Row("told", 12345.6, " MiB", note="a|b"),
    Row("gone", None, at_least=5, note="not installed"),
]


def test_targets_are_reached_missed_or_not_measured() -> None:
    assert [row.passed for row in _ROWS] == [True, False, True, False, None, None]


def test_missed_target_is_marked_missed() -> None:
    cells = {row.what: row.cells() for row in _ROWS}
    assert cells["slow"][1:4] == ("at least 0.9", "0.8999", "missed")
    assert cells["lame"][1:4] == ("at most 5 ms", "5.01 ms", "missed")
    assert cells["gone"][1:4] == ("at least 5", "not measured", "")


def test_markdown_and_json_have_every_row() -> None:
    lines = as_markdown(_ROWS, "a machine").splitlines()
    assert len(lines) == 4 + len(_ROWS)
    assert lines[-2] == "| told |  | 12,346 MiB |  | a/b |"
    assert [row["passed"] for row in as_json(_ROWS, "a machine")["rows"]] == [
        row.passed for row in _ROWS
    ]
