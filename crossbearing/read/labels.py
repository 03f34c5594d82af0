"""Numbers that count nothing: those in names, codes, clock times, ages, scores, years and turns of phrase."""

from __future__ import annotations

from crossbearing.read.counted import unit_after
from crossbearing.read.fates import kind
from crossbearing.read.measures import UNITS, measure_at
from crossbearing.read.money import money_before
from crossbearing.read.numerals import CURRENCY_SIGNS, Number, Token, glued, number_at, word_at

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
_MAY_TOUCH = frozenset("([\"'“‘—–-~≈<>−")
"""Marks that may touch a number that counts."""
_JOIN_AGES = frozenset({",", "and", "or", "to", "between", "from", "under", "over", "-", "–"})
ALSO_YEARS = frozenset("people person man woman child soldier civilian worker fighter victim refugee evacuee".split())
"""What 1900 to 2099 may count: "2011 people"; of anything else the number is a year ("2020 candidates")."""
_AFTER_ONE = frozenset(
    "of another or and day time thing way side hand point reason such that who more the else to can by as which after"
    " is was has would will in on at for with from a fewer less step man's minute moment example".split()
)
"""Words after "one" that make it a pronoun or part of a turn of phrase."""
_BEFORE_ONE = frozenset("no the this that every any each another which some not only last next only such".split())


def is_pronoun(line: list[Token], number: Number) -> bool:
    """ "one of the towns" picks one out, "no one" and "one another" are nobody; none of them counts."""
    if line[number.first].word != "one" or number.last - number.first > 1:
        return False
    return word_at(line, number.last) in _AFTER_ONE or word_at(line, number.first - 1) in _BEFORE_ONE


def is_label(line: list[Token], number: Number) -> bool:
    """Numbers that name or date: "F-16", "Resolution 1718", "5 p.m.", "3rd", "3-2", "1950s", an age between commas."""
    first, last = number.first, number.last
    digits = line[first].word[0].isdecimal()
    before, after = word_at(line, first - 1), word_at(line, last)
    if (
        first
        and line[first - 1].end == line[first].start
        and before not in _MAY_TOUCH
        and not money_before(line, first, large=number.large)[0]
    ):
        return True
    if digits and (_is_code(line, number) or _is_age(line, first)):
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
            return before not in CURRENCY_SIGNS
    if digits and (
        after in _CLOCK - {"hours", "hrs"}
        or (after in {"a", "p"} and word_at(line, last + 1) == "." and close is False)
    ):
        return True
    if len(line[first].word) == 4 and after in _CLOCK:
        return True
    return before == "," and after in {",", "."} and first > 1 and line[first - 2].name


def _is_code(line: list[Token], number: Number) -> bool:
    """ "0042", a telephone number (three groups of digits or more), "5G", "737MAX"."""
    if line[number.first].word[0] == "0" and line[number.first].word[1:2].isdecimal():
        return True
    if _digits_beside(line, number.first, -1) + _digits_beside(line, number.last - 1, 1) > 1:
        return True
    after = line[number.last] if number.last < len(line) else None
    if after is None or not after.name or after.start > line[number.last - 1].end or len(after.word) > 3:
        return False
    return after.word == "g" or (after.word not in UNITS and not measure_at(line, number.last))


def _digits_beside(line: list[Token], at: int, step: int) -> int:
    """How many tokens of digits stand in a row beside `at`, with one character between; two at most are counted."""
    found = 0
    while found < 2 and word_at(line, at + step)[:1].isdecimal():
        before, after = sorted((at, at + step))
        if line[after].start - line[before].end != 1:
            break
        found, at = found + 1, at + step
    return found


def _is_age(line: list[Token], first: int) -> bool:
    """Whether the number at `first` stands in a list or range of ages: "aged nine and 12", "between six and 12"."""
    for at in range(first - 1, max(-1, first - 9), -1):
        word = line[at].word
        if word in {"aged", "ages"}:
            return True
        if word not in _JOIN_AGES and not number_at(line, at):
            return False
    return False


def is_year(line: list[Token], number: Number) -> bool:
    """Whether the digits look like a year that no date was read from, and no round number."""
    digits = line[number.first].word
    return len(digits) == 4 and digits.isdecimal() and 1900 < number.value < 2100 and number.value % 100 > 0


def says_too_little(line: list[Token], number: Number, place: tuple[int, int], hedge: str, of: str | None) -> bool:
    """A number that counts nothing: "one of them", a score, a year that no date was read from."""
    start, end = place
    if [word_at(line, end), word_at(line, end + 1)] == ["-", "strong"]:
        return False
    if line[number.first].word[0].isalpha() and number.value < 13 and not hedge:
        if not of:
            return True
        near = [word_at(line, at) for at in (end - 1, end, end + 1, end + 2)]
        if word_at(line, start - 1) in {"at", "to"}:
            return False  # "put the toll at nine"
        return not (any(kind(word) for word in near) or kind(word_at(line, start - 1)) or near[1] in {"were", "was"})
    return not of and not hedge and number.value == int(number.value) and number.value < 2200
