"""Attributions: every act of saying in a report, with its sources, its cue and what is said.

The three parts follow PolNeAR's guidelines (Newell et al., LREC 2018): the source is the whole noun phrase with its
appositions, the cue the verb group, the content the clause or the quoted words with their marks. Our content is one
stretch: where source and cue interrupt it, there is one attribution for each part; where two bodies say one thing, one
for each of them, with the same cue and content.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from crossbearing.read.cast import Unit
from crossbearing.read.marks import marked
from crossbearing.read.quotes import Speech, speeches
from crossbearing.read.speakers import Saying, told
from crossbearing.records import Actor, Attribution, Quote, Report, Sentence, Source, Span, When

_NEAR = 60
"""A date as far from the cue as this many characters can tell when it was said."""


def attributions(
    report: Report,
    sentences: Sequence[Sentence],
    actors: Sequence[Actor],
    quotes: Sequence[Quote],
    dates: Sequence[When],
) -> tuple[Attribution, ...]:
    """The attributions of `report`, in the order of their contents.

    A quote that goes on with somebody's words in a sentence of its own has the cue of the sentence before. Acts whose
    content alone says nothing ("praised the army") are left out.
    """
    marks = [mark for mark in marked(report.text) if any(c.isalnum() for c in report.text[mark.start : mark.end])]
    said = told(report, sentences, actors, marks)
    found: list[Attribution] = []
    for saying in said.sayings:
        if not saying.weak:
            found += _of_saying(report, said.units[saying.unit], saying, dates)
    kept = {(quote.span.start, quote.span.end) for quote in quotes}
    for speech in speeches(report, said, marks):
        if (
            speech.carried
            and speech.saying is not None
            and any(start >= speech.mark.start and end <= speech.mark.end for start, end in _at(kept, speech))
        ):
            found += _of_speech(report, speech, speech.saying)
    unique = {(a.cue, a.content, a.sources[0].name): a for a in found}
    return tuple(sorted(unique.values(), key=lambda a: (a.content, a.cue, a.sources[0].name)))


def _at(kept: set[tuple[int, int]], speech: Speech) -> list[tuple[int, int]]:
    return [(speech.mark.start, speech.mark.end)] if (speech.mark.start, speech.mark.end) in kept else []


def _of_saying(report: Report, unit: Unit, saying: Saying, dates: Sequence[When]) -> list[Attribution]:
    said_on = _said_on(unit, saying, dates)
    cue = Span(report.id, *saying.cue)
    found = []
    for chain in saying.chains:
        for start, end in saying.contents:
            content = Span(report.id, start, end)
            found.append(
                Attribution(
                    sources=chain,
                    cue=cue,
                    content=content,
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


def _said_on(unit: Unit, saying: Saying, dates: Sequence[When]) -> When | None:
    """The date nearest to the cue, in its sentence and outside what is said."""
    first = bisect_left(dates, unit.start, key=lambda when: when.span.start)
    best: tuple[int, When] | None = None
    for when in dates[first:]:
        start, end = when.span.start, when.span.end
        if start >= unit.end:
            break
        if any(begin < end and start < close for begin, close in saying.contents):
            continue
        gap = max(start - saying.cue[1], saying.cue[0] - end)
        if gap <= _NEAR and (best is None or gap < best[0]):
            best = (gap, when)
    return best[1] if best else None
