"""Findings, and on whose word they rest: origins are counted, not outlets.

The origin of a claim is the deepest source that its text names. Where the outlet speaks in its own voice it is the
origin itself, unless the passage stands in another report too: then it is the agency whose text it is, or one origin
for all that share it. Unnamed sources never add independence (fail closed): all of them together count as one, and only
when nobody else stands behind the finding. The count is an upper bound: two officials may have it from one cable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from crossbearing.compare.overview import Overview
from crossbearing.records import (
    Claim,
    Copying,
    Finding,
    Group,
    Material,
    Origin,
    Reason,
    Report,
    Source,
    SourceKind,
    Span,
    content_id,
)

T = TypeVar("T", bound=str)

_SHARED_PART = 0.5
"""A claim is copied when at least this part of it lies in a shared passage."""
_PARTIAL_CREDIT = re.compile(r"\b(?:with|contribut\w+|additional|reports? from|agencies|wires?)\b", re.IGNORECASE)
"""Credits that name an agency beside the outlet's own work ("With reports from …"): whose a passage is stays open."""


class _Voice(NamedTuple):
    """One origin of one claim, before the claims of a finding are put together."""

    name: str
    kind: SourceKind
    claim: str
    reason: Reason
    role: str = ""
    sharers: frozenset[str] = frozenset()
    """Outlets that share the text, where nobody says whose it was."""


def findings(material: Material, groups: Iterable[Group]) -> tuple[Finding, ...]:
    """One finding for each group, with its outlets, its origins and why each counts; in the order of the groups."""
    overview = Overview(material)
    copied = _copied_spans(material.copying)
    return tuple(_finding(overview, copied, group) for group in groups)


def _finding(overview: Overview, copied: dict[str, list[tuple[Span, Copying]]], group: Group) -> Finding:
    claims = [overview.claims[overview.number[claim]] for claim in group.claims]
    reports = [overview.report(claim) for claim in claims]
    voices = [voice for claim in claims for voice in _voices(overview, copied, claim)]
    origins = _fold(voices)
    days = sorted(report.published.value for report in reports if report.published.value)
    wording = overview.claims[overview.number[group.wording]]
    return Finding(
        id=content_id("f", *sorted(group.claims)),
        story=overview.material.story.id,
        claims=group.claims,
        wording=wording.span,
        outlets=tuple(sorted({outlet_of(report) for report in reports})),
        origins=origins,
        independent=sum(origin.counted for origin in origins),
        stance=_commonest([claim.stance for claim in claims], wording.stance),
        status=_commonest([claim.status for claim in claims], wording.status),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reasons=group.reasons,
    )


def outlet_of(report: Report) -> str:
    """The outlet's name; a report of an unknown outlet stands for itself."""
    return report.outlet or f"unknown outlet ({report.name})"


def _commonest(values: list[T], first: T) -> T:
    return max(sorted(set(values)), key=lambda value: (values.count(value), value == first))


# ── whose word one claim is ───────────────────────────────────────────────────────────────────────────────────────────


def _voices(overview: Overview, copied: dict[str, list[tuple[Span, Copying]]], claim: Claim) -> list[_Voice]:
    if claim.sources:
        return [_named(overview, claim, source) for source in (claim.sources[0], *claim.co_sources)]
    shared = [copying for span, copying in copied.get(claim.span.report, ()) if _covers(span, claim.content)]
    if shared:
        return [_shared(overview, claim, shared)]
    report = overview.report(claim)
    agency = next((credit for credit in report.credits if not _PARTIAL_CREDIT.search(credit.words)), None)
    if agency:
        reason = Reason(name="credit", detail=f"{outlet_of(report)} credits {agency.agency}: {agency.words}")
        return [_Voice(agency.agency, "agency", claim.id, reason)]
    name = outlet_of(report)
    reason = Reason(name="own voice", detail=f"{name} says it in its own voice", spans=(claim.span,))
    return [_Voice(name, "outlet", claim.id, reason)]


def _named(overview: Overview, claim: Claim, source: Source) -> _Voice:
    outlet = outlet_of(overview.report(claim))
    name = overview.known_as(source)
    said = source.name if source.name == name else f"{source.name} ({name})"
    via = "".join(f", through {link.name}" for link in claim.sources[1:])
    reason = Reason(
        name="attribution",
        detail=f"{outlet} gives it as {said}'s word{via}",
        spans=(source.span,) if source.span else (claim.span,),
    )
    return _Voice(name, source.kind, claim.id, reason, source.role or "")


