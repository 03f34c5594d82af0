"""Further parts of a story in pages: withdrawn claims, speakers, figures, the timeline, copies, reports, actors."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec.structs import replace

from crossbearing.records import Copying, Record, Report
from crossbearing.web import english
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.paging import Limit, Paged, Slice, cut
from crossbearing.web.readers import Known
from crossbearing.web.story.head import Head, catalogue, head
from crossbearing.web.story.whereabouts import story
from crossbearing.write import changed, copies, counts, speech, timeline
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import spoken
from crossbearing.write.matrix import several, sharing

HEAVY = 90_000
"""Characters of passages on one page."""
DOTS = 250
"""Points of one drawing."""
ARCS = 120
POINTS = 12
"""Figures of one group that are shown where all groups are."""


class WithdrawnPart(Record, frozen=True):
    """What changed after publication."""

    head: Head
    withdrawn: tuple[changed.WithdrawnView, ...]
    """Silent withdrawals first."""
    slice: Slice
    reports: tuple[Revised, ...]


class Revised(Record, frozen=True):
    """A report that has earlier versions; what changed stands on its own page."""

    report: str
    outlet: str
    versions: int
    edits: int
    """Sentences that were added, cut or changed."""


class SpeakersPart(Record, frozen=True):
    """Who said what."""

    head: Head
    speakers: tuple[speech.Speaker, ...]
    """A speaker with many utterances may go on on the next page."""
    slice: Slice
    """Of utterances."""


class FiguresQuery(Paged, frozen=True):
    """A page of groups of figures, or (`of`) one group."""

    of: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    """What is counted; the figures of this group are listed in pages."""


class FiguresPart(Record, frozen=True):
    """Figures by what they count."""

    head: Head
    counts: tuple[counts.Count, ...]
    """Those of several outlets first; of each at most the first points, or of one group those of this page."""
    amounts: tuple[int, ...]
    """How many points each group has."""
    slice: Slice
    """Of groups; of one group, of its points."""


class TimelinePart(Record, frozen=True):
    """What is put on which day."""

    head: Head
    drawing: timeline.Timeline
    """All of it but its lists; of many points those of most outlets."""
    least: int
    """Only findings of so many outlets are drawn."""
    dates: tuple[timeline.Dated, ...]
    slice: Slice
    """Of entries."""


class CopiesPart(Record, frozen=True):
    """Who copied whom."""

    head: Head
    groups: tuple[copies.Group, ...]
    nodes: tuple[copies.Node, ...]
    arcs: tuple[copies.Arc, ...]
    """Drawn on the first page, where there are not too many."""
    height: float
    pairs: tuple[copies.Pair, ...]
    """With their first passages; the rest is at /stories/{story}/copies/{pair}."""
    slice: Slice


class PairPage(Record, frozen=True):
    """Two reports that share text."""

    head: Head
    pair: copies.Pair


class ReportsPart(Record, frozen=True):
    """The reports of a story."""

    head: Head
    reports: tuple[ReportLine, ...]
    slice: Slice


class ReportLine(Record, frozen=True):
    """One report."""

    id: str
    name: str
    outlet: str
    day: str
    title: str | None
    language: str
    words: int
    carried: int
    """Findings of several outlets that it has."""
    left_out: int
    """And those that its outlet leaves out."""
    shares: str
    """The letter of those among which text was copied, or ""."""
    versions: int
    """Earlier versions."""


class ActorsPart(Record, frozen=True):
    """Actors of a story."""

    head: Head
    actors: tuple[ActorLine, ...]
    slice: Slice


class ActorLine(Record, frozen=True):
    """One actor; its page is /stories/{story}/actors/{id}."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    """Other names than the first."""
    mentions: int


def versions(known: Known) -> changed.Versions:
    """Look-ups over a story's earlier versions."""
    return changed.Versions(known.worked(catalogue))


def withdrawn(asked: Asked) -> WithdrawnPart:
    """What changed after publication."""
    known = story(asked)
    here, old = known.worked(catalogue), known.worked(versions)
    page = cut(changed.silent_first(here), asked.query)
    revised = [
        Revised(
            report=report.id,
            outlet=here.outlet(report.id),
            versions=len(old.before(report.id)) + 1,
            edits=sum(
                len([edit for edit in step.edits if edit.kind != "moved"])
                for step in known.dossier.revisions
                if step.report == report.id
            ),
        )
        for report in here.reports
        if old.before(report.id)
    ]
    views = tuple(changed.withdrawn_view(here, old, each) for each in page.items)
    return WithdrawnPart(known.worked(head), views, page.slice, tuple(revised))


def speakers(asked: Asked) -> SpeakersPart:
    """Who said what, speaker by speaker."""
    known = story(asked)
    every = [(speaker, each) for speaker in known.worked(_speakers) for each in (*speaker.several, *speaker.once)]
    page = cut(every, asked.query, lambda item: 600 * len(item[1].variants) + _length(item[1]), HEAVY)
    here: dict[str, tuple[speech.Speaker, list[speech.Spoken]]] = {}
    for speaker, each in page.items:
        here.setdefault(speaker.name, (speaker, []))[1].append(each)
    made = tuple(
        replace(
            speaker,
            several=tuple(each for each in said if len(each.variants) > 1),
            once=tuple(each for each in said if len(each.variants) == 1),
        )
        for speaker, said in here.values()
    )
    return SpeakersPart(known.worked(head), made, page.slice)


