"""What reports of one event are said to have copied, for reading: no gold says which of them did.

    python -m evaluation.copying [ARTICLES.jsonl]

Prints every pair of reports found to share text, weakest first, with its longest passages. The thresholds in
`crossbearing/compare/copying.py` were set by reading this list, and the pairs just below them. Pairs that a reader has
annotated are measured by `evaluation.samples` (copies_found).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from crossbearing.compare.copying import copying
from crossbearing.compare.sharing import sharing
from crossbearing.read.actors import actors
from crossbearing.read.quotes import quotes
from crossbearing.read.sentences import sentences
from crossbearing.read.speakers import told
from crossbearing.records import Copying, Material, Reading, Report, Span, Story
from evaluation.events import FILE, Article, by_event, load

SHOWN = 3
WIDTH = 150


def reading(report: Report) -> Reading:
    """What copying needs: sentences, actors, quotes."""
    lines = sentences(report)
    named = actors(report, lines)
    return Reading(
        report.id,
        lines,
        named,
        dates=(),
        figures=(),
        quotes=quotes(report, told(report, lines, named)),
        attributions=(),
        claims=(),
    )


def material(articles: list[Article]) -> Material:
    reports = tuple(sorted((article.report() for article in articles), key=lambda report: report.id))
    story = Story("s", tuple(report.id for report in reports), Span(reports[0].id, 0, 0), first=None, last=None)
    return Material(story=story, reports=reports, readings=tuple(reading(report) for report in reports), vectors=())


def show(reports: dict[str, Report], pair: Copying) -> None:
    outlets = " | ".join(str(reports[side].outlet) for side in (pair.a, pair.b))
    print(f"{pair.likeness:.2f}  {outlets}  origin: {pair.origin or 'unknown'}  {pair.reasons[0].detail}")
    longest = sorted(pair.passages, key=lambda passage: passage.a.start - passage.a.end)
    for passage in longest[:SHOWN]:
        print(f"      {reports[pair.a].text[passage.a.start : passage.a.end][:WIDTH]!r}")


def main(path: Path) -> None:
    if not path.is_file():
        print(f"no known events to read: {path} is not here")
        return
    found: list[tuple[dict[str, Report], Copying]] = []
    compared, seconds = 0, 0.0
    for articles in by_event(load(path)).values():
        given = material(articles)
        began = time.process_time()
        pairs = copying(given, sharing(given))
        seconds += time.process_time() - began
        compared += len(articles) * (len(articles) - 1) // 2
        found += [({report.id: report for report in given.reports}, pair) for pair in pairs]
    for reports, pair in sorted(found, key=lambda entry: (entry[1].likeness, entry[1].id)):
        show(reports, pair)
    print(f"{len(found)} of {compared} pairs share text; {1000 * seconds / compared:.0f} ms CPU a pair")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
