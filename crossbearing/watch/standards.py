"""A match held against its standard: any one of its ways is enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from crossbearing.records import EvidenceClass, Evidentiary, Judged, Requirement

Resting = Mapping[str, Collection[EvidenceClass]]
"""Name of each counted origin → the classes of evidence of its claims."""


def judged(standard: Evidentiary, resting: Resting) -> Judged:
    """Whether the standard is met, and by what; or what is missing in the way that is nearest."""
    nearest: tuple[int, str] | None = None
    for way in standard.any:
        fit = [name for name, kinds in resting.items() if not way.of or set(kinds) & set(way.of)]
        if len(fit) >= way.origins:
            return Judged(True, way, f"{told(way)}: {', '.join(fit)}")
        short = way.origins - len(fit)
        said = f"{told(way)} asked for, {len(fit)} found"
        if nearest is None or short < nearest[0]:
            nearest = (short, said)
    return Judged(False, None, nearest[1] if nearest else "no standard is given")


def told(way: Requirement) -> str:
    """A way to meet a standard, in words."""
    origins = f"{way.origins} independent origin{'' if way.origins == 1 else 's'}"
    return f"{origins} of {' or '.join(way.of)}" if way.of else origins
