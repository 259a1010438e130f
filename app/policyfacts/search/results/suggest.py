"""What may be meant by what has been typed so far: entities, topics and types of facts."""

from dataclasses import dataclass

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.schemas.suggest import NameMatch, SuggestionKind, SuggestParams
from policyfacts.search.names.name_index import Hit, Key, NameIndex, Rank, foldings
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import suggest_close
from policyfacts.search.results.profiles import count_facts, entity_filter
from policyfacts.search.sets.matcher import match
from policyfacts.search.snapshot import Snapshot

# Shorter than this, everything is like everything.
_SHORTEST = 3
_MATCHES = {
    Rank.EXACT: NameMatch.EXACT,
    Rank.PREFIX: NameMatch.PREFIX,
    Rank.WORD: NameMatch.WORD,
    Rank.NEAR: NameMatch.NEAR,
}


@dataclass(frozen=True)
class Suggested:
    """Something that may be meant, the name that is like what is typed, and how."""

    kind: SuggestionKind
    id: str
    name: str
    matched: str
    match: NameMatch
    by_code: bool
    facts: int


def suggest(snapshot: Snapshot, asked: SuggestParams) -> list[Suggested]:
    """All that may be meant, the best first; BadParameters where nothing can be compared."""
    if not foldings(asked.q):
        message = f"q: '{asked.q}' holds no letter and no digit to look for."
        raise BadParameters([ParameterError("q", "nothing_to_compare", message)])
    index = snapshot.registry.name_index
    kinds = {it.value for it in asked.kind or SuggestionKind}
    hits = {key: hit for key, hit in index.find(asked.q).items() if key[0] in kinds}
    hits = hits or _near(index, asked.q, kinds)
    found = [_suggested(snapshot, index, key, hit) for key, hit in hits.items()]
    return sorted(found, key=_place)


def _place(it: Suggested) -> tuple[int, int, str, str]:
    """By match, then by facts; a code that no fact has comes after names that only begin so."""
    match_ = NameMatch.WORD if it.by_code and not it.facts else it.match
    return list(NameMatch).index(match_), -it.facts, it.name, it.id


def _near(index: NameIndex, typed: str, kinds: set[str]) -> dict[Key, Hit]:
    """Things whose name is spelt like what is typed, for one way of comparing it."""
    numbers = index.forms(kinds)
    forms = {it: it for it in numbers}
    for folded in foldings(typed):
        near = suggest_close(folded, forms) if len(folded) >= _SHORTEST else ()
        if near:
            hits = (Hit(Rank.NEAR, numbers[form]) for form in near)
            return {index.writings[hit.number].key: hit for hit in hits}
    return {}


def _suggested(snapshot: Snapshot, index: NameIndex, key: Key, hit: Hit) -> Suggested:
    kind, id_ = SuggestionKind(key[0]), key[1]
    return Suggested(
        kind=kind,
        id=id_,
        name=_name(snapshot.registry, kind, id_),
        matched=index.writings[hit.number].text,
        match=_MATCHES[hit.rank],
        by_code=index.writings[hit.number].is_code,
        facts=_count(snapshot, kind, id_),
    )


def _name(registry: EntityRegistry, kind: SuggestionKind, id_: str) -> str:
    match kind:
        case SuggestionKind.TOPIC:
            return registry.topics[id_].name
        case SuggestionKind.TYPE:
            return registry.types[id_].name
        case _:
            return registry.entities[id_].name


def _count(snapshot: Snapshot, kind: SuggestionKind, id_: str) -> int:
    if kind in (SuggestionKind.TOPIC, SuggestionKind.TYPE):
        return count_facts(snapshot, (kind.value, id_))
    return len(match(entity_filter(snapshot.registry.entities[id_]), snapshot.sets))
