"""The words of an anchor, found again in a text that a better cleaner may have made otherwise.

From the surest to the least sure: the words themselves; the words in another spelling; words that differ in a few
places, where they stand out from all others. Words are not taken for the anchor's on their likeness alone: a short
passage ("nine", "on Tuesday") must stand beside words that it stood beside. The order of the three, and to weigh what
stands around, are as in Hypothes.is' "fuzzy anchoring" (Csillag, 2013).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from heapq import nsmallest
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from crossbearing.decide.anchors import CONTEXT
from crossbearing.decide.folding import Folded, folded, spelling
from crossbearing.records import Anchor, sha256_of_text

TELLING = 20
"""A passage of so many characters is itself enough to be known by."""
BESIDE = 0.7
"""Likeness of what stands before or after, then and now, from which a shorter one is known by it."""
LIKE = 0.85
"""Likeness (Indel, 0 to 1) from which changed words are the anchor's."""
AHEAD = 0.1
"""By how much they must be liker than the next passage that is like them."""
_FEWEST = 4
"""Words that a passage must have to be known where some of it changed."""
_SHARED = 0.5
"""Part of the words that a passage must share with the anchor's to be looked at."""
_SLACK = 4
"""How much is looked at beyond as many words as the anchor has, as a part of them: a quarter on either side."""
_LETTERS = 3
"""Of an equal stretch from which its words are taken for some of the anchor's."""
_LOOKED_AT, _COMPARED = 500, 12
"""At most so many occurrences of the words, and passages like them, are looked at."""
_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """Where an anchor's words stand in a text, in code points, and how far they are the same."""

    start: int
    end: int
    words: Literal["same", "spelled", "changed"]


def find(anchor: Anchor, text: str) -> Found | str:
    """Where the anchor's words stand now, or why they are not found, in words."""
    if _hash(text) == anchor.sha256 and text[anchor.start : anchor.end] == anchor.exact:
        return Found(anchor.start, anchor.end, "same")
    whole = _folded(text)
    wanted = spelling(anchor.exact)
    if not wanted:
        return "the passage has no words"
    exactly = _known(anchor, text, _occurrences(anchor.exact, text))
    if exactly is not None:
        return Found(*exactly, "same")
    places = [whole.span(*each) for each in _occurrences(wanted, whole.text) if whole.is_whole(*each)]
    in_other_spelling = _known(anchor, text, places)
    if in_other_spelling is not None:
        return Found(*in_other_spelling, "spelled")
    if places:
        return "its words stand there, and not beside those that they stood beside"
    return _changed(wanted, whole)


# Many decisions are anchored in one report, one after another: what is the same for all of them is made once.
_hash = lru_cache(maxsize=1)(sha256_of_text)
_folded = lru_cache(maxsize=1)(folded)


@lru_cache(maxsize=1)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text, and where each begins and ends."""
    return tuple((match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text))


# ── the words as they are ─────────────────────────────────────────────────────────────────────────────────────────────


def _occurrences(wanted: str, text: str) -> list[tuple[int, int]]:
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found


def _known(anchor: Anchor, text: str, places: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The best of the places at which the words stand; None where none is known to be that of the anchor."""
    near = nsmallest(_LOOKED_AT, places, key=lambda place: (abs(place[0] - anchor.start), place))
    sides = {place: _sides(anchor, text, place) for place in near}
    known = [
        place
        for place in near
        if len(anchor.exact.strip()) >= TELLING
        or max((side for side in sides[place] if side is not None), default=1.0) >= BESIDE
    ]
    # best by what stands around; else, since sorting is stable, the nearest to where they stood
    return max(known, key=lambda place: round(sum(side or 0.0 for side in sides[place]), 2), default=None)


def _sides(anchor: Anchor, text: str, place: tuple[int, int]) -> tuple[float | None, float | None]:
    """Likeness of what stands before and after an occurrence to what stood there; None where nothing did."""
    start, end = place
    before, after = spelling(anchor.prefix), spelling(anchor.suffix)
    now = spelling(text[max(0, start - 2 * CONTEXT) : start]), spelling(text[end : end + 2 * CONTEXT])
    return (
        Indel.normalized_similarity(before, now[0][-len(before) :]) if before else None,
        Indel.normalized_similarity(after, now[1][: len(after)]) if after else None,
    )


