"""The built-in reading of a report with what a large model found beside it.

The built-in reading wins: nothing of it changes, and what the model points at is added only where it touches no cue, no
source and no content of a built-in attribution. What is added is marked: every claim that reads otherwise because of it
carries a reason named `POINTED`, with the model's name and the passages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from crossbearing.read.claims import claims
from crossbearing.read.cues import cues
from crossbearing.read.denials import says_untrue
from crossbearing.read.suggestions import Dropped, Pointing, Suggested
from crossbearing.read.syntax import Syntax
from crossbearing.read.wordlists import PREPOSITIONS
from crossbearing.records import (
    Actor,
    Attribution,
    Claim,
    Reading,
    Reason,
    Record,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
)

POINTED: Final = "pointed at by a model"
"""Name of the reason that marks a claim."""
_DETERMINER = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:,|&|,?\s*\band\b)\s*")
_WORD = re.compile(r"[\w'’-]+")
_Added = tuple[Pointing, tuple[Attribution, ...]]


class Tally(Record, frozen=True):
    """What became of all that a model pointed at in the reports of a case."""

    model: str
    reports: int
    """Reports that it was asked about and answered on."""
    pointed: int
    added: int
    """Acts of saying that were added to the built-in reading."""
    known: int
    """Those that stand in the text and touch what was read already, or one another, or change nothing."""
    dropped: tuple[Dropped, ...]


def merged(report: Report, reading: Reading, suggested: Suggested, syntax: Syntax | None = None) -> Reading:
    """`reading` with the attributions added that it lacks, and its claims made anew, by the trees they were cut by."""
    taken = [_Touched.of(attribution) for attribution in reading.attributions]
    added: list[_Added] = []
    for pointing in suggested.pointings:
        if not any(each.touches(pointing) for each in taken):
            found = _attributions(report, reading, pointing)
            taken.append(_Touched.of(found[0]))
            added.append((pointing, found))
    while added:
        together = [*reading.attributions, *(each for _, found in added for each in found)]
        whole = msgspec.structs.replace(reading, attributions=tuple(sorted(together, key=_order)), claims=())
        marks = _marks(reading, claims(report, whole, syntax), set(reading.claims), added)
        idle = [each for each in added if not any(each[0] in pointings for _, pointings in marks)]
        if not idle:
            marked = tuple(_marked(claim, pointings, suggested.model) for claim, pointings in marks)
            return msgspec.structs.replace(whole, claims=marked)
        added = [each for each in added if each not in idle]
    return reading


def tally(answers: Iterable[tuple[Suggested, Reading]]) -> Tally | None:
    """The numbers over reports, each with what is left of its answer and its reading; None where none was answered."""
    reports = pointed = added = located = 0
    why: Counter[str] = Counter()
    model = ""
    for suggested, reading in answers:
        model = suggested.model
        reports += 1
        pointed += suggested.pointed
        located += len(suggested.pointings)
        added += len({r.spans for claim in reading.claims for r in claim.because if r.name == POINTED})
        why.update({each.reason: each.count for each in suggested.dropped})
    dropped = tuple(Dropped(reason, count) for reason, count in sorted(why.items()))
    return Tally(model, reports, pointed, added, located - added, dropped) if reports else None


# ── what may be added ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Touched(msgspec.Struct):
    """Where an attribution that is there already stands."""

    said: tuple[Span, ...]
    """Its cue and content."""
    sources: tuple[Span, ...]

    @classmethod
    def of(cls, attribution: Attribution) -> _Touched:
        sources = tuple(source.span for source in attribution.sources if source.span is not None)
        return cls((attribution.cue, attribution.content), sources)

    def touches(self, pointing: Pointing) -> bool:
        """One source may say two things; else nothing of the one may lie in the other."""
        new = pointing.cue, pointing.content
        return (
            any(_overlap(a, b) for a in new for b in (*self.said, *self.sources))
            or any(_overlap(pointing.source, b) for b in self.said)
        )  # fmt: skip


def _parts(pointing: Pointing) -> tuple[Span, Span, Span]:
    return pointing.source, pointing.cue, pointing.content


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _order(attribution: Attribution) -> tuple[Span, Span, Span, str]:
    source = attribution.sources[0]
    return attribution.content, attribution.cue, source.span or attribution.cue, source.name


# ── which claims it changes ───────────────────────────────────────────────────────────────────────────────────────────


def _marks(
    reading: Reading, new: Sequence[Claim], old: set[Claim], added: Sequence[_Added]
) -> list[tuple[Claim, list[Pointing]]]:
    """The claims, each with what was added and changed it: what names its source, or else stands in its sentence."""
    found: list[tuple[Claim, list[Pointing]]] = []
    for claim in new:
        if claim in old:
            found.append((claim, []))
            continue
        sentence = reading.sentences[claim.sentence].span
        beside = [each for each in added if any(_overlap(part, sentence) for part in _parts(each[0]))]
        names = {source.name for source in (*claim.sources, *claim.co_sources)}
        naming = [each for each in beside if any(a.sources[0].name in names for a in each[1])]
        found.append((claim, [pointing for pointing, _ in naming or beside]))
    return found


def _marked(claim: Claim, pointings: Sequence[Pointing], model: str) -> Claim:
    reasons = tuple(Reason(POINTED, model, spans=_parts(each)) for each in pointings)
    return msgspec.structs.replace(claim, because=(*claim.because, *reasons)) if reasons else claim


# ── who, and how ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _attributions(report: Report, reading: Reading, pointing: Pointing) -> tuple[Attribution, ...]:
    """The act as attributions: one for each of those who are named as its source."""
    extent = _extent(reading, pointing)
    stance = _stance(report.text, pointing)
    return tuple(
        Attribution(sources=(source,), cue=pointing.cue, content=pointing.content, extent=extent, stance=stance)
        for source in _sources(report, reading, pointing.source)
    )


def _extent(reading: Reading, pointing: Pointing) -> Span:
    """Source, cue and content as far as they stand in the cue's sentence."""
    cue = pointing.cue
    at = bisect_right(reading.sentences, cue.start, key=lambda sentence: sentence.span.start) - 1
    sentence = reading.sentences[at].span if at >= 0 else cue
    parts = [part for part in _parts(pointing) if part == cue or _overlap(part, sentence)]
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    return Span(cue.report, min(cue.start, max(first, sentence.start)), max(cue.end, min(last, sentence.end)))


