"""What cannot be answered is refused in words by which an assistant can correct itself."""

import re
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp import MCPError
from mcp.server import Server

from policyfacts.errors import BadParameters, FactsError, ParameterError, StaleCursor
from policyfacts.mcp.errors import format_error
from policyfacts.mcp.internal_client import ApiError, InternalClient
from policyfacts.mcp.protocol import make_server
from policyfacts.mcp.tools import TOOLS
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.mcp.tool_calls import call_tool, error_of, result_of

# What the SDK, pydantic or Python would say.
_FOREIGN = re.compile(
    r"pydantic|validation error|Traceback|mcp\.|Error executing|Exception|/v1/facts"
)


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("search_facts", {"group_by": ["year"]}, "'group_by' is not an argument of search_facts."),
        ("search_facts", {"format": "csv"}, "'format' is not an argument of search_facts."),
        ("search_facts", {"country": ["Chyna"]}, "no country 'Chyna'. Did you mean CN (China)?"),
        ("search_facts", {"country": ["Asia"]}, "region=asia"),
        ("search_facts", {"country": [""]}, "country: is empty."),
        ("search_facts", {"country": {"id": "TR"}}, "country: it must be text, a number, true or"),
        ("search_facts", {"country": [["TR"]]}, "country: it must be text"),
        ("search_facts", {"country": ["x"] * 101}, "country takes at most 100 values."),
        ("search_facts", {"q": "x" * 201}, "x…': it must have at most 200 characters."),
        ("search_facts", {"q": "Ж" * 30_000}, "it must have at most 200 characters."),
        ("search_facts", {"date_from": "2" * 70_000}, "it must have at most 200 characters."),
        ("search_facts", {"topic": ["x" * 201]}, "it must have at most 200 characters."),
        ("search_facts", {"country": "TR," * 100}, "country takes at most 100 values."),
        ("search_facts", {"country": ["TR"] * 100_000}, "country takes at most 100 values."),
        (
            "search_facts",
            {"country": ["Республика Беларусь" * 10] * 60},
            "country: together the arguments are too long",
        ),
        ("search_facts", {"cursor": "x" * 70_000}, "cursor: together the arguments are too long"),
        ("search_facts", {"q": "a\x00b"}, "holds U+0000 NUL, which no text here has"),
        ("search_facts", {"q": ["one", "two"]}, "'q' takes one value and stands more than once."),
        ("search_facts", {"country": "['CN', 'RU']"}, 'write a list, as ["CN", "RU"].'),
        ("search_facts", {"country": '[["CN"]]'}, "country: it must be text, a number, true or"),
        ("search_facts", {"country": "Сhina"}, "'Сhina' mixes Latin and Cyrillic letters"),
        ("search_facts", {"q": "\x1b[31m"}, "q='<U+001B>[31m': holds U+001B ESCAPE"),
        ("search_facts", {"id": "x", "nation": "CN"}, "Did you mean country?"),
        ("search_facts", {"sort_by": "date"}, "Did you mean sort?"),
        ("search_facts", {"year": "2010-2013"}, "Did you mean year_from=2010&year_to=2013?"),
        ("search_facts", {"date_from": "15.01.2013"}, "Did you mean 2013-01-15?"),
        ("search_facts", {"limit": "all"}, "Did you mean 25?"),
        ("get_fact", {"id": "by-2013-embassy-qatar\x00"}, "holds U+0000 NUL"),
        ("search_facts", {"year": ["next"]}, "it is not a whole number"),
        ("search_facts", {"year": 2013.5}, "it is not a whole number"),
        ("search_facts", {"year": 10**30}, "year: the number has too many digits."),
        ("search_facts", {"value_min": 1e300}, "value_min: the number has too many digits."),
        ("search_facts", {"has_figures": "perhaps"}, "it must be true or false"),
        ("search_facts", {"status": ["plannd"]}, "'plannd'. Did you mean planned?"),
        ("search_facts", {"date_from": "2013-02-30"}, "date_from"),
        ("search_facts", {"sort": "relevance"}, "sort=relevance needs q"),
        ("search_facts", {"cursor": "made up"}, "Cursor cannot be read (bad_cursor)"),
        ("search_facts", {"limit": -1}, "limit"),
        ("search_facts", {"limit": [1, 2]}, "'limit' takes one value"),
        ("search_facts", {"limit": "many"}, "limit='many': it is not a whole number."),
        ("search_facts", {"limit": [5.5]}, "limit='5.5': it is not a whole number."),
        ("search_facts", {"limit": True}, "limit='true': it is not a whole number."),
        ("list_values", {"parameter": "type", "limit": 0}, "it must be 1 or more."),
        ("list_values", {"parameter": "type", "limit": "many"}, "it is not a whole number."),
        (
            "search_facts",
            {"query": "visas"},
            "'query' is not an argument of search_facts. Did you mean q?",
        ),
        ("search_facts", {"person": "x"}, "Did you mean entity?"),
        ("search_facts", {"from": "2013"}, "Did you mean date_from?"),
        ("search_facts", {"since": "2013"}, "Did you mean date_from?"),
        ("search_facts", {"date": "2013-07"}, "Did you mean date_from or date_to?"),
        ("search_facts", {"end": "2013"}, "Did you mean date_to?"),
        ("list_figures", {"min_value": 5}, "Did you mean value_min?"),
        ("search_facts", {"participants": ["TR"]}, "Did you mean party?"),
        ("resolve_name", {"name": "Turkey"}, "Did you mean q?"),
        ("get_fact", {"fact_id": "by-2013-a"}, "Did you mean id?"),
        ("get_fact", {}, "id: ids of facts look like by-2013-state-visit-indonesia"),
        ("get_fact", {"id": "stats"}, "id: ids of facts look like"),
        ("get_fact", {"id": "../v1/facts"}, "id: ids of facts look like"),
        ("get_fact", {"id": ["by-2013-a", "by-2013-b"]}, "'id' takes one value"),
        (
            "get_fact",
            {"id": "by-2013-visa-free-travel-turky"},
            "Did you mean by-2013-visa-free-travel-t",
        ),
        ("count_facts", {}, "group_by is missing."),
        ("count_facts", {"group_by": ["land"]}, "group_by: country, region, organization"),
        ("resolve_name", {}, "q is missing."),
        ("resolve_name", {"q": "?!"}, "holds no letter and no digit"),
        ("list_values", {"parameter": "topics"}, "no values to list. Did you mean topic?"),
        ("list_values", {}, "parameter: type, kind, status"),
        ("list_values", {"parameter": "role", "cursor": "x"}, "(bad_cursor)"),
        ("cite", {"id": "by-2013-visa-free-travel-turkey", "country": ["TR"]}, "not both"),
        ("cite", {}, "say what to cite"),
        ("cite", {"country": ["TR"], "year": [1900]}, "there is nothing to cite"),
        ("search_facts", {"unit": ["dollar"]}, "person, session, year, or for money an ISO 4217"),
        ("search_facts", {"country": ["Zanzibar"]}, "resolve_name finds the ids of names"),
        ("search_facts", {"organization": ["EurAsEC"]}, "resolve_name finds the ids of names"),
        ("search_facts", {"party": ["host:BY"]}, "as BY:host."),
        ("search_facts", {"party": ["host"]}, "as BY:host."),
        ("cite", {"country": ["TR"], "format": "mla"}, "format: text, bibtex, ris, csl-json"),
    ],
    ids=str,
)
def test_bad_argument_is_refused_with_a_suggestion(
    server: Server[Any], tool: str, arguments: dict[str, Any], message: str
) -> None:
    text = error_of(server, tool, **arguments)
    assert message in text
    assert _FOREIGN.search(text) is None, text
    assert len(text) <= 4000