def _shared(overview: Overview, claim: Claim, shared: list[Copying]) -> _Voice:
    owner = next((copying.origin for copying in shared if copying.origin), None)
    by_id = {report.id: report for report in overview.material.reports}
    outlets = frozenset(outlet_of(by_id[side]) for copying in shared for side in (copying.a, copying.b))
    sides = [
        passage.a if copying.a == claim.span.report else passage.b for copying in shared for passage in copying.passages
    ]
    spans = tuple(sorted({side for side in sides if _covers(side, claim.content)}))
    among = " and ".join(sorted(outlets))
    if owner:
        reason = Reason(name="copied", detail=f"the passage is {owner}'s; it stands in {among}", spans=spans)
        return _Voice(owner, "agency", claim.id, reason)
    reason = Reason(name="copied", detail=f"one text stands in {among}; whose it was is unknown", spans=spans)
    return _Voice(f"one text in {among}", "outlet", claim.id, reason, sharers=outlets)


def _copied_spans(copying: Iterable[Copying]) -> dict[str, list[tuple[Span, Copying]]]:
    spans: dict[str, list[tuple[Span, Copying]]] = {}
    for pair in copying:
        for passage in pair.passages:
            spans.setdefault(pair.a, []).append((passage.a, pair))
            spans.setdefault(pair.b, []).append((passage.b, pair))
    return spans


def _covers(shared: Span, claim: Span) -> bool:
    part = min(shared.end, claim.end) - max(shared.start, claim.start)
    return part >= _SHARED_PART * (claim.end - claim.start)


# ── the origins of one finding ────────────────────────────────────────────────────────────────────────────────────────


def _fold(voices: list[_Voice]) -> tuple[Origin, ...]:
    """Voices of one name are one origin; so are a spokesman and his body, and those who share one text."""
    same_as = {**_bodies(voices), **_texts(voices)}
    by_origin: dict[str, list[_Voice]] = {}
    for voice in voices:
        by_origin.setdefault(same_as.get(voice.name, voice.name), []).append(voice)
    nobody_named = all(voice.kind == "unnamed" for voice in voices)
    origins = []
    for at, name in enumerate(sorted(by_origin)):
        members = by_origin[name]
        unnamed = all(voice.kind == "unnamed" for voice in members)
        counted = not unnamed or (nobody_named and at == 0)
        reasons = [voice.reason for voice in members]
        folded = sorted({voice.name for voice in members if voice.kind == "person"} - {name})
        reasons += [Reason(name="speaks for", detail=f"{person} speaks for {name}") for person in folded]
        if unnamed:
            why = "unnamed: counted once, for nobody is named" if counted else "unnamed: adds no independence"
            reasons.append(Reason(name="unnamed", detail=why))
        kind = next((voice.kind for voice in members if voice.name == name), members[0].kind)
        claims = tuple(dict.fromkeys(voice.claim for voice in members))
        origins.append(Origin(name=name, kind=kind, counted=counted, claims=claims, reasons=tuple(reasons)))
    return tuple(sorted(origins, key=lambda origin: (not origin.counted, -len(origin.claims), origin.name)))


def _bodies(voices: list[_Voice]) -> dict[str, str]:
    """Persons whose role names another origin of the finding: they speak for it."""
    named = sorted({voice.name for voice in voices if voice.kind != "unnamed"})
    bodies = {}
    for voice in voices:
        if voice.kind == "person" and voice.role:
            body = next((name for name in named if name != voice.name and _names(voice.role, name)), None)
            if body:
                bodies[voice.name] = body
    return bodies


def _names(role: str, body: str) -> bool:
    return re.search(rf"\b{re.escape(body)}\b", role, re.IGNORECASE) is not None


def _texts(voices: list[_Voice]) -> dict[str, str]:
    """Texts that have an outlet in common are one origin, A = B = C, and so is B's own voice beside them."""
    groups: list[tuple[frozenset[str], set[str]]] = []
    for voice in voices:
        if voice.sharers:
            outlets, names = voice.sharers, {voice.name, *voice.sharers}
            for known in [group for group in groups if group[0] & outlets]:
                outlets, names = outlets | known[0], names | known[1]
                groups.remove(known)
            groups.append((outlets, names))
    return {name: f"one text in {' and '.join(sorted(outlets))}" for outlets, names in groups for name in names}
