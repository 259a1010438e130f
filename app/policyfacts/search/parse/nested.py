"""Searches: queries whose clauses are joined by all, any and not."""

from dataclasses import dataclass, field, replace

from policyfacts.cancellation import check_cancelled
from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError
from policyfacts.schemas.params.search import MAX_CLAUSES, MAX_DEPTH, Clause, SearchQuestion
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.parser import Canonical
from policyfacts.search.parse.query import ParsedQuery, try_parse_query
from policyfacts.search.sets.filters import Condition, FactFilter, Not, Or
from policyfacts.search.sets.text_query import TextQuery, join_phrases


def parse_search(params: SearchQuestion, registry: EntityRegistry) -> ParsedQuery:
    """Parse a search; raises BadParameters, whose errors name the paths of what is wrong."""
    parser = _ClauseParser(registry)
    query = parser.parse(params, "", 0)
    if parser.errors:
        raise BadParameters(parser.errors[:MAX_ERRORS])
    warnings = list(dict.fromkeys(parser.warnings))
    return replace(query, warnings=warnings, highlight=join_phrases(parser.text_queries))


@dataclass
class _ClauseParser:
    registry: EntityRegistry
    errors: list[ParameterError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    text_queries: list[TextQuery] = field(default_factory=list)
    clauses: int = 0

    def parse(self, clause: Clause | SearchQuestion, prefix: str, depth: int) -> ParsedQuery:
        """Parse a clause with all in it; `prefix` is its path and a dot, as in `any[0].`."""
        check_cancelled()
        if len(self.errors) >= MAX_ERRORS:
            raise BadParameters(self.errors[:MAX_ERRORS])
        self._refuse_empty_lists(clause, prefix)
        query, errors = try_parse_query(clause, self.registry)
        self.errors += [replace(error, parameter=prefix + error.parameter) for error in errors]
        self.warnings += query.warnings
        if query.text_query is not None and ".not" not in f".{prefix}":
            self.text_queries.append(query.text_query)
        self.clauses += 1
        if self._is_too_large(prefix, depth):
            return query
        conditions, canonical = self._parse_clauses(clause, prefix, depth)
        return replace(
            query,
            fact_filter=FactFilter((*query.fact_filter.conditions, *conditions)),
            canonical={**query.canonical, **canonical},
        )

    def _refuse_empty_lists(self, clause: Clause | SearchQuestion, prefix: str) -> None:
        """Refuse a list that came out empty: it asks for nothing, and must not find everything."""
        for name in sorted(clause.model_fields_set):
            if getattr(clause, name) == []:
                alias = type(clause).model_fields[name].alias or name
                self._refuse(f"{prefix}{alias}.", "empty_part", "it is empty: leave it out")

    def _is_too_large(self, prefix: str, depth: int) -> bool:
        if depth > MAX_DEPTH:
            self._refuse(prefix, "too_deep", f"at most {MAX_DEPTH} levels stand in one another")
        if self.clauses > MAX_CLAUSES:
            self._refuse(prefix, "too_many_parts", f"a search has at most {MAX_CLAUSES} parts")
        return depth > MAX_DEPTH or self.clauses > MAX_CLAUSES

    def _parse_clauses(
        self, clause: Clause | SearchQuestion, prefix: str, depth: int
    ) -> tuple[list[Condition], Canonical]:
        conditions: list[Condition] = []
        canonical: Canonical = {}
        if all_of := self._parse_list(clause.all_of, f"{prefix}all", depth):
            # A facet ignores the filter of its own name at the top, and there only.
            conditions += [
                replace(condition, parameter="all")
                for query in all_of
                for condition in query.fact_filter.conditions
            ]
            canonical["all"] = [query.canonical for query in all_of]
        if any_of := self._parse_list(clause.any_of, f"{prefix}any", depth):
            conditions.append(Or("any", tuple(query.fact_filter for query in any_of)))
            canonical["any"] = [query.canonical for query in any_of]
        if clause.not_of is not None:
            excluded = self._parse_clause(clause.not_of, f"{prefix}not", depth)
            conditions.append(Not("not", excluded.fact_filter))
            canonical["not"] = excluded.canonical
        return conditions, canonical

    def _parse_list(self, clauses: list[Clause], path: str, depth: int) -> list[ParsedQuery]:
        return [
            self._parse_clause(clause, f"{path}[{index}]", depth)
            for index, clause in enumerate(clauses)
        ]

    def _parse_clause(self, clause: Clause, path: str, depth: int) -> ParsedQuery:
        errors_before = len(self.errors)
        query = self.parse(clause, f"{path}.", depth + 1)
        if not query.fact_filter.conditions and len(self.errors) == errors_before:
            self._refuse(f"{path}.", "empty_part", "it asks for nothing: leave it out")
        return query

    def _refuse(self, prefix: str, code: str, reason: str) -> None:
        path = prefix.rstrip(".")
        self.errors.append(ParameterError(path, code, f"{path}: {reason}."))
