"""What each tool does: requests to the API, whose responses become the tool's result."""

import re
from collections.abc import Sequence
from typing import Any

from policyfacts.errors import BadCursor, BadParameters, NotFound, ParameterError, quote
from policyfacts.http.resource_paths import filter_name
from policyfacts.mcp.arguments import refuse
from policyfacts.mcp.errors import CURRENCY
from policyfacts.mcp.fact_results import (
    FactCounts,
    FactGroup,
    FactList,
    FactResult,
    FigureList,
    shorten_fact,
    shorten_figure,
)
from policyfacts.mcp.internal_client import ApiParams, ApiResponse, InternalClient
from policyfacts.mcp.results import (
    Candidate,
    Citation,
    CitedFact,
    ListedValue,
    ListedValues,
    ResolvedName,
    list_fields,
    meta_fields,
)
from policyfacts.mcp.schemas import MAX_CITED, STATS_PARAMETERS, VOCABULARY_PARAMETERS
from policyfacts.schemas.facts import Fact
from policyfacts.schemas.figures import FigureRow
from policyfacts.schemas.suggest import Suggestion, SuggestionKind
from policyfacts.suggestions import close_matches, did_you_mean_text

# Ids of facts begin with that of their review; single words are other paths below /v1/facts.
_is_fact_id = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)+").fullmatch
_MONEY = "currency"
# Any currency may be asked for; this one stands for all.
_ANY_CURRENCY = "USD"
_NOTHING_TO_CITE = (
    'id: say what to cite, by the id of a fact or by filters; {"review": ["by-2013"]} is a review.'
)
_ID_AND_FILTERS = "id: cite one fact by its id, or many by filters, not both."
_NO_MATCHES = "No fact matches, so there is nothing to cite."


async def search_facts(api: InternalClient, arguments: ApiParams) -> FactList:
    """Return a page of facts."""
    response = await api.get("/v1/facts", arguments)
    facts = [shorten_fact(Fact.model_validate(item)) for item in response.content["items"]]
    return FactList(facts=facts, **list_fields(response))


async def count_facts(api: InternalClient, arguments: ApiParams) -> FactCounts:
    """Return a page of groups of facts."""
    response = await api.get("/v1/facts/stats", arguments)
    counted = response.content["counted"]
    groups = [
        FactGroup(values=item["values"], labels=item["labels"], facts=item["facts"])
        for item in response.content["items"]
    ]
    return FactCounts(
        facts=counted["total"],
        grouped=counted["grouped"],
        groups=groups,
        **list_fields(response),
    )


async def list_figures(api: InternalClient, arguments: ApiParams) -> FigureList:
    """Return a page of figures."""
    response = await api.get("/v1/figures", arguments)
    rows = [FigureRow.model_validate(item) for item in response.content["items"]]
    return FigureList(figures=[shorten_figure(row) for row in rows], **list_fields(response))


async def get_fact(api: InternalClient, arguments: ApiParams) -> FactResult:
    """Return a fact, and its citation as text."""
    path = f"/v1/facts/{_fact_id(arguments)}"
    response = await api.get(path)
    citation = (await api.get(f"{path}/citation")).content
    fact = Fact.model_validate(response.content)
    return FactResult(fact=fact, citation=citation, address=response.address)


async def cite(api: InternalClient, arguments: ApiParams) -> Citation:
    """Return a citation of one fact, or of those that match; NotFound where none does."""
    filters = {name: value for name, value in arguments.items() if name not in ("id", "format")}
    style = {"format": str(arguments.get("format", "text"))}
    if "id" in arguments:
        if filters:
            refuse("id", "one_or_many", _ID_AND_FILTERS)
        path = f"/v1/facts/{_fact_id(arguments)}"
        response = await api.get(f"{path}/citation", style)
        facts, total, warnings = [(await api.get(path)).content], 1, []
    elif filters:
        response = await api.get("/v1/facts/citation", {**filters, **style})
        page = (await api.get("/v1/facts", {**filters, "limit": str(MAX_CITED)})).content
        facts, total = page["items"], page["page"]["total"]
        warnings = page["meta"]["warnings"]
        if not total:
            raise NotFound(" ".join([_NO_MATCHES, *warnings]))
    else:
        refuse("id", "missing_parameter", _NOTHING_TO_CITE)
    return Citation(
        citation=response.content,
        total=total,
        facts=[_cited(fact) for fact in facts],
        warnings=warnings,
        address=response.address,
        **style,
    )


def _cited(fact: dict[str, Any]) -> CitedFact:
    evidence = [f"{item['review']} {item['locator']}" for item in fact["evidence"]]
    return CitedFact(id=fact["id"], evidence=evidence)


