"""Figures: a number with what it counts, how sure it is said to be, and what is said of the counted.

"nearly 7mn flood sacks" is 7,000,000 flood sacks, hedged "~<"; "dozens of patrol boats" is at least 24
(the conventions for vague numbers stand in `read.numerals`). Days, years, clock times, ordinals, scores and the numbers
in names ("Resolution 1718", "F-16") are no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossbearing.read.counted import Counted, unit_after
from crossbearing.read.fates import number_of, said_of
from crossbearing.read.labels import ALSO_YEARS, is_label, is_pronoun, is_year, says_too_little
from crossbearing.read.measures import singular
from crossbearing.read.money import money_before, money_from
from crossbearing.read.numerals import Number, Token, glued, number_at, tokens, word_at
from crossbearing.records import Figure, Report, Sentence, Span, When

Hedge = Literal["", "~", "<", "<=", ">", ">=", "~<"]

_HEDGE_PHRASES: tuple[tuple[Hedge, str], ...] = (
    (">", "more than, greater than, in excess of, over, above, well over, just over, exceeding, beyond, well above,"
          " a little over, a little more than, slightly over, slightly more than, topping, surpassing, >"),
    (">=", "upwards of, upward of, at least, at the very least, at the least, no fewer than, no less than,"
           " not less than, not fewer than, a minimum of, minimum, as few as, as little as"),
    ("<", "fewer than, less than, under, below, lower than, well under, well below, <"),
    ("<=", "up to, as many as, as much as, at most, a maximum of, maximum of, no more than, not more than, at the most,"
           " within"),
    ("~<", "nearly, almost, close to, just under, just short of, approaching, just below, a little under,"
           " slightly under, slightly less than, slightly fewer than"),
    ("~", "about, around, approximately, roughly, some, circa, estimated, an estimated, the estimated, approx, perhaps,"
          " more or less, an average of, somewhere around, in the region of, ~, ≈"),
)  # fmt: skip
_HEDGES = {tuple(words.split()): hedge for hedge, phrases in _HEDGE_PHRASES for words in phrases.split(",")}
_LONGEST_HEDGE = max(map(len, _HEDGES))
_HEDGES_AFTER: tuple[tuple[tuple[str, ...], Hedge], ...] = (
    (("or", "more"), ">="),
    (("or", "so"), "~"),
    (("or", "fewer"), "<="),
    (("or", "less"), "<="),
    (("-", "odd"), "~"),
    (("+",), ">="),
)
_DETERMINERS = frozenset("the its his her their our".split())
_CHANGES = frozenset(
    "rose risen rise rises rising climbed climbs climb grew grown grow grows fell fallen fall falls falling dropped"
    " drop drops increased increase increases jumped jump up down cut cuts raised raise reduced lowered went gone"
    " revised expanded shrank declined decline soared surged plunged tumbled sank slid slipped edged gained gain gains"
    " lost added advanced eased rallied rebounded slumped swelled widened narrowed doubled tripled improved".split()
)
"""Words after which "from 40 to 50" is a change and no range."""
_OF_AGE = frozenset({"year", "month", "week", "day"})
_NEVER_SAID_OF = frozenset(
    "second minute hour day week month year decade century kilometre mile metre foot inch tonne ton kilogram pound"
    " litre acre hectare degree percent magnitude millimetre centimetre point time page".split()
)
"""Units of what cannot die or be hurt."""


def figures(report: Report, sentences: Sequence[Sentence], dates: Sequence[When]) -> tuple[Figure, ...]:
    """The report's figures in order; they do not overlap, and no number that stands in one of `dates` is one.

    A figure's words run from its hedge to the noun that it counts ("more than 12,000 crates") and may hold a date
    before that noun ("two Saturday blasts").
    """
    taken = sorted((when.span.start, when.span.end) for when in dates)
    found: list[Figure] = []
    next_date = 0
    for sentence in sentences:
        while next_date < len(taken) and taken[next_date][1] <= sentence.span.start:
            next_date += 1
        here = next_date
        while here < len(taken) and taken[here][0] < sentence.span.end:
            here += 1
        line = _Line(report, sentence, taken[next_date:here])
        found += line.figures()
    return tuple(found)


class _Line:
    """One sentence in tokens; those that a date holds begin no number."""

    def __init__(self, report: Report, sentence: Sentence, dates: Sequence[tuple[int, int]]) -> None:
        self.report = report.id
        self.tokens = tokens(report.text, sentence.span.start, sentence.span.end)
        self.dated = _inside(self.tokens, dates)

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        line, at, free = self.tokens, 0, 0
        while at < len(line):
            number = None if at in self.dated else number_at(line, at)
            if number is None:
                at += 1
                continue
            figure = None if self._is_no_count(number) else self._figure(number, free)
            at = max(number.last, at + 1)
            if figure:
                found.append(figure)
                while at < len(line) and line[at].start < figure.span.end:
                    at += 1
                free = at
        return found

    def _is_no_count(self, number: Number) -> bool:
        if any(at in self.dated for at in range(number.first, number.last)):
            return True
        return is_pronoun(self.tokens, number) or is_label(self.tokens, number)

    def _figure(self, number: Number, free: int) -> Figure | None:
        line, low, high, last = self.tokens, number.value, number.value, number.last
        money, first = money_before(line, number.first, large=number.large)
        upper = _upper(line, number, money)
        if upper and not any(at in self.dated for at in range(upper.first, upper.last)):
            if upper.scale > 1 and number.scale == 1 and low < upper.value / upper.scale:
                low *= upper.scale
            high, last = upper.value, upper.last
            if low > high:
                return None
        start, hedge = _hedge(line, number, first, ranged=high > low, money=bool(money))
        start = max(start, free)
        length, after = _hedge_after(line, last)
        hedge = after or hedge
        unit, end = (money, last + length) if money else self._unit(number, last, length)
        if not unit and (named := _named_scale(line, start)) >= free and named < start:
            unit, start = line[named].word, named
        elif not unit and _on_scale(line, last):
            unit = "magnitude"
        if unit.startswith("degree") and (minus := _minus(line, first)) >= free and minus < first:
            low, high, start = -high, -low, min(start, minus)
        plain = money or number.share or unit in _NEVER_SAID_OF
        of = None if plain else said_of(line, last, start, end)
        if unit in _OF_AGE and (aged := _aged(line, end)):
            of, end = "old", aged
        if not unit:
            unit = number_of(line, start)
        if is_year(line, number) and not hedge and not of and unit not in ALSO_YEARS:
            return None
        if not unit and says_too_little(line, number, (start, end), hedge, of):
            return None
        close = line[end - 1].end - 2 * line[end - 1].word.endswith("'s")
        span = Span(self.report, line[start].start, close)
        return Figure(span, low, *_bounds(low, high, hedge), unit, of, hedge)

    def _unit(self, number: Number, last: int, length: int) -> Counted:
        """What a number that is no money counts; `length` tokens after it are its hedge."""
        line = self.tokens
        if number.unit:
            return Counted(singular(number.unit), last)
        begin = last + length + (number.share and word_at(line, last) in _DETERMINERS)
        unit, end = unit_after(line, begin, one=number.value == 1, share=number.share)
        return Counted("percent" if number.share else unit, end if end > begin else last + length)


def _inside(line: list[Token], dates: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Tokens that lie in a date; both run in the order of the text."""
    inside, at = set(), 0
    for number, token in enumerate(line):
        while at < len(dates) and dates[at][1] <= token.start:
            at += 1
        if at < len(dates) and dates[at][0] < token.end:
            inside.add(number)
    return frozenset(inside)


