"""What stands in the sheet of a review."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import FactsError, SeedError, visible
from policyfacts.loader.checks import SeedIndex, StoredState, StoredVersion, check_reference
from policyfacts.loader.ingest.pipeline import Ingest
from policyfacts.loader.ingest.reference_comparison import ReferenceComparison
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.entities import collect_entities
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.files import folder_fault
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.seed.records import ExceptionRecord, FactRecord, ReviewRecord
from policyfacts.loader.source_text.documents import attach_texts


class _SheetSink:
    """Keeps the facts of one review, checked as those of a load are."""

    contents: ReviewSeed

    def __init__(self, review: str) -> None:
        self.facts: dict[str, FactRecord] = {}
        self._review = review
        self._is_wanted = False

    def begin(self, review: ReviewSeed) -> None:
        """Begin a review."""
        self._is_wanted = review.id == self._review
        if self._is_wanted:
            self.contents = review

    def take(self, facts: list[Located[FactRecord]], _stored: Mapping[str, StoredVersion]) -> None:
        """Keep facts."""
        if self._is_wanted:
            self.facts |= {fact.record.id: fact.record for fact in facts}

    def end(self, _gone: Iterator[str]) -> None:
        """End a review."""


@dataclass(frozen=True)
class SheetSentence:
    """A sentence, the facts that cite it, and the exceptions from rules that are made for it."""

    locator: str
    use: str
    text: str
    facts: Sequence[FactRecord]
    exceptions: Sequence[ExceptionRecord]


@dataclass(frozen=True)
class SheetSection:
    """A section of the review with its sentences in their order."""

    title: str
    sentences: Sequence[SheetSentence]


@dataclass(frozen=True)
class Sheet:
    """A review as its second reader sees it.

    `names` are those of entities and topics by their ids; `linked_from` has, by the id of a fact,
    the links of other facts to it as (type of link, id of that fact).
    """

    review: ReviewRecord
    sections: Sequence[SheetSection]
    facts: Mapping[str, FactRecord]
    names: Mapping[str, str]
    linked_from: Mapping[str, Sequence[tuple[str, str]]]
    exceptions: Sequence[ExceptionRecord]
    """Those from the whole review."""


def read_sheet(root: Path, review: str, text: Path) -> Sheet:
    """Read what the sheet of a review shows; raise BadSeed for errors.

    What a load would refuse is refused. What breaks a rule of curation is shown: to find more of it
    the sheet is read.
    """
    reader, seed = _read_seed(root, review, text)
    sink = _SheetSink(review)
    seed_index = SeedIndex.of(seed, StoredState())
    reader.errors.add(check_reference(seed, seed_index))
    comparison = ReferenceComparison(seed, seed_index)
    Ingest(seed, reader, seed_index, lambda *_: None, comparison).run(sink)
    reader.errors.raise_any()
    contents, facts = sink.contents, sink.facts
    if not facts:
        raise FactsError(f"{contents.path} holds no facts: there is nothing to read on a sheet.")
    of_facts = _exceptions_by_key(contents.exceptions)
    return Sheet(
        review=contents.record,
        sections=_sections(contents, list(facts.values()), of_facts),
        facts=facts,
        names=_names(seed),
        linked_from=_linked_from(facts),
        exceptions=of_facts.get("*", []),
    )


def _read_seed(root: Path, review: str, text: Path) -> tuple[SeedReader, Seed]:
    errors = ErrorLog()
    fault = folder_fault(root)
    if fault is not None:
        errors.add([SeedError(visible(str(root)), 1, fault)])
        errors.raise_any()
    reader = SeedReader(root, errors)
    seed = reader.read_seed()
    errors.add(attach_texts(seed, {review: text}))
    errors.raise_any()
    return reader, seed


def _exceptions_by_key(
    rows: Sequence[Located[ExceptionRecord]],
) -> dict[str, list[ExceptionRecord]]:
    by_key: dict[str, list[ExceptionRecord]] = defaultdict(list)
    for row in rows:
        by_key[row.record.on].append(row.record)
    return by_key


def _sections(
    review: ReviewSeed,
    facts: Sequence[FactRecord],
    exceptions: Mapping[str, Sequence[ExceptionRecord]],
) -> list[SheetSection]:
    citing: dict[str, list[FactRecord]] = defaultdict(list)
    for fact in facts:
        for locator in fact.evidence:
            citing[locator].append(fact)
    sentences: dict[str, list[SheetSentence]] = defaultdict(list)
    for row in review.sentences:
        sentence = row.record
        sentences[sentence.section].append(
            SheetSentence(
                sentence.locator,
                sentence.use,
                " ".join((review.text or "")[sentence.start : sentence.end].split()),
                citing[sentence.locator],
                [
                    row
                    for key in (sentence.locator, *(fact.id for fact in citing[sentence.locator]))
                    for row in exceptions.get(key, [])
                ],
            )
        )
    return [
        SheetSection(section.title, sentences[section.id]) for section in review.record.sections
    ]


def _names(seed: Seed) -> dict[str, str]:
    names = {entity.id: entity.name for entity in collect_entities(seed)}
    for topic in (located.record for located in seed.topics):
        names |= {each.id: each.name for each in (topic, *topic.narrower)}
    names |= {located.record.id: located.record.name for located in seed.types}
    return names | {located.record.id: located.record.name for located in seed.measures}


def _linked_from(facts: Mapping[str, FactRecord]) -> dict[str, list[tuple[str, str]]]:
    linked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in facts.values():
        for link, targets in fact.links.items():
            for target in targets:
                linked[target].append((link, fact.id))
    return dict(linked)
