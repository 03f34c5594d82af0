"""What a reader writes into a decision, as it is kept: on one line or several, without what cannot be shown."""

from __future__ import annotations

import datetime
import re
import unicodedata

from crossbearing.decide.terms import in_digits
from crossbearing.errors import InputError
from crossbearing.records import DecisionKind

MOST = 200
"""Code points of what stands on one line: a name, a value."""
MOST_LINES = 4000
"""Code points of a note or a reason."""
_JOINERS = "\u200c\u200d"
"""Of what is no character by itself, these belong to the spelling of names in several scripts."""
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_EMPTY = ("same", "apart", "hide")
_NEEDED = {
    "published": "the day of publication must be given",
    "origin": "the origin that is none of its own must be named",
    "note": "a note must say something",
}


def meant(kind: DecisionKind, value: str) -> str:
    """The value of a decision as it is kept; see `DecisionKind` for what each kind takes. Raises InputError."""
    told = lines(value, "the note") if kind == "note" else line(value, "the value")
    if kind in _EMPTY and told:
        raise InputError(f"a decision of the kind {kind} takes no value")
    if kind in _NEEDED and not told:
        raise InputError(_NEEDED[kind])
    if kind in ("date", "published") and told:
        return _day(told)
    return _number(told) if kind == "figure" and told else told


def line(text: str, what: str) -> str:
    """A text on one line, runs of white space as one. Raises InputError for what is too long or not to be shown."""
    return _shown(" ".join(text.split()), what, MOST)


def lines(text: str, what: str) -> str:
    """The same of a text that may have several lines."""
    told = "\n".join(" ".join(each.split()) for each in text.splitlines()).strip("\n")
    return _shown(told, what, MOST_LINES)


def _shown(text: str, what: str, most: int) -> str:
    if len(text) > most:
        raise InputError(f"{what} has {len(text)} characters; at most {most} are kept")
    for ch in text:
        if not ch.isprintable() and ch not in _JOINERS + "\n":
            raise InputError(f"{what} holds a character that cannot be shown: U+{ord(ch):04X}")
    return unicodedata.normalize("NFC", text)


def _day(told: str) -> str:
    try:
        if not _DAY.fullmatch(told):
            raise ValueError(told)
        datetime.date.fromisoformat(f"{told}-01-01"[:10])
    except ValueError as error:
        raise InputError(f"{told}: a day is written YYYY-MM-DD, a month YYYY-MM, a year YYYY") from error
    return told


def _number(told: str) -> str:
    if not _NUMBER.fullmatch(told):
        raise InputError(f"{told}: a number is written in digits, with a point before its decimals: 1200 or 12.5")
    return in_digits(float(told))
