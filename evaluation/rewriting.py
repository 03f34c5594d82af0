"""Copies that were abridged, re-ordered and reworded on purpose: how many are found, by how much of the source is left.

    python -m evaluation.rewriting [ARTICLES.jsonl]

One report of each event is the source. Its copy keeps a share of its words: sentences are left out, in those that stay
words are dropped or exchanged for others, and a third of the sentences change places; between them stand sentences of a
report of another event. What must not be found is another outlet's report of the same event, as far as it shares no run
of words: it is shown, for a reader to judge, how many of those are said to be reworded.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from crossbearing.compare.copying import copying
from crossbearing.compare.sharing import sharing
from crossbearing.records import Copying
from evaluation.copying import material
from evaluation.events import FILE, Article, by_event, load

SHARES = (1.0, 0.7, 0.4, 0.2)
EVENTS = 200
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")
_OTHER_WORDS = (
    "amber basket corner distant engine fabric gentle harvest island jacket kettle ladder meadow narrow orchard pebble"
    " quarter ribbon saddle timber uniform velvet window yellow"
).split()
_EXCHANGED = 0.5
"""Of the words that a copy does not keep, those that others stand for."""


class Degree(NamedTuple):
    """Copies with one share of their source's words."""

    share: float
    found: int
    of: int
    right_words: int
    """Words of the copy in passages said to be shared that are the source's."""
    words: int
    """All words of the copy in such passages."""
    source_words: int
    """All words of the source that the copies keep."""


def rewritten(text: str, share: float, filler: str, draw: random.Random) -> str:
    """A text with about `share` of the words of another, as paragraphs of a sentence, every second one filler."""
    kept = math.sqrt(share)
    sentences = _sentences(text)
    chosen = sorted(draw.sample(range(len(sentences)), max(1, round(kept * len(sentences)))))
    changed = [_changed(sentences[at], kept, draw) for at in chosen] if share < 1 else [sentences[at] for at in chosen]
    if share < 1:
        for _ in range(len(changed) // 3):
            a, b = draw.randrange(len(changed)), draw.randrange(len(changed))
            changed[a], changed[b] = changed[b], changed[a]
    others = _sentences(filler)[: len(changed)]
    mixed = [line for pair in zip(others, changed, strict=False) for line in pair] + changed[len(others) :]
    return "\n".join(mixed)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def _changed(sentence: str, kept: float, draw: random.Random) -> str:
    words = []
    for word in sentence.split():
        if draw.random() < kept:
            words.append(word)
        elif draw.random() < _EXCHANGED:
            words.append(draw.choice(_OTHER_WORDS))
    return " ".join(words)


def degree(events: Sequence[Sequence[Article]], share: float) -> Degree:
    draw = random.Random(2031)  # noqa: S311
    found = right = told = kept = 0
    for at, articles in enumerate(events):
        source, other = articles[0], events[(at + 7) % len(events)][0]
        text = rewritten(source.content_original, share, other.content_original, draw)
        copy = msgspec.structs.replace(source, ID=f"{source.ID} copied", title=other.title, content_original=text)
        given = material([source, copy])
        pairs = copying(given, sharing(given))
        found += bool(pairs)
        theirs = copy.report()
        known = set(re.findall(r"\w+", source.content_original.lower())) - set(_OTHER_WORDS)
        foreign = set(re.findall(r"\w+", other.content_original.lower())) - known
        for words in _words_found(pairs, theirs.id, theirs.text):
            told += len(words)
            right += sum(word not in foreign and word in known for word in words)
        kept += round(share * len(source.content_original.split()))
    return Degree(share, found, len(events), right, told, kept)


def _words_found(pairs: Sequence[Copying], report: str, text: str) -> Iterator[list[str]]:
    for pair in pairs:
        for passage in pair.passages:
            side = passage.a if passage.a.report == report else passage.b
            yield re.findall(r"\w+", text[side.start : side.end].lower())


def independent(events: Sequence[Sequence[Article]]) -> tuple[int, int]:
    """Of pairs of reports of one event that share no run of words, how many are said to be reworded; and all."""
    flagged = compared = 0
    for articles in events:
        given = material(list(articles))
        pairs = copying(given, sharing(given))
        exact = sum(any(not passage.reworded for passage in pair.passages) for pair in pairs)
        flagged += len(pairs) - exact
        compared += len(articles) * (len(articles) - 1) // 2 - exact
    return flagged, compared


def main(path: Path) -> None:
    if not path.is_file():
        print(f"no known events to copy from: {path} is not here")
        return
    events = list(by_event(load(path)).values())
    for share in SHARES:
        each = degree(events[:EVENTS], share)
        print(
            f"{share:.0%} of the words: {each.found} of {each.of} copies found; {each.right_words / each.words:.3f} of"
            f" the words shown are the source's, {each.right_words / each.source_words:.2f} of what was kept is shown"
        )
    flagged, compared = independent(events)
    print(f"{flagged} of {compared} pairs of one event without a run of words in common are said to be reworded")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