def test_long_list_of_allowed_values_counts_those_left_out() -> None:
    allowed = tuple(f"word-{n}" for n in range(70))
    error = BadParameters([ParameterError("x", "unknown_word", "x: no.", (), allowed)])
    assert format_error(error).endswith("word-59 and 10 more.")


def test_stale_cursor_error_has_no_address() -> None:
    error = StaleCursor("The cursor is of an older release.")
    error.errors = (ParameterError("cursor", error.code, error.detail, ("/v1/facts?limit=2",)),)
    assert format_error(error).endswith("(stale_cursor): The cursor is of an older release.")


def test_null_and_empty_lists_are_no_arguments(server: Server[Any]) -> None:
    plain = result_of(server, "search_facts", country=["TR"], limit=1)
    assert plain == result_of(
        server, "search_facts", country=["TR"], limit=1, topic=[], q=None, cursor=None
    )


def test_unknown_tool_is_refused_with_a_suggestion(server: Server[Any]) -> None:
    for name, suggestion in (
        ("serch_facts", " Did you mean search_facts?"),
        ("x" * 9000, "…'."),
    ):
        with pytest.raises(BaseException) as caught:
            call_tool(server, name, {})
        (error,) = leaves(caught.value)
        assert isinstance(error, MCPError)
        assert error.error.message.endswith(suggestion)


