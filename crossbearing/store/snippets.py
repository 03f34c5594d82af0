"""A passage as full-text search hands it back → what a reader is shown of it, and where the words asked for stand."""

from __future__ import annotations

import re

import msgspec

from crossbearing.store.index import Piece
from crossbearing.store.terms import APART, LIT, UNLIT

BEFORE, SHOWN = 60, 240
"""Code points before the first lit words, and in all."""
_PART = re.compile(rf"{LIT}([^{UNLIT}]*){UNLIT}|([^{LIT}]+)")


class Snippet(msgspec.Struct, frozen=True):
    """`length`: of the whole passage; `lit`: code points of the report, () where the passage is none of its text."""

    pieces: tuple[Piece, ...]
    lit: tuple[tuple[int, int], ...]
    length: int


def snippet(marked: str, start: int | None) -> Snippet:
    """Cut so that the first lit words are in it, between words; `start` is where the passage stands in its report."""
    words, lit = "", []
    for found in _PART.finditer(marked.replace(APART, "")):
        part = found[1] if found[1] is not None else found[2]
        if found[1]:
            lit.append((len(words), len(words) + len(part)))
        words += part
    first, last = _window(words, lit[0][0] if lit else 0)
    pieces: list[Piece] = [Piece("…", lit=False)] if first else []
    at = first
    for begin, end in lit:
        if end <= first or begin >= last:
            continue
        if begin > at:
            pieces.append(Piece(words[at:begin], lit=False))
        pieces.append(Piece(words[max(begin, first) : min(end, last)], lit=True))
        at = min(end, last)
    rest = words[at:last] + "…" * (last < len(words))
    if rest:
        pieces.append(Piece(rest, lit=False))
    places = () if start is None else tuple((start + begin, start + end) for begin, end in lit)
    return Snippet(tuple(pieces), places, len(words))


def _window(words: str, first_lit: int) -> tuple[int, int]:
    """Where the snippet begins and ends."""
    start = 0
    if first_lit > BEFORE and len(words) > SHOWN:
        start = min(first_lit - BEFORE, max(len(words) - SHOWN, 0))
        blank = words.find(" ", start, first_lit)
        start = blank + 1 if blank >= 0 else start
    end = min(start + SHOWN, len(words))
    if end < len(words):
        blank = words.rfind(" ", max(start, first_lit), end)
        end = blank if blank > max(start, first_lit) else end
    return start, end
