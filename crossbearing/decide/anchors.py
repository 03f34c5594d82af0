"""Words of a report → the anchor by which they are found again."""

from __future__ import annotations

from typing import Literal

from crossbearing.records import Anchor, Report, Span, sha256_of_text

CONTEXT = 32
"""Code points before and after the words that an anchor keeps, as the Web Annotation Data Model's examples have it."""


def anchor(report: Report, span: Span, side: Literal[0, 1] = 0) -> Anchor:
    """The anchor of a passage that stands in the report."""
    text = report.text
    return Anchor(
        capture=report.capture,
        name=report.name,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
        sha256=sha256_of_text(text),
        side=side,
    )
