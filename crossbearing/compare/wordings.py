"""How one wording of what was said stands to another: what of it the other holds, and whether they speak against it.

Words are aligned by their longest common blocks (Ratcliff & Obershelp 1988, as in Python's difflib): a fragment lies in
the whole as few blocks, and what stands between two blocks is what one of them has and the other has not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Indel

from crossbearing.compare.said_words import NEGATIONS, Said, Word
from crossbearing.compare.spelling import folded, same_word

_MOST_STEPS = 4_000
"""Pairs of equal words; where there are more, the text repeats itself, and a method without worst cases aligns it."""
_COMPACT_WORDS, _COMPACT_SPREAD = 3.0, 2.0
"""Blocks of so many words on average, or over so many times their own words, are one passage and no chance hits."""
_BESIDE = 2
"""Words from a block to one of grammar alone that still belongs to it."""
_NAMES_NEAR = 4
"""Words between two blocks of one passage, and such as may stand for one another, at most."""
_ONLY = frozenset({("only",), ("just",), ("merely",), ("simply",)})
_OPPOSITES = frozenset(
    pair
    for entry in (
        "open close,open shut,accept reject,accept refuse,allow ban,allow forbid,begin end,start stop,start end,"
        "more less,more few,before after,win lose,rise fall,raise lower,raise cut,increase reduce,increase cut,"
        "build demolish,buy sell,join leave,arrive leave,enter leave,stay leave,stay go,keep lose,remember forget,"
        "guilty innocent,safe dangerous,safe unsafe,true false,right wrong,best worst,good bad,better worse,first last,"
        "all some,always sometimes,everybody nobody,everything nothing,support oppose,confirm deny,admit deny,"
        "attack defend,approve reject,hire fire,north south,east west,today tomorrow,today yesterday,"
        "yesterday tomorrow,tonight tomorrow,early late,up down,yes no,alive dead,pass fail,success failure"
    ).split(",")
    for a, b in (entry.split(),)
    for pair in ((a, b), (b, a))
)
"""Words that cannot stand for one another in what is one utterance; as they are written and as forms."""


Gap = tuple[Word, ...]


class Block(NamedTuple):
    """`size` words from number `a` of one wording and from `b` of the other, the same in form."""

    a: int
    b: int
    size: int


class Likeness(NamedTuple):
    """Of two wordings, a and b. Shares are of weight, 0 to 1."""

    held_a: float
    """Share of a that stands in b, in order."""
    held_b: float
    stretch_a: tuple[int, int]
    """The words of a, by number, from the first to the last that stands in b."""
    stretch_b: tuple[int, int]
    run: float
    """Weight of the heaviest block, in nats."""
    run_words: int
    compact: bool
    opposed: bool
    """One passage, and they differ in a negation, a number, a name or an opposite: they cannot be one."""
    found: tuple[Block, ...]


def common(a: Said, b: Said) -> float:
    """Share, in weight, of the lesser wording's words that both have, in whatever order."""
    ours, theirs = a.by_form, b.by_form
    least = min(sum(ours.values()), sum(theirs.values()))
    both = math.fsum(min(weight, theirs[form]) for form, weight in ours.items() if form in theirs)
    return both / least if least else 0.0


