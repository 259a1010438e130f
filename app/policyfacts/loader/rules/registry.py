"""All rules of curation. A new one is a line here, and a name in `seed/records/rules.py`."""

from policyfacts.loader.rules.mentions import mentions
from policyfacts.loader.rules.own_words import own_words, unnamed
from policyfacts.loader.rules.rule import Rule
from policyfacts.loader.rules.topics import topics
from policyfacts.loader.seed.records import RuleName

RULES = (
    Rule(RuleName.MENTIONS, mentions, needs_text=True),
    Rule(RuleName.UNNAMED, unnamed, needs_text=True),
    Rule(RuleName.OWN_WORDS, own_words, needs_text=True),
    Rule(RuleName.TOPICS, topics),
)
