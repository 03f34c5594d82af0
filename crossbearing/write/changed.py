"""What changed after publication: claims that were withdrawn, and each report's versions against one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from crossbearing.messages import gettext as _
from crossbearing.messages import listed
from crossbearing.records import Edit, EditKind, Provenance, Published, Record, Revision, Span, Version, Withdrawal
from crossbearing.write.catalogue import Catalogue, Passage, anchor, web_address
from crossbearing.write.marks import Mark, Token, marked
from crossbearing.write.views import voice

MOST_EDITS = 60
"""Of two versions so many changes are shown at once; the rest when they are opened."""


class Stretch(Record, frozen=True):
    """Words that stand in both versions, or in one."""

    words: str
    kind: Literal["same", "cut", "added"]


class Taken(Record, frozen=True):
    """How one capture came, in words."""

    sha256: str
    media_type: str
    seen: str
    address: str | None
    sightings: int


class VersionView(Record, frozen=True):
    """One version by its name: "weir, version 1 of 3 (seen 2031-05-04 10:00 UTC)"; without a time at which it was seen,
    the time of its change as the page gives it."""

    label: str
    anchor: str
    """Of its text on the page; the report's own for the last."""


class EditView(Record, frozen=True):
    """One change: the earlier passage and the later, as far as there are any."""

    kind: EditKind
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    before_at: str | None
    after_at: str | None
    """Anchors in the full texts."""


class StepView(Record, frozen=True):
    """What became of one version in the next."""

    earlier: VersionView
    later: VersionView
    language: str
    edits: tuple[EditView, ...]
    more: tuple[EditView, ...]
    moved: int
    notices: tuple[tuple[str, str], ...]
    """Words and anchor."""
    replaced: bool


class ReportView(Record, frozen=True):
    """A report that was changed."""

    outlet: str
    report: str
    steps: tuple[StepView, ...]
    why: tuple[str, ...]
    """Why they are versions of one page, and by what they are ordered."""


class WithdrawnView(Record, frozen=True):
    """A claim that is no longer made."""

    id: str
    outlet: str
    words: str
    language: str
    at: str
    voice: str
    kind: str
    why: str
    silent: bool
    last: VersionView
    missing: VersionView
    instead: Passage | None
    notice: Passage | None
    still: tuple[tuple[str, str], ...]
    """Other outlets that say it, with the anchors where they do."""


class Changed(Record, frozen=True):
    """All that changed after publication in a story."""

    withdrawn: tuple[WithdrawnView, ...]
    reports: tuple[ReportView, ...]


class OldText(Record, frozen=True):
    """An earlier version in full."""

    version: VersionView
    language: str
    paragraphs: tuple[tuple[Token, ...], ...]
    captures: tuple[Taken, ...]


class Versions:
    """Look-ups over the versions of one dossier. A place in an earlier text gets its anchor when something cites it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        dossier = catalogue.dossier
        self._versions = {version.report.id: version for version in dossier.versions}
        self._total = {version.of: version.number + 1 for version in dossier.versions}
        self._captures: dict[str, list[Provenance]] = {}
        for came in dossier.captures:
            self._captures.setdefault(came.report, []).append(came)
        self._cited: dict[str, set[Span]] = {report: set() for report in self._versions}

    def captures(self, report: str) -> tuple[Taken, ...]:
        """How the captures of a report or version came, the one it was read from first."""
        return tuple(_taken(came) for came in self._captures.get(report, ()))

    def view(self, report: str) -> VersionView:
        """A version, or the report itself, by name and place on the page."""
        version = self._versions.get(report)
        head = report if version is None else version.of
        total = self._total[head]
        number = total if version is None else version.number
        name = self._catalogue.report(head).name
        seen = [time for came in self._captures.get(report, ()) for time in came.seen]
        changed = (self._catalogue.report(head) if version is None else version.report).updated
        label = _("%(name)s, version %(number)s of %(total)s", name=name, number=number, total=total)
        if seen:
            label = _("%(version)s (seen %(when)s)", version=label, when=_minute(max(seen)))
        elif when := _changed(changed):
            label = _("%(version)s (changed %(when)s)", version=label, when=when)
        return VersionView(label, report)

    def words(self, span: Span) -> str:
        """The words of a span of whichever version."""
        version = self._versions.get(span.report)
        return self._catalogue.words(span) if version is None else version.report.text[span.start : span.end]

    def place(self, span: Span) -> str:
        """The anchor of a span; from now on, its text has it."""
        if span.report not in self._versions:
            return self._catalogue.place(span)
        self._cited[span.report].add(span)
        return anchor(span)

    def passage(self, span: Span) -> Passage:
        """A span as a passage, in its sentence where it stands in a report as it is now."""
        if span.report not in self._versions:
            return self._catalogue.passage(span)
        version, words = self._versions[span.report], self.words(span)
        outlet = self._catalogue.outlet(version.of)
        day = self.view(span.report).label
        return Passage(span, self.place(span), outlet, day, version.report.language, "", words, "", (0, len(words)))

    def before(self, report: str) -> tuple[Version, ...]:
        """The earlier versions of a report, oldest first."""
        return tuple(version for version in self._versions.values() if version.of == report)

    def version(self, report: str) -> Version | None:
        """The version that has this report's id."""
        return self._versions.get(report)

    def texts(self) -> tuple[OldText, ...]:
        """The earlier versions in full. Call it when all that cites a place has been made."""
        return tuple(self._text(version) for version in self._catalogue.dossier.versions)

    def _text(self, version: Version) -> OldText:
        report = version.report
        return OldText(
            version=self.view(report.id),
            language=report.language,
            paragraphs=marked(report.text, [Mark(span, ()) for span in sorted(self._cited[report.id])]),
            captures=self.captures(report.id),
        )


