"""Where texts share running words, whatever they are worth: an index of short sequences, grown to maximal runs.

Seed and extend, as in the search for copied text and for like genes (Clough et al. 2002, METER; Altschul et al. 1990).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

LEAST = 5
"""Words in a row from which on a run is seen at all."""
_MOST_OCCURRENCES = 3
"""Of a sequence in one text, the first ones are indexed: text that repeats itself costs no more than other text."""


class Run(NamedTuple):
    """`length` words that stand from word number `a` in one text and from `b` in the other."""

    a: int
    b: int
    length: int


def runs(texts: Sequence[Sequence[int]]) -> dict[tuple[int, int], list[Run]]:
    """For each two texts (lesser number first) that share any, their maximal runs of at least `LEAST` equal words.

    A text is given as its words' numbers. Runs are in the order of the first text and may overlap.
    """
    postings: defaultdict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(texts):
        times: defaultdict[tuple[int, ...], int] = defaultdict(int)
        for at, sequence in enumerate(zip(*(words[after:] for after in range(LEAST)), strict=False)):
            times[sequence] += 1
            if times[sequence] <= _MOST_OCCURRENCES:
                postings[sequence].append((number, at))
    seeds: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for places in postings.values():
        for (text_a, a), (text_b, b) in combinations(places, 2):
            if text_a != text_b:
                seeds[text_a, text_b].append((a, b))
    return {pair: _grown(texts[pair[0]], texts[pair[1]], found) for pair, found in sorted(seeds.items())}


def _grown(first: Sequence[int], second: Sequence[int], seeds: list[tuple[int, int]]) -> list[Run]:
    """Seeds grown both ways as far as the words agree, each run once."""
    found: set[Run] = set()
    reached: dict[int, int] = {}
    for a, b in sorted(seeds):
        if a < reached.get(b - a, 0):
            continue
        before = 0
        while a > before and b > before and first[a - before - 1] == second[b - before - 1]:
            before += 1
        length = LEAST
        while a + length < len(first) and b + length < len(second) and first[a + length] == second[b + length]:
            length += 1
        reached[b - a] = a + length
        found.add(Run(a - before, b - before, before + length))
    return sorted(found)


def apart(found: Sequence[Run]) -> list[Run]:
    """Runs that overlap in neither text, in the order of the first: the longest stay whole, others give way.

    A run gives way down to what is free of it in both texts; when that is too short, it is dropped.
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for run in sorted(found, key=lambda run: (-run.length, run.a, run.b)):
        part = _free(run, taken_a, taken_b)
        if part.length >= LEAST:
            kept.append(part)
            taken_a.update(range(part.a, part.a + part.length))
            taken_b.update(range(part.b, part.b + part.length))
    return sorted(kept)


def _free(run: Run, taken_a: set[int], taken_b: set[int]) -> Run:
    """The longest stretch of the run that nothing has taken."""
    best = Run(run.a, run.b, 0)
    begin = 0
    for at in range(run.length + 1):
        if at == run.length or run.a + at in taken_a or run.b + at in taken_b:
            if at - begin > best.length:
                best = Run(run.a + begin, run.b + begin, at - begin)
            begin = at + 1
    return best
