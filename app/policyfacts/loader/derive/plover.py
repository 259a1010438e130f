"""Codes of facts in the PLOVER ontology, version 2.0 draft.

A fact's code follows from its type, its status and its setting; its topics add contexts. Figures,
standing states without mutual action and assessments have none, nor has what was merely considered.
"""

from collections.abc import Collection, Sequence
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
    """The countries and organizations that act in a fact, and the countries of its venues."""

    actors: frozenset[str]
    organizations: frozenset[str]
    venue_countries: frozenset[str]

    @classmethod
    def of(
        cls,
        parties: Collection[tuple[str, Role]],
        countries: Collection[str],
        organizations: Collection[str],
        country_of_place: dict[str, str],
    ) -> "Setting":
        """Make the setting out of a fact's parties."""
        active = {entity for entity, role in parties if role not in _UNINVOLVED}
        venues = {entity for entity, role in parties if role is Role.VENUE}
        return cls(
            actors=frozenset(id_ for id_ in active if id_ in countries or id_ in organizations),
            organizations=frozenset(id_ for id_ in active if id_ in organizations),
            venue_countries=frozenset(country_of_place.get(id_, id_) for id_ in venues),
        )

    def mode(self) -> tuple[str, ...]:
        """Return `multilateral` with a body or three actors, `third-party` on foreign soil."""
        if self.organizations or len(self.actors) >= _MULTILATERAL:
            return ("multilateral",)
        if self.venue_countries and not self.venue_countries & self.actors:
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
