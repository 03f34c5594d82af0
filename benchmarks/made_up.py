"""A made-up story of many reports that share an agency's text, and two ways to find out which."""

from __future__ import annotations

import random
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations

from crossbearing.compare.background import WORD
from crossbearing.records import Copying, Material, Published, Reading, Report, Sentence, Span, Story

REPORTS = 50
PARAGRAPHS, WORDS = 14, 45
VOCABULARY = 20_000
COPYISTS = 0.5
"""Share of the reports that take from the agency."""
LEAST_BLOCK = 10
"""Equal words in a row that count as copied for difflib; ours asks for as many."""


def story() -> Material:
    """The same story every time: words are drawn as they are in texts, few often and most rarely (Zipf's law)."""
    draw = random.Random(2031)  # noqa: S311
    words = [f"{draw.choice('bcdfgklmnprstv')}{draw.choice('aeiou')}{number:x}" for number in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]

    def paragraph() -> str:
        return " ".join(draw.choices(words, weights, k=WORDS)) + "."

    agency = [paragraph() for _ in range(PARAGRAPHS)]
    made = []
    for number in range(REPORTS):
        own = [paragraph() for _ in range(PARAGRAPHS)]
        if number < REPORTS * COPYISTS:
            for at in draw.sample(range(PARAGRAPHS), k=PARAGRAPHS // 2):
                own[at] = agency[at]
        made.append(_report(f"r-{number:03}", "\n\n".join(own)))
    reports, readings = zip(*made, strict=True)
    ids = tuple(report.id for report in reports)
    return Material(Story("s", ids, Span(ids[0], 0, 0), None, None), reports, readings, vectors=())


def _report(rid: str, text: str) -> tuple[Report, Reading]:
    report = Report(
        id=rid, name=rid, capture="", outlet=None, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(value=None, evidence="made up"), language="en", text=text,
    )  # fmt: skip
    return report, Reading(rid, (Sentence(Span(rid, 0, len(text)), 0),), (), (), (), (), (), ())


Places = dict[tuple[str, str], set[int]]
"""Pair of report ids → code points of the first report's text that the second has too."""


def by_ours(found: Iterable[Copying]) -> Places:
    """What the pipeline finds copied."""
    return {
        (pair.a, pair.b): {at for passage in pair.passages for at in range(passage.a.start, passage.a.end)}
        for pair in found
    }


Blocks = dict[tuple[str, str], list[tuple[int, int]]]
"""Pair of report ids → code points [start, end) of the first report's text."""


def difflibs(material: Material) -> Blocks:
    """Long blocks of equal words, each pair compared by the standard library."""
    found = {report.id: list(WORD.finditer(report.text.lower())) for report in material.reports}
    words = {report: [match[0] for match in matches] for report, matches in found.items()}
    blocks: Blocks = {}
    for a, b in combinations(sorted(words), 2):
        for block in SequenceMatcher(None, words[a], words[b], autojunk=False).get_matching_blocks():
            if block.size >= LEAST_BLOCK:
                start, end = found[a][block.a].start(), found[a][block.a + block.size - 1].end()
                blocks.setdefault((a, b), []).append((start, end))
    return blocks


def by_difflib(found: Blocks) -> Places:
    """What difflib finds copied."""
    return {pair: {at for start, end in blocks for at in range(start, end)} for pair, blocks in found.items()}


def share_of(theirs: Places, ours: Places) -> float:
    """Of the text that one finds copied, the part that the other finds too."""
    both = sum(len(places & ours.get(pair, set())) for pair, places in theirs.items())
    return both / sum(len(places) for places in theirs.values())
