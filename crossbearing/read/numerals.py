"""English numbers, in digits, in words and between the two, with their offsets.

Conventions for what is vague: "dozens" is at least 24 (two dozen), "hundreds" at least 200, "several" and "a few" are
three at least, "scores" 40, "a couple" about two. A share ("two-thirds of", "half the", "one in five") is in percent,
to one decimal, so that it can be held against a percentage.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: float(at) for at, word in enumerate(_ONES)} | {word: 20.0 + 10 * at for at, word in enumerate(_TENS)}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_TENS_OF = {"tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3}
_SEVERAL = {"several": 3.0, "many": 3.0, "few": 3.0}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_WHOLES = frozenset("of the its his her their our all those these".split())
_IN_SO_MANY = frozenset({3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 100.0, 1000.0})
_SPELLS = frozenset("second minute hour day week month year decade".split())
CURRENCY_SIGNS = frozenset("$£€¥₹₽₺₪₩₦₱฿₴")
_MOST = 1e16
"""Longer numbers are codes."""

TOKEN = re.compile(
    r"[$£€¥₹₽₺₪₩₦₱฿₴]|\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s]|_"
)


class Token(NamedTuple):
    """A word, a number in digits or a mark, with its place; `word` is in lower case."""

    start: int
    end: int
    word: str
    name: bool


class Number(NamedTuple):
    """A number made of tokens [first, last)."""

    first: int
    last: int
    value: float
    scale: float = 1.0
    """What the last word or suffix multiplied it by: 1e6 for "5 million"."""
    hedge: Literal["", "~", ">="] = ""
    """What lies in the number's own words: "dozens" is ">=", "a couple" "~"."""
    share: bool = False
    """Whether `value` is in percent."""


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end], with offsets into `text`; hyphens are tokens of their own."""
    found = TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in found]


def number_at(line: list[Token], at: int) -> Number | None:
    """The number that begins at token `at`, as long as it goes; None where none begins, or none that counts."""
    word = _word(line, at)
    if not word:
        return None
    found: Number | None = None
    if word[0].isdecimal():
        found = _in_digits(line, at)
    elif word in _VAGUE or word == "tens":
        found = _vague(line, at)
    elif word in _SEVERAL:
        scale = 12.0 if _word(line, at + 1) == "dozen" else _SCALES.get(_word(line, at + 1), 0.0)
        found = Number(at, at + 2, _SEVERAL[word] * scale, scale, ">=") if scale else None
    elif word in {"a", "an", "half"}:
        found = _article(line, at)
    elif word == "dozen":
        found = Number(at, at + 1, 12.0, 12.0)
    elif word == "couple" and _word(line, at + 1) == "of":
        found = Number(at, at + 2, 2.0, hedge="~")
    elif word in _SMALL:
        found = _in_words(line, at, 0.0)
    if found is None or found.value >= _MOST:
        return None
    return _as_share(line, found)


def _word(line: list[Token], at: int) -> str:
    return line[at].word if 0 <= at < len(line) else ""


def _in_digits(line: list[Token], at: int) -> Number | None:
    """Digits with what scales them: "5mn", "2.5 million", "5 thousand", "two dozen"."""
    digits = re.sub(r"[,\u00a0\u202f\u2009]", "", line[at].word)
    if len(digits) > 16:
        return None
    value, following = float(digits), _word(line, at + 1)
    glued = at + 1 < len(line) and line[at + 1].start == line[at].end
    if following in _SUFFIXES and glued:
        if following == "m" and not _means_millions(line, at):
            return Number(at, at + 1, value)
        return Number(at, at + 2, round(value * _SUFFIXES[following], 6), _SUFFIXES[following])
    last, scale = at + 1, 1.0
    hyphen = int(following == "-" and _word(line, at + 2) in _SCALES)
    while last - at < 6 and (_word(line, last + hyphen) in _SCALES or _word(line, last + hyphen) in {"bn", "mn"}):
        scale *= _SCALES.get(_word(line, last + hyphen)) or _SUFFIXES[_word(line, last + hyphen)]
        last, hyphen = last + hyphen + 1, 0
    if _word(line, last) == "dozen":
        last, scale = last + 1, scale * 12
    return Number(at, last, round(value * scale, 6), scale)


def _means_millions(line: list[Token], at: int) -> bool:
    """Whether the "m" after these digits is a million: money, or more of a plural noun; else it is metres."""
    for before in (at - 1, at - 3):
        if _word(line, before) in CURRENCY_SIGNS and (before == at - 1 or _word(line, at - 1) in {"-", "–"}):
            return True
    after = [_word(line, place) for place in (at + 2, at + 3)]
    return any(
        word in {"people", "men", "women", "children"} or (len(word) > 3 and word.endswith("s")) for word in after
    )


def _vague(line: list[Token], at: int) -> Number | None:
    """ "dozens", "tens of thousands", "hundreds of thousands"; "scores" only of something."""
    word, following = line[at].word, _word(line, at + 1)
    if following == "of" and word in _TENS_OF and _word(line, at + 2) in _VAGUE:
        inner = _VAGUE[_word(line, at + 2)]
        if inner >= 200:
            return Number(at, at + 3, _TENS_OF[word] / 2 * inner, inner, ">=")
    if word == "tens" or (
        word == "scores" and following not in {"of", "more", "were", "are", "have", "dead", "killed"}
    ):
        return None
    return Number(at, at + 1, _VAGUE[word], hedge=">=")


def _article(line: list[Token], at: int) -> Number | None:
    """ "a dozen", "a hundred", "half a million", "a few dozen", "a couple of", "a third of", "half the"."""
    following = _word(line, at + 1)
    if line[at].word == "half":
        after = _word(line, at + 2)
        if following in {"a", "an"} and (after in _SCALES or after == "dozen"):
            scale = _SCALES.get(after, 12.0)
            return Number(at, at + 3, 0.5 * scale, scale)
        if following in {"a", "an"} and (after in _SPELLS or after in {"mile", "kilometre", "kilometer", "century"}):
            return Number(at, at + 2, 0.5)
        return Number(at, at + 1, 50.0, share=True) if following in _WHOLES else None
    if following in {"few", "couple", "dozen"}:
        inner = number_at(line, at + 1)
        return inner._replace(first=at) if inner else None
    if following in _SCALES:
        return _in_words(line, at + 1, 1.0)._replace(first=at)
    if following in _PARTS and _word(line, at + 2) == "of":
        scale = _SCALES.get(_word(line, at + 4), 0.0) if _word(line, at + 3) == "a" else 0.0
        if scale:
            return Number(at, at + 5, scale / _PARTS[following], scale)
        return Number(at, at + 2, round(100 / _PARTS[following], 1), share=True)
    return None


def _in_words(line: list[Token], at: int, begun: float) -> Number:
    """ "two hundred and fifty thousand", "twenty-five"; the grammar of English cardinals, left to right."""
    total, current, last, scale = 0.0, begun, at, 1.0
    while last < len(line):
        word, following = line[last].word, _word(line, last + 1)
        large = current >= 100 or (current == 0 and total > 0)
        if last > at and (word == "-" or (word == "and" and large)) and following in _SMALL:
            last += 1
            continue
        if word == "-" and following in _SCALES and last > at:
            last += 1
            continue
        if word in _SMALL and (
            current == 0 or current >= 100 or (current % 10 == 0 and current % 100 >= 20 and _SMALL[word] < 10)
        ):
            current, scale = current + _SMALL[word], 1.0
        elif word == "hundred" and 0 < current < 100:
            current, scale = current * 100, 100.0
        elif word in _SCALES and word != "hundred" and current and total < _MOST:
            scale = _SCALES[word]
            total, current = total + current * scale, 0.0
        else:
            break
        last += 1
    value = total + current
    if _word(line, last) == "dozen":
        return Number(at, last + 1, value * 12, 12.0)
    return Number(at, last, value, scale)


def _as_share(line: list[Token], number: Number) -> Number:
    """What follows a number and makes it a share or a mixed number: "two-thirds", "one in five", "two and a half"."""
    at, value = number.last, number.value
    joined = 1 if _word(line, at) == "-" else 0
    part = _PARTS.get(_word(line, at + joined))
    if number.share or number.hedge or value < 1:
        return number
    if part and value < part and (joined or _word(line, at + 1) == "of") and line[number.first].word in _SMALL:
        return number._replace(last=at + joined + 1, value=round(100 * value / part, 1), share=True)
    halves = [_word(line, at + shift) for shift in range(6)]
    mixed = halves[0] == "and" and halves[1] == "a" and halves[2] in {"half", "quarter"}
    hyphened = halves[0] == halves[2] == halves[4] == "-" and halves[1:4:2] == ["and", "a"] and halves[5] == "half"
    if (mixed or hyphened) and value < 1000:
        last = at + (3 if mixed else 6)
        value += 0.25 if halves[2] == "quarter" else 0.5
        scale = _SCALES.get(_word(line, last), 1.0)
        return number._replace(last=last + (scale > 1), value=value * scale, scale=scale)
    over = at + 1 if halves[0] == "in" else at + 2 if halves[:2] == ["out", "of"] else 0
    if over and value < 10 and value == int(value):
        whole = number_at(line, over) if _word(line, over) in _SMALL or _word(line, over).isdecimal() else None
        if whole and not whole.share and whole.value in _IN_SO_MANY and value < whole.value:
            spell = _word(line, whole.last).removesuffix("s") in _SPELLS
            if not spell and (over == at + 2 or line[number.first].word in _SMALL):
                return number._replace(last=whole.last, value=round(100 * value / whole.value, 1), share=True)
    return number
