"""Dates: what the text says of days, months and years, resolved to YYYY[-MM[-DD]] against the day of publication.

A closed grammar in the manner of HeidelTime (Strötgen & Gertz, 2013): an expression is found by its form, its value by
the day of publication and the tense of its clause. What resolves to nothing certain ("next week") gives no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from crossbearing.records import Report, Sentence, Span, When

Basis = Literal["stated", "published"]

_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): at for at, name in enumerate(calendar.day_name)}
_DAYS |= {name.lower(): at for at, name in enumerate(calendar.day_abbr)} | {"tues": 1, "thur": 3, "thurs": 3}
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {word: at for at, word in enumerate(_NUMBER_WORDS)} | {"a": 1, "an": 1}

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?:\.(?=\s+\d))?"
)
_MONTH_AFTER = _MONTH.replace("month", "month2")
_DAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d{2})"
_FULL = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH_AFTER},?\s+{_YEAR.replace('year', 'year2')}\b"
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})\b")
_MONTH_DAY = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:,\s*)?\d)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH_AFTER}(?!\s+\d)"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b")
_BARE_MONTH = re.compile(
    r"\b(?P<before>in|since|until|by|last|next|this|early|late|mid|during|from|of|to|and|between|for|end of)[\s-]+"
    rf"(?-i:{_MONTH})(?!\s+\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:(?P<which>last|next|this|past|coming|previous)\s+)?{_DAY}(?:['’]?s)?\b")
_RELATIVE_DAY = re.compile(
    r"\b(?P<word>today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|last night|overnight)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
    r"(?P<unit>day|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?P<which>last|this|next|previous)\s+(?P<unit>month|year)\b"
    r"|\b(?P<years>(?:earlier|early|later) this year|late last year)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\w.,/\-–$£€:])(?P<year>(?:1[6-9]|20)\d{2})(?!\w|[,.]\d|[/:]\d|-\d{3})")
_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|soldiers|troops|miles|km|kilomet|dollars|homes|houses|residents|refugees|evacuees|"
    r"civilians|fighters|tonnes|tons|victims|members|workers|others|more|dead|police|cases|met(?:re|er)s|feet|acres|"
    r"hectares|pounds|euros|units|jobs|families|prisoners|migrants)\b"
)
"""Nouns that make a count of what looks like a year."""
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|from|during|before|after|around|circa|early|late|mid|the|for|and|to|between|"
    r"through|spring|summer|autumn|fall|winter)[\s-]*|[(,–-]\s*)$",
    re.IGNORECASE,
)
_YEAR_AS_ADJECTIVE = re.compile(r"(?:\b[Aa]|['’]s?|\b(?:his|her|its|their))\s$")
"""What stands before the year in "a 1961 treaty", "the mayor’s 2022 speech"."""
_TENSE = re.compile(
    r"\b(?P<future>will|shall|won['’]?t|(?:is|are|was|were) to|going to|due|expected|scheduled|slated|planned|plans?|"
    r"set to|upcoming|(?:may|might) \w+)\b"
    r"|\b(?P<past>said|told|was|were|had|did|has|have|hit|met|went|came|took|saw|made|left|began|wrote|held|sent|found|"
    r"gave|broke|fell|rose|won|lost|\w{3,}ed)\b",
    re.IGNORECASE,
)
_REACH = 200
"""How many characters before or after a date the verb that it belongs to may stand."""


class _Found(NamedTuple):
    start: int
    end: int
    value: str
    basis: Basis


def dates(report: Report, sentences: Sequence[Sentence]) -> tuple[When, ...]:
    """The report's dates in order; they do not overlap. Without a day of publication only what is stated resolves."""
    resolver = _Resolver(report)
    found: list[_Found] = []
    for sentence in sentences:
        here: list[_Found] = []
        for expression, resolve in resolver.grammar:
            for match in expression.finditer(report.text, sentence.span.start, sentence.span.end):
                if any(match.start() < other.end and other.start < match.end() for other in here):
                    continue
                made = resolve(match, sentence)
                if made:
                    here.append(made)
        found += sorted(here)
    return tuple(When(Span(report.id, one.start, one.end), one.value, one.basis) for one in found)


