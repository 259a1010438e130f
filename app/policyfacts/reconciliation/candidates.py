"""Candidates for a query, with scores, and which of them is a match.

A match has the very name, code or id of the query as its own, no other entity of the type has it,
and no evidence speaks against it. Adjectives, short forms and names that are only spelt alike make
candidates, never matches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from policyfacts.cancellation import check_cancelled
from policyfacts.characters import find_mixed_word
from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, quote
from policyfacts.naming import normalise_name
from policyfacts.reconciliation.evidence import Agreements, Comparison
from policyfacts.reconciliation.exact_names import expand_abbreviations, is_own_name
from policyfacts.reconciliation.queries import MAX_NAME_LENGTH, ReconciliationQuery
from policyfacts.search.names.hints import suggest_close
from policyfacts.search.names.terms import Entity
from policyfacts.search.snapshot import Snapshot
from policyfacts.sent_text import respell
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import EntityKind

_OWN_SCORE = 100.0
# For names that others may have as well: `French`, `Security Council`, `4`.
_SHARED_SCORE = 99.0
# Similar names stay below equal ones, even where the letters are the same.
_MAX_SIMILAR_SCORE = 95.0
_EVIDENCE_WEIGHT = 0.3
_OTHER_TYPE_FACTOR = 0.5
_KINDS = [kind.value for kind in EntityKind]


@dataclass(frozen=True)
class Candidate:
    """An entity with its score; `matched` is the name, code or id of it that fits the query."""

    entity: Entity
    score: float
    is_match: bool
    matched: str
    features: Mapping[str, float | bool]


class _NameMatch(Enum):
    """How the name of a query relates to an entity."""

    OWN = auto()
    SHARED = auto()
    SIMILAR = auto()


@dataclass(frozen=True)
class _ScoredEntity:
    """How an entity fits a query by itself; without a name, `similarity` is None."""

    entity: Entity
    matched: str
    similarity: float | None
    name_match: _NameMatch
    is_of_type: bool
    agreements: Agreements

    @property
    def agreement(self) -> float:
        """The part that holds of the evidence for which values are known, from 0 to 1."""
        results = [agrees for agrees in self.agreements.values() if agrees is not None]
        return sum(results) / len(results) if results else 0

    @property
    def score(self) -> float:
        """Score from 0 to 100."""
        evidence_score = _OWN_SCORE * self.agreement
        if self.similarity is None:
            score = evidence_score
        else:
            score = self._name_score(self.similarity)
            if any(agrees is not None for agrees in self.agreements.values()):
                score = score * (1 - _EVIDENCE_WEIGHT) + evidence_score * _EVIDENCE_WEIGHT
        return round(score if self.is_of_type else score * _OTHER_TYPE_FACTOR, 1)

    def _name_score(self, similarity: float) -> float:
        match self.name_match:
            case _NameMatch.OWN:
                return _OWN_SCORE
            case _NameMatch.SHARED:
                return _SHARED_SCORE
            case _NameMatch.SIMILAR:
                return _MAX_SIMILAR_SCORE * similarity

    @property
    def is_possible(self) -> bool:
        """True if the entity has the very name and the type, and no evidence speaks against it."""
        is_contradicted = False in self.agreements.values()
        has_name = self.name_match is not _NameMatch.SIMILAR
        return has_name and self.is_of_type and not is_contradicted

    @property
    def is_exact(self) -> bool:
        """True if the entity is a match, unless another one is possible."""
        return self.name_match is _NameMatch.OWN and self.is_possible


class Reconciler:
    """Finds the candidates for queries in one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.registry = snapshot.registry
        self.comparison = Comparison(snapshot)

    def check(self, queries: Iterable[ReconciliationQuery]) -> None:
        """Raise BadParameters with the unknown types and properties of all queries."""
        errors = [error for query in queries for error in self._errors_of(query)]
        if errors:
            raise BadParameters(errors[:MAX_ERRORS])

    def find(self, query: ReconciliationQuery) -> list[Candidate]:
        """Return the candidates for a query, the best first."""
        check_cancelled()
        entities = self._find_by_names(query) if query.names else self._find_by_evidence(query)
        is_single = sum(scored.is_possible for scored in entities) == 1
        ranked = sorted(
            entities, key=lambda scored: (-scored.score, scored.entity.name, scored.entity.id)
        )
        return [
            _candidate(scored, is_single and scored.is_exact) for scored in ranked[: query.limit]
        ]

    def _find_by_names(self, query: ReconciliationQuery) -> Iterable[_ScoredEntity]:
        best: dict[str, _ScoredEntity] = {}
        for name in query.names:
            if name.strip() and len(name) <= MAX_NAME_LENGTH:
                for scored in self._find_by_name(name, query):
                    id_ = scored.entity.id
                    if id_ not in best or best[id_].score < scored.score:
                        best[id_] = scored
        return best.values()

    def _find_by_name(self, name: str, query: ReconciliationQuery) -> Iterable[_ScoredEntity]:
        """Yield entities of the name; if none of them is exact, those of similar names as well."""
        bearers = self.registry.find(name)
        named = [scored for id_ in bearers for scored in self._score_named(query, id_, name)]
        yield from named
        if not any(scored.is_exact for scored in named):
            kinds = [kind for kind in _KINDS if not query.types or kind in query.types]
            for spelling in dict.fromkeys((name, expand_abbreviations(name), *_respelt(name))):
                for (_, id_), near in self.registry.similarity_index.find(spelling, kinds).items():
                    if id_ not in bearers:
                        yield from self._score(query, id_, near.text, near.similarity)

    def _score_named(
        self, query: ReconciliationQuery, id_: str, name: str
    ) -> Iterable[_ScoredEntity]:
        is_own = is_own_name(self.registry.entities[id_], name, self.registry, query.types)
        name_match = _NameMatch.OWN if is_own else _NameMatch.SHARED
        return self._score(query, id_, name, 1, name_match=name_match)

    def _find_by_evidence(self, query: ReconciliationQuery) -> list[_ScoredEntity]:
        """List entities of which some evidence holds, for a query without a name."""
        is_identified = self.comparison.has_identifier(query)
        name_match = _NameMatch.OWN if is_identified else _NameMatch.SIMILAR
        return [
            scored
            for id_ in self.registry.entities
            for scored in self._score(query, id_, name_match=name_match)
            if scored.agreement
        ]

    def _score(
        self,
        query: ReconciliationQuery,
        id_: str,
        matched: str = "",
        similarity: float | None = None,
        *,
        name_match: _NameMatch = _NameMatch.SIMILAR,
    ) -> Iterable[_ScoredEntity]:
        """Yield the entity, unless a type or required evidence of the query leaves it out."""
        entity = self.registry.entities[id_]
        is_of_type = _is_of_type(entity, query)
        if not is_of_type and query.strictness != "should":
            return
        agreements = self.comparison.compare(entity, query)
        if agreements is not None:
            yield _ScoredEntity(entity, matched, similarity, name_match, is_of_type, agreements)

    def _errors_of(self, query: ReconciliationQuery) -> Iterable[ParameterError]:
        for type_ in query.types:
            if type_ not in _KINDS:
                yield unknown_error("type", f"{query.path}.type", type_, _KINDS)
        properties = list(self.comparison.properties)
        for evidence in query.evidence:
            if evidence.property not in properties:
                yield unknown_error("property", evidence.path, evidence.property, properties)


