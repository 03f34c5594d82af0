"""English numbers, in digits, in words and between the two, with their offsets.

Conventions for what is vague: "dozens" is at least 24 (two dozen), "hundreds" at least 200, "several" and "a few" are
three at least, "scores" 40, "a couple" about two. A share ("two-thirds of", "half the", "one in five") is in percent,
to one decimal, so that it can be held against a percentage.

Conventions for separators: a comma, an apostrophe or a (thin, no-break, plain) space parts groups of three, the comma
also Indian groups of two; dots part them only where there are two or more ("1.234.567"), else a dot is the decimal
point. A comma before one or two digits is a decimal comma where a scale, a share or a measure follows ("3,5 million").
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crossbearing.read.date_forms import MONTHS

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
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_SPACED_SUFFIXES = frozenset({"mn", "mln", "bn", "bln", "tn", "trn"})
"""Those that need not be glued to their digits: "3 mln tonnes"; "3 m" is metres."""
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
_HALVED = _SPELLS | frozenset(
    "century mile kilometre kilometer metre meter tonne ton litre liter pound kilo kilogram acre hectare degree point"
    " percentage percent inch foot".split()
)
"""What there may be half of: "half a mile", "a quarter of an hour", "a year and a half"."""
_NEARLY = frozenset({"nearly", "almost", "approximately", "roughly", "within"})
_SHARE_BEFORE = frozenset("by than almost nearly about around roughly only just over under least".split())
_SHARE_AFTER = frozenset(
    ["", *", . ; : ) in since to from on over last this at and or compared between during after as but while".split()]
)
"""Words around a part that nothing is named of: "fell by a third in May"."""
CURRENCY_SIGNS = frozenset("$£€¥₹₽₺₪₩₦₱฿₴")
_MOST = 1e16
"""Longer numbers are codes."""

TOKEN = re.compile(
    r"[$£€¥₹₽₺₪₩₦₱฿₴]"
    r"|\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3}){1,8}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:['’]\d{3}){1,8}(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,8}(?!\.?\d)|\d{1,2}(?:,\d{2}){1,8},\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,4},\d{1,2}(?=\s?(?:%|(?:per ?cent|pct|[mbtr]{1,2}illion|[mb]l?n|euros?|km|kilomet\w+|met(?:re|er)s?"
    r"|tonn?es?)\b))"
    r"|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_"
)
_SEPARATORS = re.compile(r"[,\u00a0\u202f\u2009']")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_GROUP_FIRST, _GROUP = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")


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
    unit: str = ""
    """What it counts, where that lies in its own words: "a year and a half"."""

    @property
    def large(self) -> bool:
        """Whether it is such as only sums of money are among what letters and digits name ("R15 billion")."""
        return (self.value >= 1000 and self.scale != 1) or self.value >= 1e5


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end], with offsets into `text`; hyphens are tokens of their own."""
    found = TOKEN.finditer(text, start, end)
    return [Token(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in found]


def word_at(line: list[Token], at: int) -> str:
    """The word of a token, "" beyond the line."""
    return line[at].word if 0 <= at < len(line) else ""


def glued(line: list[Token], at: int) -> bool:
    """Whether the mark at `at` joins two words without a space."""
    return 0 < at < len(line) - 1 and line[at - 1].end == line[at].start and line[at].end == line[at + 1].start


def number_at(line: list[Token], at: int) -> Number | None:
    """The number that begins at token `at`, as long as it goes; None where none begins, or none that counts."""
    word = word_at(line, at)
    if not word:
        return None
    found: Number | None = None
    if word[0].isdecimal():
        found = _in_digits(line, at)
    elif word in _VAGUE or word == "tens":
        found = _vague(line, at)
    elif word == "many" and word_at(line, at + 1) in _VAGUE:
        found = _vague(line, at + 1)
        found = found._replace(first=at) if found else None
    elif word in _SEVERAL:
        scale = 12.0 if word_at(line, at + 1) == "dozen" else _SCALES.get(word_at(line, at + 1), 0.0)
        found = Number(at, at + 2, _SEVERAL[word] * scale, scale, ">=") if scale else None
    elif word in {"a", "an", "half"}:
        found = _article(line, at)
    elif word == "dozen":
        found = Number(at, at + 1, 12.0, 12.0)
    elif word == "couple" and word_at(line, at + 1) == "of":
        scale = 12.0 if word_at(line, at + 2) == "dozen" else _SCALES.get(word_at(line, at + 2), 1.0)
        found = Number(at, at + 2 + (scale > 1), 2.0 * scale, scale, "~")
    elif word in _SMALL:
        found = _in_words(line, at, 0.0)
    if found is None or found.value >= _MOST:
        return None
    return _as_share(line, found)


def _in_digits(line: list[Token], at: int) -> Number | None:
    """Digits with what scales them: "5mn", "2.5 million", "5 thousand", "2½", "12 500"."""
    last = _groups(line, at)
    digits = _plain("".join(token.word for token in line[at:last]))
    if len(digits) > 16:
        return None
    value, following = float(digits), word_at(line, last)
    close = last < len(line) and line[last].start == line[last - 1].end
    if close and following in _FRACTIONS:
        return Number(at, last + 1, value + _FRACTIONS[following])
    if part := _vulgar(line, last):
        return Number(at, last + 3, value + part)
    if following in _SUFFIXES and close:
        if following == "m" and not _means_millions(line, at):
            return Number(at, last, value)
        return Number(at, last + 1, round(value * _SUFFIXES[following], 6), _SUFFIXES[following])
    first, scale = last, 1.0
    hyphen = int(following == "-" and word_at(line, last + 1) in _SCALES)
    while last - first < 5 and (by := _scaling(word_at(line, last + hyphen))):
        scale *= by
        last, hyphen = last + hyphen + 1, 0
    if word_at(line, last) == "dozen":
        last, scale = last + 1, scale * 12
    return Number(at, last, round(value * scale, 6), scale)


def _vulgar(line: list[Token], at: int) -> float:
    """The fraction in digits that begins at `at`, right after a whole number: "2 1/2 years"; 0 where none does."""
    over, under = word_at(line, at), word_at(line, at + 2)
    plain = word_at(line, at + 1) == "/" and glued(line, at + 1) and line[at].start - line[at - 1].end == 1
    if not plain or not over.isdecimal() or not under.isdecimal() or len(under) > 2:
        return 0.0
    return int(over) / int(under) if int(over) < int(under) else 0.0


def _scaling(word: str) -> float:
    return _SUFFIXES[word] if word in _SPACED_SUFFIXES else _SCALES.get(word, 0.0)


def _plain(digits: str) -> str:
    """Digits as `float` takes them."""
    if _DECIMAL_COMMA.fullmatch(digits):
        return digits.replace(",", ".")
    return digits.replace(".", "") if digits.count(".") > 1 else _SEPARATORS.sub("", digits)


def _groups(line: list[Token], at: int) -> int:
    """The token before which the digits end: groups of three with a plain space between, where a noun follows them or a
    currency stands before; not the day of a month and a number ("On June 5 300 people")."""
    before = word_at(line, at - 1)
    if not _GROUP_FIRST.fullmatch(line[at].word) or before in MONTHS or before[:1].isdecimal():
        return at + 1
    last = at + 1
    while (
        last - at < 6
        and last < len(line)
        and line[last].start == line[last - 1].end + 1
        and _GROUP.fullmatch(line[last].word)
    ):
        last += 1
    counts = word_at(line, last)[:1].isalpha() and word_at(line, last) not in {"and", "or", "to"}
    return last if counts or before in CURRENCY_SIGNS else at + 1


def _means_millions(line: list[Token], at: int) -> bool:
    """Whether the "m" after these digits is a million: money, or more of a plural noun; else it is metres."""
    for before in (at - 1, at - 3):
        if word_at(line, before) in CURRENCY_SIGNS and (before == at - 1 or word_at(line, at - 1) in {"-", "–"}):
            return True
    after = [word_at(line, place) for place in (at + 2, at + 3)]
    return any(
        word in {"people", "men", "women", "children"} or (len(word) > 3 and word.endswith("s")) for word in after
    )


def _vague(line: list[Token], at: int) -> Number | None:
    """ "dozens", "tens of thousands", "hundreds of thousands"; "scores" only of something."""
    word, following = line[at].word, word_at(line, at + 1)
    if following == "of" and word in _TENS_OF and word_at(line, at + 2) in _VAGUE:
        inner = _VAGUE[word_at(line, at + 2)]
        if inner >= 200:
            return Number(at, at + 3, _TENS_OF[word] / 2 * inner, inner, ">=")
    if word == "tens" or (
        word == "scores" and following not in {"of", "more", "were", "are", "have", "dead", "killed"}
    ):
        return None
    return Number(at, at + 1, _VAGUE[word], hedge=">=")


def _article(line: list[Token], at: int) -> Number | None:
    """ "a dozen", "a hundred", "half a million", "a few dozen", "a couple of", "a third of", "half the"."""
    following = word_at(line, at + 1)
    if line[at].word == "half":
        return _half(line, at)
    if following in {"few", "couple", "dozen"}:
        inner = number_at(line, at + 1)
        return inner._replace(first=at) if inner else None
    if following in _SCALES:
        return _in_words(line, at + 1, 1.0)._replace(first=at)
    if following in _HALVED and [word_at(line, at + shift) for shift in (2, 3, 4)] == ["and", "a", "half"]:
        return Number(at, at + 5, 1.5, unit=following)
    if following in _SPELLS and (word_at(line, at - 1) in _NEARLY or _after_than(line, at)):
        return Number(at, at + 1, 1.0)
    return _part(line, at, at + 1, 1.0) if following in _PARTS else None


def _after_than(line: list[Token], at: int) -> bool:
    """ "more than an hour", "less than a year"."""
    return word_at(line, at - 1) == "than" and word_at(line, at - 2) in {"more", "less"}


def _half(line: list[Token], at: int) -> Number | None:
    following, after = word_at(line, at + 1), word_at(line, at + 2)
    if following in {"a", "an"} and (after in _SCALES or after == "dozen"):
        scale = _SCALES.get(after, 12.0)
        return Number(at, at + 3, 0.5 * scale, scale)
    if following in {"a", "an"} and after in _HALVED:
        return Number(at, at + 2, 0.5)
    whole = following in _WHOLES or (word_at(line, at - 1) in _SHARE_BEFORE and following in _SHARE_AFTER)
    return Number(at, at + 1, 50.0, share=True) if whole else None


def _part(line: list[Token], first: int, at: int, count: float) -> Number | None:
    """So many of the parts at `at`: "a third of the homes", "three quarters of a million", "by a third"."""
    part = _PARTS[word_at(line, at)]
    following, article, whole = (word_at(line, at + shift) for shift in (1, 2, 3))
    if following == "of" and article in {"a", "an"}:
        if whole in _SCALES:
            return Number(first, at + 4, count * _SCALES[whole] / part, _SCALES[whole])
        if whole in _HALVED:
            return Number(first, at + 3, count / part)
    if following == "of" or (word_at(line, first - 1) in _SHARE_BEFORE and following in _SHARE_AFTER):
        return Number(first, at + 1, round(100 * count / part, 1), share=True)
    return None


def _in_words(line: list[Token], at: int, begun: float) -> Number:
    """ "two hundred and fifty thousand", "twenty-five"; the grammar of English cardinals, left to right."""
    total, current, last, scale = 0.0, begun, at, 1.0
    while last < len(line):
        word, following = line[last].word, word_at(line, last + 1)
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
    if word_at(line, last) == "dozen":
        return Number(at, last + 1, value * 12, 12.0)
    if word_at(line, last) == "point" and word_at(line, at - 1) != "at" and last == at + 1:
        return _spoken(line, at, last, value)
    return Number(at, last, value, scale)


def _spoken(line: list[Token], at: int, last: int, value: float) -> Number:
    """ "one point six billion": a decimal in words, of at most three digits."""
    digits = ""
    while len(digits) < 3 and _SMALL.get(word_at(line, last + 1 + len(digits)), 10.0) < 10:
        digits += str(int(_SMALL[word_at(line, last + 1 + len(digits))]))
    if not digits:
        return Number(at, last, value)
    last += 1 + len(digits)
    scale = _SCALES.get(word_at(line, last), 1.0)
    return Number(at, last + (scale > 1), round((value + float(f"0.{digits}")) * scale, 6), scale)


def _as_share(line: list[Token], number: Number) -> Number:
    """What follows a number and makes it a share or a mixed number: "two-thirds", "one in five", "two and a half"."""
    at, value = number.last, number.value
    joined = 1 if word_at(line, at) == "-" else 0
    part = _PARTS.get(word_at(line, at + joined))
    if number.share or number.hedge or number.unit or value < 1:
        return number
    if part and value < part and line[number.first].word in _SMALL:
        shared = _part(line, number.first, at + joined, value)
        if shared or joined:
            return shared or number._replace(last=at + 2, value=round(100 * value / part, 1), share=True)
    halves = [word_at(line, at + shift) for shift in range(6)]
    mixed = halves[0] == "and" and halves[1] == "a" and halves[2] in {"half", "quarter"}
    hyphened = halves[0] == halves[2] == halves[4] == "-" and halves[1:4:2] == ["and", "a"] and halves[5] == "half"
    if mixed and number.scale >= 1000:  # "a million and a half voters"
        return number._replace(last=at + 3, value=value + number.scale * (0.25 if halves[2] == "quarter" else 0.5))
    if (mixed or hyphened) and value < 1000:
        last = at + (3 if mixed else 6)
        value += 0.25 if halves[2] == "quarter" else 0.5
        scale = _SCALES.get(word_at(line, last), 1.0)
        return number._replace(last=last + (scale > 1), value=value * scale, scale=scale)
    over = at + 1 if halves[0] == "in" else at + 2 if halves[:2] == ["out", "of"] else 0
    over += over > 0 and word_at(line, over) == "every"
    if over and value < 10 and value == int(value):
        whole = number_at(line, over) if word_at(line, over) in _SMALL or word_at(line, over).isdecimal() else None
        if whole and not whole.share and whole.value in _IN_SO_MANY and value < whole.value:
            spell = word_at(line, whole.last).removesuffix("s") in _SPELLS
            if not spell and (over >= at + 2 or line[number.first].word in _SMALL):
                return number._replace(last=whole.last, value=round(100 * value / whole.value, 1), share=True)
    return number
