"""Resolving what people write for entities, topics and types to ids.

Ids, codes and exact names resolve, in any language of the data. Similar names are only ever
suggested. A name of several entities is refused with its candidates, and a name of another kind
with the parameter that would take it.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from policyfacts.characters import find_mixed_word
from policyfacts.errors import ParameterError, quote
from policyfacts.naming import normalise_name
from policyfacts.search.names.codes import explain_code, read_code
from policyfacts.search.names.registry import EntityRegistry, Vocabulary
from policyfacts.search.names.terms import Entity
from policyfacts.sent_text import respell
from policyfacts.suggestions import close_matches, did_you_mean_text
from policyfacts.vocabulary import EntityKind

ANY_KIND = frozenset(EntityKind)
# In a path every kind of entity has one URL; in a query some have parameters of their own.
_IN_PATH = "id"
_PARAMETERS = {
    EntityKind.COUNTRY: "country",
    EntityKind.REGION: "region",
    EntityKind.ORGANIZATION: "organization",
}
_JOINED = re.compile(r"\s+(?:or|and)\s+|[;|&+]|\s/\s", re.IGNORECASE)
_MAX_SUGGESTIONS = 3
_MIN_SIMILARITY = 0.72
_MIN_LENGTH = 3


class UnresolvedName(Exception):
    """The failure of a name that stands for nothing, or for more than one thing."""

    def __init__(self, error: ParameterError) -> None:
        super().__init__(error.message)
        self.error = error


def resolve_entity(
    registry: EntityRegistry, parameter: str, text: str, kinds: Iterable[EntityKind] = ANY_KIND
) -> str:
    """Return the id of the one entity of these kinds with this id, code or name.

    Raises UnresolvedName where there is none, or more than one.
    """
    kinds = frozenset(kinds)
    by_id = registry.find_id(text)
    if by_id is not None and registry.entities[by_id].kind in kinds:
        return by_id
    candidates = _bearers(registry, text)
    of_kind = sorted(id_ for id_ in candidates if registry.entities[id_].kind in kinds)
    if len(of_kind) == 1:
        return of_kind[0]
    if of_kind:
        raise UnresolvedName(_ambiguous(registry, parameter, text, of_kind))
    others = sorted({*candidates, *([by_id] if by_id is not None else [])})
    if others:
        raise UnresolvedName(_wrong_parameter(registry, parameter, text, others))
    _refuse_mixed_name(registry, parameter, text, kinds)
    _refuse_code(registry, parameter, text)
    if parameter != _IN_PATH:
        _refuse_joined(registry, parameter, text)
    raise UnresolvedName(_unknown_entity(registry, parameter, text, kinds))


def find_entities(registry: EntityRegistry, text: str) -> set[str]:
    """Return the ids of the entities of every kind with this id, code or name."""
    by_id = registry.find_id(text)
    return _bearers(registry, text) | ({by_id} if by_id is not None else set())


def _bearers(registry: EntityRegistry, text: str) -> set[str]:
    """Return the ids of the entities that bear a name, or a code whose scheme is named."""
    by_name = registry.find_by_name(_padded(text))
    code = read_code(text) if not by_name else None
    by_code = registry.codes.find(code) if code is not None else None
    return by_name | ({by_code} if by_code is not None else set())


def resolve_term(parameter: str, text: str, vocabulary: Vocabulary) -> str:
    """Return the id of a topic, type, review or section, from its id or name.

    Raises UnresolvedName where there is none.
    """
    id_ = vocabulary.find(text)
    if id_ is not None:
        return id_
    refuse_mixed(parameter, text, vocabulary.find, lambda id_: vocabulary.names[id_])
    near = suggest_close(normalise_name(text), vocabulary.ids)
    raise UnresolvedName(
        ParameterError(
            parameter,
            f"unknown_{vocabulary.what}",
            f"There is no {vocabulary.what} {quote(text)}.{did_you_mean_text(near)}",
            did_you_mean=near,
            allowed=tuple(vocabulary.names),
            value=text,
        )
    )


def refuse_mixed(
    parameter: str, text: str, find: Callable[[str], str | None], label: Callable[[str], str]
) -> None:
    """Raise UnresolvedName for a word with letters of two scripts, which passes for another.

    `find` returns what a spelling in one script stands for, `label` how messages call that.
    """
    mixed = find_mixed_word(text)
    if mixed is None:
        return
    matches = (find(spelling) for spelling in respell(text, mixed))
    near = tuple(dict.fromkeys(match for match in matches if match is not None))
    message = f"{mixed}.{did_you_mean_text(tuple(map(label, near)))}"
    raise UnresolvedName(ParameterError(parameter, "mixed_scripts", message, near, value=text))


def _refuse_mixed_name(
    registry: EntityRegistry, parameter: str, text: str, kinds: frozenset[EntityKind]
) -> None:
    def find(spelling: str) -> str | None:
        bearers = find_entities(registry, spelling)
        return next((id_ for id_ in sorted(bearers) if registry.entities[id_].kind in kinds), None)

    refuse_mixed(parameter, text, find, lambda id_: f"{id_} ({registry.entities[id_].name})")


def _refuse_joined(registry: EntityRegistry, parameter: str, text: str) -> None:
    """Raise UnresolvedName for several names that are joined by anything but a comma."""
    names = [name.strip() for name in _JOINED.split(text) if name.strip()]
    if len(names) > 1 and all(find_entities(registry, name) for name in names):
        several = ",".join(names)
        message = f"{quote(text)} are several: separate them by commas, {parameter}={several}."
        raise UnresolvedName(
            ParameterError(parameter, "several_names", message, (several,), value=text)
        )


def _refuse_code(registry: EntityRegistry, parameter: str, text: str) -> None:
    """Raise UnresolvedName for a code that its scheme has not, and for an unknown scheme."""
    code = read_code(text)
    if code is not None and (code.schemes or not find_entities(registry, code.prefix)):
        raise UnresolvedName(explain_code(registry.codes, parameter, text, code))


def _padded(text: str) -> str:
    """Fill up M49 numbers to their three digits."""
    plain = text.strip()
    return plain.zfill(3) if plain.isascii() and plain.isdigit() else plain


def _ambiguous(
    registry: EntityRegistry, parameter: str, text: str, candidates: list[str]
) -> ParameterError:
    names = " or ".join(f"{id_} ({registry.entities[id_].name})" for id_ in candidates)
    return ParameterError(
        parameter,
        "ambiguous_name",
        f"{quote(text)} may be {names}: write the id.",
        did_you_mean=tuple(candidates),
        value=text,
    )


def _wrong_parameter(
    registry: EntityRegistry, parameter: str, text: str, others: list[str]
) -> ParameterError:
    entities = [registry.entities[id_] for id_ in others]
    kinds = " or ".join(dict.fromkeys(entity.kind.value for entity in entities))
    proper = tuple(_proper_parameter(parameter, entity) for entity in entities)
    return ParameterError(
        parameter,
        "wrong_kind",
        f"{quote(text)} is the name of {_a(kinds)}: ask for {' or '.join(proper)}.",
        did_you_mean=proper,
        value=text,
    )


def _proper_parameter(parameter: str, entity: Entity) -> str:
    """Return the parameter, or the path, that takes the entity; `_all` and `_not` are kept."""
    if parameter == _IN_PATH:
        return f"entities/{entity.id}"
    own = _PARAMETERS.get(entity.kind)
    base, underscore, suffix = parameter.partition("_")
    if own is None:
        return f"entity={entity.id}"
    return f"{own}{underscore}{suffix if base in _PARAMETERS.values() else ''}={entity.id}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _unknown_entity(
    registry: EntityRegistry, parameter: str, text: str, kinds: frozenset[EntityKind]
) -> ParameterError:
    what = next(iter(kinds)).value if len(kinds) == 1 else "entity"
    names = registry.folded_names(kinds)
    ids = {id_.casefold(): id_ for id_ in names.values()}
    near = suggest_close(normalise_name(text), {**ids, **names})
    labels = tuple(f"{id_} ({registry.entities[id_].name})" for id_ in near)
    return ParameterError(
        parameter,
        f"unknown_{what}",
        f"There is no {what} {quote(text)}.{did_you_mean_text(labels)}",
        did_you_mean=near,
        value=text,
    )


def suggest_close(folded: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the names most like what is written; none where none is similar.

    Names that hold what is written as whole words come before those that are spelt alike.
    """
    words = f" {normalise_name(folded)} "
    containing = sorted((name for name in names if words in f" {normalise_name(name)} "), key=len)
    close = close_matches(folded, names, cutoff=_MIN_SIMILARITY, limit=2 * _MAX_SUGGESTIONS)
    near = [*containing, *close] if len(words.strip()) >= _MIN_LENGTH else close
    return tuple(dict.fromkeys(names[name] for name in near))[:_MAX_SUGGESTIONS]
