"""The golden dossier: what the example's export says, in a form that is small, stable and readable as a diff.

Held are texts and stories, which no model has a part in and which must come out the same everywhere; quotes, claims
and their figures and dates, whose bounds the reader has a part in; and the findings, as sets of claims with their
origins, which depend on the encoder too. Left out are ids, scores, reasons' wording and relations (their scores are
held by the floors): they may move without harm. Int8 models give slightly other numbers on processors with other
instructions. The golden file therefore names the numbers that it was made with; where they are others, few of the
lines that a model has a part in may differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from crossbearing.learned.encoder import Embeds
from crossbearing.learned.reader import Reads
from evaluation.export import Export, ExportedClaim, ExportedFinding, ExportedReport

TOLERATED = {"quotes": 0.05, "claims": 0.05, "figures": 0.05, "dates": 0.05, "findings": 0.1}
"""Share of the lines of a part that may differ where the models' numbers do. A claim that is cut elsewhere changes its
finding, and so does another vector."""
_PROBES = (
    "A gate of the dam broke on Monday.",
    "The ministry said that 17 people had died.",
    "Nobody had warned them.",
)


class GoldenReport(msgspec.Struct, frozen=True):
    name: str
    outlet: str | None
    published: str | None
    text: tuple[str, ...]
    """Paragraph by paragraph."""


class GoldenFinding(msgspec.Struct, frozen=True):
    origins: tuple[str, ...]
    claims: tuple[str, ...]


class Golden(msgspec.Struct, frozen=True):
    models: str
    """Digest of what the models say of a few sentences, on the processor where the file was made."""
    stories: tuple[tuple[str, ...], ...]
    reports: tuple[GoldenReport, ...]
    quotes: tuple[str, ...]
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    dates: tuple[str, ...]
    findings: tuple[GoldenFinding, ...]


def golden(export: Export, models: str) -> Golden:
    """What of an export is held golden; `models` is the `digest` of those it was made with."""
    reports = {report.id: report for report in export.reports}
    claims = {claim.id: claim for claim in export.claims}
    return Golden(
        models=models,
        stories=tuple(sorted(tuple(sorted(reports[one].name for one in story.reports)) for story in export.stories)),
        reports=tuple(_report(report) for report in sorted(export.reports, key=lambda each: each.name)),
        quotes=tuple(
            f"{_at(reports[quote.report], quote.start, quote.end)} — {quote.speaker} ({quote.kind})"
            for quote in export.quotes
        ),
        claims=tuple(_claim(claim, reports[claim.report]) for claim in export.claims),
        figures=_sorted(
            f"{_at(reports[claim.report], figure.start, figure.end)} = {figure.hedge}{figure.value} {figure.unit}"
            for claim in export.claims
            for figure in claim.figures
        ),
        dates=_sorted(
            f"{_at(reports[claim.report], date.start, date.end)} = {date.value}"
            for claim in export.claims
            for date in claim.dates
        ),
        findings=tuple(sorted((_finding(each, claims, reports) for each in export.findings), key=lambda f: f.claims)),
    )


def digest(encoder: Embeds, reader: Reads) -> str:
    """What tells models on one processor from those on another: 16 hex digits over what they say of a few sentences."""
    text = " ".join(_PROBES)
    starts = [text.index(probe) for probe in _PROBES]
    answer = reader.read(text, [(start, start + len(probe)) for start, probe in zip(starts, _PROBES, strict=True)])
    scores = [*(name.score for name in answer.names), *(act.score for act in answer.said)]
    numbers = np.concatenate([np.ravel(encoder.encode(_PROBES)), answer.factual, scores])
    return hashlib.sha256(np.round(numbers, 5).astype("<f4").tobytes()).hexdigest()[:16]


def encode(held: Golden) -> bytes:
    """The golden file's bytes."""
    return msgspec.json.format(msgspec.json.encode(held), indent=1) + b"\n"


def decode(body: bytes) -> Golden:
    return msgspec.json.decode(body, type=Golden)


def difference(old: Golden, new: Golden) -> tuple[str, ...]:
    """What differs, in lines for a reader; empty where nothing does that matters."""
    lines = _changes(old.stories, new.stories, "stories") + _changes(_paragraphs(old), _paragraphs(new), "reports")
    same = old.models == new.models
    for part, share in TOLERATED.items():
        was, now = getattr(old, part), getattr(new, part)
        changed = _findings_changed(old, new) if part == "findings" else _changes(was, now, part)
        if len(changed) > (0 if same else int(share * max(len(was), len(now)))):
            lines += changed
    return tuple(lines)


def _findings_changed(old: Golden, new: Golden) -> list[str]:
    """One entry for each golden finding that is no longer the same, and what became of its claims."""
    now = set(new.findings)
    lines = []
    for was in old.findings:
        if was in now:
            continue
        like = max(new.findings, key=lambda each: (len(set(each.claims) & set(was.claims)), each.claims), default=None)
        lost = sorted(set(was.claims) - set(like.claims if like else ()))
        won = sorted(set(like.claims if like else ()) - set(was.claims))
        change = [f"  - {claim}" for claim in lost] + [f"  + {claim}" for claim in won]
        if like and like.origins != was.origins:
            change.append(f"  origins {', '.join(was.origins)} → {', '.join(like.origins)}")
        lines.append("\n".join((f"finding changed: {was.claims[0]}", *change)))
    return lines


def _changes(old: Sequence[object], new: Sequence[object], part: str) -> list[str]:
    gone = [f"{part} - {line}" for line in old if line not in set(new)]
    come = [f"{part} + {line}" for line in new if line not in set(old)]
    return gone + come


def _paragraphs(held: Golden) -> list[str]:
    return [
        f"{report.name} ({report.outlet}, {report.published}) {paragraph}"
        for report in held.reports
        for paragraph in report.text
    ]


def _report(report: ExportedReport) -> GoldenReport:
    return GoldenReport(report.name, report.outlet, report.published, tuple(report.text.split("\n\n")))


def _claim(claim: ExportedClaim, report: ExportedReport) -> str:
    chain = " ← ".join(source.name for source in claim.sources) or "own voice"
    negated = ", negated" if claim.negated else ""
    return f"{_at(report, claim.start, claim.end)} — {chain} ({claim.stance}, {claim.status}{negated})"


def _finding(
    finding: ExportedFinding, claims: Mapping[str, ExportedClaim], reports: Mapping[str, ExportedReport]
) -> GoldenFinding:
    cited = (claims[one] for one in finding.claims)
    return GoldenFinding(
        origins=tuple(sorted(origin.name if origin.counted else f"({origin.name})" for origin in finding.origins)),
        claims=_sorted(_at(reports[claim.report], claim.start, claim.end) for claim in cited),
    )


def _at(report: ExportedReport, start: int, end: int) -> str:
    """Words with their report and place: tells two equal passages apart."""
    return f"{report.name} {start}-{end}: {report.text[start:end]}"


def _sorted(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(lines)))
