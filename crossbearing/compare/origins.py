"""Findings, and on whose word they rest: origins are counted, not outlets.

The origin of a claim is the deepest source that its text names. Where the outlet speaks in its own voice it is the
origin itself, unless the passage stands in another report too: then it is the agency whose text it is, or one origin
for all that share it. An authority's own site (an outlet of the kind "government") states that authority's word, and is
one origin with the reports that name it as their source. Unnamed sources never add independence (fail closed), nor do
headlines, captions and embedded posts: all of them together count as one, and only when nobody else stands behind the
finding. The count is an upper bound: two
officials may have it from one cable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
from msgspec.structs import replace
from rapidfuzz.distance import OSA

from crossbearing import outlets
from crossbearing.compare.overview import Overview
from crossbearing.decided import because, is_of
from crossbearing.records import (
    Claim,
    Copying,
    Finding,
    Group,
    Material,
    Origin,
    Reason,
    Report,
    Rulings,
    Source,
    SourceKind,
    Span,
    content_id,
)

T = TypeVar("T", bound=str)

_LONG_WORD = 6
_SMALL_WORDS = frozenset({"the", "of", "for", "and", "mr", "ms", "mrs", "dr"})

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
    headline: bool = False
    """A headline in the outlet's own voice: it leaves out whose word it is."""
    beside: str = ""
    """"caption" or "post": what stands beside the report's own text comes with the picture, or from who posted it."""
    doubtful: bool = False
    """The claim is as likely not to say what the finding says."""


def findings(material: Material, groups: Iterable[Group]) -> tuple[Finding, ...]:
    """One finding for each group, with its outlets, its origins and why each counts; in the order of the groups."""
    overview = Overview(material)
    copied = _Copied(material.copying)
    return tuple(_finding(overview, copied, group) for group in groups)


def _finding(overview: Overview, copied: _Copied, group: Group) -> Finding:
    claims = [overview.claims[overview.number[claim]] for claim in group.claims]
    reports = [overview.report(claim) for claim in claims]
    doubtful = group.doubtful
    voices = [
        voice._replace(doubtful=claim.id in doubtful) for claim in claims for voice in _voices(overview, copied, claim)
    ]
    origins = _ruled(overview.material.rulings, _fold(voices))
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
        doubtful=group.doubtful,
    )


