"""Which words each two reports of a story share, or one of them rewords: in numbers of words, whosever they are.

What two reports share depends on these two alone, so it is found once for each pair and taken over from then on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.own_words import Words, words
from crossbearing.compare.rewording import Stretch, reworded
from crossbearing.compare.shared_words import Run, Runs, apart, runs
from crossbearing.records import Material, SharedWords

_STRONG_WORDS, _STRONG_OWN, _STRONG_WEIGHT = 10, 5, 24.0
"""A passage that proves copying by itself: running words, among them own ones, their weight in nats."""
_ROUNDED = 1e-6
"""More than what is lost or won in adding up weights in another order."""
_PASSAGE_WORDS, _PASSAGE_WEIGHT = 6, 12.0
"""A passage that is shown beside a strong one."""
_MOST_CHANGED = 8
"""Words between two runs, in both reports, over which a lightly reworded passage still is one."""
_SAID = 16
"""Bytes that stand for a report."""


class Pair(NamedTuple):
    """Two reports, by their numbers, the runs that they share, and what one rewords of the other."""

    a: int
    b: int
    runs: tuple[Run, ...]
    reworded: tuple[Stretch, ...]


def sharing(material: Material, last: Sequence[SharedWords] = ()) -> SharedWords:
    """What all pairs of the story's reports share; in no way dependent on their order.

    `last` is what this made of the story, or of those that it took up, before a report came or went: what two reports
    share that say now what they said then is taken over from there. The result is the same without it.
    """
    told = sorted(zip(material.reports, material.readings, strict=True), key=lambda each: each[0].id)
    texts = [words(report, reading) for report, reading in told]
    said = [_said(report.id, text) for (report, _), text in zip(told, texts, strict=True)]
    known = _known(said, last)
    found = _found(texts, [pair for pair in combinations(range(len(texts)), 2) if pair not in known])
    every = sorted([*found, *(pair for pair in known.values() if pair is not None)])
    rows = [
        *((pair.a, pair.b, 0, run.a, run.b, run.length, run.length) for pair in every for run in pair.runs),
        *((pair.a, pair.b, 1, *stretch) for pair in every for stretch in pair.reworded),
    ]
    return SharedWords(
        reports=tuple(report.id for report, _ in told),
        said=b"".join(said),
        shared=np.array(sorted(rows), dtype="<i4").tobytes(),
    )


def _said(report: str, text: Words) -> bytes:
    return hashlib.sha256(msgspec.json.encode((report, text.words, text.weights))).digest()[:_SAID]


def pairs_in(shared: SharedWords) -> list[Pair]:
    """Pairs of reports that share anything, by their numbers; in order."""
    of: dict[tuple[int, int], tuple[list[Run], list[Stretch]]] = {}
    for first, second, changed, a, b, length_a, length_b in _rows(shared).tolist():
        exact, stretches = of.setdefault((first, second), ([], []))
        if changed:
            stretches.append(Stretch(a, b, length_a, length_b))
        else:
            exact.append(Run(a, b, length_a))
    return [Pair(a, b, tuple(exact), tuple(stretches)) for (a, b), (exact, stretches) in of.items()]


def _rows(shared: SharedWords) -> NDArray[np.int64]:
    return np.frombuffer(shared.shared, "<i4").reshape(-1, 7).astype(np.int64)


def _known(said: Sequence[bytes], last: Iterable[SharedWords]) -> dict[tuple[int, int], Pair | None]:
    """Pairs of reports that both were there before and say the same, with what they share; None: nothing."""
    number = {each: at for at, each in enumerate(said)}
    known: dict[tuple[int, int], Pair | None] = {}
    for before in last:
        then = [before.said[at : at + _SAID] for at in range(0, len(before.said), _SAID)]
        now = [number.get(each, -1) for each in then]
        # both are in the order of ids, so what stays stands as it stood
        known |= dict.fromkeys(combinations(sorted(at for at in now if at >= 0), 2))
        for pair in pairs_in(before):
            a, b = now[pair.a], now[pair.b]
            if min(a, b) >= 0:
                known[a, b] = pair._replace(a=a, b=b)
    return known


def _found(texts: Sequence[Words], asked: Sequence[tuple[int, int]]) -> list[Pair]:
    """What the pairs share that are asked for."""
    number: dict[str, int] = {}
    numbered = [[number.setdefault(word, len(number)) for word in text.words] for text in texts]
    found = runs(numbered, asked)
    shared = found.between(_may_tell(texts, found))
    kept = {(a, b): _telling(texts[a], texts[b], apart(between)) for (a, b), between in shared.items()}
    kept = {pair: found for pair, found in kept.items() if found}
    changed = reworded(texts, kept, asked)
    return [
        Pair(a, b, tuple(kept.get((a, b), ())), tuple(_beside(kept.get((a, b), ()), changed.get((a, b), ()))))
        for a, b in sorted(kept.keys() | changed.keys())
    ]


def _beside(shared: Iterable[Run], stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that no run lies in: what stands there word for word is shown as that."""
    known = tuple(shared)
    return [
        stretch
        for stretch in stretches
        if not any(run.a < stretch.a + stretch.length_a and stretch.a < run.a + run.length for run in known)
        and not any(run.b < stretch.b + stretch.length_b and stretch.b < run.b + run.length for run in known)
    ]


