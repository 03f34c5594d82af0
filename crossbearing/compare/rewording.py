"""Text that was taken over and reworded: too changed for a run of equal words, too alike for two writers.

What is left of a writer's wording when words are dropped, exchanged and moved are neighbours: two of its own rare words
with little between them. Two reporters of one event share few of them beyond names and quotes, which do not count here;
who rewrites a report keeps many, and several close together. (Content bigrams; Clough et al. 2002, METER, find them to
tell derived from independent news best after runs of words.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from crossbearing.compare.own_words import Words
from crossbearing.compare.shared_words import Run

_LEAST_RARITY = 3.0
"""Nats; commoner words are neighbours in any text."""
_FARTHEST = 5
"""Words from one neighbour to the next."""
_STEP = 12
"""Words, in either report, from one shared pair of neighbours to the next of the same stretch."""
_STRETCH = 3
"""Shared pairs of neighbours that make a stretch."""
_LEAST_SHARE = 0.06
"""Of the lesser report's neighbours, what both have."""
_LEAST_WEIGHT = 60.0
"""Nats, of the neighbours in stretches. Both were set by reading what reports of one event are said to reword."""


class Stretch(NamedTuple):
    """`length_a` words from word number `a` of one text, reworded in `length_b` from `b` of the other."""

    a: int
    b: int
    length_a: int
    length_b: int


_Neighbours = tuple[int, int, float]
"""Numbers of the first and the last word, and the weight of both, in nats; plain, since a story makes very many."""


def reworded(
    texts: Sequence[Words], copied: Mapping[tuple[int, int], Sequence[Run]], asked: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], list[Stretch]]:
    """For those of the pairs `asked` (lesser number first) of which one text rewords the other, the stretches in order
    of the first.

    `copied`: the runs of equal words of texts that are known to share text. What stands in them is left out; what
    stands beside them needs no further proof.
    """
    neighbours = [_neighbours(text) for text in texts]
    number: dict[tuple[str, str], int] = {}
    # a bit for each two neighbours: most pairs of texts are done with when those of both are counted
    bits = [sum(1 << number.setdefault(words, len(number)) for words in each) for each in neighbours]
    found = {}
    for a, b in asked:
        ours, theirs = neighbours[a], neighbours[b]
        common = (bits[a] & bits[b]).bit_count()
        if not common or common < _LEAST_SHARE * min(len(ours), len(theirs)):
            continue
        words_of_both = ours.keys() & theirs.keys()
        runs = copied.get((a, b), ())
        in_run = {at for run in runs for at in range(run.a, run.a + run.length)}
        close = _close([(ours[words], theirs[words]) for words in words_of_both if ours[words][0] not in in_run])
        if close and (runs or sum(pair[0][2] for group in close for pair in group) >= _LEAST_WEIGHT):
            found[a, b] = [_stretch(group) for group in close]
    return found


def _neighbours(text: Words) -> dict[tuple[str, str], _Neighbours]:
    """Two rare words of the writer's own with at most `_FARTHEST` from one to the other; the first place of each."""
    rare = [at for at, weight in enumerate(text.weights) if weight >= _LEAST_RARITY]
    found: dict[tuple[str, str], _Neighbours] = {}
    for first, last in pairwise(rare):
        if last - first <= _FARTHEST:
            weight = text.weights[first] + text.weights[last]
            found.setdefault((text.words[first], text.words[last]), (first, last, weight))
    return found


_Shared = tuple[_Neighbours, _Neighbours]
"""The same two words in both texts."""


def _close(shared: list[_Shared]) -> list[list[_Shared]]:
    """Shared neighbours that stand close together in both texts, at least `_STRETCH` of them."""
    groups: list[list[_Shared]] = []
    last_a = last_b = -2 * _STEP
    for pair in sorted(shared, key=lambda pair: pair[0][0]):
        (first_a, end_a, _), (first_b, end_b, _) = pair
        if first_a - last_a <= _STEP and -_STEP <= first_b - last_b <= _STEP:
            groups[-1].append(pair)
        else:
            groups.append([pair])
        last_a, last_b = end_a, end_b
    return [group for group in groups if len(group) >= _STRETCH]


def _stretch(group: list[_Shared]) -> Stretch:
    start_a, start_b = (min(pair[side][0] for pair in group) for side in (0, 1))
    end_a, end_b = (max(pair[side][1] for pair in group) + 1 for side in (0, 1))
    return Stretch(start_a, start_b, end_a - start_a, end_b - start_b)
