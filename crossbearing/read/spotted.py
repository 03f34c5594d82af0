"""What the tables and what the network take for names in a sentence, as one list of mentions.

The network (`learned.reader`) knows names that no table holds and where they end; the tables know countries, bodies
and offices for certain. So where both see a name, the network bounds it and its kind is settled by the whole report's
vote; what only the tables know stays; and what only its capitals speak for is gone where the network sees no name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.learned.reader import Named
from crossbearing.read.mentions import CERTAIN, CUE, Mention
from crossbearing.read.names import Word, lexicon
from crossbearing.read.runs import Line
from crossbearing.records import ActorKind

_KINDS: dict[str, ActorKind] = {
    "person": "person", "organisation": "organisation", "place": "place", "facility": "place",
}  # fmt: skip
"""A people's name is left to the tables: the network marks its adjectives too, which are nobody."""
_SURE = 0.5
"""Below this score the network's name is no evidence."""


class _Spot(NamedTuple):
    first: int
    last: int
    kind: ActorKind | None


def spotted(line: Line, found: Sequence[Mention], names: Sequence[Named]) -> list[Mention]:
    """Mentions of one sentence in order, none overlapping; `names` are those of the whole report, in order."""
    spots = _spots(line, names)
    taken = {at: spot for spot in spots for at in range(spot.first, spot.last)}
    merged: list[Mention] = []
    for spot in spots:
        beside = [each for each in found if each.first < spot.last and each.last > spot.first]
        if spot.kind is None:
            continue  # an event, a weapon, a sum: nobody who acts
        same = next((each for each in beside if (each.first, each.last) == (spot.first, spot.last)), None)
        if same is not None and same.weight == CERTAIN:
            merged.append(same)
            continue
        role = next((each.role for each in beside if each.role), None) if spot.kind == "person" else None
        merged.append(Mention(spot.first, spot.last, spot.kind, CERTAIN if role else CUE, role))
    for each in found:
        free = all(at not in taken for at in range(each.first, each.last))
        if free and (each.weight > CUE or each.kind is None or each.role):
            merged.append(each)
    return sorted(merged, key=lambda mention: mention.first)


def _spots(line: Line, names: Sequence[Named]) -> list[_Spot]:
    """The network's names as words of the line, without an article or a possessive's ending."""
    if not line.words:
        return []
    begin, end = line.words[0].start, line.words[-1].end
    spots: list[_Spot] = []
    for name in names[bisect_left(names, begin, key=_name_end) : bisect_left(names, end, key=_name_start)]:
        if name.score < _SURE:
            continue
        first = bisect_right(line.words, name.start, key=_word_end)
        last = bisect_left(line.words, name.end, key=_word_start)
        while first < last and line.words[first].low in lexicon().determiners:
            first += 1
        if first < last and (not spots or first >= spots[-1].last):
            spots.append(_Spot(first, last, _KINDS.get(name.kind)))
    return spots


def _name_end(name: Named) -> int:
    return name.end


def _name_start(name: Named) -> int:
    return name.start


def _word_end(word: Word) -> int:
    return word.end


def _word_start(word: Word) -> int:
    return word.start
