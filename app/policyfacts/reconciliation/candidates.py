"""Which entities a query may mean, how well each fits, and whether there is only one.

Only what bears the very name, code or id as its own is a match, and only where nothing else that
was asked for bears it and no evidence speaks against it. Adjectives and short forms, and names that
are only spelt alike, make candidates, never matches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, did_you_mean_text, quote
from policyfacts.naming import normalise_name
from policyfacts.reconciliation.evidence import Agreements, Comparison
from policyfacts.reconciliation.exact_names import is_own, spell_out
from policyfacts.reconciliation.queries import LONGEST_NAME, Asked
from policyfacts.search.names.resolving import find_bearers, suggest_close
from policyfacts.search.names.terms import Entity
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind

_EXACT = 100.0
# What leads to it, but is no name of its own: `French`, `Security Council`, `4`.
_SHARED = 99.0
# What is spelt alike stays below what is written so, even where the letters are the same.
_NEAR = 95.0
_WEIGHT_OF_EVIDENCE = 0.3
_OTHER_TYPE = 0.5
_KINDS = [it.value for it in EntityKind]


@dataclass(frozen=True)
class Candidate:
    """An entity that may be meant; `matched` is its name, code or id that is like the one asked."""

    entity: Entity
    score: float
    is_match: bool
    matched: str
    features: Mapping[str, float | bool]


class _Bearing(Enum):
    """Whether what is asked for is a name of the entity."""

    OWN = auto()
    SHARED = auto()
    NONE = auto()


@dataclass(frozen=True)
class _Likely:
    """How an entity fits a query by itself; without a name, `likeness` is null."""

    entity: Entity
    matched: str
    likeness: float | None
    bearing: _Bearing
    is_of_type: bool
    agreements: Agreements

    @property
    def share(self) -> float:
        """Of the evidence of which something is known, how much holds."""
        known = [it for it in self.agreements.values() if it is not None]
        return sum(known) / len(known) if known else 0

    @property
    def score(self) -> float:
        """From 0 to 100."""
        by_evidence = _EXACT * self.share
        if self.likeness is None:
            whole = by_evidence
        else:
            whole = self._by_name(self.likeness)
            if any(it is not None for it in self.agreements.values()):
                whole = whole * (1 - _WEIGHT_OF_EVIDENCE) + by_evidence * _WEIGHT_OF_EVIDENCE
        return round(whole if self.is_of_type else whole * _OTHER_TYPE, 1)

    def _by_name(self, likeness: float) -> float:
        match self.bearing:
            case _Bearing.OWN:
                return _EXACT
            case _Bearing.SHARED:
                return _SHARED
            case _Bearing.NONE:
                return _NEAR * likeness

    @property
    def may_be_meant(self) -> bool:
        """Whether it bears what is written, and nothing speaks against it."""
        speaks_against = False in self.agreements.values()
        return self.bearing is not _Bearing.NONE and self.is_of_type and not speaks_against

    @property
    def fits(self) -> bool:
        """Whether it is meant, if nothing else may be."""
        return self.bearing is _Bearing.OWN and self.may_be_meant


class Reconciler:
    """Answers queries from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.registry = snapshot.registry
        self.comparison = Comparison(snapshot)

    def check(self, queries: Iterable[Asked]) -> None:
        """Refuse types and properties that there are not, of all queries at once."""
        errors = [fault for asked in queries for fault in self._faults(asked)]
        if errors:
            raise BadParameters(errors[:MAX_ERRORS])

    def find(self, asked: Asked) -> list[Candidate]:
        """The candidates for a query, the best first."""
        likely = self._by_name(asked) if asked.names else self._by_evidence(asked)
        is_alone = sum(it.may_be_meant for it in likely) == 1
        ranked = sorted(likely, key=lambda it: (-it.score, it.entity.name, it.entity.id))
        return [_candidate(it, is_alone and it.fits) for it in ranked[: asked.limit]]

    def _by_name(self, asked: Asked) -> Iterable[_Likely]:
        found: dict[str, _Likely] = {}
        for name in (it for it in asked.names if it.strip() and len(it) <= LONGEST_NAME):
            for it in self._called(name, asked):
                if it.entity.id not in found or found[it.entity.id].score < it.score:
                    found[it.entity.id] = it
        return found.values()

    def _called(self, name: str, asked: Asked) -> Iterable[_Likely]:
        """Who bears the name; where none of them fits, who bears one that is spelt alike, too."""
        bearers = find_bearers(self.registry, name)
        borne = [it for id_ in bearers for it in self._bearing(asked, id_, name)]
        yield from borne
        if not any(it.fits for it in borne):
            kinds = [it for it in _KINDS if not asked.types or it in asked.types]
            for spelling in dict.fromkeys((name, spell_out(name))):
                for (_, id_), near in self.registry.likeness.find(spelling, kinds).items():
                    if id_ not in bearers:
                        yield from self._likely(asked, id_, near.text, near.likeness)

    def _bearing(self, asked: Asked, id_: str, name: str) -> Iterable[_Likely]:
        is_its = is_own(self.registry.entities[id_], name, self.registry, asked.types)
        bearing = _Bearing.OWN if is_its else _Bearing.SHARED
        return self._likely(asked, id_, name, 1, bearing=bearing)

    def _by_evidence(self, asked: Asked) -> list[_Likely]:
        """Entities of which some evidence holds, where no name is asked."""
        bearing = _Bearing.OWN if self.comparison.identifies(asked) else _Bearing.NONE
        every = self.registry.entities
        likely = (it for id_ in every for it in self._likely(asked, id_, bearing=bearing))
        return [it for it in likely if it.share]

    def _likely(
        self,
        asked: Asked,
        id_: str,
        matched: str = "",
        likeness: float | None = None,
        *,
        bearing: _Bearing = _Bearing.NONE,
    ) -> Iterable[_Likely]:
        """The entity, unless what is asked leaves it out."""
        entity = self.registry.entities[id_]
        is_of_type = _is_of_type(entity, asked)
        if not is_of_type and asked.strictness != "should":
            return
        agreements = self.comparison.compare(entity, asked)
        if agreements is not None:
            yield _Likely(entity, matched, likeness, bearing, is_of_type, agreements)

    def _faults(self, asked: Asked) -> Iterable[ParameterError]:
        for written in asked.types:
            if written not in _KINDS:
                yield unknown("type", f"{asked.place}.type", written, _KINDS)
        known = self.comparison.properties
        for it in asked.evidence:
            if it.property not in known:
                yield unknown("property", it.place, it.property, list(known))


def unknown(what: str, place: str, written: str, known: Sequence[str]) -> ParameterError:
    """There is no such type or property."""
    near = suggest_close(normalise_name(written), {it.replace("_", " "): it for it in known})
    message = f"There is no {what} {quote(written)}.{did_you_mean_text(near)}"
    return ParameterError(place, f"unknown_{what}", message, near, tuple(known))


def _is_of_type(entity: Entity, asked: Asked) -> bool:
    """Whether it has one of the types; of `all`, which is one alone, as it has one itself."""
    wanted = set(asked.types)
    if asked.strictness == "all" and len(wanted) > 1:
        return False
    return not wanted or entity.kind.value in wanted


def _candidate(it: _Likely, is_match: bool) -> Candidate:
    features: dict[str, float | bool] = {"type": it.is_of_type}
    if it.likeness is not None:
        features |= {"exact": it.bearing is _Bearing.OWN, "likeness": round(100 * it.likeness, 1)}
    for property_id, agrees in it.agreements.items():
        if agrees is not None:
            features[f"property:{property_id}"] = agrees
    return Candidate(it.entity, it.score, is_match, it.matched, features)
