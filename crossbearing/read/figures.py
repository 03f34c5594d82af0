"""Figures: a number with what it counts, how sure it is said to be, and what is said of the counted.

"nearly 5mn artillery shells" is 5,000,000 artillery shells, hedged "~<"; "dozens of ballistic missiles" is at least 24.
Days, years, clock times, ordinals and the numbers in names ("Resolution 1718", "F-16") are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from crossbearing.read.clauses import is_verb
from crossbearing.read.numerals import Number, Token, number_at, tokens
from crossbearing.records import Figure, Report, Sentence, Span, When

Hedge = Literal["", "~", "<", "<=", ">", ">=", "~<"]

_HEDGE_PHRASES: tuple[tuple[Hedge, str], ...] = (
    (">", "more than, greater than, in excess of, over, above, well over, just over"),
    (">=", "upwards of, at least, no fewer than, no less than, not less than, a minimum of"),
    ("<", "fewer than, less than, under, below"),
    ("<=", "up to, as many as, as much as, at most, a maximum of, no more than"),
    ("~<", "nearly, almost, close to, just under"),
    ("~", "about, around, approximately, roughly, some, circa, estimated, an estimated, the estimated"),
)
_HEDGES = {tuple(words.split()): hedge for hedge, phrases in _HEDGE_PHRASES for words in phrases.split(", ")}
_CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_MONEY_NOUNS = {"dollar": "USD", "pound": "GBP", "euro": "EUR", "yen": "JPY", "rupee": "INR"}
_BEFORE_A_LABEL = frozenset(
    "no number resolution article section chapter page room flight route highway channel model type group phase version"
    " apollo boeing airbus paragraph annex gate line level grade class unit battalion brigade division regiment".split()
)
_FUNCTION_WORDS = frozenset(
    "a an the of to in on at for from by with without into onto over under near and or but as than that which who whom"
    " whose when where while after before during since until between among amid against across along around behind"
    " inside outside within through per via if because so not also only still just now then there here his her its"
    " their our he she it they we i you this these those all both each more most other others early late".split()
)
_IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "buses": "bus", "bodies": "body",
    "feet": "foot", "lives": "life", "police": "police", "series": "series", "troops": "troop",
}  # fmt: skip
_UNITS = {
    "km": "kilometre", "kms": "kilometre", "kilometer": "kilometre", "kg": "kilogram", "m": "metre", "meter": "metre",
    "%": "percent", "pct": "percent", "cent": "percent", "percent": "percent", "mm": "millimetre", "cm": "centimetre",
}  # fmt: skip
_COUNTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dead", re.compile(r"(?:kill(?:ed|s|ing)?|dead|die[ds]?|deaths?|dying|fatalit(?:y|ies)|slain|perished|bodies)")),
    ("injured", re.compile(r"(?:injur(?:ed|es|ing|ies|y)|wound(?:ed|s|ing)|hurt|hospitali[sz]ed)")),
    ("missing", re.compile(r"(?:missing|unaccounted)")),
    ("evacuated", re.compile(r"evacuat(?:ed|es|ing)")),
    ("displaced", re.compile(r"(?:displaced|homeless|uprooted)")),
    ("arrested", re.compile(r"(?:arrest(?:ed|s|ing)|detain(?:ed|s|ing)|detentions?)")),
    ("rescued", re.compile(r"rescu(?:ed|es|ing)")),
)  # fmt: skip
_POSSESSIVES = frozenset("its his her their the our them these those".split())
_STOPS = frozenset({",", ";", ".", "and", "but", "while", "as", "after", "when"})
_STOPS_BEFORE = _STOPS | {"at", "in", "from", "to", "on", "by", "near", "under", "with", "for"}
_TOLLS = {"toll": "dead", "victims": "dead", "fatalities": "dead", "wounded": "injured", "casualties": None}
"""What "the toll rose to 5" and "the number of victims is 5" count."""
_MEASURES = frozenset(
    "second minute hour day week month year decade century kilometre mile metre foot tonne ton kilogram pound acre"
    " hectare degree person seat storey point man member".split()
)
"""Units that a number is joined to by a hyphen."""
_REACH = 6
"""How many words away what is said of the counted may stand."""


def figures(report: Report, sentences: Sequence[Sentence], dates: Sequence[When]) -> tuple[Figure, ...]:
    """The report's figures in order; none overlaps a date or another figure."""
    taken = sorted((when.span.start, when.span.end) for when in dates)
    found: list[Figure] = []
    for sentence in sentences:
        line = tokens(report.text, sentence.span.start, sentence.span.end)
        at = 0
        while at < len(line):
            number = number_at(line, at)
            if number is None:
                at += 1
                continue
            no_figure = _is_label(line, number) or _is_one_of(line, number) or _inside(line, number, taken)
            figure = None if no_figure else _figure(report, line, number)
            if figure:
                found.append(figure)
            at = max(number.last, at + 1)
            while figure and at < len(line) and line[at].start < figure.span.end:
                at += 1
    return tuple(found)


