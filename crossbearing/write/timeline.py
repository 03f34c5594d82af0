"""Days of the event on a wide stretch of the axis, far-away ones on narrow stretches, with a break wherever the scale
changes: every stretch is drawn to its own scale, and says so.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from crossbearing.messages import gettext as _
from crossbearing.records import Moment, Record
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import brief, days_of, spoken
from crossbearing.write.views import BASIS, badges

WIDTH, EDGE, BREAK = 1000.0, 14.0, 30.0
MAIN = 0.64
"""Part of the width that the days of the event get, where there are others."""
QUIET = 14
"""Days without anything that end the event's own stretch."""
FAR = 730
"""Days without anything that break the axis before and after the event."""
DOT, DEEPEST = 11.0, 24
"""Room for one point, and how many stand over one another; more are only counted."""
SHORTEST = 52.0
AXIS = 34.0
"""Height of the axis with its labels."""


class Entry(Record, frozen=True):
    """One finding at one date, for the list."""

    number: int
    finding: str
    words: str
    language: str
    outlets: int
    passage: Passage
    basis: str
    badges: tuple[str, ...]
    id: str


class Dated(Record, frozen=True):
    """Everything at one date."""

    value: str
    spoken: str
    entries: tuple[Entry, ...]


class Dot(Record, frozen=True):
    """A finding at a day; hollow: not (said to be) done."""

    x: float
    y: float
    hollow: bool
    entry: Entry
    day: str


class Bar(Record, frozen=True):
    """A month or a year, as wide as it is on this axis."""

    x: float
    y: float
    width: float
    label: str
    entries: int
    target: str


class Notch(Record, frozen=True):
    """A place on the axis, with or without words."""

    x: float
    label: str


class Stretch(Record, frozen=True):
    """A part of the axis with one scale."""

    x: float
    width: float
    main: bool


class Timeline(Record, frozen=True):
    """The drawing and its list."""

    dates: tuple[Dated, ...]
    entries: int
    dots: tuple[Dot, ...]
    more: tuple[Notch, ...]
    """ "+12" above a day that has more points than are drawn."""
    bars: tuple[Bar, ...]
    notches: tuple[Notch, ...]
    breaks: tuple[float, ...]
    stretches: tuple[Stretch, ...]
    published: tuple[Notch, ...]
    axis_y: float
    height: float


def timeline(catalogue: Catalogue) -> Timeline:
    """All moments of the dossier, once for each finding and date."""
    dates = _dates(catalogue)
    published = sorted({report.published.value for report in catalogue.reports if report.published.value})
    scale = _Scale(*_ordinals([dated.value for dated in dates], published))
    cells = {dated.value: _cell(scale, dated) for dated in dates if _is_day(dated.value)}
    deepest = max((math.ceil(min(len(d.entries), DEEPEST * cells[d.value][1]) / cells[d.value][1])
                   for d in dates if d.value in cells), default=1)  # fmt: skip
    axis_y = 22.0 + deepest * DOT
    bars = _bars(scale, [dated for dated in dates if not _is_day(dated.value)], axis_y + AXIS + 12)
    return Timeline(
        dates=dates,
        entries=sum(len(dated.entries) for dated in dates),
        dots=tuple(dot for dated in dates if dated.value in cells for dot in _dots(dated, cells[dated.value], axis_y)),
        more=tuple(_more(dates, cells)),
        bars=bars,
        notches=scale.notches(),
        breaks=scale.breaks,
        stretches=scale.stretches,
        published=tuple(
            Notch(round(scale.x(extent[0].toordinal() + 0.5), 1), _("report published %(day)s", day=spoken(value)))
            for value in published
            if (extent := days_of(value)) and _is_day(value)
        ),
        axis_y=axis_y,
        height=max((bar.y + 14 for bar in bars), default=axis_y + AXIS) + 6,
    )


# ── what is said of which date ────────────────────────────────────────────────────────────────────────────────────────


