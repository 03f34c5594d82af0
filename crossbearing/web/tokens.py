"""What a form says it is about, as one word each: a passage, and a finding as it was when the page was made.

    report-0123456789abcdef:120-184/1@5f2a09bc31de    a passage, its side, and the text that it was shown in
    f-0123456789abcdef@5f2a09bc31de                   a finding, and the claims that it was shown with

What stands behind "@" is left out by a program that is sure of what it names; a page never leaves it out.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crossbearing.compare.settled import sha256
from crossbearing.records import Dossier, Finding, Report, Span, content_id
from crossbearing.web import found
from crossbearing.web.asked import Refused
from crossbearing.web.readers import Reader

_PASSAGE = re.compile(r"(report-[0-9a-f]{16}):(\d{1,9})-(\d{1,9})(?:/([01]))?(?:@([0-9a-f]{12}))?")
_FINDING = re.compile(r"(f-[0-9a-f]{16}(?:\.\d{1,9})?)(?:@([0-9a-f]{12}))?")
_MARK = 12
"""Hex digits of a hash; it guards against a page that is out of date, not against anybody."""
STALE = "what this page showed has changed since; nothing was recorded"


class Passage(NamedTuple):
    """Words of a report that a form names."""

    span: Span
    side: Literal[0, 1]
    mark: str
    """Of the text in which they were shown; "" where that is not said."""


def token(report: Report, span: Span, side: Literal[0, 1] = 0) -> str:
    """A passage as a form's field."""
    return f"{span.report}:{span.start}-{span.end}{'/1' if side else ''}@{sha256(report.text)[:_MARK]}"


def passage(given: str) -> Passage:
    """The passage that a field names. Raises Refused (400)."""
    match = _PASSAGE.fullmatch(given)
    if match is None:
        raise Refused(400, "a passage is named by report:start-end, with /1 behind it where it is on the other side")
    report, start, end, side, mark = match.groups()
    return Passage(Span(report, int(start), int(end)), 1 if side == "1" else 0, mark or "")


def fresh(reader: Reader, given: Passage) -> Report:
    """The report of a passage. Raises Refused (409) where it is not there, or its text is not the one that was shown"""
    dossier = found.of_report(reader, given.span.report)
    report = next((each for each in dossier.reports if each.id == given.span.report), None) if dossier else None
    if report is None or not sha256(report.text).startswith(given.mark):
        raise Refused(409, STALE)
    return report


def seen(finding: Finding) -> str:
    """What a finding holds, as a mark."""
    return content_id("seen", *sorted(finding.claims)).removeprefix("seen-")[:_MARK]


def finding_token(finding: Finding) -> str:
    """A finding as a form's field."""
    return f"{finding.id}@{seen(finding)}"


def fresh_finding(reader: Reader, given: str) -> tuple[Dossier, Finding]:
    """The finding that a field names. Raises Refused: 400 for no field of a finding, 404, and 409 where it holds other
    claims than the one that was shown."""
    match = _FINDING.fullmatch(given)
    if match is None:
        raise Refused(400, "a finding is named by its id")
    dossier, there = found.finding(reader, match[1])
    if match[2] is not None and match[2] != seen(there):
        raise Refused(409, STALE)
    return dossier, there
