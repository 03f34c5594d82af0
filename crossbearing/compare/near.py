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
_MOST_HELD = 8_000_000
"""Likenesses looked at in detail at once."""
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
    # claims stand report by report
    borders = np.flatnonzero(np.r_[True, reports[1:] != reports[:-1]])
    if len(borders) < 2:
        return Near(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(len(rows), np.float32))
    lengths = np.diff(np.r_[borders, len(rows)])
    step = int(min(_BLOCK, max(1, _MOST_HELD // (min(NEAREST, len(borders)) * lengths.max()))))
    looked = [_look(rows, borders, lengths, start, step) for start in range(0, len(rows), step)]
    row, nearest, lead, company = (np.concatenate(parts) for parts in zip(*looked, strict=True))
    # a pair that both rows name stands twice under one key
    key = np.minimum(row, nearest) * len(rows) + np.maximum(row, nearest)
    order = np.argsort(key, kind="stable")
    key, lead = key[order], lead[order]
    twice = np.flatnonzero(key[1:] == key[:-1])
    pairs = np.stack([key[twice] // len(rows), key[twice] % len(rows)], axis=1)
    return Near(pairs, np.minimum(lead[twice], lead[twice + 1]), company)


def _look(rows: Floats, borders: Numbers, lengths: Numbers, start: int, step: int) -> _Looked:
    """The nearest of `step` rows from `start`.

    They are in the reports whose nearest claims are nearest, so of a block of all claims only the best of each report
    is asked for; all else is looked for in those reports alone. Of claims that are equally near the first are nearer.
    """
    block = rows[start : start + step] @ rows.T
    stop = start + len(block)
    for opens, length in zip(borders.tolist(), lengths.tolist(), strict=True):
        if opens < stop and start < opens + length:
            block[max(0, opens - start) : opens + length - start, opens : opens + length] = _OUT
    best = np.maximum.reduceat(block, borders, axis=1)
    among = min(NEAREST, len(borders))
    chosen = _greatest(best, among)
    # block rows × reports × their claims, the shorter ones filled up
    place = np.arange(int(lengths.max()))
    column = np.minimum(borders[chosen][:, :, None] + place, block.shape[1] - 1)
    held = np.take_along_axis(block, column.reshape(len(block), -1), axis=1).reshape(column.shape)
    held[place >= lengths[chosen][:, :, None]] = _OUT
    first = np.take_along_axis(best, chosen, axis=1)
    second = np.where(held < first[:, :, None], held, _OUT).max(axis=2)
    held, column = held.reshape(len(block), -1), column.reshape(len(block), -1)
    keep = min(NEAREST, held.shape[1])
    nearest = _greatest(held, keep)
    likeness, at = np.take_along_axis(held, nearest, axis=1), nearest // len(place)
    first, next_ = np.take_along_axis(first, at, axis=1), np.take_along_axis(second, at, axis=1)
    # who is alone in his report leads by his whole likeness
    lead = likeness - np.where(likeness >= first, np.maximum(next_, 0), first)
    there = (likeness > _OUT).ravel()
    row, other = np.repeat(np.arange(start, stop), keep), np.take_along_axis(column, nearest, axis=1).ravel()
    top = -np.sort(-likeness, axis=1)[:, :COMPANY]
    return _Looked(row[there], other[there], lead.ravel()[there], np.where(top > _OUT, top, 0).mean(axis=1))


def _greatest(values: Floats, keep: int) -> Numbers:
    """Where the `keep` greatest of each row stand, in order; among equals those that stand first."""
    least = np.partition(values, -keep, axis=1)[:, -keep, None]
    above, equal = values > least, values == least
    equal &= np.cumsum(equal, axis=1) <= keep - above.sum(axis=1, keepdims=True)
    return np.nonzero(above | equal)[1].reshape(-1, keep)


def rows_of(overview: Overview) -> Floats:
    """For each claim a vector, half meaning, half words: the product of two is about their likeness."""
    words = np.zeros((len(overview.claims), _WORD_DIMENSIONS), dtype=np.float32)
    postings = overview.postings
    weighed = [
        np.float32(weight) * _direction(stem)
        for stem, weight in zip(postings.stems, postings.weights.tolist(), strict=True)
    ]
    directions = np.array(weighed, dtype=np.float32).reshape(-1, _WORD_DIMENSIONS)
    begins, lengths = postings.begins[:-1], np.diff(postings.begins)
    for place in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > place)
        words[rows] += directions[postings.keys[begins[rows] + place] % len(directions)]
    half = np.float32(0.5**0.5)
    return np.concatenate([half * overview.vectors, half * unit(words)], axis=1)


@cache
def _direction(stem: str) -> Floats:
    """A stem's direction: ±1 in every dimension, by its hash, the same on every machine."""
    bits = np.frombuffer(hashlib.shake_128(stem.encode("utf-8", "replace")).digest(_WORD_DIMENSIONS // 8), np.uint8)
    return np.unpackbits(bits).astype(np.float32) * 2 - 1
