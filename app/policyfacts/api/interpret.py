"""Questions in plain language: `/v1/interpret`."""

from typing import Annotated

from fastapi import APIRouter, Query

from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.interpretation import present_interpretation
from policyfacts.schemas.interpret import InterpretedQuestion, InterpretParams
from policyfacts.search.results.interpretation import answer_question

router = APIRouter(tags=["Ways in"])

InterpretQuery = Annotated[InterpretParams, Query()]


@router.get("/interpret", summary="A question in words as filters")
def interpret(params: InterpretQuery, context: CurrentContext) -> InterpretedQuestion:
    """The parameters of `/v1/facts` that ask the same, each with the words that it comes from.

    "who visited China in 2013" is `type=visit&party=CN:host&year=2013`. What is ambiguous is
    offered and not applied, a negation becomes a filter that ends in `_not` or is named in
    `meta.warnings`, words that are not understood are searched for, and nothing is relaxed: where
    nothing is found, `parts` tells what each part alone would find.
    """
    with context.session() as session:
        answered = answer_question(session, params.q)
        return present_interpretation(session, answered, context.urls)