def _ruled(rulings: Rulings, origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """The origins, those that add no independence by a decision no longer counted."""
    if not rulings.no_origins:
        return origins
    decisions = {decision.id: decision for decision in rulings.decisions}
    ruled = []
    for origin in origins:
        held = [each for each in rulings.no_origins if is_of(each, origin)]
        was = "it counts" if origin.counted else "it does not count"
        reasons = [because(decisions[each.decision], "no origin of its own", was) for each in held]
        ruled.append(replace(origin, counted=origin.counted and not held, reasons=(*reasons, *origin.reasons)))
    return tuple(sorted(ruled, key=lambda origin: (not origin.counted, -len(origin.claims), origin.name)))


def outlet_of(report: Report) -> str:
    """The outlet's name; a report of an unknown outlet stands for itself."""
    return report.outlet or f"unknown outlet ({report.name})"


def _commonest(values: list[T], first: T) -> T:
    return max(sorted(set(values)), key=lambda value: (values.count(value), value == first))


# ── whose word one claim is ───────────────────────────────────────────────────────────────────────────────────────────


def _voices(overview: Overview, copied: _Copied, claim: Claim) -> list[_Voice]:
    if claim.sources:
        return [_named(overview, claim, source) for source in (claim.sources[0], *claim.co_sources)]
    shared = copied.covering(claim.content)
    if shared:
        return [_shared(overview, claim, shared)]
    report = overview.report(claim)
    agency = next((credit for credit in report.credits if not _PARTIAL_CREDIT.search(credit.words)), None)
    if agency:
        reason = Reason(name="credit", detail=f"{outlet_of(report)} credits {agency.agency}: {agency.words}")
        return [_Voice(agency.agency, "agency", claim.id, reason)]
    name = outlet_of(report)
    headline = overview.reading(claim).sentences[claim.sentence].heading
    if _is_official(name):
        reason = Reason(name="official statement", detail=f"{name} states it on its own site", spans=(claim.span,))
        return [_Voice(name, "organisation", claim.id, reason, headline=headline)]
    beside = next((part.kind for part in report.parts if _covers(part.span, claim.content)), "")
    kind = "headline" if headline else beside or "own voice"
    reason = Reason(name=kind, detail=f"{name} {_TOLD[kind]}", spans=(claim.span,))
    return [_Voice(name, "outlet", claim.id, reason, headline=headline, beside=beside)]


_TOLD = {
    "headline": "says it in a headline, which leaves out whose word it is",
    "caption": "has it in a picture's caption, which comes with the picture",
    "post": "has it in an embedded post, which is the word of who posted it",
    "own voice": "says it in its own voice",
}
"""How an outlet has a claim whose source its text does not name."""


def _is_official(name: str) -> bool:
    """Whether the outlet is an authority or body: its site reports nothing, it states its own word."""
    known = outlets.by_name(name)
    return known is not None and known.kind == "government"


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
    role = source.role or (overview.text(source.span) if source.span and source.kind == "person" else "")
    return _Voice(name, source.kind, claim.id, reason, role)


def _shared(overview: Overview, claim: Claim, shared: list[Copying]) -> _Voice:
    owner = next((copying.origin for copying in shared if copying.origin), None)
    outlets = frozenset(outlet_of(overview.report_of(side)) for copying in shared for side in (copying.a, copying.b))
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


class _Copied:
    """The shared passages of all pairs, by report."""

    def __init__(self, copying: Iterable[Copying]) -> None:
        found: dict[str, list[tuple[int, int, Copying]]] = {}
        for pair in copying:
            for passage in pair.passages:
                for side in (passage.a, passage.b):
                    found.setdefault(side.report, []).append((side.start, side.end, pair))
        self._pairs = {report: [pair for _, _, pair in passages] for report, passages in found.items()}
        self._places = {
            report: np.array([(start, end) for start, end, _ in passages]) for report, passages in found.items()
        }

    def covering(self, claim: Span) -> list[Copying]:
        """The pairs that share a passage in which most of the claim lies."""
        places = self._places.get(claim.report)
        if places is None:
            return []
        part = np.minimum(places[:, 1], claim.end) - np.maximum(places[:, 0], claim.start)
        pairs = self._pairs[claim.report]
        return [pairs[at] for at in np.flatnonzero(part >= _SHARED_PART * (claim.end - claim.start))]


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
    nobody_stands = all(_is_weak(voice) for voice in voices)
    origins = [
        _origin(name, by_origin[name], counted_anyway=nobody_stands and at == 0)
        for at, name in enumerate(sorted(by_origin, key=lambda name: (by_origin[name][0].kind == "unnamed", name)))
    ]
    return tuple(sorted(origins, key=lambda origin: (not origin.counted, -len(origin.claims), origin.name)))


def _is_weak(voice: _Voice) -> bool:
    return voice.kind == "unnamed" or voice.headline or voice.doubtful or bool(voice.beside)


_WEAK: tuple[tuple[str, Callable[[_Voice], bool]], ...] = (
    ("it may say something else", lambda voice: voice.doubtful),
    ("unnamed", lambda voice: voice.kind == "unnamed"),
    ("a headline alone", lambda voice: voice.headline),
    ("a picture's caption alone", lambda voice: voice.beside == "caption"),
    ("an embedded post alone", lambda voice: voice.beside == "post"),
    ("unnamed, or beside the report's own text", _is_weak),
)
"""Why an origin adds nothing: the first that holds for all of it."""


def _origin(name: str, members: list[_Voice], *, counted_anyway: bool) -> Origin:
    """One origin, counted unless nothing but unnamed sources or headlines stands behind it."""
    weak = all(_is_weak(voice) for voice in members)
    reasons = [voice.reason for voice in members]
    folded = sorted({voice.name for voice in members if not voice.sharers} - {name})
    reasons += [Reason(name="same origin", detail=f"{other} is counted with {name}") for other in folded]
    if weak:
        why = "counted once, for nobody else stands behind it" if counted_anyway else "adds no independence"
        what = next(name for name, holds in _WEAK if all(holds(voice) or voice.doubtful for voice in members))
        reasons.append(Reason(name="not independent", detail=f"{what}: {why}"))
    return Origin(
        name=name,
        kind=next((voice.kind for voice in members if voice.name == name), members[0].kind),
        counted=counted_anyway or not weak,
        claims=tuple(dict.fromkeys(voice.claim for voice in members)),
        reasons=tuple(reasons),
    )


def _bodies(voices: list[_Voice]) -> dict[str, str]:
    """Names that stand for another of the finding: a short or turned-round form, a variant spelling, a body's own man.

    Fewer origins are the safer error, so what may be one is counted as one.
    """
    named = sorted(
        {voice.name for voice in voices if voice.kind not in ("unnamed", "outlet")}, key=lambda n: (-len(n), n)
    )
    stands_for: dict[str, str] = {}
    for at, name in enumerate(named):
        fuller = next((other for other in named[:at] if _is_form_of(name, other)), None)
        if fuller:
            stands_for[name] = stands_for.get(fuller, fuller)
    official = {voice.name for voice in voices if voice.reason.name == "official statement"}
    for name in named:
        known = outlets.by_name(name) if official else None
        if known is not None and known.name in official and known.name != name:
            stands_for[name] = known.name
    for voice in voices:
        body = next((name for name in named if name != voice.name and _speaks_for(voice.role, name)), None)
        if voice.kind == "person" and body:
            stands_for[voice.name] = stands_for.get(body, body)
    return stands_for


def _is_form_of(name: str, fuller: str) -> bool:
    """Whether all words of a name stand in a fuller one, a letter's difference in long words allowed."""
    ours, theirs = _name_words(name), _name_words(fuller)
    return len(ours) > 1 and all(any(_same_word(word, other) for other in theirs) for word in ours)


def _same_word(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= _LONG_WORD and OSA.distance(a, b) <= 1)


def _speaks_for(role: str, body: str) -> bool:
    """Whether an office names the body, or the body's last and telling word: "Observatory director"."""
    words = _name_words(body)
    return bool(role and words) and words[-1] in _name_words(role)


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", name.casefold()) if len(word) > 1 and word not in _SMALL_WORDS)


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
