"""Figures by what they count, each on the scale of its group."""

from __future__ import annotations

import math

from crossbearing.figures import counted, figure, number
from crossbearing.records import Claim, Figure, Record
from crossbearing.write.catalogue import Catalogue, Passage

WIDTH, EDGE = 300.0, 18.0
"""Of the drawing, in its own units; points keep EDGE from its sides, so that arrows of open bounds have room."""
LOGARITHMIC = 40.0
"""From this ratio of the greatest to the least on, the scale is logarithmic."""
WORD_TICKS = 4


class Tick(Record, frozen=True):
    """A value on the scale."""

    x: float
    label: str


class Point(Record, frozen=True):
    """One outlet's figure. Bounds are ends of a line; an open one ends in an arrow."""

    outlet: str
    day: str
    read_as: str
    passage: Passage
    voice: str
    number: int
    finding: str
    x: float
    from_x: float
    to_x: float
    open_low: bool
    open_high: bool


class Count(Record, frozen=True):
    """All figures for one thing that is counted."""

    of: str
    points: tuple[Point, ...]
    outlets: int
    agree: bool
    ticks: tuple[Tick, ...]
    logarithmic: bool


class Counts(Record, frozen=True):
    """`several`: counted by two or more outlets; `single`: by one."""

    several: tuple[Count, ...]
    single: tuple[Count, ...]


def counts(catalogue: Catalogue) -> Counts:
    """Every figure of a claim that has a finding, none that a reader hid, once for each report and value."""
    groups: dict[str, dict[tuple[str, float, float, float, str], tuple[Figure, Claim]]] = {}
    for claim in sorted(catalogue.claims.values(), key=lambda each: catalogue.order(each.span)):
        for each in claim.figures:
            finding = catalogue.finding_of.get(claim.id)
            if finding is None or finding in catalogue.dossier.hidden or not math.isfinite(each.value):
                continue
            key = (claim.span.report, each.value, _low(each), _high(each), each.hedge)
            groups.setdefault(counted(each), {}).setdefault(key, (each, claim))
    made = [_count(catalogue, of, list(group.values())) for of, group in sorted(groups.items())]
    made.sort(key=lambda count: (not count.of, -count.outlets, -len(count.points), count.of))
    return Counts(
        several=tuple(count for count in made if count.outlets > 1 and count.of),
        single=tuple(count for count in made if count.outlets == 1 or not count.of),
    )


def _count(catalogue: Catalogue, of: str, figures: list[tuple[Figure, Claim]]) -> Count:
    ends = [end for each, _ in figures for end in (each.value, each.low, each.high) if end is not None]
    ends = [end for end in ends if math.isfinite(end)]
    scale = _Scale(min(ends), max(ends))
    points = [_point(catalogue, each, claim, scale) for each, claim in figures]
    values = {(each.value, each.low, each.high) for each, _ in figures}
    return Count(
        of=of,
        points=tuple(points),
        outlets=len({point.outlet for point in points}),
        agree=len(values) == 1,
        ticks=scale.ticks(),
        logarithmic=scale.logarithmic,
    )


def _point(catalogue: Catalogue, read: Figure, claim: Claim, scale: _Scale) -> Point:
    finding = catalogue.finding_of[claim.id]
    passage = catalogue.passage(read.span)
    low, high = _low(read), _high(read)
    return Point(
        outlet=passage.outlet,
        day=passage.day,
        read_as=figure(read),
        passage=passage,
        voice=", ".join(source.name for source in (*claim.sources[:1], *claim.co_sources)),
        number=catalogue.number[finding],
        finding=finding,
        x=scale.x(read.value),
        from_x=scale.x(low) if math.isfinite(low) else 2.0,
        to_x=scale.x(high) if math.isfinite(high) else WIDTH - 2.0,
        open_low=not math.isfinite(low),
        open_high=not math.isfinite(high),
    )


def _low(read: Figure) -> float:
    return -math.inf if read.low is None else read.low


def _high(read: Figure) -> float:
    return math.inf if read.high is None else read.high


class _Scale:
    """Values → x. Logarithmic where the values need it and none is zero or less."""

    def __init__(self, least: float, greatest: float) -> None:
        self.logarithmic = least > 0 and greatest / least >= LOGARITHMIC
        self._least, self._greatest = least, greatest

    def x(self, value: float) -> float:
        a, b = self._at(self._least), self._at(self._greatest)
        share = (self._at(value) - a) / (b - a) if a < b and math.isfinite(b - a) else 0.5
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def ticks(self) -> tuple[Tick, ...]:
        if self._least == self._greatest:
            return (Tick(self.x(self._least), number(self._least)),)
        values = self._powers() if self.logarithmic else self._steps()
        return tuple(Tick(self.x(value), number(value)) for value in values)

    def _at(self, value: float) -> float:
        return math.log10(value) if self.logarithmic else value

    def _powers(self) -> list[float]:
        first, last = math.ceil(math.log10(self._least)), math.floor(math.log10(self._greatest))
        every = max(1, math.ceil((last - first + 1) / WORD_TICKS))
        return [10.0**power for power in range(first, last + 1, every)]

    def _steps(self) -> list[float]:
        """Round values, three to five of them: 1, 2 or 5 times a power of ten apart."""
        rough = (self._greatest - self._least) / WORD_TICKS
        power = 10.0 ** math.floor(math.log10(rough)) if 0 < rough < math.inf else 0.0
        if not power:
            return [self._least, self._greatest]
        step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
        first, last = math.ceil(self._least / step), math.floor(self._greatest / step)
        return [float(f"{place * step:.12g}") for place in range(first, min(last, first + 10) + 1)]
