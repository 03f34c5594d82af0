"""What a claim rests on, as the text says it."""

from __future__ import annotations

import re

from crossbearing.records import Claim, Evidence, EvidenceClass, Reason, Report, Source, Span

_IMAGERY = re.compile(
    r"\b(?:satellite (?:images?|imagery|photos?|pictures?)|footage|video|photographs?|photos?)\b", re.I
)
_DOCUMENT = re.compile(
    r"\b(?:documents?|records?|resolution|communiqué|treaty|text of|manifests?|registry|filings?)\b", re.I
)
_SEEN = re.compile(
    r"\b(?:reporters?|journalists?|correspondents?|photographers?)\b[^.]{0,40}\b(?:saw|seen|witnessed|counted|heard)\b",
    re.I,
)
_OFFICIAL = re.compile(
    r"\b(?:minist|president|government|official|spokes|ambassador|secretary|general|commander|police|authorit|"
    r"department|agency|army|navy|military|mayor|governor|parliament|court|envoy|intelligence|commission|council)",
    re.I,
)  # fmt: skip
_EXPERT = re.compile(r"\b(?:expert|analyst|professor|researcher|fellow|scholar|scientist|institute|university)", re.I)


def evidence(claim: Claim, report: Report) -> Evidence:
    """The class of a claim's evidence, and the words that say so."""
    for kind, pattern in (("document", _DOCUMENT), ("imagery", _IMAGERY), ("own observation", _SEEN)):
        found = _beside(claim, report, pattern)
        if found is not None:
            return _because(kind, "its words name it", (found,))  # type: ignore[arg-type]
    if not claim.sources:
        return _because("other report", "the outlet's own voice, and nothing says how it knows", ())
    deepest = claim.sources[0]
    spans = (deepest.span,) if deepest.span else ()
    return _because(_of(deepest), f"on the word of {deepest.name}", spans)


def _beside(claim: Claim, report: Report, pattern: re.Pattern[str]) -> Span | None:
    """In the words that say whose the claim is, not in what it says."""
    for start, end in ((claim.span.start, claim.content.start), (claim.content.end, claim.span.end)):
        found = pattern.search(report.text, start, max(start, end))
        if found is not None:
            return Span(report.id, found.start(), found.end())
    return None


def _of(source: Source) -> EvidenceClass:
    told = f"{source.name} {source.role or ''}"
    if source.kind == "unnamed":
        return "unnamed official" if _OFFICIAL.search(told) else "other report"
    if source.kind in ("agency", "outlet"):
        return "other report"
    if _EXPERT.search(told):
        return "named expert"
    if source.kind in ("place", "state media") or _OFFICIAL.search(told):
        return "official statement"
    return "named witness" if source.kind == "person" else "official statement"


def _because(kind: EvidenceClass, detail: str, spans: tuple[Span, ...]) -> Evidence:
    return Evidence(kind, (Reason("evidence", f"{kind}: {detail}", spans=spans),))
