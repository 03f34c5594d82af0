"""What a report made of text that it shares: passages added and dropped beside it, hedges and attributions lost or won.

Only what stands in the sentences of a shared passage, or between two of them, is compared: elsewhere two reports differ
anyway. Who copied whom is not decided here; a change is seen from one side.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from crossbearing.records import Change, ChangeKind, Reading, Report, SharedPassage, Span

_LEAST_WORDS, _MOST_WORDS = 3, 60
"""Words of a passage that one has beside a shared one: fewer are style, more are a text of its own."""
_MOSTLY = 0.6
"""Share of the shorter sentence's words that both must have to be held against one another."""
_HARDLY = 3
"""The other may have a word in its place for every so many."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = (
    r"(?P<number>\d[\d.,]*\d|\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?)\b)"
)
_HEDGE = re.compile(
    r"\b(?-i:may|might|could)\b|\b(?:perhaps|possibly|probably|reportedly|allegedly|apparently|supposedly|presumably"
    r"|purportedly|seemingly|likely|unconfirmed|suspected|alleged)\b"
    r"|\b(?:believed|thought|said|reported|understood|feared) to (?:have|be)\b|\b(?:appear|seem)(?:s|ed)? to\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:at least|at most|up to|about|around|roughly|nearly|almost|some|more than|over|fewer than|less than"
    r"|approximately|an estimated)\s+" + _NUMBER,
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|saying|told|tells|according to|claim(?:s|ed|ing)?|alleg(?:es|ed)|report(?:s|ed)|cit(?:ing|ed)"
    r"|stated|announced|insist(?:s|ed)|confirm(?:s|ed))\b",
    re.IGNORECASE,
)
_LONGEST = 2000
"""Characters of a sentence before and after a shared passage that are looked at."""
_NEAR = 60
"""Characters from a shared passage to a word that bears on it."""


@lru_cache(maxsize=1 << 9)
def _borders(text: str) -> tuple[list[int], list[int]]:
    """Where words begin, and where they end; kept, since a report is held against many."""
    found = [match.span() for match in _WORD.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]


class Side(NamedTuple):
    """One of two reports, as read."""

    report: Report
    reading: Reading

    def text(self, span: Span) -> str:
        return self.report.text[span.start : span.end]

    def words(self, span: Span) -> int:
        """How many words a span has, whole or in part."""
        begins, ends = _borders(self.report.text)
        return max(0, bisect_left(begins, span.end) - bisect_right(ends, span.start))

    def bare(self, span: Span) -> Span:
        """A span from its first to its last word; it has one."""
        found = [match.span() for match in _WORD.finditer(self.report.text, span.start, span.end)]
        return replace(span, start=found[0][0], end=found[-1][1])

    def around(self, passage: Span) -> Span:
        """The sentences in which a passage stands, as far as they are of any sensible length."""
        first, last = self._sentence(passage.start), self._sentence(max(passage.start, passage.end - 1))
        start = max(min(first.start, passage.start), passage.start - _LONGEST)
        return replace(passage, start=start, end=min(max(last.end, passage.end), passage.end + _LONGEST))

    def until(self, passage: Span) -> Span:
        """What its sentence has before a passage."""
        return replace(passage, start=self.around(passage).start, end=passage.start)

    def after(self, passage: Span) -> Span:
        """What its sentence has after a passage."""
        return replace(passage, start=passage.end, end=self.around(passage).end)

    def attributed(self, passage: Span) -> bool:
        """Whether somebody is named for what the passage says."""
        return any(
            each.content.start < passage.end and passage.start < each.content.end for each in self.reading.attributions
        )

    def _sentence(self, at: int) -> Span:
        number = bisect_right(self.reading.sentences, at, key=lambda sentence: sentence.span.start) - 1
        return self.reading.sentences[number].span if number >= 0 else Span(self.report.id, at, at)


class _Both(NamedTuple):
    """What the two have in one place: the report that changes are seen from, and the other."""

    ours: Span
    theirs: Span


_Found = tuple[ChangeKind, Span | None, Span | None, tuple[Span, ...]]


def changes(a: Side, b: Side, passages: Iterable[SharedPassage], seen_from: str) -> tuple[Change, ...]:
    """All changes that the report `seen_from` shows against the other, in the order of the texts."""
    swap = seen_from != a.report.id
    ours, theirs = (b, a) if swap else (a, b)
    shared = sorted(_Both(p.b, p.a) if swap else _Both(p.a, p.b) for p in passages)
    found: dict[tuple[ChangeKind, Span | None, Span | None], set[Span]] = {}
    for kind, ours_at, theirs_at, words in _found(ours, theirs, shared):
        at = (kind, theirs_at, ours_at) if swap else (kind, ours_at, theirs_at)
        found.setdefault(at, set()).update(words)
    made = [Change(kind, at_a, at_b, tuple(sorted(words))) for (kind, at_a, at_b), words in found.items()]
    return tuple(sorted(made, key=_place))


def _place(change: Change) -> tuple[tuple[Span, ...], ChangeKind, Span, Span]:
    return change.words, change.kind, change.a or change.words[0], change.b or change.words[0]


def _found(ours: Side, theirs: Side, shared: Sequence[_Both]) -> Iterator[_Found]:
    yield from _beside(ours, theirs, shared)
    for at, both in enumerate(shared):
        if _mostly_shared(ours, theirs, shared, at):
            yield from _surer(ours, theirs, both, "hardened")
            yield from _surer(theirs, ours, _Both(both.theirs, both.ours), "softened")


# ── passages that one alone has ───────────────────────────────────────────────────────────────────────────────────────


def _beside(ours: Side, theirs: Side, shared: Sequence[_Both]) -> Iterator[_Found]:
    for gap in _gaps(ours, theirs, shared):
        count_ours, count_theirs = ours.words(gap.ours), theirs.words(gap.theirs)
        if max(count_ours, count_theirs) > _MOST_WORDS:
            continue
        if count_ours >= _LEAST_WORDS and count_ours > _HARDLY * count_theirs:
            yield "added", ours.bare(gap.ours), None, (ours.bare(gap.ours),)
        elif count_theirs >= _LEAST_WORDS and count_theirs > _HARDLY * count_ours:
            yield "dropped", None, theirs.bare(gap.theirs), (theirs.bare(gap.theirs),)


def _gaps(ours: Side, theirs: Side, shared: Sequence[_Both]) -> Iterator[_Both]:
    """What stands between two shared passages that follow one another in both, and what fills a sentence up."""
    bound = False
    for at, both in enumerate(shared):
        then = shared[at + 1] if at + 1 < len(shared) else None
        same = _mostly_shared(ours, theirs, shared, at)
        if same and not bound:
            yield _Both(ours.until(both.ours), theirs.until(both.theirs))
        bound = then is not None and _follows(ours, then.ours, both.ours) and _follows(theirs, then.theirs, both.theirs)
        if bound and then is not None:
            yield _Both(_gap(both.ours, then.ours), _gap(both.theirs, then.theirs))
        elif same:
            yield _Both(ours.after(both.ours), theirs.after(both.theirs))


def _mostly_shared(ours: Side, theirs: Side, shared: Sequence[_Both], at: int) -> bool:
    """Whether the sentences of a shared passage say the same for the most part, and do not just name one thing."""
    around, other = ours.around(shared[at].ours), theirs.around(shared[at].theirs)
    first, last = at, at + 1
    while first > 0 and shared[first - 1].ours.end > around.start:
        first -= 1
    while last < len(shared) and shared[last].ours.start < around.end:
        last += 1
    inside = (both for both in shared[first:last] if both.theirs.start < other.end and other.start < both.theirs.end)
    return sum(ours.words(both.ours) for both in inside) >= _MOSTLY * min(ours.words(around), theirs.words(other))


def _follows(side: Side, later: Span, earlier: Span) -> bool:
    return later.start >= earlier.end and side.words(_gap(earlier, later)) <= _MOST_WORDS


def _gap(earlier: Span, later: Span) -> Span:
    return replace(earlier, start=earlier.end, end=later.start)


# ── hedges and attributions ───────────────────────────────────────────────────────────────────────────────────────────


def _surer(ours: Side, theirs: Side, both: _Both, kind: ChangeKind) -> Iterator[_Found]:
    """What makes theirs less sure than ours, where both say the same."""
    around, other = ours.around(both.ours), theirs.around(both.theirs)
    lost: list[Span] = []
    if not _near(_HEDGE, ours, both.ours):
        lost += _near(_HEDGE, theirs, both.theirs)
    plain = {_digits(match[0]) for match in re.finditer(_NUMBER, ours.text(around), re.IGNORECASE)}
    bounded = {_digits(match["number"]) for match in _BOUND.finditer(ours.text(around))}
    for match in _BOUND.finditer(theirs.text(other)):
        if _digits(match["number"]) in plain - bounded:
            lost.append(replace(other, start=other.start + match.start(), end=other.start + match.end()))
    if not _TOLD.search(ours.text(around)) and not ours.attributed(both.ours):
        lost += _near(_TOLD, theirs, both.theirs)
    if lost:
        yield (
            (kind, around, other, tuple(sorted(lost)))
            if kind == "hardened"
            else (kind, other, around, tuple(sorted(lost)))
        )


def _near(words: re.Pattern[str], side: Side, passage: Span) -> list[Span]:
    """Where such words stand in a shared passage or close to it in its sentence."""
    around = side.around(passage)
    start, end = max(around.start, passage.start - _NEAR), min(around.end, passage.end + _NEAR)
    found = words.finditer(side.report.text, start, end)
    return [Span(passage.report, *match.span()) for match in found]


def _digits(number: str) -> str:
    return number.replace(",", "").lower()
