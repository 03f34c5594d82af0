"""All decisions of a case, and one of them: what was decided, by whom, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rapidfuzz.fuzz import ratio
from rapidfuzz.utils import default_process

from crossbearing import pipeline
from crossbearing.decide.anchors import CONTEXT
from crossbearing.records import Anchor, Record, Span, Standing
from crossbearing.web import english
from crossbearing.web.addresses import ours
from crossbearing.web.asked import Asked, Query, Refused
from crossbearing.web.judging import tokens
from crossbearing.web.judging.decided import Shown, shown
from crossbearing.web.paging import Limit, Paged, Slice, cut
from crossbearing.web.readers import Reader
from crossbearing.web.story import whereabouts
from crossbearing.web.story.head import catalogue
from crossbearing.write.catalogue import Passage
from crossbearing.write.catalogue import anchor as anchor_of

_NEAR = 3
"""Passages that are offered where words are found no longer, and how alike (0 to 100) they are at the least."""
_ALIKE = 50


class Filter(Paged, frozen=True):
    """Which decisions to list."""

    kind: str = ""
    state: str = ""
    by: str = ""
    limit: Limit = 50


class Anchored(Record, frozen=True):
    """Words that a decision is about, as they stood when it was made, and where they are now."""

    side: int
    report: str
    """The report's name."""
    before: str
    words: str
    after: str
    place: str
    """The anchor of where they stand in a text now; "" where they are not found, or wait for the next build."""
    candidates: tuple[Candidate, ...] = ()
    """Of a decision that is adrift: passages of the report that are most like these words."""


class Candidate(Record, frozen=True):
    """A passage to which a decision can be attached again."""

    tokens: tuple[str, ...]
    """It, with all other passages of the decision that are found."""
    passage: Passage


class Listed(Record, frozen=True):
    """One decision: as `crossbearing decisions --json` has it, in words, and with the words that it is about."""

    standing: Standing
    decision: Shown
    anchors: tuple[Anchored, ...]


class Decisions(Record, frozen=True):
    """The list: those adrift first, then the newest."""

    decisions: tuple[Listed, ...]
    slice: Slice
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    names: tuple[str, ...]
    """What can be chosen for each filter."""
    kind: str
    state: str
    by: str
    adrift: int
    """Of all decisions."""


class One(Record, frozen=True):
    """One decision, and whether the record is being made anew with it."""

    listed: Listed
    building: Literal["", "waiting", "running", "failed"]
    failed: str
    """Why the last build failed."""
    back: str
    """Address of the page of this room to go back to; "" for none."""


class Back(Query, frozen=True):
    """Where one came from."""

    back: str = ""


def decisions(asked: Asked) -> Decisions:
    """Decisions as they are asked for."""
    query: Filter = asked.query
    every = asked.reader.standings
    told = dict(zip((each.decision.id for each in every), shown(every), strict=True))
    listed = [each for each in every if _is_asked_for(each, query)]
    listed.reverse()
    listed.sort(key=lambda each: each.state != "adrift")
    page = cut(listed, query)
    return Decisions(
        decisions=tuple(Listed(each, told[each.decision.id], _anchored(asked, each)) for each in page.items),
        slice=page.slice,
        kinds=_several(each.decision.kind for each in every),
        states=_several(each.state for each in every),
        names=_several(each.decision.by for each in every),
        kind=query.kind,
        state=query.state,
        by=query.by,
        adrift=sum(each.state == "adrift" for each in every),
    )


def decision(asked: Asked) -> One:
    """One decision. Raises Refused (404) where the case has none of that id."""
    every = asked.reader.standings
    wanted = asked.path["decision"]
    at = next((at for at, each in enumerate(every) if each.decision.id == wanted), None)
    if at is None:
        raise Refused(404, english.NO_DECISION)
    builds = [job for job in asked.room.jobs.all() if job.kind == "build"]
    last = next((job for job in builds if job.state != "waiting"), None)
    going = [job.state for job in builds if job.state in ("waiting", "running")]
    failed = not going and last is not None and last.state == "failed"
    building: Literal["", "waiting", "running", "failed"] = "failed" if failed else ""
    if going:
        building = "running" if "running" in going else "waiting"
    return One(
        Listed(every[at], shown(every)[at], _anchored(asked, every[at])),
        building,
        last.reason if failed and last is not None else "",
        ours(asked.query.back, ""),
    )


def _is_asked_for(standing: Standing, query: Filter) -> bool:
    decision = standing.decision
    return all((
        query.kind in ("", decision.kind),
        query.state in ("", standing.state),
        query.by in ("", decision.by),
    ))  # fmt: skip


def _several(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _anchored(asked: Asked, standing: Standing) -> tuple[Anchored, ...]:
    anchors, places = standing.decision.anchors, _places(asked.reader, standing)
    return tuple(
        Anchored(
            side=each.side,
            report=each.name,
            before=_of_whole_words(each.prefix, "before"),
            words=each.exact,
            after=_of_whole_words(each.suffix, "after"),
            place=anchor_of(places[at]) if at in places else "",
            candidates=_candidates(asked.reader, anchors, at, places) if standing.state == "adrift" else (),
        )
        for at, each in enumerate(anchors)
    )


def _places(reader: Reader, standing: Standing) -> dict[int, Span]:
    """Where anchors stand now, by their number."""
    if len(standing.spans) == len(standing.decision.anchors):
        return dict(enumerate(standing.spans))
    stories = [whereabouts.report(reader, report) for report in sorted({span.report for span in standing.spans})]
    return {
        each.anchor: each.span
        for known in stories
        if known is not None
        for each in known.dossier.rulings.attached
        if each.decision == standing.decision.id
    }


def _of_whole_words(around: str, where: Literal["before", "after"]) -> str:
    """What stands around words, on one line, without the part of a word at its far end."""
    line = " ".join(around.split("\n"))
    if len(around) < CONTEXT:
        return line
    return line[line.find(" ") + 1 :] if where == "before" else line[: line.rfind(" ") + 1].rstrip()


def _candidates(
    reader: Reader, anchors: Sequence[Anchor], lost: int, places: Mapping[int, Span]
) -> tuple[Candidate, ...]:
    """Passages of the report, as it is now, that are most like words that are found no longer."""
    if lost in places:
        return ()
    wanted = anchors[lost]
    unit = next((held.id for held in reader.store.current() if held.name == wanted.name), wanted.capture)
    read = pipeline.report_of(reader.store, unit)
    known = None if read is None else whereabouts.report(reader, read.id)
    if known is None:
        return ()
    report = next(each for each in known.dossier.reports if each.capture == unit)
    reading = next(each for each in known.dossier.readings if each.report == report.id)
    rated = sorted(
        (-ratio(wanted.exact, report.text[claim.span.start : claim.span.end], processor=default_process), claim.span)
        for claim in reading.claims
    )
    here = known.worked(catalogue)
    return tuple(
        Candidate(
            tuple(
                tokens.token(place, anchors[at].side)
                for at, place in sorted({**places, lost: span}.items())
            ),
            here.passage(span),
        )
        for rate, span in rated[:_NEAR]
        if -rate >= _ALIKE
    )  # fmt: skip
