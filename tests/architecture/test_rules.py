"""Every rule of curation is applied, and the guide says what it finds and if it needs the text."""

import re
from pathlib import Path

import pytest

from policyfacts.loader.rules.registry import RULES
from policyfacts.loader.rules.rule import Rule
from policyfacts.loader.seed.records import RuleName

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "curation.md").read_text(encoding="utf-8")


def test_every_name_of_a_rule_has_one_rule() -> None:
    assert [rule.name for rule in RULES] == list(RuleName)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_stands_in_the_guide_with_a_star_if_it_needs_the_text(rule: Rule) -> None:
    (star,) = re.findall(rf"^\| `{rule.name}`( \*)? \| \S", GUIDE, re.MULTILINE)
    assert bool(star) is rule.needs_text
