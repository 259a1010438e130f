"""The words of the sentences that a fact cites, by which text search finds it after all others.

A sentence names the parties of all facts that cite it. Names of countries, people and places that
are no parties of a fact are left out of its words: what is found by a country's name is what the
country is a party of, or what a statement names, however many countries a sentence lists.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import TypeAlias

from policyfacts.analyser import analyse, spell
from policyfacts.analyser.compounds import JOINT
from policyfacts.analyser.little_words import is_little
from policyfacts.loader.derive.fact_rows import FactParts
from policyfacts.loader.derive.fact_texts import TextRow
from policyfacts.loader.derive.reference_data import ReferenceData
from policyfacts.loader.seed.sentence_words import spell_words
from policyfacts.vocabulary import EntityKind

Terms: TypeAlias = frozenset[str]

_NAMED = (EntityKind.COUNTRY, EntityKind.PERSON, EntityKind.PLACE)
_CACHE_SIZE = 500


class SentenceWords:
    """Finds the words of each fact that only its sentences have."""

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        self._spelled = lru_cache(_CACHE_SIZE)(self._spell_sentence)
        self._named = lru_cache(_CACHE_SIZE)(self._find_names)

    def find(self, parts: FactParts, text: TextRow) -> set[str]:
        """Return the words, in their stored spelling, beside those of the fact's own texts."""
        review_id = parts.fact.review_id
        spelled = [self._spelled(review_id, evidence.locator) for evidence in parts.evidence]
        words = set().union(*spelled)
        if not words:
            return words
        own = {*text.statement, *text.names, *text.topics}
        everything, parties = words | own, set(parts.searched_ids)
        foreign = [
            terms
            for sentence in spelled
            for id_, terms in self._named(sentence)
            if id_ not in parties and terms <= everything
        ]
        left_out = set().union(*foreign) - own
        return {
            word
            for word in words - own - left_out
            if JOINT not in word or not _holds_name(word, left_out, foreign)
        }

    def _spell_sentence(self, review_id: str, locator: str) -> Terms:
        return spell_words(self._reference.review(review_id).words[locator])

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, Terms]]]:
        """The names of countries, people and places, under each of their words."""
        names: dict[str, list[tuple[str, Terms]]] = defaultdict(list)
        for id_, kind in self._reference.kinds.items():
            if kind in _NAMED:
                for terms in set(map(_needed, self._reference.names(id_))):
                    for term in terms:
                        names[term].append((id_, terms))
        return names

    def _find_names(self, sentence: Terms) -> list[tuple[str, Terms]]:
        """List the names of which a sentence has a word."""
        return list({name for word in sentence for name in self._names.get(word, ())})


def _needed(name: str) -> Terms:
    """Return the words that a search for a name needs: little ones only if there are no others."""
    words = analyse(name)
    needed = [
        word for word in words if not is_little(name[word.start : word.end], name[word.end :])
    ]
    return frozenset(spell(word.term) for word in needed or words)


def _holds_name(compound: str, left_out: Collection[str], foreign: Iterable[Terms]) -> bool:
    """Return whether words that a hyphen joins are, or have a part of, a name that is left out."""
    parts = compound.split(JOINT)
    return any(part in left_out for part in parts) or any(map(set(parts).issubset, foreign))
