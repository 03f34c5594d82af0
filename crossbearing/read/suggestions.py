"""What a large model points at in a report, found in the report's text or dropped.

A pointer is taken for three runs of words that stand, code point by code point, in the passage it names: a source, a
cue and what is said. The same words often stand there several times ("said"); then those are meant that stand nearest
to one another, and where that does not decide it the pointer is dropped. Nothing that the model says is kept but where
words of the report stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple, Protocol

from crossbearing.errors import Unreadable
from crossbearing.learned.pointing import LONGEST, Pointed, Pointer, passages
from crossbearing.read.wordlists import NEGATIONS, REFUSALS
from crossbearing.records import Record, Report, Span

LONGEST_SOURCE = 300
LONGEST_CUE = 60
"""In characters. "was quoted as telling reporters on condition of anonymity" has 56."""
FAR = 200
"""Most characters between the cue and its source, or the cue and what is said: "Ada Wenn, who has led …, said"."""
_MOST_PLACES = 100
_MOST_WAYS = 500
"""Places of one of the three, and ways to combine them; with more, nothing can be told."""
_WORDS_BEFORE = 24
"""Characters before a cue in which "did not" or "declined to" would stand."""
_WORD = re.compile(r"[\w'’]+")
_SENTENCE_END = re.compile(r"[.!?;]\s")
_NEXT_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+[^\W\d_a-z]")
_QUOTE = re.compile(r"[“”„‟«»\"‘’‹›'`]")
_LETTER = re.compile(r"[^\W\d_]")


class Points(Protocol):
    """What this stage needs of a model that points. It may ask over a network; the stage does not see it."""

    def point(self, passages: list[str]) -> Pointed: ...


class Pointing(Record, frozen=True):
    """An act of saying that a model pointed at and that stands in the text."""

    source: Span
    cue: Span
    content: Span


class Dropped(Record, frozen=True):
    """How many pointers were dropped for one reason."""

    reason: str
    count: int


class Suggested(Record, frozen=True):
    """What is left of a model's answer on one report."""

    report: str
    model: str
    pointed: int
    """Entries of the answer."""
    pointings: tuple[Pointing, ...]
    """In the order of the text."""
    dropped: tuple[Dropped, ...]
    """In the order of reasons; together with the pointings, as many as were pointed at."""


def ask(report: Report, endpoint: Points) -> Pointed:
    """Have a model point at the acts of saying in a report. Raises Unreadable, or Unanswered where it has no answer."""
    if len(report.text) > LONGEST:
        raise Unreadable(f"its text has more than {LONGEST:,} characters and is sent to no endpoint")
    return endpoint.point([report.text[start:end] for start, end in passages(report.text)])


def located(report: Report, pointed: Pointed) -> Suggested:
    """Each pointer as places in the report's text, or dropped with the reason."""
    places = passages(report.text)
    kept: set[tuple[Span, Span, Span]] = set()
    why: Counter[str] = Counter()
    for pointer, times in Counter(pointed.pointers).items():
        found = _found(report.text, places, pointer)
        if isinstance(found, str):
            why[found] += times
            continue
        why["pointed at twice"] += times - 1
        spans = Span(report.id, *found.content), Span(report.id, *found.cue), Span(report.id, *found.source)
        if spans in kept:
            why["pointed at twice"] += 1
        kept.add(spans)
    why["not of the form asked for"] += pointed.misshapen
    why["more than an answer may have"] += pointed.beyond
    why["no such passage"] += pointed.unseen
    return Suggested(
        report=report.id,
        model=pointed.model,
        pointed=len(pointed.pointers) + pointed.misshapen + pointed.beyond + pointed.unseen,
        pointings=tuple(Pointing(source, cue, content) for content, cue, source in sorted(kept)),
        dropped=tuple(Dropped(reason, count) for reason, count in sorted(why.items()) if count),
    )