def _dates(catalogue: Catalogue) -> tuple[Dated, ...]:
    by_value: dict[str, dict[str, Moment]] = {}
    for moment in catalogue.dossier.timeline:
        if moment.finding in catalogue.dossier.hidden:
            continue
        by_value.setdefault(moment.when.value, {}).setdefault(moment.finding, moment)
    made = []
    for value in sorted(by_value):
        entries = [_entry(catalogue, moment, value) for moment in by_value[value].values()]
        entries.sort(key=lambda entry: (-entry.outlets, entry.number))
        made.append(Dated(value, spoken(value), tuple(entries)))
    return tuple(made)


def _entry(catalogue: Catalogue, moment: Moment, value: str) -> Entry:
    finding = catalogue.findings[moment.finding]
    return Entry(
        number=catalogue.number[moment.finding],
        finding=moment.finding,
        words=catalogue.words(finding.wording),
        language=catalogue.report(finding.wording.report).language,
        outlets=len(finding.outlets),
        passage=catalogue.passage(moment.when.span),
        basis=BASIS[moment.when.basis],
        badges=badges(catalogue.claims[moment.claim]),
        id=f"t-{value}-{moment.finding}",
    )


def _is_day(value: str) -> bool:
    extent = days_of(value)
    return extent is not None and extent[0] == extent[1]


# ── the axis ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ordinals(values: Sequence[str], published: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """Days that something happened on (those of publication too), and first and last day of months and years."""
    days = [days_of(value) for value in (*values, *published)]
    singles = [each[0].toordinal() for each in days if each and each[0] == each[1]]
    periods = [(each[0].toordinal(), each[1].toordinal()) for each in days[: len(values)] if each and each[0] < each[1]]
    return singles, periods


class _Scale:
    """Days (ordinals) → x: the stretch of the event, and around it as many others as there are far-away dates."""

    def __init__(self, singles: list[int], periods: list[tuple[int, int]]) -> None:
        main = _densest(singles) if singles else _hull(periods)
        outside = [day for day in singles if not main[0] <= day < main[1]]
        outside += [day for ends in periods for day in ends if not main[0] <= day < main[1]]
        before = _clusters(sorted(day for day in outside if day < main[0]))
        after = _clusters(sorted(day for day in outside if day >= main[1]))
        before = [(a, min(b, main[0])) for a, b in before]
        parts = [*before, main, *after]
        self._knots: list[tuple[float, float]] = []
        self.stretches = tuple(self._lay(parts, len(before)))
        self.breaks = tuple(
            round((a.x + a.width + b.x) / 2, 1) for a, b in zip(self.stretches, self.stretches[1:], strict=False)
        )
        self._parts = parts

    def _lay(self, parts: list[tuple[int, int]], main: int) -> list[Stretch]:
        room = WIDTH - 2 * EDGE - BREAK * (len(parts) - 1)
        weights = [math.sqrt(end - start) for start, end in parts]
        others = sum(weights) - weights[main]
        outer = min(room * (1 - MAIN), max(others * 6, SHORTEST * (len(parts) - 1))) if others else 0.0
        x, laid = EDGE, []
        for place, (start, end) in enumerate(parts):
            width = room - outer if place == main else outer * weights[place] / others
            self._knots += [(start, x), (end, x + width)]
            laid.append(Stretch(round(x, 1), round(width, 1), place == main))
            x += width + BREAK
        return laid

    def x(self, day: float) -> float:
        """Where a day begins; between stretches, on the break; beyond the ends, at the end."""
        place = bisect_right(self._knots, (day, math.inf))
        if place == 0:
            return self._knots[0][1]
        if place == len(self._knots):
            return self._knots[-1][1]
        (a, from_x), (b, to_x) = self._knots[place - 1 : place + 1]
        return from_x + (to_x - from_x) * (day - a) / (b - a) if b > a else from_x

    def notches(self) -> tuple[Notch, ...]:
        return tuple(
            notch for part, laid in zip(self._parts, self.stretches, strict=True) for notch in self._of(part, laid)
        )

    def _of(self, part: tuple[int, int], laid: Stretch) -> list[Notch]:
        """Years, months or days, by what there is room for."""
        start, end = part
        per_day = laid.width / (end - start)
        if per_day >= 5.0:
            every = max(1, math.ceil(58 / per_day))
            shown = [(day, day == start or date.fromordinal(day).day == 1) for day in range(start, end, every)]
            return [Notch(round(self.x(day + 0.5), 1), brief(date.fromordinal(day), full=full)) for day, full in shown]
        years = range(date.fromordinal(start).year, date.fromordinal(end - 1).year + 1)
        every = max(1, math.ceil(40 * len(years) / laid.width))
        middles = [(year, max(start, date(year, 1, 1).toordinal())) for year in years[::every]]
        return [Notch(round(self.x(day), 1), str(year)) for year, day in middles]


