"""Dates: what the text says of days, months and years, resolved to YYYY[-MM[-DD]].

An expression is found by its form (`read.date_forms`); its value comes from the day of publication, the tense of its
clause (`read.tense`) and, where the text carries a year or month on ("that year", "the next day"), from the date before
it. A value says only what is certain: "last week" is a month where the whole week lies in one, else a year or no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Literal, NamedTuple

from crossbearing.read import date_forms as forms
from crossbearing.read import days as reckon
from crossbearing.read.date_forms import MONTHS, WEEKDAYS
from crossbearing.read.tense import Direction, Tense
from crossbearing.records import Report, Sentence, Span, When

Basis = Literal["stated", "published", "context"]
_Form = Callable[["_Reader", "re.Match[str]", Sentence], "list[_Found]"]

_STALE = 2
"""Sentences after which a date no longer anchors "the next day"."""


class _Found(NamedTuple):
    start: int
    end: int
    value: str
    basis: Basis


def dates(report: Report, sentences: Sequence[Sentence]) -> tuple[When, ...]:
    """The report's dates in order; they do not overlap.

    What needs a day of publication is left out where none is known; with a year or a month of publication alone, only
    as much is resolved as that allows.
    """
    reader = _Reader(report)
    found: list[_Found] = []
    for number, sentence in enumerate(sentences):
        reader.number = number
        found += reader.read(sentence)
    return tuple(When(Span(report.id, one.start, one.end), one.value, one.basis) for one in found)


class _Reader:
    """Reads one report from its beginning to its end; keeps the last date that was given."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        value = report.published.value or ""
        self.day = reckon.day_of(value) if value[:1] in ("1", "2") else None
        self.month = int(value[5:7]) if re.match(r"\d{4}-(?:0[1-9]|1[0-2])", value) else None
        self.year = int(value[:4]) if re.match(r"[12]\d{3}", value) else None
        self.number = 0
        self._tense: tuple[int, Tense] | None = None
        self.anchor: tuple[str, int, Basis] | None = None
        """The last date, the number of its sentence and its basis."""

    def read(self, sentence: Sentence) -> list[_Found]:
        """The sentence's dates, leftmost first; of two that begin together the longer, of equals the stronger form."""
        first, last = sentence.span.start, sentence.span.end
        matches = [
            (match.start(), -match.end(), rank, match, form)
            for rank, (pattern, form) in enumerate(_GRAMMAR)
            for match in pattern.finditer(self.text, first, last)
        ]
        matches.sort(key=lambda each: each[:3])
        found: list[_Found] = []
        free = first
        for start, _, _, match, form in matches:
            if start < free:
                continue
            read = form(self, match, sentence)
            if read:
                found += read
                free = read[-1].end
                self.anchor = (read[-1].value, self.number, read[-1].basis)
        return found

    # ── expressions with a month ──────────────────────────────────────────────────────────────────────────────────────

    def month_day(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "Sept. 13, 2023", "13 September", "Tuesday, June 18", "June 18-19", "12 and 13 March 2011"."""
        month = _month(match["month"])
        counted = forms.COUNTED.match(self.text, match.end())
        if counted and not match["yeared"] and self.text[max(0, match.start() - 3) : match.start()].lower() != "on ":
            year, basis = self._year_near(month, 0, match, sentence)
            if year is None or match.start("month") > match.start("day2") > -1:
                return []
            return [_Found(match.start("month"), match.end("month"), f"{year:04d}-{month:02d}", basis)]
        days = [(name, int(re.match(r"\d+", match[name])[0])) for name in ("day", "day2") if match[name]]  # type: ignore[index]
        year, basis = self._year_of(month, days[-1][1], match, sentence)
        if year is None:
            return []
        if len(days) == 1:
            return self._one(match.start(), match.end(), year, month, days[0][1], basis)
        parts = [self._one(match.start(name), match.end(name), year, month, day, basis) for name, day in days]
        if not all(parts):
            return []
        (first,), (second,) = parts
        month_first = match.start("month") < match.start("day")
        return (
            [first._replace(start=match.start()), second._replace(end=match.end())]
            if month_first
            else [first, second._replace(end=match.end())]
        )

    def ordinal_month(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "the fifth of November"."""
        tens, _, ones = match["ordinal"].rpartition("-")
        day = {"": 0, "twenty": 20, "thirty": 30}[tens] + forms.ORDINALS.get(ones, 30)
        month = _month(match["month"])
        year, basis = (int(match["year"]), "stated") if match["year"] else self._year_near(month, day, match, sentence)
        return self._one(match.start(), match.end(), year, month, day, basis) if year else []

    def month_year(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        return [_Found(match.start(), match.end(), f"{match['year']}-{_month(match['month']):02d}", "stated")]

    def month_of_year(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "March last year", "last March", "next June", "May 4 of that year"."""
        month = _month(match["month"] or match["month2"])
        if match["which2"]:
            if self.month is None or self.year is None:
                return []
            named = match["which2"].lower()
            ahead = named in ("next", "this coming")
            if named == "this":
                ahead = self._direction(match, sentence) == "future" or month >= self.month
            year = self.year + (month <= self.month if ahead else -(month >= self.month))
            if named == "this" and month == self.month:
                year = self.year
            return [_Found(match.start(), match.end(), f"{year:04d}-{month:02d}", "published")]
        which = match["which"]
        if which in ("this", "last", "next"):
            base, basis = self.year, "published"
        else:
            base, basis = (int(self.anchor[0][:4]), "context") if self._anchored(_STALE) and self.anchor else (None, "")
        if base is None:
            return []
        year = base + {"last": -1, "next": 1}.get(which, 0)
        if match["day"]:
            return self._one(match.start(), match.end(), year, month, int(re.sub(r"\D", "", match["day"])), basis)  # type: ignore[arg-type]
        return [_Found(match.start(), match.end(), f"{year:04d}-{month:02d}", basis)]  # type: ignore[arg-type]

    def bare_month(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "in September", "its June meeting", "October’s vote"; never the verbs "may" and "march" nor a first name."""
        before = self.text[max(sentence.span.start, match.start() - 40) : match.start()]
        name = match["month"].rstrip(".").lower()
        cue = forms.MONTH_CUE.search(before)
        if cue and cue["range"] and not forms.MONTH_LIST.search(before):
            cue = None
        shaded = match.start("month") > match.start()
        follows = forms.NOUN_FOLLOWS.match(self.text, match.end(), sentence.span.end) is not None
        of_it = follows and forms.MONTH_DETERMINER.search(before) is not None
        owns = match["suffix"] is not None and follows and name not in ("may", "march")
        if not (cue or shaded or of_it or owns):
            return []
        month = _month(name)
        year, basis = self._year_of(month, 0, match, sentence)
        if year is None:
            return []
        return [_Found(match.start(), match.end(), f"{year:04d}-{month:02d}", basis)]

    def _year_of(self, month: int, day: int, match: re.Match[str], sentence: Sentence) -> tuple[int | None, Basis]:
        """The year of a month or day: in the expression, in the other end of its range, carried on, or reckoned."""
        stated = match.groupdict().get("year")
        if stated:
            return int(stated), "stated"
        end = forms.RANGE_YEAR.match(self.text, match.end(), sentence.span.end)
        if end:
            return int(end["year"]) - (month > _month(end["month"])), "stated"
        weekday = match.groupdict().get("weekday")
        if weekday and self.year is not None and day:
            for year in (self.year, self.year - 1, self.year + 1):
                there = reckon.made(year, month, day)
                if there and there.weekday() == WEEKDAYS[weekday.rstrip(".").lower()]:
                    return year, "published"
        if match.groupdict().get("which"):
            return self._named_year(match["which"], month, day), "published"
        return self._year_near(month, day, match, sentence)

    def _named_year(self, which: str, month: int, day: int) -> int | None:
        if self.year is None or self.month is None:
            return None
        ahead = (month, day) > (self.month, self.day.day if self.day else 31)
        return self.year - ahead if which == "last" else self.year + (not ahead) if which == "next" else self.year

    def _year_near(self, month: int, day: int, match: re.Match[str], sentence: Sentence) -> tuple[int | None, Basis]:
        """The year that the last date carries on, else of the last such month or day for the past, the next to come."""
        if self._carries_on(match, sentence) and self.anchor:
            return int(self.anchor[0][:4]) + (month < int(self.anchor[0][5:7])), "context"
        if self.year is None or self.month is None:
            return None, "published"
        tense = self._direction(match, sentence)
        if day == 0 or self.day is None:
            return reckon.year_of_month(self.year, self.month, month, tense), "published"
        return reckon.year_of_day(self.day, month, day, tense), "published"

    def _carries_on(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether the last date was of long ago and this one opens its sentence: "In March 2011 … On July 3 …"."""
        if self.anchor is None or not self._anchored(1) or self.anchor[2] == "published" or len(self.anchor[0]) < 7:
            return False
        opening = self.text[sentence.span.start : match.start()]
        old = self.year is None or int(self.anchor[0][:4]) < self.year - 1
        return (
            old
            and len(opening) <= 12
            and opening.lower().split()[:1] in ([], ["in"], ["on"], ["by"], ["late"], ["early"])
        )

    # ── expressions in digits ─────────────────────────────────────────────────────────────────────────────────────────

    def iso(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        return self._one(match.start(), match.end(), year, month, day, "stated")

    def numeric(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        """ "15/04/2017", "15.04.2017", "04/15/2017"; where both orders make a day, what they share."""
        a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
        readings = [reckon.made(year, b, a), None if match["sep"] == "." else reckon.made(year, a, b)]
        days = [day for day in readings if day]
        if not days:
            return []
        if self.day is not None and self.day in days:
            days = [self.day]
        value = reckon.shared([day.isoformat() for day in days])
        return [_Found(match.start(), match.end(), value, "stated")] if value else []

    def bare_year(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "in 2015", "a 1961 treaty", "2018 and 2019", "(2011)"; numbers that only look like years need a cue."""
        before = self.text[max(sentence.span.start, match.start() - 40) : match.start("year")]
        after = self.text[match.end() : match.end() + 1]
        round_number = match["year"].endswith("00")
        if forms.COUNTED.match(self.text, match.end()) and (round_number or not forms.IN_YEAR.search(before)):
            return []
        cue = forms.STRONG_YEAR_CUE.search(before) or forms.YEAR_LIST.search(before)
        noun = forms.NOUN_FOLLOWS.match(self.text, match.end(), sentence.span.end) is not None
        whose = forms.WHOSE_YEAR.search(before) is not None and (
            noun or re.match(r"[\s-][A-Z]", self.text[match.end() : match.end() + 2])
        )
        if not ((cue and not (round_number and noun)) or whose or (before.endswith("(") and after == ")")):
            return []
        return [_Found(match.start(), match.end(), match["year"], "stated")]

    def spelled_year(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        """ "nineteen ninety-six", "January nineteen ninety", "the year two thousand"."""
        year = reckon.spelled(match["century"], match["rest"] or match["few"])
        value = f"{year}-{_month(match['month']):02d}" if match["month"] else year
        return [_Found(match.start(), match.end(), value, "stated")] if year and value else []

    def feast(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "Christmas Day", "last Thanksgiving"."""
        if self.year is None and not match["year"]:
            return []
        there = reckon.feast(match["feast"], int(match["year"] or self.year or 0))
        year, basis = self._year_of(there.month, there.day, match, sentence)
        day = reckon.feast(match["feast"], year) if year else None
        return [_Found(match.start(), match.end(), day.isoformat(), basis)] if day else []

    # ── expressions that hang on the day of publication ───────────────────────────────────────────────────────────────

    def weekday(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "on Tuesday", "last Friday", "Saturdays blast"; not "Good Friday", "Sunday Times", "on Saturdays"."""
        if self.day is None or self._no_single_day(match, sentence):
            return []
        wanted = WEEKDAYS[match["weekday"].lower()]
        which = (match["which"] or "").lower()
        week = (match["which2"] or "").split()
        if week:
            monday = self.day - timedelta(self.day.weekday()) + timedelta({"last": -7, "next": 7}.get(week[0], 0))
            day = monday + timedelta(wanted)
        else:
            day = reckon.weekday_near(self.day, wanted, which, self._direction(match, sentence))
        return [_Found(match.start(), match.end(), day.isoformat(), "published")]

    def _no_single_day(self, match: re.Match[str], sentence: Sentence) -> bool:
        before = self.text[max(sentence.span.start, match.start() - 16) : match.start()]
        if forms.NOT_A_DAY.search(before) or forms.A_PAPER.match(self.text, match.end()):
            return True
        if match["suffix"] == "s" and forms.NOUN_FOLLOWS.match(self.text, match.end(), sentence.span.end) is None:
            return True
        every = forms.EVERY.search(before)
        return every is not None and (match["suffix"] == "s" or every[0].strip().lower() in ("every", "each"))

    def relative_day(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "yesterday", "tonight"; not "Russia Today"."""
        before = self.text[max(sentence.span.start, match.start() - 20) : match.start()]
        if forms.NOWADAYS.match(self.text, match.start()):
            return []
        if self.day is None or (not match["word"].islower() and re.search(r"\b[A-Z]\w*\s$", before)):
            return []
        day = self.day + timedelta(reckon.BY_WORD.get(match["word"].lower(), 0))
        return [_Found(match.start(), match.end(), day.isoformat(), "published")]

    def ago(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        count, unit = _count(match["count"]), match["unit"].lower()
        hedge = (match["hedge"] or "").split()
        if hedge and hedge[0].lower() in forms.BEYOND:
            return []  # "more than two years ago" may be any year
        value = self._ago(count, unit, vague=bool(hedge))
        return [_Found(match.start(), match.end(), value, "published")] if value else []

    def _ago(self, count: int, unit: str, *, vague: bool) -> str | None:
        if unit == "year":
            return f"{self.year - count:04d}" if self.year and (not vague or count > 1) else None
        if unit == "month":
            return reckon.month_from(self.year, self.month, -count)
        if self.day is None:
            return None
        weeks = unit == "week"
        return reckon.days_ago(self.day, count * 7 if weeks else count, vague=vague or weeks)

    def period(self, match: re.Match[str], sentence: Sentence) -> list[_Found]:
        """ "last year", "this month", "next week", "at the weekend"."""
        which = (match["which"] or "").lower().removeprefix("the ")
        if match["unit"] and match["unit"].istitle():
            return []  # a programme, "This Week"
        unit = (match["unit"] or ("year" if match["whole"] else "weekend")).lower()
        shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "following": 1, "coming": 1}.get(which, 0)
        before = self.text[max(sentence.span.start, match.start() - 4) : match.start()].lower()
        if which in ("last", "past") and before == "the ":
            return []  # "over the last year" lasts one
        if which == "current" and unit == "year":
            which = "this"
        if which in ("past", "previous", "following", "current") and unit not in ("week", "weekend"):
            return []
        value: str | None
        if unit == "year":
            value = f"{self.year + shift:04d}" if self.year else None
        elif unit == "month":
            value = reckon.month_from(self.year, self.month, shift)
        elif self.day is None:
            value = None
        else:
            if not which and self.day.weekday() < 5 and self._direction(match, sentence) != "future":
                shift = -1  # "at the weekend", on a working day
            value = reckon.week_near(self.day, shift, weekend=unit == "weekend")
        return [_Found(match.start(), match.end(), value, "published")] if value else []

    # ── expressions that hang on the date before them ─────────────────────────────────────────────────────────────────

    def anaphora(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        """ "that day", "the next day", "two days later", "later that year", after a date that says as much."""
        if self.anchor is None or not self._anchored(_STALE):
            return []
        count = _count(match["count"]) * (1 if (match["way"] or "").lower() == "later" else -1) if match["count"] else 0
        unit = (match["unit"] or match["which"] or match["which2"] or "day").lower()
        if match["same"] or match["next"] or match["before"]:
            count = 1 if match["next"] else -1 if match["before"] else 0
        elif match["after"]:
            count = 1
        value = reckon.carried(self.anchor[0], unit, count)
        return [_Found(match.start(), match.end(), value, "context")] if value else []

    def day_of_month(self, match: re.Match[str], _: Sentence) -> list[_Found]:
        """ "on the 15th": of the month before it in the text, else of the month of publication."""
        start, end = match.span("words")
        if self.anchor and self._anchored(3) and len(self.anchor[0]) >= 7 and self.anchor[2] != "published":
            year, month = self.anchor[0].split("-")[:2]
            return self._one(start, end, int(year), int(month), int(match["day"]), "context")
        if self.day is None or int(match["day"]) > self.day.day:
            return []
        return self._one(start, end, self.day.year, self.day.month, int(match["day"]), "published")

    def _anchored(self, most: int) -> bool:
        return self.anchor is not None and self.number - self.anchor[1] <= most

    def _direction(self, match: re.Match[str], sentence: Sentence) -> Direction | None:
        if self._tense is None or self._tense[0] != self.number:
            span = sentence.span
            self._tense = self.number, Tense(self.text, span.start, span.end, heading=sentence.heading)
        return self._tense[1].direction(match.start(), match.end())

    def _one(self, start: int, end: int, year: int, month: int, day: int, basis: Basis) -> list[_Found]:  # noqa: PLR0913, PLR0917
        there = reckon.made(year, month, day)
        return [_Found(start, end, there.isoformat(), basis)] if there else []


_GRAMMAR: tuple[tuple[re.Pattern[str], _Form], ...] = (
    (forms.MONTH_OF_YEAR, _Reader.month_of_year), (forms.MONTH_DAY, _Reader.month_day),
    (forms.DAY_MONTH, _Reader.month_day), (forms.ORDINAL_MONTH, _Reader.ordinal_month),
    (forms.MONTH_YEAR, _Reader.month_year), (forms.ISO, _Reader.iso), (forms.NUMERIC, _Reader.numeric),
    (forms.WEEKDAY, _Reader.weekday), (forms.RELATIVE_DAY, _Reader.relative_day), (forms.AGO, _Reader.ago),
    (forms.PERIOD, _Reader.period), (forms.ANAPHORA, _Reader.anaphora), (forms.DAY_OF_MONTH, _Reader.day_of_month),
    (forms.SPELLED_YEAR, _Reader.spelled_year), (forms.FEAST, _Reader.feast),
    (forms.BARE_MONTH, _Reader.bare_month), (forms.YEAR, _Reader.bare_year),
)  # fmt: skip
"""Every form and how it is resolved, the strongest first."""


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else forms.NUMBERS[" ".join(words.lower().split())]
