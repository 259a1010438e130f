"""Which entities a query may mean, how well each fits, and whether there is only one.

Only what bears the very name, code or id is a match, and only where nothing else that was asked for
does and no evidence speaks against it. Names that are spelt alike are candidates, never matches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.errors import MOST_FAULTS, BadParameters, ParameterFault, meant, quote
from policyfacts.naming import normalise_name
from policyfacts.reconciliation.evidence import Agreements, Comparison
from policyfacts.reconciliation.questions import Asked
from policyfacts.selection.names import find_bearers, nearest
from policyfacts.selection.snapshot import Snapshot
from policyfacts.selection.terms import Entity
from policyfacts.vocabulary import EntityKind

_EXACT = 100.0
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


@dataclass(frozen=True)
class _Likely:
    """How an entity fits a query by itself; without a name, `likeness` is null."""

    entity: Entity
    matched: str
    likeness: float | None
    is_exact: bool
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
            whole = _EXACT if self.is_exact else _NEAR * self.likeness
            if any(it is not None for it in self.agreements.values()):
                whole = whole * (1 - _WEIGHT_OF_EVIDENCE) + by_evidence * _WEIGHT_OF_EVIDENCE
        return round(whole if self.is_of_type else whole * _OTHER_TYPE, 1)

    @property
    def fits(self) -> bool:
        """Whether it is meant, if nothing else is."""
        return self.is_exact and self.is_of_type and False not in self.agreements.values()


class Reconciler:
    """Answers queries from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.catalogue = snapshot.catalogue
        self.comparison = Comparison(snapshot)

    def check(self, queries: Iterable[Asked]) -> None:
        """Refuse types and properties that there are not, of all queries at once."""
        faults = [fault for asked in queries for fault in self._faults(asked)]
        if faults:
            raise BadParameters(faults[:MOST_FAULTS])

    def find(self, asked: Asked) -> list[Candidate]:
        """The candidates for a query, the best first."""
        likely = self._by_name(asked) if asked.names else self._by_evidence(asked)
        fitting = [it.entity.id for it in likely if it.fits]
        ranked = sorted(likely, key=lambda it: (-it.score, it.entity.name, it.entity.id))
        return [_candidate(it, [it.entity.id] == fitting) for it in ranked[: asked.limit]]

    def _by_name(self, asked: Asked) -> Iterable[_Likely]:
        found: dict[str, _Likely] = {}
        for name in filter(str.strip, asked.names):
            for it in self._called(name, asked):
                if it.entity.id not in found or found[it.entity.id].score < it.score:
                    found[it.entity.id] = it
        return found.values()

    def _called(self, name: str, asked: Asked) -> Iterable[_Likely]:
        """Who bears the name; where none of them fits, who bears one that is spelt alike, too."""
        bearers = find_bearers(self.catalogue, name)
        exact = [it for id_ in bearers for it in self._likely(asked, id_, name, 1)]
        yield from exact
        if not any(it.fits for it in exact):
            kinds = [it for it in _KINDS if not asked.types or it in asked.types]
            for (_, id_), near in self.catalogue.likeness.find(name, kinds).items():
                if id_ not in bearers:
                    yield from self._likely(asked, id_, near.text, near.likeness, is_exact=False)

    def _by_evidence(self, asked: Asked) -> list[_Likely]:
        """Entities of which some evidence holds, where no name is asked."""
        is_exact = self.comparison.identifies(asked)
        every = self.catalogue.entities
        likely = (it for id_ in every for it in self._likely(asked, id_, is_exact=is_exact))
        return [it for it in likely if it.share]

    def _likely(
        self,
        asked: Asked,
        id_: str,
        matched: str = "",
        likeness: float | None = None,
        *,
        is_exact: bool = True,
    ) -> Iterable[_Likely]:
        """The entity, unless what is asked leaves it out."""
        entity = self.catalogue.entities[id_]
        is_of_type = _is_of_type(entity, asked)
        if not is_of_type and asked.strictness != "should":
            return
        agreements = self.comparison.compare(entity, asked)
        if agreements is not None:
            yield _Likely(entity, matched, likeness, is_exact, is_of_type, agreements)

    def _faults(self, asked: Asked) -> Iterable[ParameterFault]:
        for written in asked.types:
            if written not in _KINDS:
                yield unknown("type", f"{asked.place}.type", written, _KINDS)
        known = self.comparison.properties
        for it in asked.evidence:
            if it.property not in known:
                yield unknown("property", it.place, it.property, list(known))


def unknown(what: str, place: str, written: str, known: Sequence[str]) -> ParameterFault:
    """There is no such type or property."""
    near = nearest(normalise_name(written), {it.replace("_", " "): it for it in known})
    message = f"There is no {what} {quote(written)}.{meant(near)}"
    return ParameterFault(place, f"unknown_{what}", message, near, tuple(known))


def _is_of_type(entity: Entity, asked: Asked) -> bool:
    """Whether it has one of the types; of `all`, which is one alone, as it has one itself."""
    wanted = set(asked.types)
    if asked.strictness == "all" and len(wanted) > 1:
        return False
    return not wanted or entity.kind.value in wanted


def _candidate(it: _Likely, is_match: bool) -> Candidate:
    features: dict[str, float | bool] = {"type": it.is_of_type}
    if it.likeness is not None:
        features |= {"exact": it.is_exact, "likeness": round(100 * it.likeness, 1)}
    for property_id, agrees in it.agreements.items():
        if agrees is not None:
            features[f"property:{property_id}"] = agrees
    return Candidate(it.entity, it.score, is_match, it.matched, features)
