"""What is right to say of a damaged seed."""

import re

from bench.mutants.damage import NOTHING_LOADED, Damage
from bench.mutants.trial import Outcome

FAULT = "FAULT"
REFUSED = "refused, with file and line"
_MISTAKE = re.compile(r"\S.*?:\d+: \S")
_LAST_LINES = re.compile(r"(\.\.\. and [\d,]+ more|[\d,]+ mistakes?; nothing was changed\.)$")


def judge(damage: Damage, outcome: Outcome, digest: str) -> tuple[str, str]:
    """Return the verdict on what a check said of a damage, and what is at fault with it.

    The verdict is REFUSED, an excuse, or FAULT; `digest` is that of the seed without damage.
    """
    if outcome.code == 1:
        fault = refusal_fault(outcome)
        return FAULT if fault else REFUSED, fault
    if outcome.code != 0:
        return FAULT, f"exit code {outcome.code}: {_last(outcome)}"
    if outcome.digest == digest:
        if damage.ignorable:
            return NOTHING_LOADED, ""
        return FAULT, "passed over without a word"
    if damage.excuse is None:
        return FAULT, "other data, and nothing was wrong"
    return damage.excuse, ""


def refusal_fault(outcome: Outcome) -> str:
    """Return what is at fault with a refusal, empty where each of its lines says file and line."""
    mistakes = [line for line in outcome.lines if not _LAST_LINES.match(line)]
    other = [line for line in mistakes if not _MISTAKE.match(line)]
    if not mistakes or other:
        return f"refused without file and line: {(other or ['no line at all'])[0]}"
    return ""


def _last(outcome: Outcome) -> str:
    return outcome.lines[-1][:200] if outcome.lines else "no line at all"
