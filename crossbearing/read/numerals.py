"""English numbers, in digits, in words and between the two, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: float(at) for at, word in enumerate(_ONES)} | {word: 20.0 + 10 * at for at, word in enumerate(_TENS)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_VAGUE = {
    "tens": 20.0,
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
}
"""The least that the plural says; there is no upper bound."""
_SEVERAL = {"several": 3.0, "many": 3.0, "few": 3.0}

TOKEN = re.compile(
    r"[$£€¥₹]|\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_"
)


class Token(NamedTuple):
    """A word, a number in digits or a mark, with its place; `word` is in lower case."""

    start: int
    end: int
    word: str
    name: bool


class Number(NamedTuple):
    """A number made of tokens [first, last); `high` None: the words set no upper bound ("dozens")."""

    first: int
    last: int
    value: float
    high: float | None


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end], with offsets into `text`; hyphens are tokens of their own."""
    found = TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in found]


def number_at(line: list[Token], at: int) -> Number | None:
    """The number that begins at token `at`, as long as it goes; None where none begins."""
    word = line[at].word
    if word[0].isdecimal():
        return _scaled(line, at, float(re.sub(r"[,\u00a0\u202f]", "", word)))
    if word in _VAGUE:
        return _vague(line, at, 1.0)
    if word in _SEVERAL and at + 1 < len(line) and (line[at + 1].word == "dozen" or line[at + 1].word in _SCALES):
        scale = _SCALES.get(line[at + 1].word, 12.0)
        return Number(at, at + 2, _SEVERAL[word] * scale, None)
    if word in {"a", "an", "half"}:
        return _article(line, at)
    if word == "dozen":
        return Number(at, at + 1, 12.0, 12.0)
    return _in_words(line, at) if word in _SMALL else None


def _word(line: list[Token], at: int) -> str:
    return line[at].word if at < len(line) else ""


def _scaled(line: list[Token], at: int, value: float) -> Number:
    """Digits with what scales them: "5mn", "2.5 million", "5 thousand"."""
    following = _word(line, at + 1)
    if following in _SUFFIXES and line[at + 1].start == line[at].end:
        return Number(at, at + 2, round(value * _SUFFIXES[following], 6), round(value * _SUFFIXES[following], 6))
    last, scaled = at + 1, value
    hyphen = 1 if following == "-" and _word(line, at + 2) in _SCALES else 0
    while _word(line, last + hyphen) in _SCALES or _word(line, last + hyphen) in {"bn", "mn", "m"}:
        scaled *= _SCALES.get(_word(line, last + hyphen)) or _SUFFIXES[_word(line, last + hyphen)]
        last, hyphen = last + hyphen + 1, 0
    if _word(line, last) == "dozen":
        return Number(at, last + 1, scaled * 12, scaled * 12)
    return Number(at, last, round(scaled, 6), round(scaled, 6))


def _vague(line: list[Token], at: int, times: float) -> Number:
    """ "dozens", "tens of thousands", "hundreds of thousands"."""
    value = times * _VAGUE[line[at].word]
    if _word(line, at + 1) == "of" and _word(line, at + 2) in _VAGUE:
        return Number(at, at + 3, value / 2 * _VAGUE[line[at + 2].word], None)
    return Number(at, at + 1, value, None)


def _article(line: list[Token], at: int) -> Number | None:
    """ "a dozen", "an hundred", "half a million", "half a dozen", "a few dozen", "a third"."""
    if line[at].word == "half":
        scale = _word(line, at + 2)
        if _word(line, at + 1) in {"a", "an"} and (scale in _SCALES or scale == "dozen"):
            value = 0.5 * _SCALES.get(scale, 12.0)
            return Number(at, at + 3, value, value)
        return None
    following = _word(line, at + 1)
    if following == "few":
        inner = number_at(line, at + 1)
        return inner._replace(first=at) if inner else None
    if following == "dozen":
        return Number(at, at + 2, 12.0, 12.0)
    if following in _SCALES:
        rest = _in_words(line, at + 1, begun=1.0)
        return rest._replace(first=at) if rest else None
    return None


def _in_words(line: list[Token], at: int, begun: float | None = None) -> Number | None:
    """ "two hundred and fifty thousand", "twenty-five"; the grammar of English cardinals, left to right."""
    total, current, last = 0.0, begun or 0.0, at
    while last < len(line):
        word = line[last].word
        joined = word == "-" or (word == "and" and current >= 100)
        if (
            joined
            and (_word(line, last + 1) in _SMALL or (word == "-" and _word(line, last + 1) in _SCALES))
            and last > at
        ):
            last += 1
            continue
        if word in _SMALL and (
            current == 0 or current >= 100 or (current % 10 == 0 and current % 100 >= 20 and _SMALL[word] < 10)
        ):
            current += _SMALL[word]
        elif word == "hundred" and current:
            current *= 100
        elif word in _SCALES and current:
            total, current = total + current * _SCALES[word], 0.0
        else:
            break
        last += 1
    if last == at:
        return None
    value = total + current
    if _word(line, last) == "dozen":
        return Number(at, last + 1, value * 12, value * 12)
    return Number(at, last, value, value)
