"""A range of a static file that cannot be read is ignored, one that can is sent."""

import pytest
from starlette.testclient import TestClient

FILE = "/static/favicon.svg"
UNREADABLE = ("bytes=5-1", "bytes=-", "bytes=a", "bytes", "", "rows=0-1", f"bytes={'9' * 5000}-")


@pytest.mark.parametrize("text", UNREADABLE)
def test_ranges_that_cannot_be_read_are_ignored(public_client: TestClient, text: str) -> None:
    answer = public_client.get(FILE, headers={"Range": text})
    assert (answer.status_code, answer.content) == (200, public_client.get(FILE).content)


@pytest.mark.parametrize(
    ("text", "status", "size"), [("0-9", 206, 10), ("-5", 206, 5), ("99999-", 416, 0)]
)
def test_ranges_of_bytes_are_sent(
    public_client: TestClient, text: str, status: int, size: int
) -> None:
    answer = public_client.get(FILE, headers={"Range": f"bytes={text}", "Accept-Encoding": ""})
    assert (answer.status_code, len(answer.content)) == (status, size)
