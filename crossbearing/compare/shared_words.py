"""Where texts share running words, whatever they are worth: an index of short sequences, grown to maximal runs.

Seed and extend, as in the search for copied text and for like genes (Clough et al. 2002, METER; Altschul et al. 1990).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST = 5
"""Words in a row from which on a run is seen at all."""
_MOST_OCCURRENCES = 3
"""Of a sequence in one text, the first ones are indexed: text that repeats itself costs no more than other text."""

Numbers = NDArray[np.int64]


class Run(NamedTuple):
    """`length` words that stand from word number `a` in one text and from `b` in the other."""

    a: int
    b: int
    length: int


class Runs(NamedTuple):
    """The maximal runs of equal words of each two texts, in order: of the texts, and then of the places in them.

    A story's reports share so many that they are kept in columns.
    """

    first: Numbers
    """Numbers of the two texts, the lesser first."""
    second: Numbers
    a: Numbers
    """Where the run stands in them, and how long it is; as in `Run`."""
    b: Numbers
    length: Numbers

    def between(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Run]]:
        """The runs of some pairs of texts."""
        found: dict[tuple[int, int], list[Run]] = {}
        size = int(self.second.max(initial=0)) + 1
        key = self.first * size + self.second
        wanted = np.array([first * size + second for first, second in pairs], dtype=np.int64)
        begins, ends = np.searchsorted(key, wanted), np.searchsorted(key, wanted, side="right")
        for pair, begin, end in zip(pairs, begins.tolist(), ends.tolist(), strict=True):
            columns = (column[begin:end].tolist() for column in (self.a, self.b, self.length))
            found[pair] = [Run(*run) for run in zip(*columns, strict=True)]
        return found


def runs(texts: Sequence[Sequence[int]], asked: Sequence[tuple[int, int]]) -> Runs:
    """The maximal runs of at least `LEAST` equal words that the pairs `asked` share; they may overlap.

    A text is given as its words' numbers, from 0 on; a pair as the numbers of two texts, the lesser first.
    """
    lengths = np.array([len(words) for words in texts], dtype=np.int64)
    # after each text a word of its own: no run goes over a border
    opens = np.cumsum(lengths + 1) - lengths
    every = np.concatenate([[-1], *([*words, -2 - text] for text, words in enumerate(texts))]).astype(np.int64)
    of = np.repeat(np.arange(len(texts)), np.maximum(0, lengths - LEAST + 1))
    starts = np.concatenate(
        [np.zeros(0, np.int64), *(np.arange(at, at + n - LEAST + 1) for at, n in zip(opens, lengths, strict=True))]
    )
    wanted = np.zeros((len(texts), len(texts)), dtype=bool)
    if asked:
        wanted[tuple(np.array(asked).T)] = True
    here, there = _seeds(every, starts, of, wanted)
    # seeds on one diagonal, each one word after the last, are one run
    order = np.argsort((there - here) * len(every) + here)
    here, there = here[order], there[order]
    begins = np.flatnonzero(np.r_[len(here) > 0, (np.diff(here) != 1) | (np.diff(there) != 1)])
    length = np.diff(np.r_[begins, len(here)]) + LEAST - 1
    a, b, length = _grown(every, here[begins], there[begins], length)
    first, second = (np.searchsorted(opens, place, side="right") - 1 for place in (a, b))
    order = np.lexsort((length, b, a, second, first))
    first, second, a, b, length = (column[order] for column in (first, second, a, b, length))
    return Runs(first, second, a - opens[first], b - opens[second], length)


def _seeds(every: Numbers, starts: Numbers, of: Numbers, wanted: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Where the same `LEAST` words begin in two texts of a pair that is `wanted` (texts × texts).

    `of`: the text in which each of `starts` is, in order.
    """
    words = int(every.max(initial=0)) + 1
    sequence = every[starts]
    for after in range(1, LEAST):
        _, sequence = np.unique(sequence * words + every[starts + after], return_inverse=True)
    order = np.argsort(sequence, kind="stable")
    order = order[_place_in_group(sequence[order], of[order]) < _MOST_OCCURRENCES]
    sequence, of, starts = sequence[order], of[order], starts[order]
    # each place with all that follow it in its group
    group = np.searchsorted(sequence, sequence, side="right") - np.arange(len(sequence)) - 1
    left = np.repeat(np.arange(len(sequence)), group)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(group) - group, group)
    two = wanted[of[left], of[right]]
    return starts[left[two]], starts[right[two]]


def _place_in_group(*keys: Numbers) -> Numbers:
    """For each row of sorted keys how many of the same stand before it."""
    new = np.zeros(len(keys[0]), dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.arange(len(new)) - np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))


def _grown(every: Numbers, a: Numbers, b: Numbers, length: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Runs grown both ways as far as the words agree, over sequences that were not indexed; each run once."""
    for before in (True, False):
        growing = np.arange(len(a))
        while len(growing):
            step = np.int64(-1) if before else length[growing]
            growing = growing[every[a[growing] + step] == every[b[growing] + step]]
            length[growing] += 1
            if before:
                a[growing] -= 1
                b[growing] -= 1
    _, once = np.unique((b - a) * len(every) + a, return_index=True)
    return a[once], b[once], length[once]


def apart(found: Sequence[Run]) -> list[Run]:
    """Runs that overlap in neither text, in the order of the first: the longest stay whole, others give way.

    A run gives way down to what is free of it in both texts; when that is too short, it is dropped.
    """
    taken_a = bytearray(max((run.a + run.length for run in found), default=0))
    taken_b = bytearray(max((run.b + run.length for run in found), default=0))
    kept = []
    for run in sorted(found, key=lambda run: (-run.length, run.a, run.b)):
        part = _free(run, taken_a, taken_b)
        if part.length >= LEAST:
            kept.append(part)
            taken_a[part.a : part.a + part.length] = taken_b[part.b : part.b + part.length] = b"\1" * part.length
    return sorted(kept)


def _free(run: Run, taken_a: bytearray, taken_b: bytearray) -> Run:
    """The longest stretch of the run that nothing has taken."""
    a, b = taken_a[run.a : run.a + run.length], taken_b[run.b : run.b + run.length]
    if not any(a) and not any(b):
        return run
    best = Run(run.a, run.b, 0)
    begin = 0
    for at, taken in enumerate([*map(or_, a, b), 1]):
        if taken:
            if at - begin > best.length:
                best = Run(run.a + begin, run.b + begin, at - begin)
            begin = at + 1
    return best
