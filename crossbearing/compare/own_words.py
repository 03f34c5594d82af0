"""Which words of a report are its writer's own, and how much it says when two reports share them.

Two reporters who hear one speaker write down the same words; names, titles and grammar have no author either. What is
left is the writer's wording, and rare words weigh more (their background rarity, -log of the share of texts with them).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crossbearing.compare.background import rarity, share
from crossbearing.records import Reading, Report

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*")
_APART = re.compile(r"['’.,]")
_POST = re.compile(r"\(@\w|\bpic\.twitter\.com\b", re.IGNORECASE)
"""A paragraph with this is a post from elsewhere, set into the page without marks."""
_SPOKEN = frozenset("i im ive me my mine myself we weve our ours ourselves you youre youve your yours".split())
"""News speaks of nobody so: outside quotation marks it is a statement, a letter or a transcript, given in full."""
_SENTENCE_END = frozenset(".!?:\"“”‘'")
_NAMES = frozenset({"person", "organisation", "place", "role"})
_COMMON = 0.25
"""A word in a larger share of all texts is grammar, or "said" and "people"."""
_MOST_RARITY = 6.0


class Words(NamedTuple):
    """A report's words: as compared (lower case, without apostrophes), where they stand, what sharing each says."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    weights: tuple[float, ...]
    """0 for what is not the writer's own; else the word's rarity in nats."""


class Places(NamedTuple):
    """Where the words of a report stand, by their numbers in `Words`."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def places(report: Report) -> Places:
    """Where the words of one report stand."""
    spans = [match.span() for match in _WORD.finditer(report.text)]
    return Places(tuple(start for start, _ in spans), tuple(end for _, end in spans))


def words(report: Report, reading: Reading) -> Words:
    """The words of one report, weighed."""
    text = report.text
    found = list(_WORD.finditer(text))
    starts = [match.start() for match in found]
    foreign = bytearray(len(found))
    normal = tuple(_APART.sub("", match[0].lower()) for match in found)
    for start, end in _said_by_others(report, reading, found, normal):
        first, last = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
        foreign[first:last] = b"\x01" * (last - first)
    return Words(
        words=normal,
        starts=tuple(starts),
        ends=tuple(match.end() for match in found),
        weights=tuple(
            0.0 if foreign[at] or _is_name(text, match) else _weight(normal[at]) for at, match in enumerate(found)
        ),
    )


@cache
def _weight(word: str) -> float:
    return 0.0 if share(word) >= _COMMON else min(rarity(word), _MOST_RARITY)


def _said_by_others(
    report: Report, reading: Reading, found: Sequence[re.Match[str]], normal: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Spans of quotes, names, posts, and sentences in the first or second person."""
    for quote in reading.quotes:
        yield quote.span.start, quote.span.end
    for actor in reading.actors:
        if actor.kind in _NAMES:
            yield actor.span.start, actor.span.end
    at = 0
    for paragraph in report.text.split("\n\n"):
        if _POST.search(paragraph):
            yield at, at + len(paragraph)
        at += len(paragraph) + 2
    begins = [sentence.span.start for sentence in reading.sentences]
    speaking = {
        bisect.bisect_right(begins, match.start()) - 1
        for match, word in zip(found, normal, strict=True)
        if word in _SPOKEN and match[0] != "ME"
    }
    for number in sorted(speaking - {-1}):
        yield reading.sentences[number].span.start, reading.sentences[number].span.end


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the word has a capital where no sentence begins."""
    if not match[0][0].isupper():
        return False
    at = match.start() - 1
    while at >= 0 and text[at] == " ":
        at -= 1
    return at >= 0 and text[at] != "\n" and text[at] not in _SENTENCE_END