def _densest(days: list[int]) -> tuple[int, int]:
    """The stretch with most days in it; of equal ones the last."""
    days = sorted(days)
    groups: list[list[int]] = [[days[0]]]
    for day in days[1:]:
        if day - groups[-1][-1] > QUIET:
            groups.append([])
        groups[-1].append(day)
    best = max(groups, key=lambda group: (len(group), group[0]))
    return best[0], best[-1] + 1


def _hull(periods: list[tuple[int, int]]) -> tuple[int, int]:
    if not periods:
        return 1, 2
    return min(start for start, _ in periods), max(end for _, end in periods) + 1


def _clusters(days: list[int]) -> list[tuple[int, int]]:
    """Days parted where the gap is long, and long against all that lies between the first and the last."""
    if not days:
        return []
    limit = max(FAR, (days[-1] - days[0]) // 5)
    groups: list[tuple[int, int]] = [(days[0], days[0] + 1)]
    for day in days[1:]:
        if day - groups[-1][1] > limit:
            groups.append((day, day + 1))
        groups[-1] = (groups[-1][0], day + 1)
    return groups


# ── what stands on it ─────────────────────────────────────────────────────────────────────────────────────────────────


def _cell(scale: _Scale, dated: Dated) -> tuple[float, int]:
    """The middle of a day, and how many points stand side by side in it."""
    extent = days_of(dated.value)
    day = extent[0].toordinal() if extent else 1
    left, right = scale.x(day), scale.x(day + 1)
    return (left + right) / 2, max(1, min(int((right - left) * 0.9 / DOT), math.ceil(math.sqrt(len(dated.entries)))))


def _dots(dated: Dated, cell: tuple[float, int], axis_y: float) -> list[Dot]:
    middle, columns = cell
    shown = dated.entries[: columns * DEEPEST]
    dots = []
    for place, entry in enumerate(shown):
        across = min(columns, len(shown))
        x = middle + (place % columns - (across - 1) / 2) * DOT
        y = axis_y - 8 - place // columns * DOT
        hollow = any(badge != "ongoing" for badge in entry.badges)
        dots.append(Dot(round(x, 1), round(y, 1), hollow, entry, dated.spoken))
    return dots


def _more(dates: Sequence[Dated], cells: dict[str, tuple[float, int]]) -> list[Notch]:
    return [
        Notch(round(cells[each.value][0], 1), f"+{len(each.entries) - cells[each.value][1] * DEEPEST}")
        for each in dates
        if each.value in cells and len(each.entries) > cells[each.value][1] * DEEPEST
    ]


def _bars(scale: _Scale, dates: Sequence[Dated], top: float) -> tuple[Bar, ...]:
    """Months and years, under one another where they would touch."""
    lanes: list[float] = []
    bars = []
    for dated in dates:
        extent = days_of(dated.value)
        if extent is None:
            continue
        left = scale.x(extent[0].toordinal())
        width = max(8.0, scale.x(extent[1].toordinal() + 1) - left)
        label = dated.spoken
        room = max(width, 7.0 * len(label) + 14)
        at = min(left, WIDTH - room)
        lane = next((lane for lane, end in enumerate(lanes) if end <= at), len(lanes))
        lanes[lane : lane + 1] = [at + room]
        x = min(left, WIDTH - width)
        bars.append(Bar(round(x, 1), top + lane * 22, round(width, 1), label, len(dated.entries), f"t-{dated.value}"))
    return tuple(bars)
