"""Pages whose facts are asked for in plain language, beside filters that are set already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from policyfacts.errors import BadParameters
from policyfacts.schemas.params.formats import ExplorerParams
from policyfacts.search.questions.filters import FAMILIES
from policyfacts.search.results.interpretation import AnsweredQuestion, answer_question
from policyfacts.search.snapshot import ReadSession

_QUESTION = "ask"
_JOINED = (*FAMILIES, "party")


@dataclass(frozen=True)
class AskedFacts:
    """The parameters of a page with its question read as filters; `filters` are those beside it."""

    params: ExplorerParams
    answered: AnsweredQuestion | None
    filters: ExplorerParams


def read_question(session: ReadSession, params: ExplorerParams) -> AskedFacts:
    """Read the question of a page, if it has one.

    Where nothing of it can be applied, its words are searched for as they stand. Raises
    BadParameters where it cannot be read at all.
    """
    if params.ask is None:
        return AskedFacts(params, None, params)
    filters = params.model_dump(exclude_unset=True, exclude={_QUESTION})
    try:
        answered = answer_question(session, params.ask)
    except BadParameters as error:
        raise BadParameters([replace(each, parameter=_QUESTION) for each in error.errors]) from None
    query = answered.interpretation.query or {"q": params.ask}
    return AskedFacts(
        ExplorerParams.model_validate(_join(filters, query)),
        answered,
        ExplorerParams.model_validate(filters),
    )


def _join(filters: Mapping[str, Any], query: Mapping[str, Any]) -> dict[str, Any]:
    """Join filters and a question: what both name must both hold, other values give way."""
    joined = {**filters, **query}
    for name in _JOINED:
        values, more = filters.get(name, []), query.get(name, [])
        if values and more:
            all_of = f"{name}_all"
            joined[name] = values
            joined[all_of] = [*filters.get(all_of, []), *query.get(all_of, []), *more]
        for both in (f"{name}_all", f"{name}_not"):
            if filters.get(both) and query.get(both) and not (values and more):
                joined[both] = [*filters[both], *query[both]]
    return joined