def _respelt(name: str) -> list[str]:
    """Return a name with a word of two scripts in letters of one: it is like that name, no more."""
    mixed = find_mixed_word(name)
    return respell(name, mixed) if mixed is not None else []


def unknown_error(noun: str, path: str, id_: str, allowed: Sequence[str]) -> ParameterError:
    """Return the error for an unknown type or property, with those that are spelt alike."""
    names = {name.replace("_", " "): name for name in allowed}
    near = suggest_close(normalise_name(id_), names)
    message = f"There is no {noun} {quote(id_)}.{did_you_mean_text(near)}"
    return ParameterError(path, f"unknown_{noun}", message, near, tuple(allowed))


def _is_of_type(entity: Entity, query: ReconciliationQuery) -> bool:
    """Return True if the entity has one of the types, which is all where there is only one."""
    types = set(query.types)
    if query.strictness == "all" and len(types) > 1:
        return False
    return not types or entity.kind.value in types


def _candidate(scored: _ScoredEntity, is_match: bool) -> Candidate:
    features: dict[str, float | bool] = {"type": scored.is_of_type}
    if scored.similarity is not None:
        features["exact"] = scored.name_match is _NameMatch.OWN
        features["likeness"] = round(100 * scored.similarity, 1)
    for property_id, agrees in scored.agreements.items():
        if agrees is not None:
            features[f"property:{property_id}"] = agrees
    return Candidate(scored.entity, scored.score, is_match, scored.matched, features)
