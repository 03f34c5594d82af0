"""Date lines of a page: "Published: 4 May 2031, 17:35 GMT", "Sun 4 May 2031", "1735 04.05.2031(updated …)".

Text scraped from a page often has them glued to the first sentence, with commas and colons lost.
"""

from __future__ import annotations

import datetime
import re

from crossbearing.records import Record

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_COMMA = r"[ ,،]{0,3}"
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH.format('m1')}{_COMMA}-?(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|{_MONTH.format('m2')} ?(?P<d2>\d{{1,2}}?)(?:st|nd|rd|th)?{_COMMA}(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)(?!\d)"
    r"|(?P<a4>\d{1,2})(?P<s>[-/.])(?P<b4>\d{1,2})(?P=s)(?P<y4>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\(?(?:(?:first|last|originally|article|story|date) )?"
    r"(?:published|posted|updated?|modified|created|issued|edited|released|date|time|uploaded)\b"
    r"(?: (?:on|at|date|time|by))?\s?:?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)\b\.?,?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:at |T)?(?:\d{1,2}[:.h]\d\d(?::\d\d)?|[0-2]\d[0-5]\d(?= |$|\))|\d{1,2}(?= ?[ap]\.?m\b))"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?\(?(?:GMT|UTC|[A-Z]{1,4}T)\b\)?)?(?: ?[+-]\d{1,2}(?::?\d\d)?\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:GMT|UTC|BST|IST|CET|CEST|EDT|EST|MSK)(?:[+-]\d{1,2}(?::?\d\d)?)?(?!\w)")
_SHORT_LINK = re.compile(r"(?:get )?short (?:url|link)\b:?(?: \d{1,9}\b| https?://\S{1,80})?", re.IGNORECASE)
_AGO = re.compile(r"\d{1,3} (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago\b", re.IGNORECASE)
_DAY_AND_TIME = re.compile(
    rf"(?:\d{{1,2}} {_MONTH.format('m5')}|{_MONTH.format('m6')} \d{{1,2}}),? ?(?:at )?[0-2]?\d[:.][0-5]\d(?!\d)",
    re.IGNORECASE,
)
"""A date line that names no year, as wires write it on the day: "4 May, 17:35"."""
_GAP = re.compile(r"[\s,،;|•·/()\[\]–—-]{1,5}(?:on (?=\w))?")
_OTHERS = (_WEEKDAY, _TIME, _ZONE, _SHORT_LINK, _AGO)
_PIECES = 12


class Stamp(Record, frozen=True):
    """A date line found at some place of a text: where it ends, and the day that it names first."""

    end: int
    day: str | None
    labelled: bool
    timed: bool = False
    """It has a day and a time of day, but no year."""


def stamp(text: str, start: int = 0) -> Stamp | None:
    """The date line that begins at `start`, or None. It has a whole date, or a label ("Published:") and maybe none."""
    at = end = start
    day: str | None = None
    labelled = timed = False
    for _ in range(_PIECES):
        if found := _DATE.match(text, at):
            value = day_of(found)
            if value is None:
                break
            day = day or value
        elif found := _LABEL.match(text, at):
            labelled = True
        elif found := _DAY_AND_TIME.match(text, at):
            timed = True
        elif found := next((hit for piece in _OTHERS if (hit := piece.match(text, at))), None):
            pass
        else:
            break
        end = at = found.end()
        if gap := _GAP.match(text, at):
            at = gap.end()
            end += gap[0].startswith(")")
    if end == start or (day is None and not labelled and not timed):
        return None
    return Stamp(end=end, day=day, labelled=labelled, timed=timed)


def find(text: str, start: int, stop: int) -> tuple[int, Stamp] | None:
    """The first date line that begins at a word between `start` and `stop`."""
    for word in _WORD.finditer(text, start, stop):
        found = stamp(text, word.start())
        if found is not None and (found.day is not None or found.timed):
            return word.start(), found
    return None


_WORD = re.compile(r"(?<!\S)\S")


def day_of(found: re.Match[str]) -> str | None:
    """YYYY-MM-DD of a match of a date, or None when there is no such day. 05/04/2031 could be either and is none."""
    part = found.groupdict()
    if part["a4"]:
        first, second = int(part["a4"]), int(part["b4"])
        if first > 12:
            year, month, day = part["y4"], second, first
        elif second > 12:
            year, month, day = part["y4"], first, second
        elif first == second or part["s"] == ".":  # with dots the day comes first
            year, month, day = part["y4"], second, first
        else:
            return part["y4"]
    elif part["y3"]:
        year, month, day = part["y3"], int(part["m3"]), int(part["d3"])
    else:
        year = part["y1"] or part["y2"]
        month = 1 + _MONTHS.index((part["m1"] or part["m2"])[:3].lower())
        day = int(part["d1"] or part["d2"])
    try:
        return datetime.date(int(year), month, day).isoformat()
    except ValueError:
        return None
