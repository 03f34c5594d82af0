"""The stage that holds each report's versions against one another: what was added, cut and changed, what withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crossbearing.compare.edits import edits, text_of
from crossbearing.compare.elsewhere import Elsewhere
from crossbearing.compare.notices import Notice, notices
from crossbearing.compare.overview import terms
from crossbearing.compare.standing import Fate, Read, Standing
from crossbearing.learned.pairs import JudgesPairs
from crossbearing.records import (
    Claim,
    Edit,
    Finding,
    Material,
    Reason,
    Revision,
    Revisions,
    Span,
    Withdrawal,
    content_id,
)

REPLACED = 0.1
"""Share of the earlier version's words that the later has, under which another text stands at its place."""
_SPEAKS_OF = 2
"""Stems, figures and names that a notice has of a claim, or of what stands in its place, when it speaks of it."""


class _Step(NamedTuple):
    """Two versions that follow one another."""

    earlier: Read
    later: Read
    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...]
    replaced: bool


def revisions(material: Material, findings: tuple[Finding, ...], judge: JudgesPairs) -> Revisions:
    """What became of each version in the next, and the claims that the next no longer makes, nor the last."""
    elsewhere = Elsewhere(material, findings, judge)
    told: list[Revision] = []
    withdrawn: list[Withdrawal] = []
    for report, reading, vectors in zip(material.reports, material.readings, material.vectors, strict=True):
        earlier = [
            Read(version.report, version.reading, of)
            for version, of in zip(material.history.versions, material.history.vectors, strict=True)
            if version.of == report.id
        ]
        steps = [_step(*pair) for pair in pairwise([*earlier, Read(report, reading, vectors)])]
        told += [_revision(report.id, step) for step in steps]
        for at, step in enumerate(steps):
            gone = _gone(step, judge)
            if at + 1 < len(steps):
                gone = _still_gone(gone, step, steps[-1], judge)
            withdrawn += [_withdrawal(report.id, step, *one, elsewhere) for one in gone]
    return Revisions(tuple(told), tuple(withdrawn))


def _step(earlier: Read, later: Read) -> _Step:
    ours, theirs = text_of(earlier.report, earlier.reading), text_of(later.report, later.reading)
    known = earlier.report.text
    new = tuple(
        notice
        for notice in notices(later.report, later.reading)
        if later.report.text[notice.span.start : notice.span.end] not in known
    )
    words = [{word for sentence in text.words for word in sentence if len(word) > 4} for text in (ours, theirs)]
    replaced = not new and len(words[0] & words[1]) < REPLACED * min(len(words[0]), len(words[1]))
    return _Step(earlier, later, edits(ours, theirs), new, replaced)


def _revision(report: str, step: _Step) -> Revision:
    said = tuple(notice.span for notice in step.notices)
    return Revision(report, step.earlier.report.id, step.later.report.id, step.edits, said, step.replaced)


def _gone(step: _Step, judge: JudgesPairs) -> list[tuple[Claim, Fate]]:
    """The claims of the earlier version that the later does not make. What it says of its own changes is no claim."""
    if step.replaced or not step.edits:
        return []
    about_itself = _aside(notices(step.earlier.report, step.earlier.reading))
    claims = [
        claim
        for claim in step.earlier.reading.claims
        if not any(span.start <= claim.content.start < span.end for span in about_itself)
    ]
    found = _standing(step.earlier, step.later, judge).gone(claims, step.edits)
    return [(claim, found[claim.id]) for claim in claims if claim.id in found]


def _still_gone(
    gone: Sequence[tuple[Claim, Fate]], step: _Step, last: _Step, judge: JudgesPairs
) -> list[tuple[Claim, Fate]]:
    """Those that the report as it is now does not make again: who comes back on it withdraws nothing."""
    if not gone:
        return []
    again = _standing(step.earlier, last.later, judge).made_again([claim for claim, _ in gone])
    return [(claim, fate) for claim, fate in gone if claim.id not in again]


def _standing(earlier: Read, later: Read, judge: JudgesPairs) -> Standing:
    return Standing(earlier, later, judge, _aside(notices(later.report, later.reading)))


def _aside(found: Sequence[Notice]) -> tuple[Span, ...]:
    return tuple(notice.span for notice in found if not notice.tells)


def _withdrawal(report: str, step: _Step, claim: Claim, fate: Fate, elsewhere: Elsewhere) -> Withdrawal:
    notice, silent = _notice(step, claim, fate)
    still = elsewhere.claims(step.earlier, claim, apart_from=report)
    reasons = [Reason(fate.why, fate.detail, fate.score, fate.spans)]
    if notice is not None:
        detail = "the later version speaks of a change, not of this one" if silent else "the later version says so"
        reasons.append(Reason("notice", detail, None, (notice,)))
    if still:
        spans = tuple(each.content for each in still)
        reasons.append(Reason("said elsewhere", "near in words and meaning; no judgement of `align`", None, spans))
    return Withdrawal(
        id=content_id("w", claim.id, step.later.report.id),
        report=report,
        claim=claim.id,
        span=claim.span,
        last=step.earlier.report.id,
        missing=step.later.report.id,
        kind=fate.kind,
        instead=fate.instead,
        notice=notice,
        silent=silent,
        still=tuple(each.id for each in still),
        findings=elsewhere.findings(still),
        reasons=tuple(reasons),
    )


def _notice(step: _Step, claim: Claim, fate: Fate) -> tuple[Span | None, bool]:
    """The notice that speaks of the claim, or of the whole report, else the first of any; and whether none does."""
    about = set(terms(step.earlier.report.text[claim.content.start : claim.content.end]))
    if fate.instead is not None:
        about |= set(terms(step.later.report.text[fate.instead.start : fate.instead.end]))
    for notice in step.notices:
        words = step.later.report.text[notice.span.start : notice.span.end]
        if notice.of_all or len(about.intersection(terms(words))) >= _SPEAKS_OF:
            return notice.span, False
    return (step.notices[0].span if step.notices else None), True
