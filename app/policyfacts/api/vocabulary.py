"""Every closed list: `/v1/vocabulary`."""

from fastapi import APIRouter

from policyfacts import vocabulary as lists
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.presenters.envelope import make_meta
from policyfacts.schemas.service import FactType, ListedValue, Measure, Vocabulary
from policyfacts.search.results.profiles import count_facts

router = APIRouter(tags=["Vocabulary"])


@router.get("/vocabulary", summary="Every closed list")
def get_vocabulary(_: EmptyQuery, context: CurrentContext) -> Vocabulary:
    """Types, measures, statuses, roles, levels and other closed lists, each value explained."""
    with context.session() as session:
        registry = session.snapshot.registry
        return Vocabulary(
            types=[
                FactType(
                    id=type_.id,
                    kind=type_.kind,
                    name=type_.name,
                    aliases=list(type_.aliases),
                    description=type_.description,
                    facts=count_facts(session.snapshot, ("type", type_.id)),
                )
                for type_ in registry.types.values()
            ],
            measures=[
                Measure(
                    id=measure.id,
                    name=measure.name,
                    aliases=list(measure.aliases),
                    description=measure.description,
                    units=list(measure.units),
                )
                for measure in registry.measures.values()
            ],
            kinds=_list_values(lists.FactKind),
            statuses=_list_values(lists.Status),
            forms=_list_values(lists.Form),
            levels=_list_values(lists.Level),
            roles=_list_values(lists.Role),
            bounds=_list_values(lists.Bound),
            bases=_list_values(lists.Basis),
            precisions=_list_values(lists.Precision),
            trends=_list_values(lists.Trend),
            link_types=_list_values(lists.LinkType),
            entity_kinds=_list_values(lists.EntityKind),
            organization_types=_list_values(lists.OrganizationType),
            instrument_types=_list_values(lists.InstrumentType),
            meta=make_meta(session),
        )


def _list_values(closed_list: type[lists.Described]) -> list[ListedValue]:
    return [
        ListedValue(value=member.value, description=member.description) for member in closed_list
    ]
