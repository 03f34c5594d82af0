"""A made-up story of many reports that share an agency's text, and two ways to find out which."""

from __future__ import annotations

import random
from difflib import SequenceMatcher
from itertools import combinations

from crossbearing.compare.background import WORD
from crossbearing.compare.copying import copying
from crossbearing.records import Material, Published, Reading, Report, Sentence, Span, Story

REPORTS = 50
PARAGRAPHS, WORDS = 14, 45
VOCABULARY = 20_000
COPYISTS = 0.5
"""Share of the reports that take from the agency."""
LEAST_BLOCK = 10
"""Equal words in a row that count as copied for difflib; ours asks for as many."""

Pairs = frozenset[tuple[str, str]]


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


def by_ours(material: Material) -> Pairs:
    """Pairs of reports with copied text, as the pipeline finds them."""
    return frozenset((pair.a, pair.b) for pair in copying(material))


def by_difflib(material: Material) -> Pairs:
    """Pairs of reports with a long block of equal words, each pair compared by the standard library."""
    words = {report.id: WORD.findall(report.text.lower()) for report in material.reports}
    return frozenset(
        (a, b)
        for a, b in combinations(sorted(words), 2)
        if any(
            block.size >= LEAST_BLOCK
            for block in SequenceMatcher(None, words[a], words[b], autojunk=False).get_matching_blocks()
        )
    )
