"""Days as pages and headers write them: in digits, and in the words of a dozen languages.

05/04/2031 is 5 April in London and 4 May in Boston: such a day keeps both readings, and its value is the year alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from crossbearing.records import Record

_NAMES = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
januar februar märz april mai juni juli august september oktober november dezember
jän feb mär apr mai juni juli aug sept okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil août sept oct nov déc
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago sep oct nov dic
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
янв фев мар апр мая июн июл авг сен окт ноя дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
"""
_MONTHS = {name: number for line in _NAMES.strip().splitlines() for number, name in enumerate(line.split(), 1)} | {
    "sept": 9,
    "setiembre": 9,
}
_MONTH = "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name)))
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<y1>{_YEAR})(?:\s?[-./]\s?|\s?[年년]\s?)(?P<m1>\d{{1,2}})(?:\s?[-./]\s?|\s?[月월]\s?)(?P<d1>\d{{1,2}})"
    rf"(?:\s?[日일]|(?!\d))"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:de |of )?(?P<m2>{_MONTH})\b\.?,?[\s-](?:de |del )?"
    rf"(?P<y2>{_YEAR})"
    rf"|(?P<d3>\d{{1,2}})(?P<s>[-/.])(?P<m3>\d{{1,2}})(?P=s)(?P<y3>{_YEAR}))(?!\d)"
    rf"|\b(?P<m4>{_MONTH})\b\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(_YEAR)
"""In every date; looked for first, since most lines have none."""
_COMPACT = re.compile(rf"({_YEAR})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_MONTH_ONLY = re.compile(rf"({_YEAR})(?:[-/](\d\d))?")
_TIME = re.compile(
    r"[\s,T|·•–—-]{0,4}(?:at |um |à |a las |в )?(?P<h>\d{1,2})[:.h](?P<m>\d\d)(?::(?P<s>\d\d))?(?:[.,]\d{1,9})?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?\s?\(?(?P<zone>Z\b|[+-]\d\d:?\d\d\b|[A-Z]{3,4}\b)?(?P<plus>[+-]\d{1,2}\b)?",
    re.IGNORECASE,
)
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), "+00:00"),
    **dict.fromkeys(("CET", "WAT", "MEZ"), "+01:00"),
    **dict.fromkeys(("CEST", "EET", "CAT", "SAST", "MESZ"), "+02:00"),
    **dict.fromkeys(("EEST", "MSK", "EAT"), "+03:00"),
    **dict.fromkeys(("HKT", "SGT", "AWST"), "+08:00"),
    **dict.fromkeys(("KST", "JST"), "+09:00"),
    "PKT": "+05:00",
    "WIB": "+07:00",
    "AEST": "+10:00",
    "EDT": "-04:00",
    "EST": "-05:00",
    "PDT": "-07:00",
    "PST": "-08:00",
    "BRT": "-03:00",
}
"""Letters that mean one zone only; BST, IST, CST and "ET" do not."""
_LONGEST = 400


class Day(Record, frozen=True):
    """A day as written, code points [start, end) of the text it stands in."""

    value: str
    """YYYY[-MM[-DD]]; the year where day and month cannot be told apart."""
    time: str | None
    """ISO 8601 with its zone; None where no time or no zone is written."""
    readings: tuple[str, ...]
    """The days that it may be: day first, then month first; one where it is clear."""
    start: int
    end: int


def day(text: object) -> Day | None:
    """The day that a field holds and nothing else: "2031-05-04T17:35:00+09:00", "20310504", "Sun, 4 May 2031"."""
    if not isinstance(text, str):
        return None
    text = text.strip()[:_LONGEST]
    if found := _COMPACT.fullmatch(text):
        return _made(found[1], found[2], found[3], _time(found[4], found[5], None, found[6]), (0, len(text)))
    if found := _MONTH_ONLY.fullmatch(text):
        made = _made(found[1], found[2] or "1", "1", None, (0, len(text)))
        return Day(text.replace("/", "-"), None, (text.replace("/", "-"),), 0, len(text)) if made else None
    return next(days(text), None)


def days(text: str) -> Iterator[Day]:
    """All days that are written in a text, in order; only its first few hundred characters are looked at."""
    if not has_year(text):
        return
    for found in _DATE.finditer(text[:_LONGEST]):
        part = found.groupdict()
        which = next(at for at in "1234" if part[f"y{at}"])
        at = _TIME.match(text, found.end())
        clock, end = (None, found.end()) if at is None else (_clock(at), at.end())
        month, number = part[f"m{which}"], part[f"d{which}"]
        if which == "3":
            made = _either(part["y3"], number, month, clock, (found.start(), end), dotted=part["s"] == ".")
        else:
            named = month if month.isdigit() else str(_MONTHS[month.casefold()])
            made = _made(part[f"y{which}"], named, number, clock, (found.start(), end))
        if made is not None:
            yield made


def has_year(text: str) -> bool:
    """Whether a text may have a day in it: quick, and true of far fewer texts than are looked at."""
    return _HAS_YEAR.search(text, 0, _LONGEST) is not None


def _either(  # noqa: PLR0913 - the pieces of one date
    year: str, first: str, second: str, clock: str | None, place: tuple[int, int], *, dotted: bool
) -> Day | None:
    """The day of three numbers. With dots between them the day comes first."""
    made = [_made(year, second, first, clock, place)]
    if not dotted:
        made.append(_made(year, first, second, clock, place))
    found = list({each.value: each for each in made if each is not None}.values())
    if len(found) < 2:
        return found[0] if found else None
    return Day(year, None, tuple(each.value for each in found), *place)


def _made(year: str, month: str, number: str, clock: str | None, place: tuple[int, int]) -> Day | None:
    try:
        value = datetime.date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None
    return Day(value, f"{value}T{clock}" if clock else None, (value,), *place)


def _clock(found: re.Match[str]) -> str | None:
    hour = int(found["h"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    zone = found["zone"]
    if zone and zone.upper() in ("GMT", "UTC") and found["plus"]:
        zone = f"{found['plus'][0]}{int(found['plus'][1:]):02d}:00"
    return _time(str(hour), found["m"], found["s"], zone)


def _time(hour: str | None, minute: str | None, second: str | None, zone: str | None) -> str | None:
    if hour is None or minute is None or not zone:
        return None
    offset = _ZONES.get(zone.upper()) or (f"{zone[:3]}:{zone[-2:]}" if zone[0] in "+-" else None)
    if offset is None:
        return None
    clock = f"{int(hour):02d}:{minute}:{second or '00'}{offset}"
    try:
        datetime.time.fromisoformat(clock)
    except ValueError:
        return None
    return clock
