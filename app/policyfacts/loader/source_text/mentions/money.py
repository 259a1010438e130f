"""Currencies as people write them, to their ISO 4217 codes."""

import re

from policyfacts.currencies import CURRENCIES

_SYMBOLS = {
    "US$": "USD",
    "U.S. $": "USD",
    "U.S.$": "USD",
    "AU$": "AUD",
    "A$": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "CN¥": "CNY",
    "RMB": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₸": "KZT",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "zł": "PLN",
}
# Of which state the money is; without one it is that of the first.
_NAMES = {
    "dollar": {
        "us": "USD",
        "u.s.": "USD",
        "american": "USD",
        "united states": "USD",
        "australian": "AUD",
        "canadian": "CAD",
        "hong kong": "HKD",
        "new zealand": "NZD",
        "singapore": "SGD",
    },
    "euro": {"": "EUR"},
    "pound": {"british": "GBP", "egyptian": "EGP", "syrian": "SYP", "lebanese": "LBP"},
    "rouble": {"russian": "RUB", "belarusian": "BYN", "belarussian": "BYN"},
    "ruble": {"russian": "RUB", "belarusian": "BYN", "belarussian": "BYN"},
    "yen": {"japanese": "JPY"},
    "yuan": {"chinese": "CNY"},
    "renminbi": {"chinese": "CNY"},
    "tenge": {"kazakh": "KZT", "kazakhstani": "KZT"},
    "hryvnia": {"ukrainian": "UAH"},
    "zloty": {"polish": "PLN"},
    "forint": {"hungarian": "HUF"},
    "koruna": {"czech": "CZK", "slovak": "SKK"},
    "crown": {"czech": "CZK", "slovak": "SKK", "norwegian": "NOK", "swedish": "SEK"},
    "krona": {"swedish": "SEK", "icelandic": "ISK"},
    "rupee": {"indian": "INR", "pakistani": "PKR"},
    "lira": {"turkish": "TRY"},
    "rial": {"iranian": "IRR", "omani": "OMR", "qatari": "QAR"},
    "dirham": {"uae": "AED", "emirati": "AED", "moroccan": "MAD"},
    "franc": {"swiss": "CHF"},
    "manat": {"azerbaijani": "AZN", "azerbaijan": "AZN", "turkmen": "TMT"},
}
# Codes that are words of capital headings, too.
_CODES = sorted(CURRENCIES - {"ALL", "TOP"})
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_SYMBOLS, key=len, reverse=True))
_STATES = {state for states in _NAMES.values() for state in states if state}
_ANY_STATE = "|".join(re.escape(state) for state in sorted(_STATES, key=len, reverse=True))
PREFIX = rf"(?:(?<!\w)(?:{_SIGNS})|\b(?:{'|'.join(_CODES)})(?![A-Za-z]))"
SUFFIX = (
    rf"(?:{_SIGNS}|(?:{'|'.join(_CODES)})\b"
    rf"|(?i:(?:(?:{_ANY_STATE}) )?(?:{'|'.join(_NAMES)})(?:s|es)?\b"
    r"(?!-| area| zone)(?: sterling\b)?))"
)


def currency(words: str) -> str:
    """Return the code of a currency that PREFIX or SUFFIX matched."""
    if words in _SYMBOLS or words in CURRENCIES:
        return _SYMBOLS.get(words, words)
    folded = words.casefold().removesuffix(" sterling")
    state, _, name = folded.rpartition(" ")
    states = next(states for stem, states in _NAMES.items() if name.startswith(stem))
    return states.get(state) or next(iter(states.values()))
