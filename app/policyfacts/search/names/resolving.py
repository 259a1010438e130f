"""Reading what people write for entities, topics and types.

Ids, codes and exact names are read, in any language held. Near names are only ever suggested. A
name that several bear is refused with its candidates, and a name of another kind with the parameter
that would take it.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from policyfacts.errors import ParameterError, did_you_mean_text
from policyfacts.naming import normalise_name
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity, WordList
from policyfacts.vocabulary import EntityKind

ANY_KIND = frozenset(EntityKind)
# In a path every kind of entity has one address; in a question some have parameters of their own.
_IN_PATH = "id"
_PARAMETERS = {
    EntityKind.COUNTRY: "country",
    EntityKind.REGION: "region",
    EntityKind.ORGANIZATION: "organization",
}
_SUGGESTIONS = 3
_LIKENESS = 0.72
_SHORTEST = 3


class UnresolvedName(Exception):
    """What is written names nothing, or more than one thing."""

    def __init__(self, error: ParameterError) -> None:
        super().__init__(error.message)
        self.error = error


def read_entity(
    registry: EntityRegistry, parameter: str, written: str, kinds: Iterable[EntityKind] = ANY_KIND
) -> str:
    """The id of the one entity of these kinds that is meant; NotUnderstood otherwise."""
    wanted = frozenset(kinds)
    by_id = registry.find_id(written)
    if by_id is not None and registry.entities[by_id].kind in wanted:
        return by_id
    named = registry.find_by_name(_padded(written))
    fitting = sorted(it for it in named if registry.entities[it].kind in wanted)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UnresolvedName(_ambiguous(registry, parameter, written, fitting))
    others = sorted({*named, *([by_id] if by_id is not None else [])})
    if others:
        raise UnresolvedName(_wrong_parameter(registry, parameter, written, others))
    raise UnresolvedName(_unknown_entity(registry, parameter, written, wanted))


def find_bearers(registry: EntityRegistry, written: str) -> set[str]:
    """Entities of every kind with this id, code or name, any of which may be meant."""
    by_id = registry.find_id(written)
    return registry.find_by_name(_padded(written)) | ({by_id} if by_id is not None else set())


def read_word(parameter: str, written: str, known: WordList) -> str:
    """The id of a topic, type, review or section, by its id or name; NotUnderstood otherwise."""
    found = known.find(written)
    if found is not None:
        return found
    near = suggest_close(normalise_name(written), known.ids)
    raise UnresolvedName(
        ParameterError(
            parameter,
            f"unknown_{known.what}",
            f"There is no {known.what} '{written}'.{did_you_mean_text(near)}",
            did_you_mean=near,
            allowed=tuple(known.names),
            written=written,
        )
    )


def _padded(written: str) -> str:
    """M49 numbers have three digits."""
    plain = written.strip()
    return plain.zfill(3) if plain.isascii() and plain.isdigit() else plain


def _ambiguous(
    registry: EntityRegistry, parameter: str, written: str, fitting: list[str]
) -> ParameterError:
    names = " or ".join(f"{id_} ({registry.entities[id_].name})" for id_ in fitting)
    return ParameterError(
        parameter,
        "ambiguous_name",
        f"'{written}' may be {names}: write the id.",
        did_you_mean=tuple(fitting),
        written=written,
    )


def _wrong_parameter(
    registry: EntityRegistry, parameter: str, written: str, others: list[str]
) -> ParameterError:
    found = [registry.entities[id_] for id_ in others]
    kinds = " or ".join(dict.fromkeys(it.kind.value for it in found))
    proper = tuple(_proper_place(parameter, it) for it in found)
    return ParameterError(
        parameter,
        "wrong_kind",
        f"'{written}' is the name of {_a(kinds)}: ask for {' or '.join(proper)}.",
        did_you_mean=proper,
        written=written,
    )


def _proper_place(parameter: str, entity: Entity) -> str:
    """Where the entity may stand instead, `_all` and `_not` included."""
    if parameter == _IN_PATH:
        return f"entities/{entity.id}"
    own = _PARAMETERS.get(entity.kind)
    base, underscore, reading = parameter.partition("_")
    if own is None:
        return f"entity={entity.id}"
    return f"{own}{underscore}{reading if base in _PARAMETERS.values() else ''}={entity.id}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _unknown_entity(
    registry: EntityRegistry, parameter: str, written: str, wanted: frozenset[EntityKind]
) -> ParameterError:
    what = next(iter(wanted)).value if len(wanted) == 1 else "entity"
    names = registry.written_names(wanted)
    ids = {id_.casefold(): id_ for id_ in names.values()}
    near = suggest_close(normalise_name(written), {**ids, **names})
    known_as = tuple(f"{id_} ({registry.entities[id_].name})" for id_ in near)
    return ParameterError(
        parameter,
        f"unknown_{what}",
        f"There is no {what} '{written}'.{did_you_mean_text(known_as)}",
        did_you_mean=near,
        written=written,
    )


def suggest_close(folded: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the names most like what is written; none where none is near.

    Names that hold what is written as whole words come before those that are spelt alike.
    """
    words = f" {normalise_name(folded)} "
    holding = sorted((name for name in names if words in f" {normalise_name(name)} "), key=len)
    close = get_close_matches(folded, names, n=2 * _SUGGESTIONS, cutoff=_LIKENESS)
    near = [*holding, *close] if len(words.strip()) >= _SHORTEST else close
    return tuple(dict.fromkeys(names[name] for name in near))[:_SUGGESTIONS]