class _Found(NamedTuple):
    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def _found(text: str, places: tuple[tuple[int, int], ...], pointer: Pointer) -> _Found | str:
    """Where the pointer's words stand, or why it is dropped."""
    if not 1 <= pointer.passage <= len(places):
        return "no such passage"
    words = pointer.source, pointer.cue, pointer.content
    if not all(_LETTER.search(each) for each in words):
        return "without a word"
    if len(pointer.source) > LONGEST_SOURCE or len(pointer.cue) > LONGEST_CUE or _SENTENCE_END.search(pointer.cue):
        return "too long for a source or cue"
    if len(pointer.content.split()) < 2 and not _QUOTE.match(pointer.content):
        return "too short for what is said"
    start, end = places[pointer.passage - 1]
    sources, cues, contents = (_places(text, start, end, each) for each in words)
    if sources is None or cues is None or contents is None:
        return "ambiguous"
    if not (sources and cues and contents):
        around = places[max(0, pointer.passage - 2)][0], places[min(len(places), pointer.passage + 1) - 1][1]
        beside = all(_places(text, *around, each) for each in words)
        return "not all in one passage" if beside else "not in the text"
    if len(sources) * len(cues) * len(contents) > _MOST_WAYS:
        return "ambiguous"
    found = _nearest(sources, cues, contents)
    if isinstance(found, str):
        return found
    between = text[min(found.source[1], found.cue[1]) : max(found.source[0], found.cue[0])]
    if _NEXT_SENTENCE.search(between):
        return "too far apart"
    return "said not to be said" if _is_negated(text, start, found.cue) else found


def _places(text: str, start: int, end: int, words: str) -> list[tuple[int, int]] | None:
    """Where in text[start:end] the words stand and neither begin nor end inside a word; None for too many places."""
    found: list[tuple[int, int]] = []
    at = text.find(words, start, end)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return found
        last = at + len(words)
        if not (_joins(text, at) or _joins(text, last)):
            found.append((at, last))
        at = text.find(words, at + 1, end)
    return None


def _joins(text: str, at: int) -> bool:
    """Whether the characters before and at `at` belong to one word, or to one letter with its accent."""
    if not 0 < at < len(text):
        return False
    return unicodedata.combining(text[at]) != 0 or (text[at - 1].isalnum() and text[at].isalnum())


def _nearest(
    sources: list[tuple[int, int]], cues: list[tuple[int, int]], contents: list[tuple[int, int]]
) -> _Found | str:
    """The source, cue and content with the fewest characters between them, where it is one choice only."""
    best: list[_Found] = []
    least = 2 * FAR + 1
    overlapping = apart = False
    for content in contents:
        inside = [any(_gap(each, content) < 0 for each in group) for group in (sources, cues)]
        if all(inside):  # what is "said" holds who says it: a sentence, not what is said
            overlapping = True
            continue
        for cue in cues:
            for source in sources:
                gaps = _gap(cue, content), _gap(source, cue), _gap(source, content)
                if min(gaps) < 0:
                    overlapping = True
                elif max(gaps[:2]) > FAR:
                    apart = True
                elif sum(gaps[:2]) < least:
                    best, least = [_Found(source, cue, content)], sum(gaps[:2])
                elif sum(gaps[:2]) == least:
                    best.append(_Found(source, cue, content))
    if len(best) == 1:
        return best[0]
    return "ambiguous" if best else "too far apart" if apart else "overlapping" if overlapping else "ambiguous"


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters between two places; less than 0 where they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def _is_negated(text: str, start: int, cue: tuple[int, int]) -> bool:
    """Whether the cue, or the two words before it, say that nothing was said: "did not say", "declined to say"."""
    clause = re.split(r"[,;:.!?—–(]", text[max(start, cue[0] - _WORDS_BEFORE) : cue[0]])[-1]
    before = _WORD.findall(clause)[-2:]
    words = [*before, *_WORD.findall(text[cue[0] : cue[1]])]
    return any(word.lower().replace("’", "'") in NEGATIONS | REFUSALS for word in words)
