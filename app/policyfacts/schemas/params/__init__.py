"""Questions: what can be asked, as models of parameters."""

from policyfacts.schemas.params.cards import CardParams, FactsCardParams, OembedParams
from policyfacts.schemas.params.filters import COLUMN_FILTERS, FactFilters
from policyfacts.schemas.params.formats import (
    EntityListParams,
    ExplorerParams,
    FactCitationParams,
    FactListParams,
    FactRowListParams,
    GraphFormatParams,
    ItemParams,
    PageOfEntities,
    PartnerListParams,
    QueryCitationParams,
    StatsListParams,
)
from policyfacts.schemas.params.lists import (
    CursorParams,
    FactParams,
    FactRowParams,
    GraphParams,
    Paging,
    PartnerParams,
    StatsParams,
)
from policyfacts.schemas.params.search import Clause, SearchQuestion
from policyfacts.schemas.params.types import (
    WHOLE,
    AnyCase,
    NoParams,
    Params,
    Word,
    Year,
    split,
    values,
)

__all__ = [
    "COLUMN_FILTERS",
    "WHOLE",
    "AnyCase",
    "CardParams",
    "Clause",
    "CursorParams",
    "EntityListParams",
    "ExplorerParams",
    "FactCitationParams",
    "FactFilters",
    "FactListParams",
    "FactParams",
    "FactRowListParams",
    "FactRowParams",
    "FactsCardParams",
    "GraphFormatParams",
    "GraphParams",
    "ItemParams",
    "NoParams",
    "OembedParams",
    "PageOfEntities",
    "Paging",
    "Params",
    "PartnerListParams",
    "PartnerParams",
    "QueryCitationParams",
    "SearchQuestion",
    "StatsListParams",
    "StatsParams",
    "Word",
    "Year",
    "split",
    "values",
]
