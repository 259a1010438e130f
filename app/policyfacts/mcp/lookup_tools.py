"""Tools that look one thing up: a fact, a name, the values of a parameter, a citation."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from policyfacts.errors import (
    BadCursor,
    BadParameters,
    NotFound,
    ParameterError,
    did_you_mean_text,
    quote,
)
from policyfacts.mcp.arguments import refuse
from policyfacts.mcp.error_text import CURRENCY
from policyfacts.mcp.fact_results import WholeFact
from policyfacts.mcp.internal_client import ApiResponse, InternalClient
from policyfacts.mcp.list_tools import Asked, list_members, meta_members, within_bounds
from policyfacts.mcp.name_results import (
    Candidate,
    Citation,
    CitedFact,
    ListedValue,
    ListedValues,
    ResolvedName,
    parameter_of,
)
from policyfacts.mcp.tool_params import COUNTED, EXPLAINED, MOST_CITED
from policyfacts.schemas.facts import Fact
from policyfacts.schemas.suggest import Suggestion

# Ids of facts begin with that of their review; single words are other paths below /v1/facts.
_is_fact_id = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)+").fullmatch
_MONEY = "currency"
# Any currency may be asked for; this one stands for all.
_ANY_CURRENCY = "USD"
_NOTHING_ASKED = (
    'id: say what to cite, by the id of a fact or by filters; {"review": ["by-2013"]} is a review.'
)
_BOTH_ASKED = "id: cite one fact by its id, or many by filters, not both."
_NOTHING_FOUND = "No fact matches, so there is nothing to cite."
_LISTS = {
    "type": "types",
    "kind": "kinds",
    "status": "statuses",
    "level": "levels",
    "form": "forms",
    "role": "roles",
    "measure": "measures",
}


async def get_fact(api: InternalClient, asked: Asked) -> WholeFact:
    """A fact, and its citation as text."""
    path = f"/v1/facts/{_fact_id(asked)}"
    answered = await api.get(path)
    cited = await api.get(f"{path}/citation")
    fact = Fact.model_validate(answered.content)
    return WholeFact(fact=fact, citation=cited.content, address=answered.address)


async def cite(api: InternalClient, asked: Asked) -> Citation:
    """A citation of one fact, or of the facts that match; NotFound where none does."""
    filters = {name: value for name, value in asked.items() if name not in ("id", "format")}
    style = str(asked.get("format", "text"))
    if "id" in asked:
        if filters:
            refuse("id", "one_or_many", _BOTH_ASKED)
        return await _cite_one(api, f"/v1/facts/{_fact_id(asked)}", style)
    if not filters:
        refuse("id", "missing_parameter", _NOTHING_ASKED)
    return await _cite_many(api, filters, style)


async def _cite_one(api: InternalClient, path: str, style: str) -> Citation:
    answered = await api.get(f"{path}/citation", {"format": style})
    fact = (await api.get(path)).content
    return Citation(
        format=style,
        citation=answered.content,
        total=1,
        facts=[_cited(fact)],
        warnings=[],
        address=answered.address,
    )


async def _cite_many(api: InternalClient, filters: Asked, style: str) -> Citation:
    answered = await api.get("/v1/facts/citation", {**filters, "format": style})
    found = (await api.get("/v1/facts", {**filters, "limit": str(MOST_CITED)})).content
    total, warnings = found["page"]["total"], found["meta"]["warnings"]
    if not total:
        raise NotFound(" ".join([_NOTHING_FOUND, *warnings]))
    return Citation(
        format=style,
        citation=answered.content,
        total=total,
        facts=[_cited(it) for it in found["items"]],
        warnings=warnings,
        address=answered.address,
    )


def _cited(fact: dict[str, Any]) -> CitedFact:
    evidence = [f"{it['review']} {it['locator']}" for it in fact["evidence"]]
    return CitedFact(id=fact["id"], evidence=evidence)


async def resolve_name(api: InternalClient, asked: Asked) -> ResolvedName:
    """What a name may mean."""
    answered = await api.get("/v1/suggest", asked)
    found = [Suggestion.model_validate(it) for it in answered.content["items"]]
    shown = ("id", "kind", "name", "matched", "match", "facts")
    candidates = [
        Candidate(parameter=parameter_of(it.kind), **{name: getattr(it, name) for name in shown})
        for it in found
    ]
    total = answered.content["page"]["total"]
    about = {name: answered.content["meta"][name] for name in ("release", "citation")}
    return ResolvedName(candidates=candidates, total=total, address=answered.address, **about)


async def list_values(api: InternalClient, asked: Asked) -> ListedValues:
    """Values of a parameter: the vocabulary explains some, facts have the others."""
    parameter = _parameter(asked.get("parameter", ""))
    paging: Asked = {name: asked[name] for name in ("limit", "cursor") if name in asked}

    async def list_explained(paging: Asked) -> ListedValues:
        return _page_of_explained(await api.get("/v1/vocabulary"), parameter, paging)

    async def list_counted(paging: Asked) -> ListedValues:
        answered = await api.get("/v1/facts/stats", {**paging, "group_by": parameter})
        return ListedValues(
            parameter=parameter,
            values=[_counted(it, parameter) for it in answered.content["items"]],
            **list_members(answered),
        )

    return await within_bounds(list_explained if parameter in EXPLAINED else list_counted, paging)


def _page_of_explained(vocabulary: ApiResponse, parameter: str, paging: Asked) -> ListedValues:
    """A page of a closed list; its cursor is the last value of the page before."""
    values = _explained(vocabulary.content, parameter)
    first = 0
    if "cursor" in paging:
        listed = [it.value for it in values]
        if paging["cursor"] not in listed:
            raise BadCursor("The cursor is damaged: begin without one.")
        first = listed.index(str(paging["cursor"])) + 1
    shown = values[first : first + int(str(paging["limit"]))]
    ends = not shown or shown[-1] is values[-1]
    return ListedValues(
        parameter=parameter,
        values=shown,
        address=vocabulary.address,
        total=len(values),
        next_cursor=None if ends else shown[-1].value,
        **meta_members(vocabulary),
    )


def _explained(vocabulary: dict[str, Any], parameter: str) -> list[ListedValue]:
    if parameter == "unit":
        return _units(vocabulary["measures"])
    return [
        ListedValue(
            value=(value := it.get("value") or it["id"]),
            name=it.get("name", value),
            description=it["description"] + _tell_units(it.get("units", ())),
            facts=it.get("facts"),
        )
        for it in vocabulary[_LISTS[parameter]]
    ]


def _units(measures: Sequence[dict[str, Any]]) -> list[ListedValue]:
    """Units of all measures, those of most measures first."""
    counted: dict[str, list[str]] = {}
    for measure in measures:
        for unit in measure["units"]:
            counted.setdefault(unit, []).append(measure["id"])
    values = []
    for unit, of in sorted(counted.items(), key=lambda it: (-len(it[1]), it[0])):
        is_money = unit == _MONEY
        money = f"Money: {CURRENCY}; every other code is taken as well. " if is_money else ""
        value = _ANY_CURRENCY if is_money else unit
        description = f"{money}Measures: {', '.join(of)}."
        values.append(ListedValue(value=value, name=value, description=description, facts=None))
    return values


def _tell_units(units: Sequence[str]) -> str:
    written = [CURRENCY if it == _MONEY else it for it in units]
    return f" Unit: {' or '.join(written)}." if units else ""


def _counted(group: dict[str, Any], parameter: str) -> ListedValue:
    value, label = group["values"][parameter], group["labels"][parameter]
    return ListedValue(value=value, name=label, description=None, facts=group["facts"])


def _parameter(written: str | list[str]) -> str:
    if isinstance(written, str) and written in (*EXPLAINED, *COUNTED):
        return written
    message = f"parameter: {quote(str(written))} has no values to list."
    allowed = (*EXPLAINED, *COUNTED)
    near = tuple(get_close_matches(str(written)[:100].lower(), allowed, cutoff=0.6))
    message += did_you_mean_text(near)
    error = ParameterError("parameter", "unknown_value", message, near, allowed)
    raise BadParameters([error])


def _fact_id(asked: Asked) -> str:
    written = asked.get("id", "")
    if not isinstance(written, str) or not _is_fact_id(written):
        message = "id: ids of facts look like by-2013-state-visit-indonesia; search_facts has them."
        refuse("id", "bad_value", message)
    return written