def figures(asked: Asked) -> FiguresPart:
    """Figures by what they count. Raises Refused (404) for a group that is not there."""
    known, query = story(asked), asked.query
    every = known.worked(_counts)
    if query.of is not None:
        found = next((each for each in every if each.of == query.of), None)
        if found is None:
            raise Refused(404, english.NO_FIGURES)
        points = cut(found.points, query)
        one = (replace(found, points=points.items),)
        return FiguresPart(known.worked(head), one, (len(found.points),), points.slice)
    page = cut(every, query, lambda each: min(len(each.points), POINTS), 70)
    shown = tuple(replace(each, points=each.points[:POINTS]) for each in page.items)
    return FiguresPart(known.worked(head), shown, tuple(len(each.points) for each in page.items), page.slice)


def timeline_part(asked: Asked) -> TimelinePart:
    """What is put on which day."""
    known = story(asked)
    full = known.worked(_timeline)
    every = [(dated, entry) for dated in full.dates for entry in dated.entries]
    page = cut(every, asked.query)
    dates: dict[str, list[timeline.Entry]] = {}
    for dated, entry in page.items:
        dates.setdefault(dated.value, []).append(entry)
    here = tuple(replace(each, entries=tuple(dates[each.value])) for each in full.dates if each.value in dates)
    least = 1
    while sum(dot.entry.outlets >= least for dot in full.dots) > DOTS:
        least += 1
    drawn = replace(full, dates=(), dots=tuple(dot for dot in full.dots if dot.entry.outlets >= least))
    return TimelinePart(known.worked(head), drawn, least, here, page.slice)


def copies_part(asked: Asked) -> CopiesPart:
    """Who copied whom."""
    known = story(asked)
    here = known.worked(catalogue)
    ordered = copies.most_alike(here)
    page = cut(ordered, asked.query, _shown_words, HEAVY)
    drawn = page.slice.offset == 0 and len(ordered) <= ARCS
    nodes, arcs, height = copies.drawing(here, ordered if drawn else ())
    pairs = tuple(replace(copies.pair_view(here, pair), more=(), surer=(), others=()) for pair in page.items)
    groups = copies.groups(here) if page.slice.offset == 0 else ()
    return CopiesPart(known.worked(head), groups, nodes, arcs, height, pairs, page.slice)


def pair(asked: Asked) -> PairPage:
    """Two reports that share text. Raises Refused (404) where the story has no such pair."""
    known = story(asked)
    found = next((each for each in known.dossier.copying if each.id == asked.path["pair"]), None)
    if found is None:
        raise Refused(404, english.NO_PAIR)
    return PairPage(known.worked(head), copies.pair_view(known.worked(catalogue), found))


def reports(asked: Asked) -> ReportsPart:
    """The reports by day and outlet."""
    known = story(asked)
    here, old = known.worked(catalogue), known.worked(versions)
    page = cut(here.reports, asked.query)
    letters, carried = known.worked(_letters), known.worked(_carried)
    several_outlets = sum(len(finding.outlets) > 1 for finding in known.dossier.findings)
    has = {
        outlet: sum(len(each.outlets) > 1 and outlet in each.outlets for each in known.dossier.findings)
        for outlet in {here.outlet(report.id) for report in page.items}
    }

    def line(report: Report) -> ReportLine:
        outlet = here.outlet(report.id)
        return ReportLine(
            id=report.id,
            name=report.name,
            outlet=outlet,
            day=spoken(report.published.value),
            title=report.title,
            language=report.language,
            words=len(report.text.split()),
            carried=carried.get(report.id, 0),
            left_out=several_outlets - has[outlet],
            shares=letters.get(report.id, ""),
            versions=len(old.before(report.id)),
        )

    return ReportsPart(known.worked(head), tuple(line(report) for report in page.items), page.slice)


def actors(asked: Asked) -> ActorsPart:
    """Who is named in the reports, those named most first."""
    known = story(asked)
    page = cut(known.dossier.identities, asked.query)
    lines = tuple(
        ActorLine(each.id, each.name, each.kind, tuple(n for n in each.names if n != each.name), len(each.mentions))
        for each in page.items
    )
    return ActorsPart(known.worked(head), lines, page.slice)


class PartQuery(Paged, frozen=True):
    """A page of a part."""

    limit: Limit = 40


def _speakers(known: Known) -> tuple[speech.Speaker, ...]:
    return speech.speakers(known.worked(catalogue))


def _length(said: speech.Spoken) -> int:
    return sum(len(variant.passage.words) for variant in said.variants)


def _counts(known: Known) -> tuple[counts.Count, ...]:
    made = counts.counts(known.worked(catalogue))
    return made.several + made.single


def _timeline(known: Known) -> timeline.Timeline:
    return timeline.timeline(known.worked(catalogue))


def _shown_words(each: Copying) -> int:
    """About how much of a page a pair takes: its longest passages, twice, and what stands around them."""
    longest = sorted((passage.a.end - passage.a.start for passage in each.passages), reverse=True)
    return 3 * sum(longest[: copies.FIRST_SHOWN]) + 3000


def _letters(known: Known) -> dict[str, str]:
    return sharing(known.worked(catalogue))


def _carried(known: Known) -> dict[str, int]:
    here: Catalogue = known.worked(catalogue)
    found: dict[str, int] = {}
    for finding in several(here):
        if len(finding.outlets) > 1:
            for report in {here.claims[claim].span.report for claim in finding.claims}:
                found[report] = found.get(report, 0) + 1
    return found