class _Resolver:
    """The grammar, strongest expressions first, and the day against which it is resolved."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        value = report.published.value or ""
        self.day = date.fromisoformat(value) if len(value) == 10 else None
        self.month = value[:7] if len(value) >= 7 else None
        self.year = int(value[:4]) if len(value) >= 4 else None
        self.grammar: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Sentence], _Found | None]], ...] = (
            (_FULL, self._full), (_ISO, self._full), (_NUMERIC, self._numeric), (_MONTH_YEAR, self._month_year),
            (_MONTH_DAY, self._month_day), (_WEEKDAY, self._weekday), (_RELATIVE_DAY, self._relative_day),
            (_AGO, self._ago), (_LAST, self._last), (_BARE_MONTH, self._bare_month), (_YEARS, self._bare_year),
        )  # fmt: skip

    def _full(self, match: re.Match[str], _: Sentence) -> _Found | None:
        groups = match.groupdict()
        month = groups.get("month") or groups.get("month2") or ""
        year = int(groups.get("year") or groups.get("year2") or 0)
        day = int(groups.get("day") or groups.get("day2") or 0)
        number = int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")]
        return self._made(match, year, number, day, "stated")

    def _numeric(self, match: re.Match[str], _: Sentence) -> _Found | None:
        a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
        month_first = match["sep"] == "/" and b > 12
        day, month = (b, a) if month_first else (a, b)
        if match["sep"] == "/" and a <= 12 and b <= 12 and a != b:
            return None  # 04/05/2017 is two days, and the text does not say which
        return self._made(match, year, month, day, "stated")

    def _month_year(self, match: re.Match[str], _: Sentence) -> _Found | None:
        number = _MONTHS[match["month"].lower().rstrip(".")]
        return _Found(match.start(), match.end(), f"{match['year']}-{number:02d}", "stated")

    def _month_day(self, match: re.Match[str], sentence: Sentence) -> _Found | None:
        groups = match.groupdict()
        month = groups["month"] or groups["month2"]
        day = int(groups["day"] or groups["day2"])
        if month.lower() == "may" and not month[0].isupper():
            return None
        number = _MONTHS[month.lower().rstrip(".")]
        year = self._year_of(number, day, match, sentence)
        return self._made(match, year, number, day, "published") if year else None

    def _year_of(self, month: int, day: int, match: re.Match[str], sentence: Sentence) -> int | None:
        """The year of a day or month without one: of the last such for the past, of the coming one for the future."""
        if self.year is None:
            return None
        if self.month is None:
            return self.year
        this = (int(self.month[5:7]), self.day.day if self.day else 31)
        if self._is_future(match, sentence):
            return self.year + ((month, day or 31) < this)
        ahead = (month, day) > this if day else month > this[0]
        near = day > 0 and (month - this[0]) % 12 <= 1
        return self.year - 1 if ahead and not near else self.year

    def _weekday(self, match: re.Match[str], sentence: Sentence) -> _Found | None:
        if self.day is None:
            return None
        wanted = _DAYS[match["weekday"].lower()]
        back = (self.day.weekday() - wanted) % 7
        which = (match["which"] or "").lower()
        if which in ("next", "coming"):
            day = self.day + timedelta((7 - back) or 7)
        elif which in ("last", "past", "previous"):
            day = self.day - timedelta(back or 7)
        elif self._is_future(match, sentence):
            day = self.day + timedelta((7 - back) % 7)
        elif back == 6:
            day = self.day + timedelta(1)  # tomorrow's name means tomorrow, the report's or another time zone's
        else:
            day = self.day - timedelta(back)
        return self._at(match, day)

    def _relative_day(self, match: re.Match[str], _: Sentence) -> _Found | None:
        if self.day is None:
            return None
        word = match["word"].lower()
        shift = -1 if word in ("yesterday", "last night") else 1 if word == "tomorrow" else 0
        return self._at(match, self.day + timedelta(shift))

    def _ago(self, match: re.Match[str], _: Sentence) -> _Found | None:
        if self.day is None:
            return None
        count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"].lower()]
        unit = match["unit"].lower()
        if unit == "day":
            return self._at(match, self.day - timedelta(count))
        if unit == "month":
            months = self.day.year * 12 + self.day.month - 1 - count
            return _Found(match.start(), match.end(), f"{months // 12:04d}-{months % 12 + 1:02d}", "published")
        return _Found(match.start(), match.end(), f"{self.day.year - count:04d}", "published")

    def _last(self, match: re.Match[str], _: Sentence) -> _Found | None:
        if self.year is None:
            return None
        words = (match["years"] or "").lower()
        which = (match["which"] or ("last" if "last year" in words else "this")).lower()
        shift = {"last": -1, "previous": -1, "this": 0, "next": 1}[which]
        if words or match["unit"].lower() == "year":
            return _Found(match.start(), match.end(), f"{self.year + shift:04d}", "published")
        if self.month is None:
            return None
        months = self.year * 12 + int(self.month[5:7]) - 1 + shift
        return _Found(match.start(), match.end(), f"{months // 12:04d}-{months % 12 + 1:02d}", "published")

    def _bare_month(self, match: re.Match[str], sentence: Sentence) -> _Found | None:
        if match["month"] in ("May", "March") and match["before"].lower() in ("to", "and", "for", "of"):
            return None
        number = _MONTHS[match["month"].lower().rstrip(".")]
        year = self._year_of(number, 0, match, sentence)
        if year is None:
            return None
        if match["before"].lower() == "last" and self.month and number == int(self.month[5:7]):
            year -= 1
        start = match.start("month")
        return _Found(start, match.end(), f"{year:04d}-{number:02d}", "published")

    def _bare_year(self, match: re.Match[str], _: Sentence) -> _Found | None:
        if _COUNTED.match(self.text, match.end()):
            return None
        before = self.text[max(0, match.start() - 14) : match.start()]
        if not (
            _YEAR_CUE.search(before)
            or _YEAR_AS_ADJECTIVE.search(before)
            or self.text[match.end() : match.end() + 1] == ")"
        ):
            return None
        return _Found(match.start(), match.end(), match["year"], "stated")

    def _is_future(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether the verb nearest before the expression, else the first after it, speaks of what is to come."""
        before = self.text[max(sentence.span.start, match.start() - _REACH) : match.start()]
        verbs = list(_TENSE.finditer(before))
        if verbs:
            return verbs[-1]["future"] is not None
        if sentence.heading and re.search(r"\bto [a-z]+", before):
            return True
        first = _TENSE.search(self.text, match.end(), min(sentence.span.end, match.end() + _REACH))
        return first is not None and first["future"] is not None

    def _made(self, match: re.Match[str], year: int | None, month: int, day: int, basis: Basis) -> _Found | None:
        if not year:
            return None
        try:
            value = date(year, month, day).isoformat()
        except ValueError:
            return None
        return _Found(match.start(), match.end(), value, basis)

    def _at(self, match: re.Match[str], day: date) -> _Found:
        return _Found(match.start(), match.end(), day.isoformat(), "published")
