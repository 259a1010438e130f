"""From parameters to a filter: names become ids, ids become sets.

All errors are gathered before any is raised.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.schemas.params.filters import COLUMN_FILTERS, FactFilters
from policyfacts.search.names.listed_names import NameReader
from policyfacts.search.names.refusals import UnresolvedName
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import ANY_KIND, read_entities, read_terms
from policyfacts.search.parse.operators import operator_warnings
from policyfacts.search.parse.parser import (
    DIMENSION_KINDS,
    Canonical,
    MatchModes,
    QueryParser,
    TooManyErrors,
    date_ranges,
)
from policyfacts.search.parse.parties import party_keys, read_parties
from policyfacts.search.parse.text import parse_text
from policyfacts.search.sets.filters import MAX_VALUE, FactFilter, HasFigure, InAny, TextMatch
from policyfacts.search.sets.text_query import Terms, TextQuery
from policyfacts.vocabulary import Dimension, EntityKind

_ENUMERATED = tuple(map(Dimension, COLUMN_FILTERS))
MATCH_MODE_FILTERS = {
    "region_match": ("region", "region_all", "region_not"),
    "organization_match": ("organization", "organization_all", "organization_not"),
    "text_match": ("q",),
    "date_match": ("date_from", "date_to", "year", "year_from", "year_to"),
}


@dataclass
class ParsedQuery:
    """A query: its filter, and its canonical form with ids for names.

    Facts are ranked by `text_query`, and the phrases of `highlight` are marked in them.
    """

    fact_filter: FactFilter
    canonical: Canonical
    warnings: list[str]
    match_modes: MatchModes
    text_query: TextQuery | None
    highlight: tuple[Terms, ...]


def parse_query(params: FactFilters, registry: EntityRegistry) -> ParsedQuery:
    """Parse the parameters of a request; raises BadParameters with everything wrong in them."""
    query, errors = try_parse_query(params, registry)
    if errors:
        raise BadParameters(errors)
    return query


def try_parse_query(
    params: FactFilters, registry: EntityRegistry
) -> tuple[ParsedQuery, list[ParameterError]]:
    """Return what can be parsed, and at most ten errors in what cannot."""
    parser = QueryParser(params, registry)
    with suppress(TooManyErrors):
        for names, parse in PARSERS:
            # A query has few of some forty parameters.
            if not names.isdisjoint(params.model_fields_set):
                parse(parser)
    _parse_match_modes(parser)
    query = ParsedQuery(
        fact_filter=FactFilter(tuple(parser.conditions)),
        canonical=parser.canonical,
        warnings=parser.warnings,
        match_modes=parser.match_modes,
        text_query=parser.text_query,
        highlight=parser.text_query.phrases if parser.text_query else (),
    )
    return query, parser.errors


def _parse_entities(parser: QueryParser, dimension: Dimension, kind: EntityKind) -> None:
    parser.parse_family(dimension, read_entities(parser.registry, (kind,)))


def _parse_parties(parser: QueryParser) -> None:
    any_kind, party = read_entities(parser.registry, ANY_KIND), read_parties(parser.registry)
    keys = partial(party_keys, parser.match_modes)
    parser.parse_any_of("entity", any_kind, keys)
    parser.parse_any_of("party", party, keys)
    parser.parse_all_of("party_all", party, keys)
    if parser.params.named is not None:
        parser.copy_values("named")
        named = ("named", str(parser.params.named).lower())
        parser.conditions.append(InAny("named", frozenset({named})))


def _parse_topics(parser: QueryParser) -> None:
    parser.parse_family(Dimension.TOPIC, read_terms(parser.registry, "topic"))


def _parse_terms(parser: QueryParser) -> None:
    for dimension in (Dimension.TYPE, Dimension.REVIEW, Dimension.SECTION):
        parser.parse_dimension(dimension, read_terms(parser.registry, dimension))
    for dimension in _ENUMERATED:
        parser.parse_dimension(dimension, NameReader(lambda _, value: str(value)))


def _parse_dates(parser: QueryParser) -> None:
    params = parser.params
    parser.copy_values("year_from", "year_to", "date_from", "date_to")
    if params.year:
        parser.canonical["year"] = sorted(set(params.year))
    for dates in date_ranges(params):
        if any(last < first for first, last in dates.spans):
            end = dates.parameter.replace("from", "to")
            message = f"{dates.parameter} lies after {end}: no day is in that span."
            parser.add_error(ParameterError(dates.parameter, "empty_span", message))
        elif dates.parameter == Dimension.YEAR:
            # Years that are overlapped have sets of their own.
            years = map(str, parser.canonical["year"])
            parser.conditions.append(parser.match_modes.condition(Dimension.YEAR, years))
        else:
            parser.conditions.append(dates)


def _parse_text(parser: QueryParser) -> None:
    if (text := parser.params.q) is None:
        return
    parser.copy_values("q")
    try:
        parser.text_query = replace(parse_text("q", text), match=parser.params.text_match)
    except UnresolvedName as error:
        parser.add_error(error.error)
    else:
        parser.conditions.append(TextMatch("q", parser.text_query))
        parser.warnings += operator_warnings(text, parser.text_query.idle)


def _parse_figures(parser: QueryParser) -> None:
    params = parser.params
    measures = parser.parse_values("measure", read_terms(parser.registry, "measure"))
    units = parser.parse_values("unit", read_terms(parser.registry, "unit"))
    parser.copy_values("value_min", "value_max", "has_figures")
    if params.has_figures is not None:
        key = ("has_figures", str(params.has_figures).lower())
        parser.conditions.append(InAny("has_figures", frozenset({key})))
    least = -MAX_VALUE if params.value_min is None else params.value_min
    most = MAX_VALUE if params.value_max is None else params.value_max
    if most < least:
        message = "value_min is larger than value_max: no value lies between."
        parser.add_error(ParameterError("value_min", "empty_span", message))
    has_bound = not (params.value_min is None and params.value_max is None)
    if has_bound and not units:
        parser.warnings.append("Values of all units are compared: add unit= to compare like.")
    if measures or units or has_bound:
        figure = HasFigure("measure", frozenset(measures), frozenset(units), least, most)
        parser.conditions.append(figure)


def _parse_match_modes(parser: QueryParser) -> None:
    """Take match modes other than the default into the canonical form, where they matter."""
    params = parser.params
    for parameter, filters in MATCH_MODE_FILTERS.items():
        if parameter not in params.model_fields_set:
            continue
        mode = getattr(params, parameter)
        if mode == FactFilters.model_fields[parameter].default:
            continue
        is_used = any(getattr(params, name) not in (None, []) for name in filters)
        if is_used or parameter in _match_modes_of_counts(params):
            parser.canonical[parameter] = mode.value
        else:
            parser.warnings.append(
                f"{parameter} changes nothing: none of {', '.join(filters)} is asked for."
            )


def _match_modes_of_counts(params: FactFilters) -> set[str]:
    dimensions = params.dimensions()
    counted = {f"{dimension}_match" for dimension in dimensions}
    return counted | {"date_match"} if Dimension.YEAR in dimensions else counted


def _family(dimension: Dimension) -> frozenset[str]:
    return frozenset((dimension.value, f"{dimension}_all", f"{dimension}_not"))


# Which function parses which parameters, in the order of the canonical form.
PARSERS: tuple[tuple[frozenset[str], Callable[[QueryParser], None]], ...] = (
    *(
        (_family(dimension), partial(_parse_entities, dimension=dimension, kind=kind))
        for dimension, kind in DIMENSION_KINDS.items()
    ),
    (frozenset(("entity", "party", "party_all", "named")), _parse_parties),
    (_family(Dimension.TOPIC), _parse_topics),
    (frozenset((Dimension.TYPE, Dimension.REVIEW, Dimension.SECTION, *_ENUMERATED)), _parse_terms),
    (frozenset(("year", "year_from", "year_to", "date_from", "date_to")), _parse_dates),
    (frozenset(("q",)), _parse_text),
    (frozenset(("measure", "unit", "value_min", "value_max", "has_figures")), _parse_figures),
)
