"""Suggestions for words that a curator probably meant."""

import re
from collections.abc import Iterable

from policyfacts.suggestions import close_matches


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return `: did you mean X?` with the nearest candidates, or an empty text without any."""
    by_folded = {name.casefold(): name for name in candidates}
    near = close_matches(word.casefold(), by_folded)
    return f": did you mean {' or '.join(by_folded[name] for name in near)}?" if near else ""


def nearest_locator(locator: str, candidates: Iterable[str]) -> str:
    """Suggest a locator; the same paragraph and sentence with other zeros come first."""
    locators = list(candidates)
    numbers = _numbers(locator)
    same = [other for other in locators if numbers and _numbers(other) == numbers]
    return f": did you mean {same[0]}?" if same else did_you_mean(locator, locators)


def _numbers(locator: str) -> list[str]:
    match = re.fullmatch(r"p0*([0-9]+)s0*([0-9]+)", locator.strip().casefold())
    return list(match.groups()) if match else []


def yaml_remedy(problem: str, text: str, line: int) -> str:
    """Suggest a remedy for what curators trip over: tabs, and texts that need quotes."""
    source_line = [*text.split("\n"), ""][line - 1]
    indent = source_line[: len(source_line) - len(source_line.lstrip())]
    if not indent.isascii():
        return ": the line begins with a space of another kind, use plain ones"
    if "\t" in indent or re.search(r":\t", source_line):
        return ": use spaces, not tabs"
    if "document start" in problem:
        return ": '...' ends a file, delete that line, or indent what belongs to the text before"
    around = [*text.split("\n"), ""][max(line - 2, 0) : line]
    if any(re.search(r"\S\s+#", other) for other in around):
        return ": what follows ' #' is a comment, put a text that holds it in quotes"
    if re.search("mapping values|cannot start any token|expected alphabetic", problem):
        return ": put the text in quotes"
    return ""
