"""Questions whose parts are joined by all, any and not."""

from dataclasses import dataclass, field, replace

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError
from policyfacts.schemas.params import Clause, SearchQuestion
from policyfacts.schemas.params.search import MAX_CLAUSES, MAX_DEPTH
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.parser import Canonical
from policyfacts.search.parse.query import ParsedQuery, try_parse_query
from policyfacts.search.sets.filters import Condition, FactFilter, Not, Or
from policyfacts.search.sets.text_query import TextQuery, join_texts


def read_search(asked: SearchQuestion, registry: EntityRegistry) -> ParsedQuery:
    """Understand a search; BadParameters names the place of each fault in it."""
    reader = _ClauseReader(registry)
    question = reader.read(asked, "", 0)
    if reader.errors:
        raise BadParameters(reader.errors[:MAX_ERRORS])
    return replace(
        question, warnings=list(dict.fromkeys(reader.warnings)), marks=join_texts(reader.marks)
    )


@dataclass
class _ClauseReader:
    registry: EntityRegistry
    errors: list[ParameterError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    marks: list[TextQuery] = field(default_factory=list)
    clauses: int = 0

    def read(self, asked: Clause | SearchQuestion, place: str, depth: int) -> ParsedQuery:
        """One clause with all its parts; `place` is where it stands, as in `any[0].`."""
        if len(self.errors) >= MAX_ERRORS:
            raise BadParameters(self.errors[:MAX_ERRORS])
        self._refuse_empty(asked, place)
        question, errors = try_parse_query(asked, self.registry)
        self.errors += [replace(it, parameter=place + it.parameter) for it in errors]
        self.warnings += question.warnings
        if question.text is not None and ".not" not in f".{place}":
            self.marks.append(question.text)
        self.clauses += 1
        if not self._is_too_large(place, depth):
            parts, canonical = self._read_parts(asked, place, depth)
            wanted = FactFilter((*question.wanted.conditions, *parts))
            question = replace(
                question, wanted=wanted, canonical={**question.canonical, **canonical}
            )
        return question

    def _refuse_empty(self, asked: Clause | SearchQuestion, place: str) -> None:
        """A list that came out empty asks for nothing: it must not find everything."""
        for name in sorted(asked.model_fields_set):
            if getattr(asked, name) == []:
                written = type(asked).model_fields[name].alias or name
                self._refuse(f"{place}{written}.", "empty_part", "it is empty: leave it out")

    def _is_too_large(self, place: str, depth: int) -> bool:
        if depth > MAX_DEPTH:
            self._refuse(place, "too_deep", f"at most {MAX_DEPTH} levels stand in one another")
        if self.clauses > MAX_CLAUSES:
            self._refuse(place, "too_many_parts", f"a search has at most {MAX_CLAUSES} parts")
        return depth > MAX_DEPTH or self.clauses > MAX_CLAUSES

    def _read_parts(
        self, asked: Clause | SearchQuestion, place: str, depth: int
    ) -> tuple[list[Condition], Canonical]:
        conditions: list[Condition] = []
        canonical: Canonical = {}
        if every := self._read_list(asked.all_of, f"{place}all", depth):
            # A facet ignores the filter of its own name at the top, and there only.
            conditions += [
                replace(condition, parameter="all")
                for it in every
                for condition in it.wanted.conditions
            ]
            canonical["all"] = [it.canonical for it in every]
        if some := self._read_list(asked.any_of, f"{place}any", depth):
            conditions.append(Or("any", tuple(it.wanted for it in some)))
            canonical["any"] = [it.canonical for it in some]
        if asked.not_of is not None:
            excluded = self._read_part(asked.not_of, f"{place}not", depth)
            conditions.append(Not("not", excluded.wanted))
            canonical["not"] = excluded.canonical
        return conditions, canonical

    def _read_list(self, parts: list[Clause], place: str, depth: int) -> list[ParsedQuery]:
        return [self._read_part(it, f"{place}[{number}]", depth) for number, it in enumerate(parts)]

    def _read_part(self, asked: Clause, place: str, depth: int) -> ParsedQuery:
        known = len(self.errors)
        question = self.read(asked, f"{place}.", depth + 1)
        if not question.wanted.conditions and len(self.errors) == known:
            self._refuse(f"{place}.", "empty_part", "it asks for nothing: leave it out")
        return question

    def _refuse(self, place: str, code: str, reason: str) -> None:
        where = place.rstrip(".")
        self.errors.append(ParameterError(where, code, f"{where}: {reason}."))