def _may_tell(texts: Sequence[Words], found: Runs) -> list[tuple[int, int]]:
    """Pairs of texts that may share a strong passage; most of those that share words do not.

    A passage lies in a stretch of the first text in which no more than `_MOST_CHANGED` words in a row are in no run;
    it has no more words than are in runs there, and no more weight.
    """
    opens = np.cumsum([0, *(len(text.words) for text in texts)])
    weight = np.cumsum([0.0, *(weight for text in texts for weight in text.weights)])
    two = found.first * len(texts) + found.second
    # each pair of texts has a line of its own, so that one pass over all runs sees how far each pair's reach
    width = int(max((len(text.words) for text in texts), default=0)) + _MOST_CHANGED + 1
    line = two * width
    begins, ends = line + found.a, line + found.a + found.length
    reached = np.maximum.accumulate(np.r_[-width, ends])[:-1]
    new = np.maximum(begins, np.minimum(reached, ends)) - line + opens[found.first]
    until = found.a + found.length + opens[found.first]
    stretch = np.cumsum(begins - reached > _MOST_CHANGED) - 1
    words, weights = (np.bincount(stretch, each) for each in (until - new, weight[until] - weight[new]))
    may = (words >= _STRONG_WORDS) & (weights >= _STRONG_WEIGHT - _ROUNDED)
    pairs = np.unique(two[may[stretch]]).tolist()
    return [(pair // len(texts), pair % len(texts)) for pair in pairs]


def _telling(first: Words, second: Words, found: Sequence[Run]) -> list[Run]:
    """The runs to show, or none when no passage proves anything."""
    shown = {run for passage in _passages(found) if _is_strong(first, second, passage) for run in passage}
    if not shown:
        return []
    for run in found:
        if run.length >= _PASSAGE_WORDS and sum(_weights(first, second, run)) >= _PASSAGE_WEIGHT:
            shown.add(run)
    return sorted(shown)


def _passages(found: Sequence[Run]) -> list[list[Run]]:
    """Runs joined over a few changed words."""
    passages: list[list[Run]] = []
    for run in found:
        if passages:
            last = passages[-1][-1]
            gap_a, gap_b = run.a - last.a - last.length, run.b - last.b - last.length
            if 0 <= gap_a <= _MOST_CHANGED and 0 <= gap_b <= _MOST_CHANGED:
                passages[-1].append(run)
                continue
        passages.append([run])
    return passages


def _is_strong(first: Words, second: Words, passage: Sequence[Run]) -> bool:
    if sum(run.length for run in passage) < _STRONG_WORDS:
        return False
    weights = [weight for run in passage for weight in _weights(first, second, run) if weight]
    return len(weights) >= _STRONG_OWN and sum(weights) >= _STRONG_WEIGHT


def _weights(first: Words, second: Words, run: Run) -> list[float]:
    """Weights of the run's words; what is no writer's own in either report counts in neither."""
    ours, theirs = first.weights[run.a : run.a + run.length], second.weights[run.b : run.b + run.length]
    return [a if a < b else b for a, b in zip(ours, theirs, strict=True)]
