"""What two versions of one text do not have alike, sentence by sentence and, in a changed sentence, word by word.

Equal sentences in one order are found first (longest common subsequence), then equal ones elsewhere, which moved; of
the rest those that are alike are held against each other. A sentence that was split or joined is held against all of
its parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from crossbearing.records import Edit, Reading, Report, Span

ALIKE = 0.5
"""Likeness of two sentences' words, in order, from which one is the other, changed."""
_PART = 0.6
"""Share of a sentence's words that a neighbour lost, from which it was split off from it."""
_MOST_SENTENCES, _MOST_PAIRS, _MOST_WORDS = 5_000, 20_000, 2_000
"""More than so many are not held against one another but where they are equal: comparing takes their product."""
_NEAR = 8
_WORD = re.compile(r"[^\W_]+(?:[.,’'][^\W_]+)*")

Words = tuple[str, ...]


class Sides(NamedTuple):
    """A place in the earlier text and one in the later: numbers of sentences, half open."""

    before: tuple[int, int]
    after: tuple[int, int]


class Text(NamedTuple):
    """A version: its sentences with their words, those without any left out."""

    report: Report
    spans: tuple[Span, ...]
    words: tuple[Words, ...]

    def span(self, part: tuple[int, int]) -> Span | None:
        """From the first of some sentences to the end of the last; None of none."""
        first, last = part
        return Span(self.report.id, self.spans[first].start, self.spans[last - 1].end) if first < last else None


def text_of(report: Report, reading: Reading) -> Text:
    """A report as it is compared: capitals and punctuation make no difference."""
    spans = [sentence.span for sentence in reading.sentences]
    words = [plain(report.text[span.start : span.end]) for span in spans]
    kept = [at for at, each in enumerate(words) if each]
    return Text(report, tuple(spans[at] for at in kept), tuple(words[at] for at in kept))


def plain(text: str) -> Words:
    """The words of a passage as they are compared."""
    return tuple(word.replace("’", "'").casefold() for word in _WORD.findall(text))


def edits(earlier: Text, later: Text) -> tuple[Edit, ...]:
    """All that was added, cut, changed and moved, in the order of the later text; cuts where they stood."""
    same, moved = _equal(earlier, later)
    met = dict(same) | dict(moved)
    changed = _widened(earlier, later, _changed(earlier, later, met))
    told = [(sides, "changed") for sides in changed]
    told += [(Sides((a, a + 1), (b, b + 1)), "moved") for a, b in moved]
    gone = set(range(len(earlier.words))).difference(met, *(range(*sides.before) for sides in changed))
    come = set(range(len(later.words))).difference(met.values(), *(range(*sides.after) for sides in changed))
    told += [(Sides(part, (0, 0)), "cut") for part in _runs(gone)] + [
        (Sides((0, 0), part), "added") for part in _runs(come)
    ]
    anchors = sorted(same + [(sides.before[1] - 1, sides.after[1] - 1) for sides in changed])

    def place(entry: tuple[Sides, str]) -> tuple[int, int, int]:
        sides, kind = entry
        if kind != "cut":
            return sides.after[0], 1, 0
        at = bisect_right(anchors, sides.before[0], key=lambda pair: pair[0]) - 1
        return (anchors[at][1] + 1 if at >= 0 else 0), 0, sides.before[0]

    return tuple(_edit(earlier, later, *entry) for entry in sorted(told, key=place))


