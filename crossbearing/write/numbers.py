"""Figures as a reader writes them."""

from __future__ import annotations

import math

from crossbearing.records import Figure

HEDGES = {
    "": "", "~": "about ", "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least ", "~<": "nearly ",
}  # fmt: skip
MANY = 1e15
"""From here on, digits written out say more than a float holds."""


def number(value: float) -> str:
    """ "11,000", "2.5"; beyond 15 digits with an exponent."""
    if not math.isfinite(value) or abs(value) >= MANY:
        return f"{value:g}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.4g}"


def figure(read: Figure) -> str:
    """ "about 500 containers": its hedge, its value or bounds, and what is counted, as the reading has it."""
    if read.low is not None and read.high is not None and read.low != read.high:
        value = f"{number(read.low)}–{number(read.high)}"
    else:
        value = number(read.value)
    return " ".join(part for part in (f"{HEDGES[read.hedge]}{value}", read.unit, read.of or "") if part)


def counted(read: Figure) -> str:
    """What is counted: "people dead", "container"; people, where only their state is said."""
    if read.of:
        return f"{read.unit or 'people'} {read.of}"
    return read.unit
