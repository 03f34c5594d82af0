"""Figures as a reader writes them."""

from __future__ import annotations

import math

from crossbearing.messages import Message, Number, gettext
from crossbearing.messages import gettext as _
from crossbearing.records import Figure

N_ = str
"""Marks a message for the catalogue; its values come later."""
HEDGES = {
    "~": N_("about %(number)s"),
    "<": N_("less than %(number)s"),
    "<=": N_("at most %(number)s"),
    ">": N_("more than %(number)s"),
    ">=": N_("at least %(number)s"),
    "~<": N_("nearly %(number)s"),
}
MANY = 1e15
"""From here on, digits written out say more than a float holds."""


def number(value: float) -> Number:
    """ "11,000", "2.5"; beyond 15 digits with an exponent."""
    if not math.isfinite(value) or abs(value) >= MANY:
        return Number(f"{value:g}")
    if value == int(value):
        return Number(f"{int(value):,}")
    return Number(f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.4g}")


def hundredths(value: float) -> Number:
    """ "0.50"."""
    return Number(f"{value:.2f}")


def figure(read: Figure) -> Message:
    """ "about 500 containers": its hedge, its value or bounds, and what is counted, as the reading has it."""
    value: Message = number(read.value)
    if read.low is not None and read.high is not None and read.low != read.high:
        value = _("%(low)s–%(high)s", low=number(read.low), high=number(read.high))
    if read.hedge:
        value = gettext(HEDGES[read.hedge], number=value)
    of = " ".join(part for part in (read.unit, read.of or "") if part)
    # NOTE: 500 containers
    return _("%(number)s %(of)s", number=value, of=of) if of else value


def counted(read: Figure) -> str:
    """What is counted: "people dead", "container"; people, where only their state is said."""
    if read.of:
        return f"{read.unit or 'people'} {read.of}"
    return read.unit