def _edit(earlier: Text, later: Text, sides: Sides, kind: str) -> Edit:
    before, after = earlier.span(sides.before), later.span(sides.after)
    if kind == "cut" or before is None:
        return Edit("cut" if after is None else "added", before, after)
    if kind == "moved" or after is None:
        return Edit("moved", before, after)
    return Edit("changed", before, after, *_differing((earlier.report.text, before), (later.report.text, after)))


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _equal(earlier: Text, later: Text) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of equal sentences: those in one order in both, and those that moved."""
    same: list[tuple[int, int]] = []
    if max(len(earlier.words), len(later.words)) <= _MOST_SENTENCES:
        for step in Indel.opcodes(earlier.words, later.words):
            if step.tag == "equal":
                ours, theirs = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
                same += zip(ours, theirs, strict=True)
    ours_met, theirs_met = {a for a, _ in same}, {b for _, b in same}
    waiting: dict[Words, list[int]] = {}
    for b in reversed(range(len(later.words))):
        if b not in theirs_met:
            waiting.setdefault(later.words[b], []).append(b)
    moved = [
        (a, waiting[words].pop()) for a, words in enumerate(earlier.words) if a not in ours_met and waiting.get(words)
    ]
    return same, moved


def _changed(earlier: Text, later: Text, met: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs of sentences that are alike, the likest first taken, of those that have no equal."""
    ours = [a for a in range(len(earlier.words)) if a not in met]
    taken = set(met.values())
    theirs = [b for b in range(len(later.words)) if b not in taken]
    alike = []
    for at, a in enumerate(ours):
        within = theirs if len(ours) * len(theirs) <= _MOST_PAIRS else theirs[max(0, at - _NEAR) : at + _NEAR + 1]
        for b in within:
            likeness = _likeness(earlier.words[a], later.words[b])
            if likeness >= ALIKE:
                alike.append((-likeness, abs(a - b), a, b))
    pairs: dict[int, int] = {}
    for _, _, a, b in sorted(alike):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return sorted(pairs.items())


def _likeness(ours: Words, theirs: Words) -> float:
    """Of the words in order, 0 to 1; a sentence of which half was cut or added is like its rest."""
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return 0.0
    common = (len(ours) + len(theirs) - Indel.distance(ours, theirs)) / 2
    return max(2 * common / (len(ours) + len(theirs)), 0.8 * common / min(len(ours), len(theirs)) - 0.1)


def _widened(earlier: Text, later: Text, pairs: Sequence[tuple[int, int]]) -> list[Sides]:
    """The pairs, with the sentence beside one of the two that has most of what the other lacks."""
    free_before = set(range(len(earlier.words))).difference(a for a, _ in pairs)
    free_after = set(range(len(later.words))).difference(b for _, b in pairs)
    made = []
    for a, b in pairs:
        before = _with_parts(earlier.words, a, later.words[b], free_before)
        after = _with_parts(later.words, b, earlier.words[a], free_after)
        made.append(Sides(before, after))
    return made


def _with_parts(words: Sequence[Words], at: int, other: Words, free: set[int]) -> tuple[int, int]:
    """A sentence and those beside it, before or behind, that have words which `other` has and it has not."""
    first, last = at, at + 1
    lacking = set(other).difference(words[at])
    for beside in (at + 1, at - 1):
        if beside in free and len(lacking.intersection(words[beside])) >= max(2, _PART * len(set(words[beside]))):
            free.discard(beside)
            first, last = min(first, beside), max(last, beside + 1)
    return first, last


def _runs(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, half open."""
    for number in sorted(numbers):
        if number - 1 not in numbers:
            last = number
            while last + 1 in numbers:
                last += 1
            yield number, last + 1


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _differing(ours: tuple[str, Span], theirs: tuple[str, Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Of two passages the words that the other has not."""
    tokens = [list(_WORD.finditer(text, span.start, span.end)) for text, span in (ours, theirs)]
    if max(map(len, tokens)) > _MOST_WORDS:
        return (ours[1],), (theirs[1],)
    lost: list[Span] = []
    won: list[Span] = []
    for step in Indel.opcodes(*(_plain(each) for each in tokens)):
        if step.tag == "delete":
            first, last = tokens[0][step.src_start], tokens[0][step.src_end - 1]
            lost.append(Span(ours[1].report, first.start(), last.end()))
        elif step.tag == "insert":
            first, last = tokens[1][step.dest_start], tokens[1][step.dest_end - 1]
            won.append(Span(theirs[1].report, first.start(), last.end()))
    return tuple(lost), tuple(won)


def _plain(tokens: Sequence[re.Match[str]]) -> list[str]:
    """Words as they are compared."""
    return [token.group().replace("’", "'").casefold() for token in tokens]
