"""Suggestions for what has been typed so far: entities, topics and types of facts."""

from dataclasses import dataclass

from policyfacts.errors import BadParameters, ParameterError, quote
from policyfacts.naming import normalise_name
from policyfacts.schemas.suggest import NameMatch, SuggestionKind, SuggestParams
from policyfacts.search.names.name_index import NameHit, NameIndex, Rank, TermKey, folded_forms
from policyfacts.search.names.refusals import UnresolvedName, refuse_mixed
from policyfacts.search.names.registry import TERM_KINDS, EntityRegistry
from policyfacts.search.results.profiles import count_facts, entity_filter
from policyfacts.search.sets.matcher import match
from policyfacts.search.snapshot import Snapshot

# Shorter than this, everything is like everything.
_MIN_LENGTH = 3
_MATCHES = {
    Rank.EXACT: NameMatch.EXACT,
    Rank.PREFIX: NameMatch.PREFIX,
    Rank.WORD: NameMatch.WORD,
    Rank.NEAR: NameMatch.NEAR,
}


@dataclass(frozen=True)
class SuggestedTerm:
    """A term that may be meant, which of its names is like what is typed, and how."""

    kind: SuggestionKind
    id: str
    name: str
    matched: str
    match: NameMatch
    by_code: bool
    facts: int


def suggest(snapshot: Snapshot, params: SuggestParams) -> list[SuggestedTerm]:
    """Suggest terms, the best first; raises BadParameters for what no name can be."""
    if not folded_forms(params.q):
        message = f"q: {quote(params.q)} holds no letter and no digit to look for."
        raise BadParameters([ParameterError("q", "nothing_to_compare", message)])
    try:
        refuse_mixed("q", params.q, find=lambda spelling: spelling, label=quote)
    except UnresolvedName as error:
        raise BadParameters([error.error]) from None
    index = snapshot.registry.name_index
    kinds = {kind.value for kind in params.kind or SuggestionKind}
    hits = {key: hit for key, hit in index.find(params.q).items() if key[0] in kinds}
    for key, hit in _read_hits(snapshot.registry, params.q, kinds).items():
        if key not in hits or hits[key].rank is not Rank.EXACT:
            hits[key] = hit
    if not hits and len(normalise_name(params.q)) >= _MIN_LENGTH:
        hits = index.near(params.q, kinds)
    terms = [_suggest_term(snapshot, index, key, hit) for key, hit in hits.items()]
    return sorted(terms, key=_sort_key)


def _sort_key(term: SuggestedTerm) -> tuple[int, int, str, str]:
    """Order by match, then by facts; codes that no fact has come after names that begin so."""
    match_ = NameMatch.WORD if term.by_code and not term.facts else term.match
    return list(NameMatch).index(match_), -term.facts, term.name, term.id


def _read_hits(registry: EntityRegistry, typed: str, kinds: set[str]) -> dict[TermKey, NameHit]:
    """Return the terms that a filter reads in what is typed, whatever names begin so."""
    keys = [(registry.entities[id_].kind.value, id_) for id_ in sorted(registry.find(typed))]
    for kind in TERM_KINDS:
        id_ = registry.vocabularies[kind].find(typed)
        keys += [(kind, id_)] if id_ is not None else []
    index = registry.name_index
    return {key: NameHit(Rank.EXACT, index.first_of(key)) for key in keys if key[0] in kinds}


def _suggest_term(
    snapshot: Snapshot, index: NameIndex, key: TermKey, hit: NameHit
) -> SuggestedTerm:
    kind, id_ = SuggestionKind(key[0]), key[1]
    return SuggestedTerm(
        kind=kind,
        id=id_,
        name=_name(snapshot.registry, kind, id_),
        matched=index.names[hit.number].text,
        match=_MATCHES[hit.rank],
        by_code=index.names[hit.number].is_code,
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
