"""Who says it: the names of those on whose word something is, and not of the outlets that tell of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crossbearing.records import Origin

_TELLS = frozenset({"outlet", "agency", "state media"})


def who_gives(origins: Sequence[Origin], claims: Collection[str]) -> tuple[str, ...]:
    """Names of the origins of these claims; of those that are not counted where nobody else is there."""
    there = [origin for origin in origins if not set(origin.claims).isdisjoint(claims)]
    return _names([each for each in there if each.counted] or there)


def who_denies(origins: Sequence[Origin], claims: Collection[str]) -> tuple[str, ...]:
    """Names of those who deny in these claims; of an outlet that tells of it, and of an origin that is not counted,
    where nobody else is there."""
    there = [origin for origin in origins if not set(origin.claims).isdisjoint(claims)]
    themselves = [each for each in there if each.kind not in _TELLS] or there
    return _names([each for each in themselves if each.counted] or themselves)


def _names(origins: Sequence[Origin]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(origin.name for origin in origins))
