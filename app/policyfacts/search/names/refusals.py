"""Why a name is refused, and what was meant by it."""

import re
from collections.abc import Callable, Iterator, Sequence

from policyfacts.characters import find_mixed_word
from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.codes import explain_code, read_code
from policyfacts.search.names.hints import MAX_HINTS
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import Entity
from policyfacts.search.names.vocabularies import Vocabulary
from policyfacts.sent_text import respell
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import EntityKind

# In a path every kind of entity has one URL; in a query some have parameters of their own.
IN_PATH = "id"
_PARAMETERS = {
    EntityKind.COUNTRY: "country",
    EntityKind.REGION: "region",
    EntityKind.ORGANIZATION: "organization",
}
_TERM_PARAMETERS = ("topic", "type", "measure")
_JOINED = re.compile(r"\s+(?:or|and)\s+|[;|&+/]", re.IGNORECASE)


class UnresolvedName(Exception):
    """The failure of a name that stands for nothing, or for more than one thing."""

    def __init__(self, error: ParameterError) -> None:
        super().__init__(error.message)
        self.error = error


def ambiguous(
    registry: EntityRegistry, parameter: str, text: str, candidates: list[str]
) -> UnresolvedName:
    """Refuse a name that several entities of the kind bear."""
    names = " or ".join(_label(registry, id_) for id_ in candidates)
    message = f"{quote(text)} may be {names}: write the id."
    return UnresolvedName(
        ParameterError(parameter, "ambiguous_name", message, tuple(candidates), value=text)
    )


def wrong_kind(
    registry: EntityRegistry, parameter: str, text: str, others: list[str]
) -> UnresolvedName:
    """Refuse the name of an entity of another kind, and say which parameter takes that."""
    entities = [registry.entities[id_] for id_ in others]
    kinds = " or ".join(dict.fromkeys(entity.kind.value for entity in entities))
    proper = tuple(dict.fromkeys(_proper_parameters(registry, parameter, entities)))
    message = f"{quote(text)} is the name of {_a(kinds)}: ask for {' or '.join(proper)}."
    return UnresolvedName(ParameterError(parameter, "wrong_kind", message, proper, value=text))


def unknown_entity(
    registry: EntityRegistry, parameter: str, text: str, kinds: frozenset[EntityKind]
) -> UnresolvedName:
    """Refuse what is no name, with what may be meant: of these kinds, else of any other."""
    what = next(iter(kinds)).value if len(kinds) == 1 else "entity"
    near = registry.hints.propose(text, kinds)[:MAX_HINTS]
    entities = [registry.entities[id_] for id_ in near]
    proper = tuple(
        entity.id if entity.kind in kinds else _proper_parameter(parameter, entity)
        for entity in entities
    )
    labels = [f"{value} ({entity.name})" for value, entity in zip(proper, entities, strict=True)]
    message = f"There is no {what} {quote(text)}.{did_you_mean_text(labels)}"
    return UnresolvedName(ParameterError(parameter, f"unknown_{what}", message, proper, value=text))


def unknown_term(
    parameter: str, text: str, vocabulary: Vocabulary, registry: EntityRegistry | None
) -> UnresolvedName:
    """Refuse what is no topic, type or other term, with what may be meant."""
    if registry is not None and (exact := tuple(_of_another_kind(registry, parameter, text))):
        message = f"{quote(text)} is no {vocabulary.what}: ask for {' or '.join(exact)}."
        return UnresolvedName(ParameterError(parameter, "wrong_kind", message, exact, value=text))
    near = vocabulary.near(text)[:MAX_HINTS]
    if registry is not None and not near:
        ids = registry.hints.propose(text, frozenset(EntityKind))[:MAX_HINTS]
        others = (_proper_parameter(parameter, registry.entities[id_]) for id_ in ids)
        near = (*others, *vocabulary.within(text))[:MAX_HINTS]
    message = f"There is no {vocabulary.what} {quote(text)}.{did_you_mean_text(near)}"
    return UnresolvedName(
        ParameterError(
            parameter,
            f"unknown_{vocabulary.what}",
            message,
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


def refuse_code(registry: EntityRegistry, parameter: str, text: str) -> None:
    """Raise UnresolvedName for a code that its scheme has not, and for an unknown scheme."""
    code = read_code(text)
    if code is not None and (code.schemes or not registry.find(code.prefix)):
        raise UnresolvedName(explain_code(registry.codes, parameter, text, code))


def refuse_joined(find: Callable[[str], object], parameter: str, text: str) -> None:
    """Raise UnresolvedName for several names that are joined by anything but a comma."""
    names = [name.strip() for name in _JOINED.split(text) if name.strip()]
    if len(names) > 1 and all(find(name) for name in names):
        several = ",".join(names)
        message = f"{quote(text)} are several: separate them by commas, {parameter}={several}."
        raise UnresolvedName(
            ParameterError(parameter, "several_names", message, (several,), value=text)
        )


def _of_another_kind(registry: EntityRegistry, parameter: str, text: str) -> Iterator[str]:
    """Yield the parameters that take a text, each with its value."""
    if parameter in _TERM_PARAMETERS:
        for other in _TERM_PARAMETERS:
            id_ = registry.vocabularies[other].find(text)
            if id_ is not None:
                yield f"{other}={id_}"
    for id_ in sorted(registry.find(text)):
        yield _proper_parameter(parameter, registry.entities[id_])


def _proper_parameter(parameter: str, entity: Entity) -> str:
    """Return the parameter, or the path, that takes the entity; `_all` and `_not` are kept."""
    if parameter == IN_PATH:
        return f"entities/{entity.id}"
    own = _PARAMETERS.get(entity.kind)
    base, underscore, suffix = parameter.partition("_")
    if own is None:
        return f"entity={entity.id}"
    is_kept = base in (*_PARAMETERS.values(), "topic")
    return f"{own}{underscore}{suffix if is_kept else ''}={entity.id}"


def _proper_parameters(
    registry: EntityRegistry, parameter: str, entities: Sequence[Entity]
) -> Iterator[str]:
    """Yield the parameter of each entity; whoever writes a place for a country may mean its own."""
    for entity in entities:
        yield _proper_parameter(parameter, entity)
        if entity.kind is EntityKind.PLACE and entity.country and parameter.startswith("country"):
            yield _proper_parameter(parameter, registry.entities[entity.country])


def _label(registry: EntityRegistry, id_: str) -> str:
    return f"{id_} ({registry.entities[id_].name})"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
