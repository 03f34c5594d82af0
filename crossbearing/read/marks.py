"""Quotation marks and what stands between them, by their shape and by what touches them; no word is read here.

Double marks of every shape open and close by context, since typists and converters turn them round. A single mark is an
apostrophe until shown to open or close something. A quote that runs over paragraphs opens anew with each of them and
closes once (Chicago Manual of Style, 13.32).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”„‟«»\"＂「」『』〝〞]|``|''")
_SINGLE = re.compile(r"[‘’‚‛‹›'`´]")
_OPENING = frozenset("“„‟«「『〝") | {"``"}
_CLOSING = frozenset("”»」』〞") | {"''"}
_OPENS_AFTER = frozenset("([{<—–―-/:…=")
_CLOSES_BEFORE = frozenset(")]}>—–―-/:;,.!?…*")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")
_STRAIGHT = frozenset('"＂')


class Marked(NamedTuple):
    """Words between marks, [start, end) without and [outer_start, outer_end) with them; offsets into the text."""

    start: int
    end: int
    outer_start: int
    outer_end: int


class _Mark(NamedTuple):
    start: int
    end: int
    shape: str
    may_open: bool
    may_close: bool


def marked(text: str) -> list[Marked]:
    """All outermost stretches between quotation marks, in order; what stands quoted inside another is left out."""
    found: list[Marked] = []
    carried: _Mark | None = None
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        doubles = list(_marks(text, start, end, _DOUBLE))
        pairs, carried, closed = _pair_doubles(text, end, doubles, carried)
        if closed:
            found.append(closed)
        pairs = _outermost(pairs, closed)
        singles = _pair_singles(text, list(_marks(text, start, end, _SINGLE)), doubles)
        found += _outermost([*pairs, *(single for single in singles if not _crosses(single, pairs))], closed)
    return found


def _marks(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    """Every mark of `pattern` in text[start:end], with the sides that its neighbours allow it to take."""
    for match in pattern.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if pattern is _SINGLE and (before == after == "'" or "'" in (before, after)):
            continue  # half of a '' that is a double mark
        free_left = before.isspace() or before in _OPENS_AFTER or _is_quote(before)
        free_right = after.isspace() or after in _CLOSES_BEFORE or _is_quote(after)
        may_open = free_left and not after.isspace()
        may_close = free_right and not before.isspace()
        yield _Mark(match.start(), match.end(), match[0], may_open, may_close)


def _is_quote(char: str) -> bool:
    return _DOUBLE.match(char) is not None or _SINGLE.match(char) is not None


# ── double marks ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _side(mark: _Mark, open_marks: list[_Mark]) -> str:
    """ "open", "close" or "" for a mark that does neither."""
    inside = bool(open_marks)
    if inside and open_marks[-1].shape == "„" and mark.shape in "“”" and mark.may_close:
        return "close"
    if inside and open_marks[-1].shape == "»" and mark.shape == "«":
        return "close"
    if mark.shape in _OPENING and (mark.may_open or not mark.may_close):
        return "open"
    if mark.shape in _CLOSING and (mark.may_close or not mark.may_open):
        return "close"
    if mark.may_open and mark.may_close:
        return "close" if inside else "open"
    if mark.may_open:
        return "open"
    return "close" if mark.may_close or inside else ""


def _pair_doubles(
    text: str, end: int, marks: list[_Mark], carried: _Mark | None
) -> tuple[list[Marked], _Mark | None, Marked | None]:
    """Pairs of one paragraph; the mark that it leaves open to the next; the quote that began in an earlier one."""
    pairs: list[Marked] = []
    closed: Marked | None = None
    stack: list[_Mark] = []
    for mark in marks:
        side = _side(mark, stack)
        untouched = not stack and not pairs and closed is None
        if side == "open":
            if stack and mark.shape in _STRAIGHT:
                stack.pop()  # straight marks don't nest: the one before was never closed
            stack.append(mark)
        elif side == "close" and stack:
            opened = stack.pop()
            if carried is not None and not stack and first_mark(text, opened):
                closed = Marked(carried.end, mark.start, carried.start, mark.end)
            elif opened.end < mark.start:
                pairs.append(Marked(opened.end, mark.start, opened.start, mark.end))
        elif side == "close" and carried is not None and untouched:
            closed = Marked(carried.end, mark.start, carried.start, mark.end)
    if stack and closed is None and _next_opens(text, end):
        goes_on = carried if carried is not None and first_mark(text, stack[0]) else stack[0]
        return pairs, goes_on, None
    if stack and carried is not None and closed is None and first_mark(text, stack[0]):
        return pairs, None, Marked(carried.end, end, carried.start, end)  # the last closing mark was lost
    if stack and not pairs and text[max(0, stack[0].start - 2) : stack[0].start].rstrip()[-1:] in {":", ","}:
        pairs.append(Marked(stack[0].end, end, stack[0].start, end))  # the closing mark was lost: to the end
    return pairs, None, closed


def first_mark(text: str, mark: _Mark) -> bool:
    """Whether the mark begins its paragraph."""
    return mark.start == 0 or text[mark.start - 1] == "\n"


def _next_opens(text: str, end: int) -> bool:
    after = text[end : end + 4].lstrip("\n")
    return bool(after) and _DOUBLE.match(after) is not None


# ── single marks ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _opens_single(text: str, mark: _Mark) -> bool:
    if not mark.may_open or mark.shape in "’›´":
        return False
    after = text[mark.end : mark.end + 2]
    return not (after[:1].isdigit() and mark.shape in "'‘" and text[mark.end + 2 : mark.end + 3] == "s")


def _is_plural(text: str, mark: _Mark) -> bool:
    """Whether a mark that may close could be the apostrophe of a plural: "the allies’ plan"."""
    return (
        text[mark.start - 1] in "sSxz"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].isalpha()
    )


def _pair_singles(text: str, marks: list[_Mark], doubles: list[_Mark]) -> list[Marked]:
    """Pairs of single marks of one paragraph; a pair never has an odd number of double marks inside."""
    pairs: list[Marked] = []
    counts = _double_counts(marks, doubles)
    opened, weak = -1, -1
    for at, mark in enumerate(marks):
        if opened >= 0 and mark.may_close and mark.shape not in "‘‚" and (counts[at] - counts[opened]) % 2 == 0:
            if not _is_plural(text, mark):
                ended = weak >= 0 and _SENTENCE_END.search(text, marks[weak].end, mark.start)
                pairs.append(_between(marks[opened], marks[weak] if ended else mark))
                opened, weak = -1, -1
            elif weak < 0:
                weak = at
        elif _opens_single(text, mark):
            if opened >= 0 and weak >= 0:
                pairs.append(_between(marks[opened], marks[weak]))
            opened, weak = at, -1
    if opened >= 0 and weak >= 0:
        pairs.append(_between(marks[opened], marks[weak]))
    return [pair for pair in pairs if pair.start < pair.end]


def _between(opened: _Mark, closed: _Mark) -> Marked:
    return Marked(opened.end, closed.start, opened.start, closed.end)


def _double_counts(marks: list[_Mark], doubles: list[_Mark]) -> list[int]:
    """For each single mark the number of double marks before it."""
    counts, at = [], 0
    for mark in marks:
        while at < len(doubles) and doubles[at].start < mark.start:
            at += 1
        counts.append(at)
    return counts


def _crosses(single: Marked, doubles: list[Marked]) -> bool:
    """Whether the pair overlaps one of `doubles` (sorted, none in another) without lying inside or around it."""
    for at in (
        bisect_right(doubles, single.outer_start, key=_outer_start) - 1,
        bisect_right(doubles, single.outer_end, key=_outer_start) - 1,
    ):
        if at < 0:
            continue
        double = doubles[at]
        inside = double.outer_start <= single.outer_start and single.outer_end <= double.outer_end
        around = single.outer_start <= double.outer_start and double.outer_end <= single.outer_end
        apart = double.outer_end <= single.outer_start or single.outer_end <= double.outer_start
        if not (inside or around or apart):
            return True
    return False


def _outer_start(pair: Marked) -> int:
    return pair.outer_start


def _outermost(pairs: list[Marked], closed: Marked | None) -> list[Marked]:
    """Those of `pairs` that lie in no other, nor in the quote `closed` that began in an earlier paragraph; sorted."""
    kept: list[Marked] = []
    end = closed.outer_end if closed else -1
    for pair in sorted(pairs, key=lambda pair: (pair.outer_start, -pair.outer_end)):
        if pair.outer_start >= end:
            kept.append(pair)
            end = pair.outer_end
    return kept
