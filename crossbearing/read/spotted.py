"""What the tables and what the network take for names in a sentence, as one list of mentions.

The network (`learned.reader`) knows names that no table holds and where they end; the tables know countries, bodies
and offices for certain. So where both see a name, the network bounds it and its kind is settled by the whole report's
vote; what only the tables know stays; and what only its capitals speak for is gone where the network sees no name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.learned.reader import Named
from crossbearing.read.clauses import is_verb
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.mentions import CERTAIN, CUE, SHAPE, Mention
from crossbearing.read.names import Word, lexicon
from crossbearing.read.runs import FUNCTION, Line
from crossbearing.records import ActorKind

_KINDS: dict[str, ActorKind] = {
    "person": "person", "organisation": "organisation", "place": "place", "facility": "place",
}  # fmt: skip
_LEFT_TO_TABLES = frozenset({"group"})
"""Peoples: the network marks their adjectives too, which are nobody."""
_EVIDENCE = 0.5
"""Below this score the network's name is none."""
_DEMONYMS = ("ian", "ean", "ese", "ish", "ani", "ite")
_SURE = 0.95
"""From this score on, the network's kind goes before what one word beside the name says."""


_LIKELY = 0.7
"""Below this one, a kind that the rules see speaks as loud."""


class _Spot(NamedTuple):
    first: int
    last: int
    kind: ActorKind | None
    score: float


def spotted(line: Line, found: Sequence[Mention], names: Sequence[Named]) -> list[Mention]:
    """Mentions of one sentence in order, none overlapping; `names` are those of the whole report, in order."""
    spots = _spots(line, names)
    merged: list[Mention] = []
    taken: set[int] = set()
    for spot in spots:
        beside = [each for each in found if each.first < spot.last and each.last > spot.first]
        known = next((each for each in beside if _known_better(each, spot)), None)
        if known is not None:
            continue
        taken.update(range(spot.first, spot.last))
        if spot.kind is not None:  # else an event, a weapon, a sum: nobody who acts
            role = next((each.role for each in beside if each.role), None) if spot.kind == "person" else None
            merged.append(Mention(spot.first, spot.last, spot.kind, _weight(spot, role), role))
    merged.extend(
        each
        for each in found
        if taken.isdisjoint(range(each.first, each.last)) and (each.weight >= CUE or each.kind is None or each.role)
    )
    return sorted(merged, key=lambda mention: mention.first)


def _weight(spot: _Spot, role: str | None) -> int:
    """How much the spot counts in the report's vote. A bare name is most often taken for a person's where it is not:
    what stands beside it anywhere in the report goes before."""
    if role:
        return CERTAIN
    return SHAPE if _bare(spot) or spot.score < _LIKELY else CUE


def _bare(spot: _Spot) -> bool:
    return spot.kind == "person" and spot.last - spot.first == 1


def _known_better(mention: Mention, spot: _Spot) -> bool:
    """Whether the tables' reading stands: an entry, a longer name, or a kind that a word beside it tells."""
    if (mention.first, mention.last) == (spot.first, spot.last):
        if mention.weight == CUE:
            return _bare(spot) or spot.score < _SURE
        return mention.weight == CERTAIN or (mention.weight == SHAPE and spot.score < _LIKELY)
    if not (mention.first <= spot.first and spot.last <= mention.last):
        ends_alike = spot.first <= mention.first and mention.last == spot.last and mention.kind == spot.kind
        return ends_alike and mention.weight == CERTAIN
    return mention.weight >= CUE and mention.kind == spot.kind


def _spots(line: Line, names: Sequence[Named]) -> list[_Spot]:
    """The network's names as whole words of the line, without an article before and small words or figures behind."""
    if not line.words:
        return []
    begin, end = line.words[0].start, line.words[-1].end
    spots: list[_Spot] = []
    for name in names[bisect_left(names, begin, key=_name_end) : bisect_left(names, end, key=_name_start)]:
        if name.score < _EVIDENCE or name.kind in _LEFT_TO_TABLES:
            continue
        first = bisect_left(line.words, name.start, key=_word_start)
        last = bisect_left(line.words, name.end, key=_word_start)
        while first < last and line.words[first].low in lexicon().determiners:
            first += 1
        while first < last and not (line.words[last - 1].name and line.words[last - 1].end <= name.end + 2):
            last -= 1
        free = first < last and (not spots or first >= spots[-1].last)
        adjective = _cuts_people(line, first, last) or _of_people(line, first, last)
        if free and _may_name(line, first, last) and not adjective:
            spots.append(_Spot(first, last, _KINDS.get(name.kind), name.score))
    return spots


def _may_name(line: Line, first: int, last: int) -> bool:
    """Whether capitals speak for it: not that of an everyday word that begins a sentence, nor those of "state TV"."""
    if not any(line.words[at].name for at in range(first, last)):
        return False
    proves_little = (first == 0 and last == 1 and not line.titled) or not line.words[first].name
    return not (proves_little and all(word.low in lexicon().everyday for word in line.words[first:last]))


def _cuts_people(line: Line, first: int, last: int) -> bool:
    """Whether the words are part of a people's name that the tables know: "North" of "North Korean"."""
    whole = range(max(0, first - 1), min(len(line.words), last + 1))
    pairs = (" ".join(word.low for word in line.words[at : at + 2]) for at in whole)
    return last - first == 1 and any(pair in gazetteer().adjectives for pair in pairs)


def _of_people(line: Line, first: int, last: int) -> bool:
    """Whether one word says whose the noun behind it is, of a people no table knows: "the Norian ministry"."""
    behind = line.words[last] if last < len(line.words) and line.goes_on(last) else None
    if last - first > 1 or behind is None or behind.name or not line.words[first].low.endswith(_DEMONYMS):
        return False
    return behind.text.isalpha() and behind.low not in lexicon().prepositions | FUNCTION and not is_verb(behind.low)


def _name_end(name: Named) -> int:
    return name.end


def _name_start(name: Named) -> int:
    return name.start


def _word_start(word: Word) -> int:
    return word.start
