"""By which value two claims of one proposition differ: a figure, nothing against some, the hour, the order.

What is read here is in the words of the two claims alone; whether they are of one proposition is asked elsewhere
(`compare.counterparts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crossbearing.compare.counts import GROWING
from crossbearing.compare.values import compare
from crossbearing.records import Claim, Figure, Span

ONE_SIZE = 3.0
"""A value so many times another, or more, counts something else: yards of a game and of a season."""
_MINUTES_ABOUT = 20
"""How far from the hour "about" reaches."""
_SAME_HOUR = 2
"""Minutes by which two clocks may differ."""


class Difference(NamedTuple):
    """What two claims give differently, in words, and where each says it."""

    what: str
    detail: str
    ours: Span
    theirs: Span


def difference(a: Claim, ours: str, b: Claim, theirs: str) -> Difference | None:
    """The first value in which two claims (and the words of their contents) cannot both be right; None without one."""
    for ask in (_figures, _clocks, _orders):
        found = ask(a, ours, b, theirs)
        if found is not None:
            return found
    return None


def _figures(a: Claim, ours: str, b: Claim, theirs: str) -> Difference | None:
    """Two figures of one thing that no value satisfies both, where no others agree. What grows is left to `counts`."""
    agreeing, differing = compare(a.figures, b.figures)
    if any(x.value == y.value for x, y in agreeing):
        return None
    found = next(((x, y) for x, y in differing if not {x.of, y.of} & GROWING and _of_one_size(x, y)), None)
    if found is None:
        return None
    x, y = found
    what = x.unit or x.of or ""
    return Difference("figures differ", f"{x.value:g} against {y.value:g} {what}".strip(), x.span, y.span)


def _of_one_size(x: Figure, y: Figure) -> bool:
    low, high = sorted((abs(x.value), abs(y.value)))
    return low > 0 and high / low <= ONE_SIZE


# ── hours ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_CLOCK = re.compile(
    r"(?P<about>\b(?:about|around|approximately|shortly|just|before|after|by)\s+(?:before\s+|after\s+)?)?"
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b",
    re.IGNORECASE,
)


class _Hour(NamedTuple):
    minute: int
    """Of the day."""
    about: bool
    words: str
    span: Span


def _hours(claim: Claim, text: str) -> Iterator[_Hour]:
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"])
        if 1 <= hour <= 12:
            minute = (hour % 12 + 12 * (match["half"].lower() == "p")) * 60 + int(match["minute"] or 0)
            span = Span(claim.content.report, claim.content.start + match.start(), claim.content.start + match.end())
            yield _Hour(minute, bool(match["about"]), match[0], span)


def _clocks(a: Claim, ours: str, b: Claim, theirs: str) -> Difference | None:
    """One hour each, and too far apart to be rounded."""
    early, late = list(_hours(a, ours)), list(_hours(b, theirs))
    if len(early) != 1 or len(late) != 1:
        return None
    (x,), (y,) = early, late
    reach = _MINUTES_ABOUT if x.about or y.about else _SAME_HOUR
    if abs(x.minute - y.minute) <= reach:
        return None
    return Difference("hours differ", f"{x.words} against {y.words}", x.span, y.span)


# ── the how-manieth ───────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ORDER = re.compile(rf"\b(?P<order>{'|'.join(_WORDS)}|\d+(?:st|nd|rd|th))[\s-]+(?:[a-z]+[\s-]+)?(?P<of>[a-z]{{4,}})\b")
_PARTS = frozenset("half quarter minute round inning period place time week month year floor street avenue day".split())
"""Counted off within one thing; a report tells of several of them."""


def _orders(a: Claim, ours: str, b: Claim, theirs: str) -> Difference | None:
    """ "its fourth head coach" against "the fifth head coach"."""
    known = {match["of"]: match for match in _ORDER.finditer(ours) if match["of"] not in _PARTS}
    for match in _ORDER.finditer(theirs):
        same = known.get(match["of"])
        if same is not None and _number(same["order"]) != _number(match["order"]):
            spans = (
                Span(claim.content.report, claim.content.start + found.start(), claim.content.start + found.end())
                for claim, found in ((a, same), (b, match))
            )
            return Difference("order differs", f"{same[0]} against {match[0]}", *spans)
    return None


def _number(order: str) -> int:
    return _WORDS.index(order) + 1 if order in _WORDS else int(order[:-2])
