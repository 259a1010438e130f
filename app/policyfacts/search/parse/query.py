"""From what is asked to a filter: names become ids, ids become sets.

Every fault is gathered before any is raised.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from policyfacts.errors import BadParameters, ParameterError, did_you_mean_text
from policyfacts.schemas.params import FactFilters
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import ANY_KIND, UnresolvedName, read_entity, read_word
from policyfacts.search.names.terms import WordList
from policyfacts.search.parse.match_modes import KINDS, MatchModes, times_of
from policyfacts.search.parse.parser import Canonical, QueryParser, Read, TooManyErrors
from policyfacts.search.sets.fact_sets import SetKey
from policyfacts.search.sets.filters import LARGEST, FactFilter, HasFigure, InAny, TextMatch
from policyfacts.search.sets.text_query import TextQuery, read_text
from policyfacts.vocabulary import Dimension, EntityKind, Role

_CLOSED = (Dimension.KIND, Dimension.STATUS, Dimension.LEVEL, Dimension.FORM)
_MATCHED_ROLES = WordList.of_ids("role", [it.value for it in Role if it is not Role.EXCLUDED])
READINGS = {
    "region_match": ("region", "region_all", "region_not"),
    "organization_match": ("organization", "organization_all", "organization_not"),
    "date_match": ("date_from", "date_to", "year", "year_from", "year_to"),
}


@dataclass
class ParsedQuery:
    """A question understood: its filter, its canonical form with ids for names, its readings.

    `text` is what facts are ranked by, `marks` the words that are shown where they stand.
    """

    wanted: FactFilter
    canonical: Canonical
    warnings: list[str]
    readings: MatchModes
    text: TextQuery | None
    marks: TextQuery | None


def parse_query(asked: FactFilters, registry: EntityRegistry) -> ParsedQuery:
    """Understand a question; BadParameters holds everything in it that cannot be read."""
    question, errors = try_parse_query(asked, registry)
    if errors:
        raise BadParameters(errors)
    return question


def try_parse_query(
    asked: FactFilters, registry: EntityRegistry
) -> tuple[ParsedQuery, list[ParameterError]]:
    """What can be read of a question, and what cannot: at most ten faults."""
    reader = QueryParser(asked, registry)
    with suppress(TooManyErrors):
        for names, read in PARSERS:
            # A question has few of some forty parameters.
            if not names.isdisjoint(asked.model_fields_set):
                read(reader)
    _read_readings(reader)
    wanted = FactFilter(tuple(reader.conditions))
    question = ParsedQuery(
        wanted=wanted,
        canonical=reader.canonical,
        warnings=reader.warnings,
        readings=reader.readings,
        text=reader.text,
        marks=reader.text,
    )
    return question, reader.errors


def _read_kind(reader: QueryParser, dimension: Dimension, kind: EntityKind) -> None:
    reader.family(dimension, _entity(reader.registry, (kind,)))


def _read_parties(reader: QueryParser) -> None:
    any_kind = _entity(reader.registry, ANY_KIND)
    reader.any_of("entity", any_kind, lambda id_: [("entity", id_)])
    reader.any_of("party", _party(reader.registry), _party_keys)
    reader.each_of("party_all", _party(reader.registry), _party_keys)


def _read_topics(reader: QueryParser) -> None:
    reader.family(Dimension.TOPIC, _word(reader.registry.words["topic"]))


def _read_words(reader: QueryParser) -> None:
    words = reader.registry.words
    for dimension in (Dimension.TYPE, Dimension.REVIEW, Dimension.SECTION):
        reader.dimension(dimension, _word(words[dimension]))
    for dimension in _CLOSED:
        reader.dimension(dimension, lambda _, value: str(value))


def _read_times(reader: QueryParser) -> None:
    asked, readings = reader.asked, reader.readings
    reader.keep("year_from", "year_to", "date_from", "date_to")
    if asked.year:
        reader.canonical["year"] = sorted(set(asked.year))
    for time in times_of(asked):
        if any(last < first for first, last in time.spans):
            end = time.parameter.replace("from", "to")
            message = f"{time.parameter} lies after {end}: no day is in that span."
            reader.refuse(ParameterError(time.parameter, "empty_span", message))
        elif time.parameter == Dimension.YEAR:
            # Years that are overlapped have sets of their own.
            years = map(str, reader.canonical["year"])
            reader.conditions.append(readings.condition(Dimension.YEAR, years))
        else:
            reader.conditions.append(time)


def _read_text(reader: QueryParser) -> None:
    if reader.asked.q is None:
        return
    reader.keep("q")
    try:
        reader.text = read_text("q", reader.asked.q)
    except UnresolvedName as error:
        reader.refuse(error.error)
    else:
        reader.conditions.append(TextMatch("q", reader.text))


def _read_figures(reader: QueryParser) -> None:
    asked = reader.asked
    measures = reader.values("measure", _word(reader.registry.words["measure"]))
    units = reader.values("unit", _word(reader.registry.words["unit"]))
    reader.keep("value_min", "value_max", "has_figures")
    if asked.has_figures is not None:
        key = ("has_figures", str(asked.has_figures).lower())
        reader.conditions.append(InAny("has_figures", frozenset({key})))
    least = -LARGEST if asked.value_min is None else asked.value_min
    most = LARGEST if asked.value_max is None else asked.value_max
    if most < least:
        message = "value_min is larger than value_max: no value lies between."
        reader.refuse(ParameterError("value_min", "empty_span", message))
    has_bound = not (asked.value_min is None and asked.value_max is None)
    if has_bound and not units:
        reader.warnings.append("Values of all units are compared: add unit= to compare like.")
    if measures or units or has_bound:
        wanted = HasFigure("measure", frozenset(measures), frozenset(units), least, most)
        reader.conditions.append(wanted)


def _read_readings(reader: QueryParser) -> None:
    """The readings that were chosen are part of the question, where they read anything."""
    for parameter, filters in READINGS.items():
        if parameter not in reader.asked.model_fields_set:
            continue
        chosen = getattr(reader.asked, parameter)
        if chosen == FactFilters.model_fields[parameter].default:
            continue
        filtering = any(getattr(reader.asked, it) not in (None, []) for it in filters)
        if filtering or parameter in _readings_of_counts(reader.asked):
            reader.canonical[parameter] = chosen.value
        else:
            reader.warnings.append(
                f"{parameter} changes nothing: none of {', '.join(filters)} is asked for."
            )


def _readings_of_counts(asked: FactFilters) -> set[str]:
    counted = {f"{it}_match" for it in asked.dimensions()}
    return counted | {"date_match"} if Dimension.YEAR in asked.dimensions() else counted


def _entity(registry: EntityRegistry, kinds: Iterable[EntityKind]) -> Read:
    return lambda parameter, written: read_entity(registry, parameter, written, kinds)


def _word(known: WordList) -> Read:
    return lambda parameter, written: read_word(parameter, written, known)


def _party(registry: EntityRegistry) -> Read:
    def read(parameter: str, written: str) -> str:
        name, colon, role = written.rpartition(":")
        if not colon:
            return read_entity(registry, parameter, written)
        try:
            entity = read_entity(registry, parameter, name)
        except UnresolvedName as error:
            raise UnresolvedName(replace(error.error, written=written)) from None
        return f"{entity}:{_read_role(parameter, name, role)}"

    return read


def _read_role(parameter: str, name: str, role: str) -> str:
    """The role of a party; NotUnderstood proposes the party with another one."""
    written = f"{name}:{role}"
    if role.casefold() == Role.EXCLUDED:
        message = f"'{written}': what is excluded from a fact is shown there, and never found."
        raise UnresolvedName(ParameterError(parameter, "role_not_matched", message))
    try:
        return read_word(parameter, role, _MATCHED_ROLES)
    except UnresolvedName as error:
        near = tuple(f"{name}:{it}" for it in error.error.did_you_mean)
        message = f"There is no role '{role}'.{did_you_mean_text(near)}"
        raise UnresolvedName(
            replace(error.error, message=message, did_you_mean=near, written=written)
        ) from None


def _party_keys(party: str) -> list[SetKey]:
    return [("party", party) if ":" in party else ("entity", party)]


def _family(dimension: Dimension) -> frozenset[str]:
    return frozenset((dimension.value, f"{dimension}_all", f"{dimension}_not"))


# Who reads which parameters, in the order of the canonical form.
PARSERS: tuple[tuple[frozenset[str], Callable[[QueryParser], None]], ...] = (
    *(
        (_family(dimension), partial(_read_kind, dimension=dimension, kind=kind))
        for dimension, kind in KINDS.items()
    ),
    (frozenset(("entity", "party", "party_all")), _read_parties),
    (_family(Dimension.TOPIC), _read_topics),
    (frozenset((Dimension.TYPE, Dimension.REVIEW, Dimension.SECTION, *_CLOSED)), _read_words),
    (frozenset(("year", "year_from", "year_to", "date_from", "date_to")), _read_times),
    (frozenset(("q",)), _read_text),
    (frozenset(("measure", "unit", "value_min", "value_max", "has_figures")), _read_figures),
)
