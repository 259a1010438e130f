"""All rules of curation. A new one is a line here, and a name in `seed/records/rules.py`."""

from policyfacts.loader.rules.bodies import member_states
from policyfacts.loader.rules.figures import basis
from policyfacts.loader.rules.links import beginnings, causes, work_lines
from policyfacts.loader.rules.mentions import mentions
from policyfacts.loader.rules.ministries import ministries
from policyfacts.loader.rules.own_words import own_words, unnamed
from policyfacts.loader.rules.rule import Rule
from policyfacts.loader.rules.sentence_rows import bounds, left_out, numbering, outside_parts
from policyfacts.loader.rules.statement_parties import missing_parties, unsaid_parties
from policyfacts.loader.rules.statements import attribution, neighbours, past_tense
from policyfacts.loader.rules.statuses import statuses
from policyfacts.loader.rules.terms import terms
from policyfacts.loader.rules.topics import topics
from policyfacts.loader.seed.records import RuleName

RULES = (
    Rule(RuleName.MENTIONS, mentions, needs_text=True),
    Rule(RuleName.UNNAMED, unnamed, needs_text=True),
    Rule(RuleName.OWN_WORDS, own_words, needs_text=True),
    Rule(RuleName.TOPICS, topics),
    Rule(RuleName.MISSING_PARTIES, missing_parties),
    Rule(RuleName.UNSAID_PARTIES, unsaid_parties),
    Rule(RuleName.MEMBER_STATES, member_states, needs_text=True),
    Rule(RuleName.MINISTRIES, ministries, needs_text=True),
    Rule(RuleName.CAUSES, causes, needs_text=True),
    Rule(RuleName.WORK_LINES, work_lines),
    Rule(RuleName.BASIS, basis),
    Rule(RuleName.BEGINNINGS, beginnings, needs_text=True),
    Rule(RuleName.STATUSES, statuses),
    Rule(RuleName.NUMBERING, numbering),
    Rule(RuleName.LEFT_OUT, left_out, needs_text=True),
    Rule(RuleName.OUTSIDE, outside_parts, needs_text=True),
    Rule(RuleName.BOUNDS, bounds, needs_text=True),
    Rule(RuleName.PAST_TENSE, past_tense),
    Rule(RuleName.NEIGHBOURS, neighbours),
    Rule(RuleName.ATTRIBUTION, attribution),
    Rule(RuleName.TERMS, terms, needs_text=True),
)
