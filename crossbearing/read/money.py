"""Currencies as news writes them: signs and letters before a number, nouns after it.

A unit is the ISO 4217 code where the words name one currency, and the noun where several states share its name and
the text doesn't say whose is meant: "3 million Swiss francs" is CHF, "3 million francs" and "Rs 500" name no state.
"$", "dollars" and "pounds" (unless "of" something) stand for those of the United States and the United Kingdom.
"""

from __future__ import annotations

from crossbearing.read.numerals import CURRENCY_SIGNS, Token, word_at

_SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₩": "KRW",
    "₦": "NGN", "₱": "PHP", "฿": "THB", "₴": "UAH",
}  # fmt: skip
_LETTERS = {
    "rs": "rupee", "tk": "BDT", "rp": "IDR", "ksh": "KES", "kshs": "KES", "rmb": "CNY", "sfr": "CHF",
    "rm": "MYR", "r": "ZAR",
} | {
    code.lower(): code
    for code in (
        "USD EUR GBP CNY INR JPY AUD CAD NZD CHF RUB SAR AED BDT PHP PKR LKR NGN KES ZAR KRW TRY UAH PLN CZK HUF SEK"
        " NOK DKK BRL MXN ARS CLP COP IDR MYR SGD THB TWD HKD ILS EGP QAR KWD UGX TZS"
    ).split()
}  # fmt: skip
_GLUED = frozenset({"r", "rm"})
"""Letters that also name roads and rooms ("R15"): money only where the number is a large one."""
_BEFORE_DOLLAR = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "cdn": "CAD", "hk": "HKD", "s": "SGD", "nz": "NZD",
    "nt": "TWD", "r": "BRL", "j": "JMD", "z": "ZWL", "n": "NAD",
}  # fmt: skip
_NOUNS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB", "ruble": "RUB",
    "shekel": "ILS", "hryvnia": "UAH", "naira": "NGN", "ringgit": "MYR", "baht": "THB", "rupiah": "IDR",
    "zloty": "PLN", "forint": "HUF", "taka": "BDT", "bitcoin": "BTC", "lira": "TRY", "won": "KRW", "rand": "ZAR",
    "tenge": "KZT", "birr": "ETB", "cedi": "GHS", "kwacha": "kwacha", "kyat": "MMK", "riel": "KHR", "dong": "VND",
    "reais": "BRL", "lari": "GEL", "dram": "AMD", "afghani": "AFN", "kuna": "HRK", "lev": "BGN", "leva": "BGN",
    "leu": "leu", "lei": "leu", "krona": "krona", "krone": "krone", "kronor": "SEK", "kroner": "krone",
    "rupee": "rupee", "franc": "franc", "peso": "peso", "dinar": "dinar", "riyal": "riyal", "rial": "rial",
    "dirham": "dirham", "shilling": "shilling",
}  # fmt: skip
"""Nouns in the singular; many have no other plural ("300 billion yen")."""
_WHOSE = {
    "dollar": "us USD, american USD, australian AUD, canadian CAD, singapore SGD, zealand NZD, kong HKD, taiwan TWD,"
              " taiwanese TWD, jamaican JMD, namibian NAD",
    "franc": "swiss CHF, rwandan RWF, congolese CDF",
    "pound": "british GBP, egyptian EGP, syrian SYP, lebanese LBP, sudanese SDG",
    "peso": "mexican MXN, philippine PHP, argentine ARS, chilean CLP, colombian COP, cuban CUP",
    "rupee": "indian INR, pakistani PKR, lankan LKR, nepalese NPR, nepali NPR, mauritian MUR",
    "riyal": "saudi SAR, qatari QAR",
    "rial": "iranian IRR, omani OMR, yemeni YER",
    "dinar": "iraqi IQD, kuwaiti KWD, jordanian JOD, serbian RSD, bahraini BHD, libyan LYD, tunisian TND, algerian DZD",
    "dirham": "emirati AED, uae AED, moroccan MAD",
    "krone": "norwegian NOK, danish DKK",
    "krona": "swedish SEK, icelandic ISK",
    "shilling": "kenyan KES, ugandan UGX, tanzanian TZS, somali SOS",
    "won": "north KPW",
}  # fmt: skip
_OF_STATE = {
    (noun, whose): code
    for noun, states in _WHOSE.items()
    for whose, code in (each.split() for each in states.split(","))
}
_ALSO_VERB_BEFORE = frozenset("the a an its their his her seats praise prizes medals awards".split())
"""What follows the verb "won", and not the currency."""


def money_before(line: list[Token], first: int, *, large: bool) -> tuple[str, int]:
    """The currency that stands before the number at token `first`, and where its sign begins; ("", `first`): none.

    `large`: the number is one of thousands or more.
    """
    sign = word_at(line, first - 1)
    if sign == "." and word_at(line, first - 2) == "rs":
        return "rupee", first - 2
    if sign == "$" and first > 1 and line[first - 2].name:
        gap = line[first - 1].start - line[first - 2].end
        if line[first - 2].word in _BEFORE_DOLLAR and (gap == 0 or (gap == 1 and line[first - 2].word == "us")):
            return _BEFORE_DOLLAR[line[first - 2].word], first - 2
    if sign in CURRENCY_SIGNS:
        return _SIGNS[sign], first - 1
    if sign not in _LETTERS or not line[first - 1].name:
        return "", first
    if sign in _GLUED and (not large or line[first - 1].end != line[first].start):
        return "", first
    return _LETTERS[sign], first - 1


def money_from(line: list[Token], at: int, *, large: bool) -> tuple[str, int]:
    """The currency whose sign begins at token `at`, and the token after it; ("", `at`): none begins there."""
    for first in (at + 1, at + 2):
        currency, begins = money_before(line, first, large=large) if first < len(line) else ("", first)
        if currency and begins == at:
            return currency, first
    return "", at


def money_noun(line: list[Token], at: int, noun: str, *, described: bool) -> str | None:
    """The unit that a currency's noun, in the singular, names at token `at`; None for a noun that is none.

    `described`: a word between the number and the noun says whose money it is.
    """
    before = word_at(line, at - 1)
    if (noun, before) in _OF_STATE:
        return _OF_STATE[noun, before]
    if noun == "pound":
        return "pound" if word_at(line, at + 1) == "of" else "GBP"
    if noun == "dollar" and described and line[at - 1].name:
        return noun
    return _NOUNS.get(noun)


def is_money_noun(line: list[Token], at: int) -> bool:
    """Whether the word at `at` is a currency's noun without a plural in -s; "won" only where it can't be the verb."""
    word = line[at].word
    if word == "won":
        scaled = at > 0 and (
            word_at(line, at - 1) in {"million", "billion", "trillion", "korean"} or _large(line[at - 1])
        )
        verb = word_at(line, at + 1) in _ALSO_VERB_BEFORE and word_at(line, at + 2) not in {
            "day",
            "month",
            "year",
            "week",
        }
        return scaled and not verb
    return word in _NOUNS


def _large(token: Token) -> bool:
    digits = sum(map(str.isdecimal, token.word))
    return digits > 3