async def resolve_name(api: InternalClient, arguments: ApiParams) -> ResolvedName:
    """Return what a name may mean."""
    response = await api.get("/v1/suggest", arguments)
    suggestions = [Suggestion.model_validate(item) for item in response.content["items"]]
    meta = response.content["meta"]
    return ResolvedName(
        candidates=[_candidate(suggestion) for suggestion in suggestions],
        total=response.content["page"]["total"],
        address=response.address,
        release=meta["release"],
        citation=meta["citation"],
    )


def _candidate(suggestion: Suggestion) -> Candidate:
    kind = suggestion.kind
    parameter = kind.value if kind is SuggestionKind.TYPE else filter_name(kind.value)
    fields = Candidate.model_fields.keys() - {"parameter"}
    return Candidate(parameter=parameter, **{name: getattr(suggestion, name) for name in fields})


async def list_values(api: InternalClient, arguments: ApiParams) -> ListedValues:
    """Return a page of values of a parameter, by the vocabulary or by the facts that have them."""
    parameter = _parameter(arguments.get("parameter", ""))
    paging = {name: arguments[name] for name in ("limit", "cursor") if name in arguments}
    if parameter in VOCABULARY_PARAMETERS:
        return _page_of_vocabulary(await api.get("/v1/vocabulary"), parameter, paging)
    response = await api.get("/v1/facts/stats", {**paging, "group_by": parameter})
    values = [
        ListedValue(
            value=group["values"][parameter],
            name=group["labels"][parameter],
            description=None,
            facts=group["facts"],
        )
        for group in response.content["items"]
    ]
    return ListedValues(parameter=parameter, values=values, **list_fields(response))


def _page_of_vocabulary(vocabulary: ApiResponse, parameter: str, paging: ApiParams) -> ListedValues:
    """Return a page of a closed list; its cursor is the last value of the page before."""
    values = _values_of(vocabulary.content, parameter)
    start = 0
    if "cursor" in paging:
        listed = [value.value for value in values]
        if paging["cursor"] not in listed:
            raise BadCursor("The cursor is damaged: begin without one.")
        start = listed.index(str(paging["cursor"])) + 1
    page = values[start : start + int(str(paging["limit"]))]
    is_last = not page or page[-1] is values[-1]
    return ListedValues(
        parameter=parameter,
        values=page,
        address=vocabulary.address,
        total=len(values),
        next_cursor=None if is_last else page[-1].value,
        **meta_fields(vocabulary),
    )


def _values_of(vocabulary: dict[str, Any], parameter: str) -> list[ListedValue]:
    if parameter == "unit":
        return _units(vocabulary["measures"])
    return [
        ListedValue(
            value=(value := term.get("value") or term["id"]),
            name=term.get("name", value),
            description=term["description"] + _format_units(term.get("units", ())),
            facts=term.get("facts"),
        )
        for term in vocabulary["statuses" if parameter == "status" else f"{parameter}s"]
    ]


def _units(measures: Sequence[dict[str, Any]]) -> list[ListedValue]:
    """Return the units of all measures, those of most measures first."""
    measures_by_unit: dict[str, list[str]] = {}
    for measure in measures:
        for unit in measure["units"]:
            measures_by_unit.setdefault(unit, []).append(measure["id"])
    values = []
    for unit, ids in sorted(measures_by_unit.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        is_money = unit == _MONEY
        money = f"Money: {CURRENCY}; every other code is taken as well. " if is_money else ""
        value = _ANY_CURRENCY if is_money else unit
        description = f"{money}Measures: {', '.join(ids)}."
        values.append(ListedValue(value=value, name=value, description=description, facts=None))
    return values


def _format_units(units: Sequence[str]) -> str:
    names = [CURRENCY if unit == _MONEY else unit for unit in units]
    return f" Unit: {' or '.join(names)}." if units else ""


def _parameter(name: str | list[str]) -> str:
    allowed = (*VOCABULARY_PARAMETERS, *STATS_PARAMETERS)
    if isinstance(name, str) and name in allowed:
        return name
    near = close_matches(str(name).lower(), allowed)
    message = f"parameter: {quote(str(name))} has no values to list.{did_you_mean_text(near)}"
    raise BadParameters([ParameterError("parameter", "unknown_value", message, near, allowed)])


def _fact_id(arguments: ApiParams) -> str:
    id_ = arguments.get("id", "")
    if not isinstance(id_, str) or not _is_fact_id(id_):
        message = "id: ids of facts look like by-2013-state-visit-indonesia; search_facts has them."
        refuse("id", "bad_value", message)
    return id_
