"""Figures as a reader writes them."""

from __future__ import annotations

import math
import re

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
_AS_IT_IS = frozenset(
    "aircraft cattle staff personnel police species series headquarters percent sheep people hertz magnitude".split()
)
_IRREGULAR = {
    "person": "people", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese", "mouse": "mice",
    "life": "lives", "wife": "wives", "knife": "knives", "half": "halves", "thief": "thieves", "wolf": "wolves",
    "leaf": "leaves", "loaf": "loaves", "shelf": "shelves", "human": "humans", "potato": "potatoes",
    "tomato": "tomatoes", "hero": "heroes", "torpedo": "torpedoes", "crisis": "crises", "gas": "gases",
}  # fmt: skip
_SIBILANT = ("s", "x", "z", "ch", "sh")
_MEASURED = re.compile(r"(.+?)(?= per | Celsius$| Fahrenheit$)")
"""What of "kilometre per hour" and "degree Celsius" has a plural."""


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
    """ "about 500 containers": its hedge, its value or bounds, and what is counted."""
    value = alone(read)
    of = what(read)
    # NOTE: 500 containers
    return _("%(number)s %(of)s", number=value, of=of) if of else value


def alone(read: Figure) -> Message:
    """ "about 500": its hedge, and its value or bounds."""
    value: Message = number(read.value)
    if read.low is not None and read.high is not None and read.low != read.high:
        value = _("%(low)s–%(high)s", low=number(read.low), high=number(read.high))
    return gettext(HEDGES[read.hedge], number=value) if read.hedge else value


def what(read: Figure) -> str:
    """ "containers", "people dead": what is counted, one or several as the value has it; "" where it is not said."""
    unit = "" if read.unit == read.of else read.unit
    one = read.value == 1 and read.low in (None, 1) and read.high in (None, 1)
    noun = ("person" if unit == "people" else unit) if one else plural(unit)
    return " ".join(part for part in (noun, read.of) if part)


def plural(noun: str) -> str:
    """The plural of what is counted: "flood sacks", "bodies", "kilometres per hour". Codes of money have none."""
    measured = _MEASURED.match(noun)
    if measured:
        return plural(measured[1]) + noun[measured.end() :]
    before, space, last = noun.rpartition(" ")
    return f"{before}{space}{_plural(last)}"


def _plural(word: str) -> str:
    if not word.isascii() or not word.isalpha() or word.isupper() or word in _AS_IT_IS:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man"):
        return f"{word[:-2]}en"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_SIBILANT) else f"{word}s"


def counted(read: Figure) -> str:
    """What is counted: "people dead", "container"; people, where only their state is said."""
    if read.of:
        return f"{read.unit or 'people'} {read.of}"
    return read.unit
