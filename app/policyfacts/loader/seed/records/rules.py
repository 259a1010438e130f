"""The names of the rules of curation, by which a review's exceptions call them."""

from enum import StrEnum


class RuleName(StrEnum):
    """A rule that `policyfacts check` applies; `loader/rules` has a function for each."""

    MENTIONS = "mentions"
    UNNAMED = "unnamed"
    OWN_WORDS = "own-words"
    TOPICS = "topics"
    MISSING_PARTIES = "missing-parties"
    UNSAID_PARTIES = "unsaid-parties"
    MEMBER_STATES = "member-states"
    MINISTRIES = "ministries"
    CAUSES = "causes"
    WORK_LINES = "work-lines"
    BASIS = "basis"
    BEGINNINGS = "beginnings"
    STATUSES = "statuses"
    NUMBERING = "numbering"
    LEFT_OUT = "left-out"
    OUTSIDE = "outside"
    BOUNDS = "bounds"
    PAST_TENSE = "past-tense"
    NEIGHBOURS = "neighbours"
    ATTRIBUTION = "attribution"
    TERMS = "terms"
