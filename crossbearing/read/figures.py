"""Figures: a number with what it counts, how sure it is said to be, and what is said of the counted.

"nearly 7mn flood sacks" is 7,000,000 flood sacks, hedged "~<"; "dozens of patrol boats" is at least 24
(the conventions for vague numbers stand in `read.numerals`). Days, years, clock times, ordinals, scores and the numbers
in names ("Resolution 1718", "F-16") are no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossbearing.read.counted import glued, kind, number_of, said_of, unit_after, word_at
from crossbearing.read.numerals import CURRENCY_SIGNS, Number, Token, number_at, tokens
from crossbearing.records import Figure, Report, Sentence, Span, When

Hedge = Literal["", "~", "<", "<=", ">", ">=", "~<"]

_HEDGE_PHRASES: tuple[tuple[Hedge, str], ...] = (
    (">", "more than, greater than, in excess of, over, above, well over, just over, exceeding, beyond, well above"),
    (">=", "upwards of, at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum"),
    ("<", "fewer than, less than, under, below, lower than"),
    ("<=", "up to, as many as, as much as, at most, a maximum of, no more than, not more than, at the most, within"),
    ("~<", "nearly, almost, close to, just under, just short of, approaching, just below"),
    ("~", "about, around, approximately, roughly, some, circa, estimated, an estimated, the estimated, approx, perhaps,"
          " more or less, an average of, somewhere around"),
)  # fmt: skip
_HEDGES = {tuple(words.split()): hedge for hedge, phrases in _HEDGE_PHRASES for words in phrases.split(",")}
_HEDGES_AFTER: dict[tuple[str, str], Hedge] = {
    ("or", "more"): ">=",
    ("or", "so"): "~",
    ("or", "fewer"): "<=",
    ("or", "less"): "<=",
    ("-", "odd"): "~",
}
_CURRENCIES = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₩": "KRW",
    "₦": "NGN", "₱": "PHP", "฿": "THB", "₴": "UAH", "rs": "INR", "usd": "USD", "eur": "EUR", "gbp": "GBP", "cny": "CNY",
    "rmb": "CNY", "inr": "INR", "jpy": "JPY", "aud": "AUD", "cad": "CAD", "chf": "CHF", "rub": "RUB", "sar": "SAR",
    "aed": "AED", "tk": "BDT", "php": "PHP", "pkr": "PKR", "ngn": "NGN", "kes": "KES", "zar": "ZAR",
}  # fmt: skip
_DOLLARS = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "hk": "HKD",
    "s": "SGD",
    "nz": "NZD",
    "nt": "TWD",
}
_DETERMINERS = frozenset("the its his her their our".split())
_LABELS = frozenset(
    "no number resolution article section chapter page room flight route highway channel model type group phase"
    " version apollo boeing airbus paragraph annex gate line level grade class unit battalion brigade division"
    " regiment aged age psalm verse act title rule clause appendix figure table volume issue season episode stage day"
    " week round formula windows terminal platform bus tram train lot block ward district zone sector camp area pier"
    " hangar suite".split()
)
"""Nouns that a number after them names."""
_ALWAYS_LABELS = frozenset({".", "no", "aged", "age", "resolution", "article", "section"})
"""Those after which no number counts the noun that follows."""
_CLOCK = frozenset({"am", "pm", "a.m", "p.m", "o'clock", "gmt", "utc", "hrs", "hours", "local"})
_ORDINALS = frozenset({"st", "nd", "rd", "th", "s", "am", "pm", "x", "d"})
_CHANGES = frozenset(
    "rose risen rise rising climbed climbs grew grown fell fallen dropped drop increased increase jumped up down cut"
    " raised reduced lowered went gone revised expanded shrank declined soared surged".split()
)
_NEVER_SAID_OF = frozenset(
    "second minute hour day week month year decade century kilometre mile metre foot inch tonne ton kilogram pound"
    " litre acre hectare degree percent magnitude millimetre centimetre point time page".split()
)
"""Units of what cannot die or be hurt."""
_ALSO_YEARS = frozenset("people person man woman child soldier civilian worker fighter victim refugee evacuee".split())
"""What 1900 to 2099 may count: "2011 people"; of anything else the number is a year ("2020 candidates")."""
_AFTER_ONE = frozenset(
    "of another or and day time thing way side hand point reason such that who more the else to can by as which after"
    " is was has would will in on at for with from a fewer less step man's minute moment example".split()
)
"""Words after "one" that make it a pronoun or part of a turn of phrase."""
_BEFORE_ONE = frozenset("no the this that every any each another which some not only last next only such".split())


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
        return _is_pronoun(self.tokens, number) or _is_label(self.tokens, number)

    def _figure(self, number: Number, free: int) -> Figure | None:
        line, low, high = self.tokens, number.value, number.value
        last, upper = number.last, _upper(self.tokens, number)
        if upper and not any(at in self.dated for at in range(upper.first, upper.last)):
            if upper.scale > 1 and number.scale == 1 and low < upper.value / upper.scale:
                low *= upper.scale
            high, last = upper.value, upper.last
            if low > high:
                return None
        money, first = _money(line, number.first)
        start, hedge = _hedge(line, number, first, ranged=high > low)
        start = max(start, free)
        after = _HEDGES_AFTER.get((word_at(line, last), word_at(line, last + 1)))
        begin = last + 2 * (after is not None) + (number.share and word_at(line, last) in _DETERMINERS)
        unit, end = unit_after(line, begin, one=number.value == 1)
        end = end if end > begin else last + 2 * (after is not None)
        hedge = after or hedge
        if money:
            unit, end = money, last + 2 * (after is not None)
        elif number.share:
            unit = "percent"
        elif not unit and (named := _magnitude(line, start)) >= free and named < start:
            unit, start = "magnitude", named
        plain = money or number.share or unit in _NEVER_SAID_OF
        of = None if plain else said_of(line, last, start, end)
        if (unit, word_at(line, end), word_at(line, end + 1)) == ("year", "-", "old"):
            of, end = "old", end + 2
        if not unit:
            unit = number_of(line, start)
        if _is_year(line, number) and not hedge and not of and unit not in _ALSO_YEARS:
            return None
        if not unit and _says_too_little(line, number, (start, end), hedge, of):
            return None
        span = Span(self.report, line[start].start, line[end - 1].end)
        return Figure(span, low, *_bounds(low, high, hedge), unit, of, hedge)


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


def _is_pronoun(line: list[Token], number: Number) -> bool:
    """ "one of the towns" picks one out, "no one" and "one another" are nobody; none of them counts."""
    if line[number.first].word != "one" or number.last - number.first > 1:
        return False
    return word_at(line, number.last) in _AFTER_ONE or word_at(line, number.first - 1) in _BEFORE_ONE


def _is_label(line: list[Token], number: Number) -> bool:
    """Numbers that name or date: "F-16", "Resolution 1718", "5 p.m.", "3rd", "3-2", "1950s", an age between commas."""
    first, last = number.first, number.last
    digits = line[first].word[0].isdecimal()
    before, after = word_at(line, first - 1), word_at(line, last)
    if first and line[first - 1].end == line[first].start and before not in _CURRENCIES and before not in "([\"'“‘—–-":
        return True
    if before in {"-", "–"} and first > 1 and glued(line, first - 1) and not word_at(line, first - 2)[0].isdecimal():
        return True
    named = before in _LABELS or (before == "." and word_at(line, first - 2) in {"no", "nos"})
    if digits and named and (before in _ALWAYS_LABELS or not unit_after(line, last).unit):
        return True
    close = last < len(line) and line[last].start == line[last - 1].end
    follows = close and last + 1 < len(line) and line[last + 1].start == line[last].end
    if (
        digits
        and close
        and (after in _ORDINALS or (follows and after in {"/", ":", "."} and word_at(line, last + 1)[0].isdecimal()))
    ):
        return True
    if digits and close and after in {"-", "–"} and word_at(line, last + 1)[:1].isdecimal():
        other = number_at(line, last + 1)
        if other is None or other.value <= number.value or not unit_after(line, other.last).unit:
            return before not in _CURRENCIES
    if digits and (
        after in _CLOCK - {"hours", "hrs"}
        or (after in {"a", "p"} and word_at(line, last + 1) == "." and close is False)
    ):
        return True
    if len(line[first].word) == 4 and after in _CLOCK:
        return True
    return before == "," and after in {",", "."} and first > 1 and line[first - 2].name


def _is_year(line: list[Token], number: Number) -> bool:
    """Whether the digits look like a year that no date was read from, and no round number."""
    digits = line[number.first].word
    return len(digits) == 4 and digits.isdecimal() and 1900 < number.value < 2100 and number.value % 100 > 0


def _upper(line: list[Token], number: Number) -> Number | None:
    """The other end of a range: "between 40 and 50", "40 to 50", "40-50", "two or three"; not "rose from 40 to 50"."""
    at, before = number.last, word_at(line, number.first - 1)
    joint = word_at(line, at)
    if number.share or at + 1 >= len(line):
        return None
    if joint == "and" and before != "between":
        return None
    if joint not in {"and", "to", "or", "-", "–"}:
        return None
    if before == "from" and any(token.word in _CHANGES for token in line[max(0, number.first - 6) : number.first]):
        return None
    upper = number_at(line, at + 1)
    if upper is None or upper.share or upper.hedge:
        return None
    low = number.value * (upper.scale if number.scale == 1 and number.value < upper.value / upper.scale else 1)
    return upper if upper.value > low else None


def _money(line: list[Token], first: int) -> tuple[str, int]:
    """The currency that stands before the number at `first`, and where its sign begins."""
    sign = word_at(line, first - 1)
    if sign == "." and word_at(line, first - 2) == "rs":
        return "INR", first - 2
    if sign not in _CURRENCIES:
        return "", first
    if sign == "$" and first > 1 and line[first - 2].end == line[first - 1].start and line[first - 2].word in _DOLLARS:
        return _DOLLARS[line[first - 2].word], first - 2
    if sign not in CURRENCY_SIGNS and not line[first - 1].name:
        return "", first
    return _CURRENCIES[sign], first - 1


def _hedge(line: list[Token], number: Number, first: int, *, ranged: bool) -> tuple[int, Hedge]:
    """Where the figure's words begin, and its hedge; an article between ("an already 500") is part of neither."""
    best: tuple[int, Hedge] = (first, number.hedge)
    if ranged and word_at(line, first - 1) in {"between", "from"}:
        return first - 1, number.hedge
    for length in range(1, min(4, first) + 1):
        hedge = _HEDGES.get(tuple(token.word for token in line[first - length : first]))
        if hedge:
            best = (first - length, hedge)
    return best


def _magnitude(line: list[Token], start: int) -> int:
    """Where "magnitude 6.3", "magnitude of 6.3" or "magnitude-6.3" begins; `start` itself for any other figure."""
    for at in (start - 1, start - 2):
        if word_at(line, at) == "magnitude" and (at == start - 1 or word_at(line, at + 1) in {"of", "-"}):
            return at
    return start


def _says_too_little(line: list[Token], number: Number, place: tuple[int, int], hedge: str, of: str | None) -> bool:
    """A number that counts nothing: "one of them", a score, a year that no date was read from."""
    start, end = place
    if line[number.first].word[0].isalpha() and number.value < 13 and not hedge:
        if not of:
            return True
        near = [word_at(line, at) for at in (end - 1, end, end + 1, end + 2)]
        if word_at(line, start - 1) in {"at", "to"}:
            return False  # "put the toll at nine"
        return not (any(kind(word) for word in near) or kind(word_at(line, start - 1)) or near[1] in {"were", "was"})
    return not of and not hedge and number.value == int(number.value) and number.value < 2200
