"""Every byte that clients see: status, headers and body of each kind of answer."""

from collections.abc import Callable

import pytest

from tests.outside.answers import Answers
from tests.outside.evidence import Check, compare, differences


def test_every_answer_is_as_frozen(answers: Answers, check: Check) -> None:
    check("answers", answers)


def test_answers_given_again_are_as_frozen(
    answers: Answers, ask: Callable[[], Answers], check: Check
) -> None:
    """Ask again: many responses come from the cache then, and streams have a length."""
    again = ask()
    check(
        "answers-given-again",
        {group: list(differences(answers[group], again[group])) for group in again},
    )


def test_every_status_that_clients_meet_is_frozen(answers: Answers) -> None:
    statuses = {answer["status"] for group in answers.values() for answer in group.values()}
    assert statuses == {
        *(200, 206, 304, 308, 501),
        *(400, 404, 405, 406, 409, 410, 413, 415, 416, 422, 500, 503),
    }


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({"a": {"etag": "1"}}, {"a": {"etag": "2"}}, ['a > etag: was "1", is "2"']),
        ({"a": 1}, {}, ["a: was 1, is gone"]),
        ({}, {"a": [1]}, ["a: is new, [1]"]),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, ['a: - "x"', 'a: + "z"']),
        ({"a": {}}, {"a": []}, ["a: was {}, is []"]),
        ({"a": 1}, {"a": 1}, []),
    ],
)
def test_a_difference_names_where_it_is_and_both_values(
    old: object, new: object, lines: list[str]
) -> None:
    assert list(differences(old, new)) == lines


def test_a_change_of_what_is_frozen_fails(answers: Answers) -> None:
    group, (request, *_) = next(iter(answers.items()))
    changed = {**answers, group: {**answers[group], request: {"status": 418}}}
    with pytest.raises(AssertionError, match=r"GET /v1 > status: was 200, is 418"):
        compare("answers", changed)