def changed(catalogue: Catalogue, versions: Versions) -> Changed:
    """The part "Changed after publication": silent withdrawals first, reports by day and outlet."""
    steps = {step.report for step in catalogue.dossier.revisions}
    ordered = silent_first(catalogue)
    return Changed(
        withdrawn=tuple(withdrawn_view(catalogue, versions, each) for each in ordered),
        reports=tuple(
            report_view(catalogue, versions, report.id) for report in catalogue.reports if report.id in steps
        ),
    )


def report_view(catalogue: Catalogue, versions: Versions, report: str) -> ReportView:
    """What became of one report's versions."""
    return ReportView(
        outlet=catalogue.outlet(report),
        report=report,
        steps=tuple(_step(catalogue, versions, step) for step in catalogue.dossier.revisions if step.report == report),
        why=_why(catalogue.dossier.versions, report),
    )


def silent_first(catalogue: Catalogue) -> tuple[Withdrawal, ...]:
    """The withdrawn claims, silent withdrawals first, by day and outlet."""
    key = {each.id: (not each.silent, catalogue.rank(each.report), each.span) for each in catalogue.dossier.withdrawn}
    return tuple(sorted(catalogue.dossier.withdrawn, key=lambda each: key[each.id]))


def _why(versions: Iterable[Version], report: str) -> tuple[str, ...]:
    return next((tuple(reason.detail for reason in each.reasons) for each in versions if each.of == report), ())


def withdrawn_view(catalogue: Catalogue, versions: Versions, each: Withdrawal) -> WithdrawnView:
    """One withdrawn claim."""
    old = next(version for version in catalogue.dossier.versions if version.report.id == each.last)
    claim = next(claim for claim in old.reading.claims if claim.id == each.claim)
    still = {catalogue.outlet(catalogue.claims[one].span.report): catalogue.claims[one].span for one in each.still}
    return WithdrawnView(
        id=each.id,
        outlet=catalogue.outlet(each.report),
        words=versions.words(each.span),
        language=old.report.language,
        at=versions.place(each.span),
        voice=voice(claim),
        kind=each.kind,
        why=each.reasons[0].detail,
        silent=each.silent,
        last=versions.view(each.last),
        missing=versions.view(each.missing),
        instead=None if each.instead is None else versions.passage(each.instead),
        notice=None if each.notice is None else versions.passage(each.notice),
        still=tuple((outlet, catalogue.place(span)) for outlet, span in sorted(still.items())),
    )


def _step(catalogue: Catalogue, versions: Versions, step: Revision) -> StepView:
    shown = [_edit(versions, edit) for edit in step.edits if edit.kind != "moved"]
    return StepView(
        earlier=versions.view(step.earlier),
        later=versions.view(step.later),
        language=catalogue.report(step.report).language,
        edits=tuple(shown[:MOST_EDITS]),
        more=tuple(shown[MOST_EDITS:]),
        moved=len(step.edits) - len(shown),
        notices=tuple((versions.words(span), versions.place(span)) for span in step.notices),
        replaced=step.replaced,
    )


def _edit(versions: Versions, edit: Edit) -> EditView:
    return EditView(
        kind=edit.kind,
        before=_stretches(versions, edit.before, edit.lost if edit.kind == "changed" else None, "cut"),
        after=_stretches(versions, edit.after, edit.won if edit.kind == "changed" else None, "added"),
        before_at=None if edit.before is None else versions.place(edit.before),
        after_at=None if edit.after is None else versions.place(edit.after),
    )


def _stretches(
    versions: Versions, span: Span | None, differing: Sequence[Span] | None, kind: Literal["cut", "added"]
) -> tuple[Stretch, ...]:
    """A passage in stretches; all of it is of one version where no words of it are told apart."""
    if span is None:
        return ()
    if differing is None:
        return (Stretch(versions.words(span), kind),)
    made, at = [], span.start
    for each in sorted(differing):
        made += [Stretch(versions.words(Span(span.report, at, each.start)), "same")] if each.start > at else []
        made.append(Stretch(versions.words(each), kind))
        at = each.end
    made += [Stretch(versions.words(Span(span.report, at, span.end)), "same")] if span.end > at else []
    return tuple(made)


def _taken(came: Provenance) -> Taken:
    seen = listed((_minute(time) for time in came.seen), _(" to "))
    return Taken(came.sha256, came.media_type, seen, web_address(came.source), came.sightings)


def _changed(given: Published | None) -> str:
    """Of a version that nobody saw on the web: when its page says that it was changed."""
    if given is None or given.value is None:
        return ""
    if given.time is None:
        return given.value
    zone = given.time[19:].replace("+00:00", "Z").replace("Z", "UTC")
    return f"{given.time[:10]} {given.time[11:16]} {zone}".rstrip()


def _minute(time: str) -> str:
    """ "2031-05-04T10:00:00+00:00" → "2031-05-04 10:00 UTC"."""
    return f"{time[:10]} {time[11:16]} UTC"