def _bounds(low: float, high: float, hedge: Hedge) -> tuple[float | None, float | None]:
    return (None if hedge in ("<", "<=") else low), (None if hedge in (">", ">=") else high)


def _upper(line: list[Token], number: Number, money: str) -> Number | None:
    """The other end of a range: "between 40 and 50", "40 to 50", "40-50", "two or three", "£4m to £5m", "5% to 6%",
    "two-to-three"; not "rose from 40 to 50"."""
    first = money_before(line, number.first, large=number.large)[1]
    before, at = word_at(line, first - 1), number.last
    changes = any(token.word in _CHANGES for token in line[max(0, first - 6) : first])
    if number.share or number.unit or (before == "from" and changes):
        return None
    percent = unit_after(line, at) if word_at(line, at) in {"%", "per", "percent", "pc"} else None
    if percent and percent.unit == "percent" and (before == "between" or not changes):
        at = percent.end
    joint = word_at(line, at)
    if joint == "-" and word_at(line, at + 1) in {"to", "or"} and word_at(line, at + 2) == "-":
        at += 2
    elif joint not in {"and", "to", "or", "-", "–"} or (joint == "and" and before != "between"):
        return None
    again, begin = money_from(line, at + 1, large=True) if money else ("", at + 1)
    if again and (again != money or (changes and before != "between")):
        return None
    upper = number_at(line, begin) if begin < len(line) else None
    if upper is None or upper.share or upper.hedge or upper.unit:
        return None
    counted = unit_after(line, upper.last).unit
    if (percent and counted != "percent") or (before in _CHANGES and not counted and not money):
        return None  # "surged 4 to 112"
    if at > number.last + 2 and joint != "-" and not percent:
        return None
    low = number.value * (upper.scale if number.scale == 1 and number.value < upper.value / upper.scale else 1)
    return upper if upper.value > low else None


