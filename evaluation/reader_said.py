"""Who said what: PolNeAR, whole articles read as the product reads them; by the reader and by the rules.

Sources, cues and contents are counted as in `evaluation.attribution`: each unbroken stretch is one span, a span of ours
is right with both ends exact ("exact") or with a partner of its own that it overlaps by half (IoU ≥ .5). A linked pair
is a stretch of a source, or of a content, with a stretch of the cue that it belongs to; both must be exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from crossbearing.learned.reader import Reads
from crossbearing.read import read
from crossbearing.read.sentences import sentences
from crossbearing.records import Attribution, Report
from evaluation import attribution, intervals
from evaluation.attribution import LEAST_OVERLAP, matches, report_of
from evaluation.corpora import Place, polnear
from evaluation.found import Found

ROLES = ("source", "cue", "content")
PAIRS = ("source_cue", "content_cue")
_WHAT = {role: f"{role} F1, exact" for role in ROLES} | {f"{role}_iou": f"{role} F1, IoU ≥ .5" for role in ROLES}
_WHAT |= {"source_cue": "source–cue pairs F1", "content_cue": "content–cue pairs F1"}


class Said(NamedTuple):
    """One attribution of a report, by places in its text."""

    cue: tuple[Place, ...]
    source: tuple[Place, ...]
    content: tuple[Place, ...]


class Attributed(NamedTuple):
    """A report with its annotated attributions."""

    report: Report
    gold: tuple[Said, ...]


Says = Callable[[Report], tuple[Said, ...]]


def articles(folder: Path, part: str, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[Attributed]:
    """PolNeAR's articles of a part whose names are wanted."""
    for article in polnear(folder, part):
        if wanted(article.name):
            report, where = report_of(article.name, article.raw)
            gold = tuple(
                Said(*(tuple((where[a], where[b - 1] + 1) for a, b in places) for places in each))
                for each in article.attributions
            )
            yield Attributed(report, gold)


def by_reader(reader: Reads) -> Says:
    """What the network says, as it leaves it to the read stage."""

    def says(report: Report) -> tuple[Said, ...]:
        lines = [(sentence.span.start, sentence.span.end) for sentence in sentences(report)]
        return tuple(Said((each.cue,), each.sources, each.contents) for each in reader.read(report.text, lines).said)

    return says


def by_rules(report: Report) -> tuple[Said, ...]:
    """What the rules of the read stage say."""
    return _of_records(attribution.read(report)[1])


def by_stage(reader: Reads) -> Says:
    """What the read stage makes of the network's word and its rules' own."""
    return lambda report: _of_records(read(report, reader).attributions)


def _of_records(attributions: tuple[Attribution, ...]) -> tuple[Said, ...]:
    found = []
    for each in attributions:
        cue, source = (each.cue.start, each.cue.end), each.sources[0].span
        place = (source.start, source.end) if source is not None else cue
        found.append(Said((cue,), (place,) if place != cue else (), ((each.content.start, each.content.end),)))
    return tuple(found)


def measure(data: str, documents: list[Attributed], says: Says) -> Iterator[Found]:
    """F1 of spans and of linked pairs over the documents."""
    rows: dict[str, list[tuple[int, int, int]]] = {key: [] for key in _WHAT}
    for document in documents:
        for key, counts in compared(says(document.report), document.gold):
            rows[key].append(counts)
    for key, what in _WHAT.items():
        yield Found(key, data, what, intervals.measured(rows[key], intervals.f1, sum(row[2] for row in rows[key])))


def compared(ours: tuple[Said, ...], gold: tuple[Said, ...]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """For each measure: right, given, wanted."""
    for role in ROLES:
        mine, theirs = _spans(ours, role), _spans(gold, role)
        yield role, (len(mine & theirs), len(mine), len(theirs))
        yield f"{role}_iou", (matches(mine, theirs, LEAST_OVERLAP), len(mine), len(theirs))
    for pair in PAIRS:
        role = pair.partition("_")[0]
        linked, wanted = _pairs(ours, role), _pairs(gold, role)
        yield pair, (len(linked & wanted), len(linked), len(wanted))


def _spans(said: tuple[Said, ...], role: str) -> set[Place]:
    return {place for each in said for place in getattr(each, role)}


def _pairs(said: tuple[Said, ...], role: str) -> set[tuple[Place, Place]]:
    return {(place, cue) for each in said for place in getattr(each, role) for cue in each.cue}
