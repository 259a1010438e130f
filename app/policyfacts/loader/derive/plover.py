"""Codes of facts in the PLOVER ontology, version 2.0 draft.

A fact's code follows from its type, its status and its setting; its topics add contexts. Figures,
standing states without mutual action and assessments have none, nor has what was merely considered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.loader.seed.records import PloverRecord
from policyfacts.vocabulary import FactKind, Role, Status

_UNINVOLVED = {Role.MENTIONED, Role.EXCLUDED, Role.VENUE, Role.SUBJECT}
_MULTILATERAL = 3


@dataclass(frozen=True)
class Code:
    """A PLOVER code: one type, any number of modes and contexts."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """The states that act in a fact, be it through a body, and the countries of its venues.

    Of some bodies the members are not known; there are more than two of them.
    """

    states: frozenset[str]
    has_unknown_members: bool
    venue_countries: frozenset[str]

    @classmethod
    def of(
        cls,
        parties: Collection[tuple[str, Role]],
        countries: Collection[str],
        members: Mapping[str, Collection[str]],
        country_of_place: Mapping[str, str],
    ) -> "Setting":
        """Make the setting out of a fact's parties; `members` are those of bodies on its days."""
        active = {entity for entity, role in parties if role not in _UNINVOLVED}
        venues = {entity for entity, role in parties if role is Role.VENUE}
        bodies = [members[id_] for id_ in active if id_ in members]
        return cls(
            states=frozenset(id_ for id_ in active if id_ in countries).union(*bodies),
            has_unknown_members=not all(bodies),
            venue_countries=frozenset(country_of_place.get(id_, id_) for id_ in venues),
        )

    def mode(self) -> tuple[str, ...]:
        """Return `multilateral` with three states or more, `third-party` on foreign soil."""
        if self.has_unknown_members or len(self.states) >= _MULTILATERAL:
            return ("multilateral",)
        are_several = len(self.states) > 1
        if are_several and self.venue_countries and not self.venue_countries & self.states:
            return ("third-party",)
        return ()


def code_fact(
    *,
    kind: FactKind,
    status: Status,
    rule: PloverRecord | None,
    setting: Setting | None,
    topic_contexts: Sequence[str],
) -> Code | None:
    """Return the code of a fact, or None where the ontology has none that fits."""
    if rule is None or kind is FactKind.ASSESSMENT or status is Status.CONSIDERED:
        return None
    contexts = tuple(dict.fromkeys([*rule.contexts, *topic_contexts]))
    if status is Status.PLANNED:
        return Code("AGREE", (), contexts)
    modes = rule.modes or (setting.mode() if setting is not None else ())
    return Code(rule.type, modes, contexts)