def _stance(text: str, pointing: Pointing) -> Stance:
    """As the cue's words tell; where they do not, the source asserts what is said."""
    known = cues()
    for match in _WORD.finditer(text, pointing.cue.start, pointing.cue.end):
        word = match[0].lower()
        stances = [verb.stance for verb in known.verbs.get(word, ())] or [known.nouns.get(word, "asserts")]
        if stances[0] != "asserts":
            return stances[0]
    return "denies" if says_untrue(text[pointing.content.start : pointing.content.end][:300]) else "asserts"


def _sources(report: Report, reading: Reading, span: Span) -> tuple[Source, ...]:
    """Who is named by the words at `span`: an actor, several joined by "and", or the words themselves, unnamed.

    An actor inside a longer phrase ("a spokesman for Ada Wenn") is not its source.
    """
    text = report.text
    opening = _DETERMINER.match(text, span.start, span.end)
    start = opening.end() if opening else span.start
    inside = [a for a in reading.actors if start <= a.span.start and a.span.end <= span.end and a.kind != "role"]
    joined = _joined(text, inside, start, span.end)
    if len(joined) > 1:
        return tuple(_named(actor, actor.span) for actor in joined)
    for actor in sorted(inside, key=lambda a: (a.kind != "person", a.span)):
        after = text[actor.span.end : span.end].lstrip()
        if (not after or after.startswith((",", "("))) and _leads_to(text[start : actor.span.start], actor):
            return (_named(actor, span),)
    return (Source(name=text[start : span.end], kind="unnamed", span=span),)


def _leads_to(before: str, actor: Actor) -> bool:
    """Whether the words before an actor are its office, so that it is the one who is meant."""
    words = before.split()
    if not words:
        return actor.kind != "group"
    return actor.kind == "person" and words[-1].lower() not in PREPOSITIONS | {"and", "or", "&"} and "," not in before


def _joined(text: str, inside: Sequence[Actor], start: int, end: int) -> list[Actor]:
    """The actors, where the words are their names and what joins these."""
    found: list[Actor] = []
    at = start
    for actor in sorted(inside, key=lambda a: (a.span.start, -a.span.end)):
        if actor.span.start < at or actor.kind == "group":
            continue
        if not (_JOINS.fullmatch(text, at, actor.span.start) if found else actor.span.start == start):
            return []
        found.append(actor)
        at = actor.span.end
    return found if at == end else []


def _named(actor: Actor, span: Span) -> Source:
    name = actor.name.lower().removeprefix("the ")
    known = cues()
    kind: SourceKind
    if actor.kind == "person":
        kind = "person"
    elif name in known.state or any(words in name for words in known.state_words):
        kind = "state media"
    elif name in known.agencies:
        kind = "agency"
    elif name.rsplit(maxsplit=1)[-1] in known.outlet_words:
        kind = "outlet"
    else:
        kind = "place" if actor.kind == "place" else "organisation"
    return Source(name=actor.name, kind=kind, span=span, role=actor.role)