def blocks(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """The equal stretches of two lists of words, in order."""
    ours, theirs = Counter(a), Counter(b)
    if sum(times * theirs[word] for word, times in ours.items()) > _MOST_STEPS:
        number = {word: at for at, word in enumerate(sorted(ours.keys() | theirs.keys()))}
        steps = Indel.opcodes([number[word] for word in a], [number[word] for word in b])
        return [
            Block(step.src_start, step.dest_start, step.src_end - step.src_start)
            for step in steps
            if step.tag == "equal"
        ]
    return [Block(*match) for match in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if match.size]


def likeness(a: Said, b: Said) -> Likeness:
    """How two wordings stand to one another."""
    return _measured(a, b, _telling(blocks(a.forms, b.forms), a))


def passage(a: Said, b: Said, alike: Likeness) -> Likeness:
    """The same of the one passage that tells most of what both have, as if nothing else stood in the other."""
    passages: list[list[Block]] = []
    for block in alike.found:
        if passages and _distance(passages[-1][-1], block) <= _NAMES_NEAR:
            passages[-1].append(block)
        else:
            passages.append([block])
    return _measured(a, b, max(passages, key=lambda each: sum(_weight(a, block) for block in each), default=[]))


def _measured(a: Said, b: Said, beside: Sequence[Block]) -> Likeness:
    found = _trimmed(beside, a)
    if not found:
        return Likeness(0.0, 0.0, (0, 0), (0, 0), 0.0, 0, compact=False, opposed=False, found=())
    held_a = sum(_weight(a, block) for block in found)
    held_b = sum(b.upto[block.b + block.size] - b.upto[block.b] for block in found)
    stretch_a = found[0].a, found[-1].a + found[-1].size
    stretch_b = found[0].b, found[-1].b + found[-1].size
    run, run_words = max((_weight(a, block), block.size) for block in found)
    words = sum(block.size for block in found)
    spread = max(stretch_a[1] - stretch_a[0], stretch_b[1] - stretch_b[0])
    compact = words / len(found) >= _COMPACT_WORDS or spread <= _COMPACT_SPREAD * words
    return Likeness(
        held_a / (a.weight or 1.0),
        held_b / (b.weight or 1.0),
        stretch_a,
        stretch_b,
        run,
        run_words,
        compact=compact,
        opposed=compact and _opposed(a, b, beside),
        found=tuple(beside),
    )


def _weight(a: Said, block: Block) -> float:
    return a.upto[block.a + block.size] - a.upto[block.a]


def _distance(one: Block, other: Block) -> int:
    """Words between two blocks, in that wording in which they are more."""
    gap_a = max(one.a, other.a) - min(one.a + one.size, other.a + other.size)
    return max(gap_a, max(one.b, other.b) - min(one.b + one.size, other.b + other.size))


def differences(a: Said, b: Said) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Code points of the words that a alone has, and of those that b alone has."""
    found = _telling(blocks(a.keys, b.keys), a)
    return _between(a, [(block.a, block.size) for block in found]), _between(b, [(bl.b, bl.size) for bl in found])


def _between(said: Said, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends = [0, *(at + size for at, size in found)]
    starts = [*(at for at, _ in found), len(said)]
    gaps = [said.words[end:start] for end, start in zip(ends, starts, strict=True) if start > end]
    return [(gap[0].start, gap[-1].end) for gap in gaps]


def negated(keys: Sequence[str]) -> bool:
    """Whether words have an odd number of negations; "not only" is none."""
    places = [at for at, key in enumerate(keys) if key in NEGATIONS]
    return sum(keys[at + 1 : at + 2] not in _ONLY for at in places) % 2 == 1


def _telling(found: Sequence[Block], a: Said) -> list[Block]:
    """Without blocks of grammar alone that stand apart from all others."""
    kept: list[Block] = []
    for at, block in enumerate(found):
        neighbours = (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])
        if _weight(a, block) > 0 or any(_distance(block, other) <= _BESIDE for other in neighbours):
            kept.append(block)
    return kept


def _trimmed(found: Sequence[Block], a: Said) -> list[Block]:
    """From the first to the last block that tells something."""
    telling = [at for at, block in enumerate(found) if _weight(a, block) > 0]
    return list(found[telling[0] : telling[-1] + 1]) if telling else []


def _opposed(a: Said, b: Said, found: Sequence[Block]) -> bool:
    """Whether what stands between the blocks makes another thing of it."""
    inner_a = slice(found[0].a, found[-1].a + found[-1].size)
    inner_b = slice(found[0].b, found[-1].b + found[-1].size)
    if negated(a.keys[inner_a]) != negated(b.keys[inner_b]):
        return True
    numbers_a, numbers_b = ({form for form in side if form[0] == "#"} for side in (a.forms[inner_a], b.forms[inner_b]))
    if not (numbers_a <= numbers_b or numbers_b <= numbers_a):
        return True
    for gap_a, gap_b in _gaps(a, b, found):
        if _other_names(gap_a, gap_b) or _other_numbers(gap_a, gap_b):
            return True
        words_a, words_b = ({text for word in gap for text in (word.key, word.form)} for gap in (gap_a, gap_b))
        if any((x, y) in _OPPOSITES for x in words_a for y in words_b):
            return True
    return False


def _gaps(a: Said, b: Said, found: Sequence[Block]) -> Iterable[tuple[Gap, Gap]]:
    """What stands between two blocks, before the first and after the last, in both, as far as it is short."""
    ends_a = [0, *(block.a + block.size for block in found)]
    ends_b = [0, *(block.b + block.size for block in found)]
    starts_a = [*(block.a for block in found), len(a)]
    starts_b = [*(block.b for block in found), len(b)]
    for end_a, end_b, start_a, start_b in zip(ends_a, ends_b, starts_a, starts_b, strict=True):
        if 0 < start_a - end_a <= _NAMES_NEAR and 0 < start_b - end_b <= _NAMES_NEAR:
            yield a.words[end_a:start_a], b.words[end_b:start_b]


def _other_names(a: Gap, b: Gap) -> bool:
    names_a, names_b = ([folded(word.key)[0] for word in side if word.name and folded(word.key)] for side in (a, b))
    return bool(names_a and names_b) and not any(same_word(x, y) for x in names_a for y in names_b)


def _other_numbers(a: Gap, b: Gap) -> bool:
    numbers_a, numbers_b = ({word.form for word in side if word.form[0] == "#"} for side in (a, b))
    return bool(numbers_a and numbers_b) and not numbers_a & numbers_b