def _inside(line: list[Token], number: Number, taken: list[tuple[int, int]]) -> bool:
    start, end = line[number.first].start, line[number.last - 1].end
    return any(first < end and start < last for first, last in taken)


def _is_one_of(line: list[Token], number: Number) -> bool:
    """ "one of the towns" picks one out and counts none."""
    return line[number.first].word == "one" and _next(line, number.last) == "of"


def _is_label(line: list[Token], number: Number) -> bool:
    """Numbers that name or date: "F-16", "Resolution 1718", "5 p.m.", "3rd", "2-1", "1950s", an age between commas."""
    first, last = number.first, number.last
    before = line[first - 1] if first else None
    after = line[last] if last < len(line) else None
    glued_after = after is not None and after.start == line[last - 1].end
    if before is not None:
        glued = before.end == line[first].start
        if (
            glued
            and (before.word in {"-", "/", ":", "#", ".", "’", "'"} or before.word.isalpha())
            and before.word not in _CURRENCIES.values()
        ):
            return True
        if before.word in _BEFORE_A_LABEL and line[first].word[0].isdecimal():
            return True
        if before.word == "." and first > 1 and line[first - 2].word in {"no", "nos"}:
            return True
    if after is None:
        return False
    if glued_after and (after.word in {"st", "nd", "rd", "th", "s", "/", ":"} or (after.word in {"am", "pm"})):
        return True
    if after.word in {"am", "pm", "a.m", "p.m", "o'clock", "gmt"} or (
        after.word in {"a", "p"} and _next(line, last + 1) == "."
    ):
        return True
    return before is not None and before.word == "," and after.word in {",", "."} and first > 1 and line[first - 2].name


def _next(line: list[Token], at: int) -> str:
    return line[at].word if 0 <= at < len(line) else ""


def _figure(report: Report, line: list[Token], number: Number) -> Figure | None:
    value, high = number.value, number.high
    low: float | None = number.value
    last = number.last
    if _next(line, number.first - 1) == "between" and _next(line, last) == "and":
        upper = number_at(line, last + 1) if last + 1 < len(line) else None
        if upper:
            high, last = upper.value, upper.last
    elif _next(line, last) in {"to", "-", "–"} and last + 1 < len(line):
        upper = number_at(line, last + 1)
        if upper and upper.value > value and _next(line, number.first - 1) != "from":
            high, last = upper.value, upper.last
    start_at, hedge = _hedge(line, number)
    if number.high is None and not hedge:
        hedge = ">="
    unit, end_at = _unit(line, last)
    money = _CURRENCIES.get(_next(line, number.first - 1))
    if money:
        unit, end_at = money, last
        start_at = min(start_at, number.first - 1)
    of = _said_of(line, number.last, start_at, end_at)
    if money is None and not unit and _says_too_little(line, number, hedge, of):
        return None
    if hedge in ("<", "<="):
        low, high = None, value
    elif hedge in (">", ">="):
        high = None
    end = line[end_at - 1].end
    return Figure(Span(report.id, line[start_at].start, end), value, low, high, unit, of, hedge)


def _says_too_little(line: list[Token], number: Number, hedge: str, of: str | None) -> bool:
    """A number that counts nothing: "one of them", a score, a year that no date was read from."""
    if line[number.first].word[0].isalpha() and number.value < 13 and not hedge:
        return not (of and _next(line, number.last) and _kind(_next(line, number.last)))
    return not of and not hedge and number.value == int(number.value) and number.value < 2200


def _hedge(line: list[Token], number: Number) -> tuple[int, Hedge]:
    """Where the figure's words begin, and its hedge."""
    at = number.first
    if _next(line, at - 1) in _CURRENCIES:
        at -= 1
    best: tuple[int, Hedge] = (number.first, "")
    for length in range(1, min(3, at) + 1):
        hedge = _HEDGES.get(tuple(token.word for token in line[at - length : at]))
        if hedge:
            best = (at - length, hedge)
    return best


