"""Attributions: every act of saying in a report, with its sources, its cue and what is said.

The three parts follow PolNeAR's guidelines (Newell et al., LREC 2018): the source is the whole noun phrase with its
appositions, the cue the verb group, the content the clause or the quoted words with their marks. Our content is one
stretch: where source and cue interrupt it, there is one attribution for each part; where two bodies say one thing, one
for each of them, with the same cue and content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.read.cast import Unit
from crossbearing.read.marks import Marked
from crossbearing.read.quotes import Speech, speeches
from crossbearing.read.said_on import day_of
from crossbearing.read.speakers import Saying, Told
from crossbearing.records import Attribution, Quote, Report, Source, Span, When


def attributions(report: Report, said: Told, quotes: Sequence[Quote], dates: Sequence[When]) -> tuple[Attribution, ...]:
    """The attributions of `report`, in the order of their contents.

    A quote that goes on with somebody's words in a sentence of its own has the cue of the sentence before. Acts whose
    content alone says nothing ("praised the army") are left out.
    """
    found: list[Attribution] = []
    for saying in said.sayings:
        if not saying.weak:
            found += _of_saying(report, said.units[saying.unit], saying, _Beside(dates, said.marks))
    kept = {(quote.span.start, quote.span.end) for quote in quotes}
    for speech in speeches(report, said):
        if (
            speech.carried
            and speech.saying is not None
            and any(start >= speech.mark.start and end <= speech.mark.end for start, end in _at(kept, speech))
        ):
            found += _of_speech(report, speech, speech.saying)
    named = [a for a in found if all(any(map(str.isalnum, source.name)) for source in a.sources)]
    unique = {(a.cue, a.content, a.sources[0].name): a for a in named}
    return tuple(sorted(unique.values(), key=_order))


def _order(attribution: Attribution) -> tuple[Span, Span, Span, str]:
    """The order of the text; of two who say one thing, that in which they are named."""
    source = attribution.sources[0]
    return attribution.content, attribution.cue, source.span or attribution.cue, source.name


class _Beside(NamedTuple):
    """What else a report holds: its dates and its quotations."""

    dates: Sequence[When]
    marks: Sequence[Marked]


def _whole(content: Span, marks: Sequence[Marked]) -> Span:
    """The content with all of a quotation that runs into it from an earlier paragraph, or on into a later one."""
    start, end = content.start, content.end
    for mark in marks[max(0, bisect_right(marks, start, key=_outer_start) - 1) :]:
        if mark.outer_start >= end:
            break
        if mark.outer_start < start < mark.outer_end or mark.outer_start < end < mark.outer_end:
            start, end = min(start, mark.outer_start), max(end, mark.outer_end)
    return Span(content.report, start, end)


def _outer_start(mark: Marked) -> int:
    return mark.outer_start


def _at(kept: set[tuple[int, int]], speech: Speech) -> list[tuple[int, int]]:
    return [(speech.mark.start, speech.mark.end)] if (speech.mark.start, speech.mark.end) in kept else []


def _of_saying(report: Report, unit: Unit, saying: Saying, beside: _Beside) -> list[Attribution]:
    said_on = day_of(report, unit, saying, beside.dates)
    cue = Span(report.id, *saying.cue)
    found = []
    for chain in saying.chains:
        for start, end in saying.contents:
            content = Span(report.id, start, end)
            whole = _whole(content, beside.marks)
            found.append(
                Attribution(
                    sources=chain,
                    cue=cue,
                    content=whole,
                    extent=_extent(unit, chain[0], cue, content),
                    stance=saying.stance,
                    said_on=said_on,
                )
            )
    return found


def _of_speech(report: Report, speech: Speech, saying: Saying) -> list[Attribution]:
    content = Span(report.id, speech.mark.outer_start, speech.mark.outer_end)
    cue = Span(report.id, *saying.cue)
    chain = tuple(
        Source(name=source.name, kind=source.kind, span=None, role=source.role) for source in saying.chains[0]
    )
    return [Attribution(sources=chain, cue=cue, content=content, extent=content, stance="asserts")]


def _extent(unit: Unit, source: Source, cue: Span, content: Span) -> Span:
    spans = [cue, content]
    if source.span and unit.start <= source.span.start and source.span.end <= unit.end:
        spans.append(source.span)
    return Span(cue.report, min(span.start for span in spans), max(span.end for span in spans))
