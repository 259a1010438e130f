"""Every closed list: `/v1/vocabulary`."""

from fastapi import APIRouter

from policyfacts import vocabulary as lists
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.presenters.envelope import make_meta
from policyfacts.schemas.service import FactType, ListedValue, Measure, Vocabulary
from policyfacts.search.results.profiles import count_facts

router = APIRouter(tags=["Vocabulary"])


@router.get("/vocabulary", operation_id="get_vocabulary", summary="Every closed list")
def get_vocabulary(_: EmptyQuery, context: CurrentContext) -> Vocabulary:
    """Types, measures, statuses, roles, levels and other closed lists, each value explained."""
    with context.session() as session:
        registry = session.snapshot.registry
        return Vocabulary(
            types=[
                FactType(
                    id=it.id,
                    kind=it.kind,
                    name=it.name,
                    description=it.description,
                    facts=count_facts(session.snapshot, ("type", it.id)),
                )
                for it in registry.types.values()
            ],
            measures=[
                Measure(id=it.id, name=it.name, description=it.description, units=list(it.units))
                for it in registry.measures.values()
            ],
            kinds=_terms(lists.FactKind),
            statuses=_terms(lists.Status),
            forms=_terms(lists.Form),
            levels=_terms(lists.Level),
            roles=_terms(lists.Role),
            bounds=_terms(lists.Bound),
            bases=_terms(lists.Basis),
            precisions=_terms(lists.Precision),
            trends=_terms(lists.Trend),
            link_types=_terms(lists.LinkType),
            entity_kinds=_terms(lists.EntityKind),
            organization_types=_terms(lists.OrganizationType),
            instrument_types=_terms(lists.InstrumentType),
            meta=make_meta(session),
        )


def _terms(closed_list: type[lists.Described]) -> list[ListedValue]:
    return [ListedValue(value=it.value, description=it.description) for it in closed_list]