def _unit(line: list[Token], last: int) -> tuple[str, int]:
    """The counted noun in the singular, with the noun or adjective right before it, and where it ends."""
    at = last
    if _next(line, at) in {"-", "–"} and _glued(line, at):
        # "a two-day visit", "a 55-kilometre road"; "two-thirds" and "one-off" count nothing
        word = _next(line, at + 1)
        return (_singular(word), at + 2) if _singular(word) in _MEASURES else ("", last)
    if _next(line, at) == "of":
        at += 2 if _next(line, at + 1) in _POSSESSIVES else 1
    elif _next(line, at) in {"more", "other", "others", "further", "additional"}:
        at += 1
    if _next(line, at) == "%":
        return "percent", at + 1
    if (_next(line, at), _next(line, at + 1)) == ("per", "cent"):
        return "percent", at + 2
    if at < len(line) and _kind(line[at].word) and not _is_plural(line[at].word):
        # "24 dead": what is said of them stands for the noun; "24 of the dead" are a part of them
        return (line[at].word if at > last + 1 else ""), at + 1
    words = _noun_phrase(line, at)
    if not words or line[words[-1]].name or line[words[-1]].word == "per":
        return "", last
    head = words[-1]
    unit = _singular(line[head].word)
    before = line[head - 1]
    if len(words) > 1 and words[-2] == head - 1 and not before.name and unit != "percent":
        unit = f"{before.word} {unit}"
    return unit, head + 1


def _noun_phrase(line: list[Token], at: int) -> list[int]:
    """Places of the words from `at` on that may be the counted noun and what stands before it, up to its plural."""
    words: list[int] = []
    while at < len(line) and len(words) < 5:
        token = line[at]
        if not token.word[0].isalpha() or token.word in _FUNCTION_WORDS:
            break
        end = _compound_end(line, at)
        if end > at:
            at = end + 1  # "government-held": the compound describes, its last part is no noun
            continue
        if not token.name and is_verb(token.word, "", finite=bool(words)) and not _is_plural(token.word):
            if words or not _describes(line, at):
                break
            at += 1
            continue
        words.append(at)
        at += 1
        if token.word in _UNITS or (_is_plural(token.word) and not token.name):
            break
    return words


def _compound_end(line: list[Token], at: int) -> int:
    """The last token of the hyphened word that begins at `at`; `at` itself where none does."""
    while _next(line, at + 1) in {"-", "–"} and _glued(line, at + 1):
        at += 2
    return at


def _glued(line: list[Token], at: int) -> bool:
    """Whether the mark at `at` joins two words without a space."""
    return 0 < at < len(line) - 1 and line[at - 1].end == line[at].start and line[at].end == line[at + 1].start


def _describes(line: list[Token], at: int) -> bool:
    """Whether a participle stands before a plural noun that it describes: "two besieged towns"."""
    return line[at].word.endswith("ed") and at + 1 < len(line) and _is_plural(line[at + 1].word)


def _is_plural(word: str) -> bool:
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous", "us", "is")))


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _MONEY_NOUNS.get(word) or _UNITS.get(word, word)


def _said_of(line: list[Token], number_end: int, first: int, last: int) -> str | None:
    """What is said of the counted: in the noun or right after it, right before the figure, further after or before."""
    return (
        _first_kind(line, range(max(number_end, last - 1), min(len(line), last + 2)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - 4), -1), _STOPS)
        or _passive_kind(line, last)
        or _first_kind(line, range(last + 2, min(len(line), last + _REACH)), _STOPS)
        or _first_kind(line, range(first - 1, max(-1, first - _REACH), -1), _STOPS_BEFORE)
        or _toll(line, first)
    )


def _first_kind(line: list[Token], places: range, stops: frozenset[str]) -> str | None:
    """The first of these words that says something of the counted, unless another figure or clause comes before it."""
    for at in places:
        word = line[at].word
        if word in stops or number_at(line, at):
            return None
        if kind := _kind(word):
            return kind
    return None


def _passive_kind(line: list[Token], last: int) -> str | None:
    """ "98 evacuees from two towns and a camp were killed": what follows the first auxiliary after the noun."""
    for at in range(last, min(len(line) - 1, last + 3 * _REACH)):
        if line[at].word in {"was", "were", "been", "are", "is"}:
            return next((kind for word in line[at + 1 : at + 3] if (kind := _kind(word.word))), None)
        if line[at].word in {";", "who", "which", "said", "when", "while"}:
            return None
    return None


def _toll(line: list[Token], first: int) -> str | None:
    """ "The death toll from … has risen to at least 112", "the number of victims is 70"; no other number between."""
    for at in range(first - 1, -1, -1):
        if line[at].word[0].isdecimal():
            return None
        if line[at].word == "toll" or (line[at].word in _TOLLS and _next(line, at - 2) == "number"):
            return _TOLLS[line[at].word]
    return None


def _kind(word: str) -> str | None:
    return next((kind for kind, pattern in _COUNTED if pattern.fullmatch(word)), None)
