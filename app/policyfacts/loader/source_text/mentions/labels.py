"""Numbers that are neither dates nor amounts: of articles and resolutions, symbols, addresses."""

import re

from policyfacts.loader.source_text.mentions.plain_text import PlainText

_LABELS = (
    # Written with or without a capital letter.
    r"(?i:articles?|art\.|paragraphs?|paras?\.?|sections?|chapters?|annex(?:es)?|pages?|pp?\."
    r"|decisions?|decrees?|directives?|regulations?|protocols?|items?|nos?\.|№)",
    # Without one these are verbs and common words.
    r"Nos?|Laws?|Acts?|Orders?|Blocks?|Units?|Reactors?|Rules?|Phases?|Versions?|Group of",
)
_NUMBER = r"(?!(?:19|20)\d\d\b(?![/]))\d[\d/]*\b(?![.,]\d| ?%| (?i:per ?cent|[mb]illion))"
_RESOLUTION = r"\d{1,4}(?:/\d+)*\b(?: ?\(\d{4}\))?"
_PATTERN = re.compile(
    "|".join(
        (
            r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+",
            # A/RES/67/190, 2013/255/CFSP, 575/2001 Coll.
            r"(?<![\w./])(?![QHqh][1-4]/)[A-Za-z][\w.]{0,30}(?:/[\w.]{1,30}){0,8}/\w{0,30}\d[\w./]*",
            r"(?<![\w/])\d{1,9}(?:/\d{1,9}){0,8}/[A-Z]{2,}\b",
            r"\b\d+/\d{4}(?= Coll\b)",
            # Times of day, scores, numbers of sections.
            r"\b\d+:\d+(?::\d+)?\b|\b\d{1,2}\.\d{2}(?= ?[ap]\.?m\b)",
            r"(?<![\w.])(?!\d{1,2}\.\d{1,2}\.\d{4}\b)(?!\d{1,3}(?:\.\d{3})+\b)\d+(?:\.\d+){2,}\b",
            rf"\b(?:(?i:resolutions?)|UNSCRs?) (?:Nos?\.? )?{_RESOLUTION}"
            rf"(?:(?:, | and |, and |-){_RESOLUTION})*",
            rf"(?<!\w)(?:{'|'.join(_LABELS)}) ?(?:Nos?\.? ?)?{_NUMBER}"
            rf"(?:(?:, | and |, and | or | to | ?- ?){_NUMBER}(?! [a-z]+s\b))*",
            r"\b(?:blocks|units|reactors) \d+(?:, \d+)*(?: and |-)\d+\b",
            # G20, V4, B-52, COVID-19: a number that is part of a name.
            r"\b(?![QH][1-4]\b|FY\d)[A-Z][A-Za-z]*(?<![A-Z]{3})\d+\b(?![.,]\d)|\b[A-Z]+-\d{1,3}\b",
        )
    )
)


def hide_labels(text: PlainText) -> PlainText:
    """Hide the numbers that only say which one."""
    return text.hide([match.span() for match in _PATTERN.finditer(text.letters)])