def leaves(error: BaseException) -> list[BaseException]:
    """Errors as they were raised; conversations group them."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in leaves(inner)]
    return [error]


def test_many_bad_arguments_are_refused_in_one_short_text(server: Server[Any]) -> None:
    text = error_of(server, "search_facts", **{f"wrong{n}" * 50: n for n in range(200)})
    assert text.count("is not an argument of search_facts") == 10
    assert len(text) <= 4000


def test_unusable_database_is_an_error_of_the_tool(tmp_path: Path) -> None:
    empty = Settings(database_url=f"sqlite:///{tmp_path}/none.db")
    service = create_app(empty)
    assert "database_unusable" in error_of(
        make_server(lambda _: InternalClient(service, empty)), "search_facts"
    )
    service.state.service.database.dispose()


def test_unexpected_exception_hides_its_message(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(InternalClient):
        async def get(self, *_: object) -> Any:
            raise RuntimeError("secret")

    failing = make_server(lambda _: Failing(app, app.state.service.settings))
    text = error_of(failing, "search_facts")
    assert text == "The service failed; the log of the operator says why."
    assert "secret" in caplog.text


long_texts = st.builds(
    lambda text, times: text * times, st.text(st.characters(), min_size=1), st.integers(1, 20_000)
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | long_texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(), inner, max_size=3)
        | st.builds(lambda one, times: [one] * times, inner, st.integers(1, 200))
    ),
    max_leaves=6,
)


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_junk_is_answered_or_refused_and_never_fails(app: FastAPI, data: st.DataObject) -> None:
    tool = data.draw(st.sampled_from(list(TOOLS.values())))
    names = st.sampled_from(list(tool.params_model.model_fields)) | st.text(max_size=20)
    arguments = data.draw(st.dictionaries(names, anything, max_size=4))
    try:
        answer = anyio.run(tool.call, InternalClient(app, app.state.service.settings), arguments)
    except ApiError as error:
        text = format_error(error.problem)
        assert error.problem.status < 500, (arguments, text)
    except FactsError as error:
        text = format_error(error)
    else:
        text = answer.as_text()
        assert answer.model_dump_json()
    text.encode()
    assert "Traceback" not in text


def test_lone_surrogate_is_refused(app: FastAPI) -> None:
    for arguments in ({"q": "\ud800"}, {"\ud800": 1}, {"country": ["\udfff"]}):
        with pytest.raises(BadParameters) as caught:
            api = InternalClient(app, app.state.service.settings)
            anyio.run(TOOLS["search_facts"].call, api, arguments)
        format_error(caught.value).encode()
