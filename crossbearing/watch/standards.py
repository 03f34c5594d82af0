"""A match held against its standard: any one of its ways is enough.

A way asks for so many independent origins, of any class of evidence or of those that it names, and may ask that those
concerned were given the word. A match is of one finding, one thing that is said: the origins of two findings of a
matter are never added up, since they stand behind two things. What denies meets no standard of what it denies.
"""

from __future__ import annotations

from crossbearing.records import Evidentiary, Judged, Requirement
from crossbearing.watch.match_origins import Resting

NOT_ASKED = "no report says beside it that those concerned were asked"
NOT_ASSERTED = {"denies": "it denies what the matter is about", "doubts": "it doubts what the matter is about"}


def judged(standard: Evidentiary, resting: Resting) -> Judged:
    """Whether the standard is met, and by which way; what it rests on, and what is missing, in words."""
    rests = _rests(resting)
    if resting.stance in NOT_ASSERTED:
        return Judged(False, None, f"{rests}; {NOT_ASSERTED[resting.stance]}, and meets no standard of that")
    for way in standard.any:
        if not _missing(way, resting):
            beside = "" if resting.heard else f"; {NOT_ASKED}"
            return Judged(True, way, f"{rests}; enough: {told(way)}{beside}")
    lacking = list(dict.fromkeys(_missing(way, resting) for way in standard.any))
    return Judged(False, None, f"{rests}; missing: {', or '.join(lacking)}" if lacking else f"{rests}; no standard")


def told(way: Requirement) -> str:
    """A way to meet a standard, in words."""
    asked = ", those concerned asked" if way.reply else ""
    return f"{_number(way.origins, way, '')}{asked}"


def _missing(way: Requirement, resting: Resting) -> str:
    """What a way asks for and is not there, in words; "" where it is met."""
    fit = sum(not way.of or not kinds.isdisjoint(way.of) for kinds in resting.origins.values())
    lacks = [_number(way.origins - fit, way, " more" if fit else "")] if fit < way.origins else []
    lacks += ["that those concerned were asked"] if way.reply and not resting.heard else []
    return " and ".join(lacks)


def _number(origins: int, way: Requirement, more: str) -> str:
    said = f"{origins}{more} independent origin{'' if origins == 1 else 's'}"
    return f"{said} ({' or '.join(way.of)})" if way.of else said


def _rests(resting: Resting) -> str:
    if resting.origins:
        named = [f"{name} ({', '.join(sorted(kinds))})" for name, kinds in resting.origins.items()]
        return f"it rests on {' and '.join(named)}"
    if resting.unnamed:
        return f"it rests on {' and '.join(resting.unnamed)} alone, not counted as independent"
    return "it rests on nobody whose words meet the pattern"
