"""When two figures speak of the same thing, and when they agree."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from crossbearing.compare.overview import stem
from crossbearing.records import Figure

_ROUND = 0.1
"""How far "about" and "nearly" reach to either side of the number."""
PEOPLE = frozenset(
    "people person individual victim casualty civilian life death fatality injury arrest detention".split()
) | {""}
"""Units that say no more than that people are counted: what is said of them then decides."""


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the greatest value that the words allow, roundness of "about" and "nearly" included."""
    low = -inf if figure.low is None else figure.low
    high = inf if figure.high is None else figure.high
    if figure.hedge in ("~", "~<"):
        low = min(low, figure.value) if figure.low is not None else figure.value
        high = max(high, figure.value) if figure.high is not None else figure.value
        return low - _ROUND * abs(figure.value), high + (0 if figure.hedge == "~<" else _ROUND * abs(figure.value))
    return low, high


def agree(a: Figure, b: Figure) -> bool:
    """Whether some value satisfies both: "more than 100" and "112" agree, "43" and "about 70" don't."""
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return a_low <= b_high and b_low <= a_high


def head(unit: str) -> str:
    """The stem of a unit's last word: "patrol boat" → "boat"."""
    return stem(unit.rsplit(maxsplit=1)[-1]) if unit else ""


def comparable(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same kind of thing.

    What is said of the counted ("dead", "injured") must not differ; the nouns must be the same, or both no more than
    "people". A named group ("93 villagers") may be part of the people, so it is not compared with them.
    """
    if a.of and b.of and a.of != b.of:
        return False
    if a.unit in PEOPLE and b.unit in PEOPLE:
        return a.of == b.of and a.of is not None
    return head(a.unit) == head(b.unit)


Pairs = list[tuple[Figure, Figure]]


def compare(ours: Iterable[Figure], theirs: Iterable[Figure]) -> tuple[Pairs, Pairs]:
    """Comparable pairs that agree, and those that don't; who agrees with one is in no conflict with others."""
    pairs = [(a, b) for a in ours for b in theirs if comparable(a, b)]
    agreeing = [(a, b) for a, b in pairs if agree(a, b)]
    settled = {a.span for a, _ in agreeing} | {b.span for _, b in agreeing}
    return agreeing, [(a, b) for a, b in pairs if a.span not in settled and b.span not in settled]
