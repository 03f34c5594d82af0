"""The part of dossier.json that tells what changed after publication; and what other parts share with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.records import (
    Claim,
    Dossier,
    Edit,
    Provenance,
    Reason,
    Revision,
    Source,
    Version,
    Withdrawal,
    sha256_of_text,
)
from crossbearing.write.export_parts import CaptureOut, ReasonOut, SourceOut
from crossbearing.write.export_versions import EditOut, VersionOut, WithdrawnOut


def reasons(given: Sequence[Reason]) -> tuple[ReasonOut, ...]:
    """Reasons as they are written."""
    return tuple(ReasonOut(reason.name, reason.detail, reason.score, reason.spans) for reason in given)


def source(given: Source) -> SourceOut:
    """One link of a chain of attribution as it is written."""
    return SourceOut(given.name, given.kind, given.role, given.span)


def captures_of(dossier: Dossier) -> dict[str, tuple[CaptureOut, ...]]:
    """Report or version → its captures, that which it was read from first."""
    found: dict[str, tuple[CaptureOut, ...]] = {}
    for came in dossier.captures:
        found[came.report] = (*found.get(came.report, ()), _capture(came))
    return found


def seen(captures: Sequence[CaptureOut]) -> tuple[str | None, str | None]:
    """First and last time at which any of some captures was seen on the web."""
    times = [time for each in captures for time in (each.first_seen, each.last_seen) if time is not None]
    return min(times, default=None), max(times, default=None)


def versions(dossier: Dossier) -> Iterator[VersionOut]:
    """The earlier versions of a story's reports."""
    captures = captures_of(dossier)
    steps = {step.earlier: step for step in dossier.revisions}
    total = {version.of: version.number + 1 for version in dossier.versions}
    following = {
        (version.of, version.number - 1): version.report.id for version in dossier.versions if version.number > 1
    }
    for version in dossier.versions:
        after = following.get((version.of, version.number), version.of)
        of, step = total[version.of], steps.get(version.report.id)
        yield _version(version, of, step, captures.get(version.report.id, ()), after)


def withdrawn(dossier: Dossier) -> Iterator[WithdrawnOut]:
    """The claims that a story's reports withdrew."""
    captures = captures_of(dossier)
    texts = {version.report.id: version.report.text for version in dossier.versions}
    claims = {claim.id: claim for version in dossier.versions for claim in version.reading.claims}
    for each in dossier.withdrawn:
        last, first = seen(captures.get(each.last, ()))[1], seen(captures.get(each.missing, ()))[0]
        words = texts[each.last][each.span.start : each.span.end]
        yield _withdrawn(each, dossier.story.id, claims[each.claim], words, (last, first))


def _capture(came: Provenance) -> CaptureOut:
    return CaptureOut(
        id=came.capture,
        sha256=came.sha256,
        media_type=came.media_type,
        within=came.within or None,
        address=came.source,
        first_seen=came.seen[0] if came.seen else None,
        last_seen=came.seen[-1] if came.seen else None,
        sightings=came.sightings,
    )


def _version(
    version: Version, of: int, step: Revision | None, captures: tuple[CaptureOut, ...], after: str
) -> VersionOut:
    return VersionOut(
        id=version.report.id,
        report=version.of,
        number=version.number,
        of=of,
        next=after,
        title=version.report.title,
        published=version.report.published.value,
        text=version.report.text,
        sha256_of_text=sha256_of_text(version.report.text),
        captures=captures,
        changes=tuple(_edit(edit) for edit in step.edits) if step is not None else (),
        notices=step.notices if step is not None else (),
        replaced=step is not None and step.replaced,
        reasons=reasons(version.reasons),
    )


def _edit(edit: Edit) -> EditOut:
    return EditOut(edit.kind, edit.before, edit.after, edit.lost, edit.won)


def _withdrawn(
    each: Withdrawal, story: str, claim: Claim, text: str, times: tuple[str | None, str | None]
) -> WithdrawnOut:
    return WithdrawnOut(
        id=each.id,
        story=story,
        report=each.report,
        version=each.last,
        start=each.span.start,
        end=each.span.end,
        text=text,
        claim=each.claim,
        sources=tuple(source(link) for link in claim.sources),
        stance=claim.stance,
        status=claim.status,
        kind=each.kind,
        missing_from=each.missing,
        instead=each.instead,
        notice=each.notice,
        silent=each.silent,
        last_seen=times[0],
        first_missing=times[1],
        still=each.still,
        findings=each.findings,
        reasons=reasons(each.reasons),
    )
