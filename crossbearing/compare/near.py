"""Which claims of a story are near each other at all, without a matrix of all of them.

Likeness is half meaning, half words. Meaning is a product of vectors; the words are brought to one too, by giving each
stem a fixed random direction (Achlioptas, "Database-friendly random projections", 2003). So a story is gone through in
blocks of rows, and of each row only its nearest are kept.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.overview import Overview, unit

NEAREST = 12
"""How many of a claim's nearest are looked at; a pair must be among both claims' nearest."""
COMPANY = 4
"""How many of its nearest tell how much company a claim has."""
_WORD_DIMENSIONS = 256
_BLOCK = 512
_OUT = np.float32(-2)
"""Less than any likeness: a claim of the same report."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Near(NamedTuple):
    """Pairs of claims i < j of different reports, each among the other's nearest, in order."""

    pairs: Numbers
    """m × 2."""
    lead: Floats
    """By how much each is nearer to the other than the next claim of that report, the lesser of the two; below 0:
    another is nearer."""
    company: Floats
    """For each claim, the mean likeness to its nearest in other reports."""


class _Looked(NamedTuple):
    """What was found for some rows: (row, nearest, how far it leads there), and the rows' company."""

    row: Numbers
    nearest: Numbers
    lead: Floats
    company: Floats


def near(overview: Overview) -> Near:
    """The pairs that are worth looking at, n · NEAREST at most; about n² multiplications."""
    rows = rows_of(overview)
    reports = overview.report_numbers
    keep = min(NEAREST, len(rows) - 1)
    if keep < 1:
        return Near(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(len(rows), np.float32))
    looked = [_look(rows, reports, start, keep) for start in range(0, len(rows), _BLOCK)]
    row, nearest, lead, company = (np.concatenate(parts) for parts in zip(*looked, strict=True))
    # a pair that both rows name stands twice under one key
    key = np.minimum(row, nearest) * len(rows) + np.maximum(row, nearest)
    order = np.argsort(key, kind="stable")
    key, lead = key[order], lead[order]
    twice = np.flatnonzero(key[1:] == key[:-1])
    pairs = np.stack([key[twice] // len(rows), key[twice] % len(rows)], axis=1)
    return Near(pairs, np.minimum(lead[twice], lead[twice + 1]), company)


def _look(rows: Floats, reports: Numbers, start: int, keep: int) -> _Looked:
    """The nearest of the rows from `start`. Claims stand report by report."""
    block = rows[start : start + _BLOCK] @ rows.T
    stop = start + len(block)
    block[reports[start:stop, None] == reports[None, :]] = _OUT
    borders = np.flatnonzero(np.r_[True, reports[1:] != reports[:-1]])
    column = np.cumsum(np.r_[False, reports[1:] != reports[:-1]])
    nearest = np.argpartition(-block, keep - 1, axis=1)[:, :keep]
    likeness = np.take_along_axis(block, nearest, axis=1)
    top = -np.sort(-likeness, axis=1)[:, :COMPANY]
    best = np.maximum.reduceat(block, borders, axis=1)
    block[block >= best[:, column]] = _OUT
    second = np.maximum.reduceat(block, borders, axis=1)
    at = column[nearest]
    first, next_ = np.take_along_axis(best, at, axis=1), np.take_along_axis(second, at, axis=1)
    # who is alone in his report leads by his whole likeness
    lead = likeness - np.where(likeness >= first, np.maximum(next_, 0), first)
    there = (likeness > _OUT).ravel()
    row = np.repeat(np.arange(start, stop), keep)
    return _Looked(row[there], nearest.ravel()[there], lead.ravel()[there], np.where(top > _OUT, top, 0).mean(axis=1))


def rows_of(overview: Overview) -> Floats:
    """For each claim a vector, half meaning, half words: the product of two is about their likeness."""
    words = np.zeros((len(overview.claims), _WORD_DIMENSIONS), dtype=np.float32)
    for row, stems in enumerate(overview.words):
        for stem in sorted(stems):
            words[row] += np.float32(overview.rarity.get(stem, 0.0)) * _direction(stem)
    half = np.float32(0.5**0.5)
    return np.concatenate([half * overview.vectors, half * unit(words)], axis=1)


@cache
def _direction(stem: str) -> Floats:
    """A stem's direction: ±1 in every dimension, by its hash, the same on every machine."""
    bits = np.frombuffer(hashlib.shake_128(stem.encode("utf-8", "replace")).digest(_WORD_DIMENSIONS // 8), np.uint8)
    return np.unpackbits(bits).astype(np.float32) * 2 - 1
