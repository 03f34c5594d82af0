"""How a finding grew: by day of publication, how many outlets had it, and on how many independent origins it rested."""

from __future__ import annotations

from crossbearing.records import Finding, Record
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import spoken

WIDTH, HEIGHT = 640.0, 132.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 150.0, 12.0, 26.0
LABELS = 6
"""Days that are named below the drawing."""


class Day(Record, frozen=True):
    """A day on which reports that have it came out."""

    value: str | None
    """YYYY[-MM[-DD]]; null: of reports whose day is not known, the last."""
    spoken: str
    new_outlets: tuple[str, ...]
    new_origins: tuple[str, ...]
    """Counted ones."""
    outlets: int
    """So far."""
    origins: int
    """Independent origins so far, as they are counted now."""


class Mark(Record, frozen=True):
    """A word at a place of the drawing."""

    x: float
    y: float
    label: str


class Growth(Record, frozen=True):
    """The days, and the drawing of them: two lines of steps."""

    days: tuple[Day, ...]
    width: float
    height: float
    outlets_path: str
    origins_path: str
    marks: tuple[Mark, ...]
    """Days below."""
    heights: tuple[Mark, ...]
    """Numbers beside."""
    ends: tuple[float, float]
    """Where the two lines end: y of outlets, y of origins."""


def growth(here: Catalogue, finding: Finding) -> Growth:
    """The growth of one finding."""
    claims_on: dict[str, list[str]] = {}
    for claim in finding.claims:
        day = here.report(here.claims[claim].span.report).published.value or ""
        claims_on.setdefault(day, []).append(claim)
    days: list[Day] = []
    outlets: set[str] = set()
    origins: set[int] = set()
    for day in sorted(claims_on, key=lambda each: each or "~"):
        claims = set(claims_on[day])
        new_outlets = {here.outlet(here.claims[claim].span.report) for claim in claims} - outlets
        new = {n for n, each in enumerate(finding.origins) if each.counted and claims.intersection(each.claims)}
        names = tuple(finding.origins[n].name for n in sorted(new - origins))
        outlets |= new_outlets
        origins |= new
        spoken_day = spoken(day or None)
        days.append(Day(day or None, spoken_day, tuple(sorted(new_outlets)), names, len(outlets), len(origins)))
    return _drawn(tuple(days))


def _drawn(days: tuple[Day, ...]) -> Growth:
    most = max(1, *(max(day.outlets, day.origins) for day in days))
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(days))

    def y(amount: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * amount / most, 1)

    def steps(amounts: list[int]) -> str:
        path = f"M{LEFT:g} {y(0):g}"
        for place, amount in enumerate(amounts):
            path += f"V{y(amount):g}H{round(LEFT + wide * (place + 1), 1):g}"
        return path

    every = max(1, -(-len(days) // LABELS))
    marks = tuple(
        Mark(round(LEFT + wide * (place + 0.5), 1), HEIGHT - 8, day.value or "?")
        for place, day in enumerate(days)
        if place % every == 0
    )
    heights = tuple(Mark(LEFT - 8, y(each) + 4, str(each)) for each in sorted({0, most}))
    return Growth(
        days=days,
        width=WIDTH,
        height=HEIGHT,
        outlets_path=steps([day.outlets for day in days]),
        origins_path=steps([day.origins for day in days]),
        marks=marks,
        heights=heights,
        ends=_apart(y(days[-1].outlets), y(days[-1].origins)),
    )


def _apart(outlets: float, origins: float) -> tuple[float, float]:
    """Two labels that do not lie on one another: fourteen units at least."""
    if abs(outlets - origins) >= 14:
        return outlets + 4, origins + 4
    upper = min(outlets, origins)
    above = outlets <= origins
    return (upper - 3, upper + 12) if above else (upper + 12, upper - 3)