def _hedge(line: list[Token], number: Number, first: int, *, ranged: bool, money: bool) -> tuple[int, Hedge]:
    """Where the figure's words begin, and its hedge; an article between ("an already 500") is part of neither."""
    best: tuple[int, Hedge] = (first, number.hedge)
    if ranged and word_at(line, first - 1) in {"between", "from"}:
        return first - 1, number.hedge
    if money and (word_at(line, first - 2), word_at(line, first - 1)) == ("north", "of"):
        return first - 2, ">"
    for length in range(1, min(_LONGEST_HEDGE, first) + 1):
        hedge = _HEDGES.get(tuple(token.word for token in line[first - length : first]))
        if hedge:
            best = (first - length, hedge)
    return best


def _hedge_after(line: list[Token], last: int) -> tuple[int, Hedge]:
    """How many tokens after a number hedge it, and how."""
    for words, hedge in _HEDGES_AFTER:
        if tuple(token.word for token in line[last : last + len(words)]) == words:
            return len(words), hedge
    return 0, ""


def _named_scale(line: list[Token], start: int) -> int:
    """Where "magnitude 6.3", "magnitude of 6.3", "Mach 5" begins; `start` itself for any other figure."""
    for at in (start - 1, start - 2):
        if word_at(line, at) in {"magnitude", "mach"} and (at == start - 1 or word_at(line, at + 1) in {"of", "-"}):
            return at
    return start


def _on_scale(line: list[Token], last: int) -> bool:
    """ "6.1 on the Richter scale"."""
    after = [token.word for token in line[last : last + 7]]
    return after[:1] == ["on"] and "richter" in after and "scale" in after


def _minus(line: list[Token], first: int) -> int:
    """Where the sign of a number below zero stands; `first` itself where there is none."""
    sign = word_at(line, first - 1)
    signed = sign in {"-", "−", "–"} and line[first - 1].end == line[first].start and not glued(line, first - 1)
    return first - 1 if sign == "minus" or signed else first


def _aged(line: list[Token], end: int) -> int:
    """The token after "old" in "six-year-old", "six year old" and "six years old"; 0 where it doesn't follow."""
    at = end + 1 if word_at(line, end) == "-" else end
    return at + 1 if word_at(line, at) in {"old", "olds", "old's"} else 0
