"""A long text in windows that overlap, each word read in the one that shows most of what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

OVERLAP = 48
"""Word pieces of the window before that a window sees again, at most."""
LONGEST_UNIT = 96
"""A sentence of more pieces may be parted between windows."""


class Window(NamedTuple):
    """Words [first, last) are shown to the network; [own_first, own_last) are read from what it says of them."""

    first: int
    last: int
    own_first: int
    own_last: int


def windows(pieces: Sequence[int], sentence: Sequence[int], most: int) -> list[Window]:
    """Windows of at most `most` pieces, cut at ends of sentences.

    `pieces` and `sentence` say for each word how many pieces it has (each at most `most`) and the number of its
    sentence. Each word is some window's own; own words follow one another without a gap.
    """
    units = _units(pieces, sentence, min(LONGEST_UNIT, most))
    shown: list[tuple[int, int]] = []
    at = 0
    while at < len(units):
        first, used = at, 0
        while shown and first > shown[-1][0] + 1 and used + units[first - 1][2] <= OVERLAP:
            first -= 1
            used += units[first][2]
        last = at
        while last < len(units) and used + units[last][2] <= most:
            used += units[last][2]
            last += 1
        if last == at:  # what is seen again leaves no room for the next
            first, used, last = at, units[at][2], at + 1
        shown.append((first, last))
        at = last
    found = []
    own = 0
    for number, (first, last) in enumerate(shown):
        # Of what two windows show, the first half is the earlier one's own.
        following = shown[number + 1][0] if number + 1 < len(shown) else last
        end = (following + last + 1) // 2
        found.append(Window(units[first][0], units[last - 1][1], units[own][0], units[end - 1][1]))
        own = end
    return found


def _units(pieces: Sequence[int], sentence: Sequence[int], longest: int) -> list[tuple[int, int, int]]:
    """Sentences, long ones in parts: first word, behind the last word, pieces."""
    units: list[tuple[int, int, int]] = []
    start = size = 0
    for at, count in enumerate(pieces):
        new = at > start and (sentence[at] != sentence[at - 1] or size + count > longest)
        if new:
            units.append((start, at, size))
            start, size = at, 0
        size += count
    if pieces:
        units.append((start, len(pieces), size))
    return units