# ── words that changed ────────────────────────────────────────────────────────────────────────────────────────────────


def _changed(wanted: str, whole: Folded) -> Found | str:
    """The passage that is like the anchor's words and stands out from all others."""
    words = [match[0].casefold() for match in _WORD.finditer(wanted)]
    if len(words) < _FEWEST:
        return "its words stand there no longer"
    rated = sorted((_rated(wanted, whole, window) for window in _windows(words, whole)), reverse=True)
    if not rated or rated[0][0] < LIKE:
        return "its words stand there no longer, nor any that are like them"
    (likeness, start, end), rest = rated[0], rated[1:]
    second = max((each for each, begin, stop in rest if stop <= start or begin >= end), default=0.0)
    if likeness - second < AHEAD:
        return "several passages are like its words, which stand there no longer"
    return Found(*whole.span(start, end), "changed")


def _windows(words: list[str], whole: Folded) -> list[tuple[int, int]]:
    """Passages of about as many words that share most of them; of neighbouring ones that which shares most."""
    there = _words(whole.text)
    missing, shared = Counter(words), 0
    size, slack = len(words), max(1, len(words) // _SLACK)
    best: dict[int, tuple[int, int]] = {}
    for at, (word, _, _) in enumerate(there):
        missing[word] -= 1
        shared += missing[word] >= 0
        if at >= size:
            left = there[at - size][0]
            shared -= missing[left] >= 0
            missing[left] += 1
        if shared >= _SHARED * size:
            # one of each stretch as long as half the anchor
            part = at // max(1, size // 2)
            best[part] = max(best.get(part, (0, 0)), (shared, at))
    ends = [at for _, at in sorted(best.values(), reverse=True)[:_COMPARED]]
    spans = [(max(0, at - size + 1 - slack), min(len(there) - 1, at + slack)) for at in ends]
    return [(there[first][1], there[last][2]) for first, last in spans]


def _rated(wanted: str, whole: Folded, window: tuple[int, int]) -> tuple[float, int, int]:
    """How like the anchor's words the best part of a passage is, from a whole word to a whole word, and where."""
    start, end = window
    blocks = [
        code
        for code in Indel.opcodes(wanted, whole.text[start:end])
        # single letters are equal by chance
        if code.tag == "equal" and len(wanted[code.src_start : code.src_end].strip()) >= _LETTERS
    ]
    words = [(match.start(), match.end()) for match in _WORD.finditer(whole.text, start, end)]
    inside = [
        at
        for at, (first, last) in enumerate(words)
        if any(first < start + code.dest_end and start + code.dest_start < last for code in blocks)
    ]
    if not inside:
        return 0.0, start, end
    return _edged(wanted, whole, words, (inside[0], inside[-1]))


def _edged(wanted: str, whole: Folded, words: list[tuple[int, int]], given: tuple[int, int]) -> tuple[float, int, int]:
    """The stretch of words, from and to a number, with a word more or less at its ends where that is liker."""
    stretch = given
    likeness = _likeness(wanted, whole, words, stretch)
    for end, step in ((0, -1), (0, 1), (1, 1), (1, -1)):
        while True:
            tried = (stretch[0] + step, stretch[1]) if end == 0 else (stretch[0], stretch[1] + step)
            if not 0 <= tried[0] <= tried[1] < len(words):
                break
            liker = _likeness(wanted, whole, words, tried)
            if liker <= likeness:
                break
            stretch, likeness = tried, liker
    return likeness, words[stretch[0]][0], words[stretch[1]][1]


def _likeness(wanted: str, whole: Folded, words: list[tuple[int, int]], stretch: tuple[int, int]) -> float:
    return Indel.normalized_similarity(wanted, whole.text[words[stretch[0]][0] : words[stretch[1]][1]])
