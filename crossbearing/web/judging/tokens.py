"""What a form says it is about, as one word each: a passage, and a finding as it was when the page was made.

    report-0123456789abcdef:120-184/1    a passage, and the side that it is on
    f-0123456789abcdef@5f2a09bc31de      a finding, and the claims that it was shown with

A report's id is of its text, so whoever names a passage names its words. A finding keeps its id while its claims come
and go; a page says behind "@" which it showed, and a program that takes it as it is leaves that out.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crossbearing.messages import gettext as _
from crossbearing.records import Finding, Report, Span, content_id
from crossbearing.web.asked import Refused
from crossbearing.web.readers import Known, Reader
from crossbearing.web.story import whereabouts

_PASSAGE = re.compile(r"(report-[0-9a-f]{16}):([0-9]{1,9})-([0-9]{1,9})(?:/([01]))?")
_FINDING = re.compile(r"(f-[0-9a-f]{16}(?:\.[0-9]{1,9})?)(?:@([0-9a-f]{12}))?")
STALE = _("what this page showed has changed since; nothing was recorded")


class Passage(NamedTuple):
    """Words of a report that a form names."""

    span: Span
    side: Literal[0, 1]


def token(span: Span, side: Literal[0, 1] = 0) -> str:
    """A passage as a form's field."""
    return f"{span.report}:{span.start}-{span.end}{'/1' if side else ''}"


def passage(given: str) -> Passage:
    """The passage that a field names. Raises Refused (400)."""
    match = _PASSAGE.fullmatch(given)
    if match is None:
        raise Refused(400, _("a passage is named by report:start-end, with /1 behind it where it is on the other side"))
    return Passage(Span(match[1], int(match[2]), int(match[3])), 1 if match[4] == "1" else 0)


def fresh(reader: Reader, given: Passage) -> tuple[Known, Report]:
    """The report of a passage, and its story. Raises Refused (409) where the case has none of this text any more."""
    known = whereabouts.report(reader, given.span.report)
    report = next((each for each in known.dossier.reports if each.id == given.span.report), None) if known else None
    if known is None or report is None:
        raise Refused(409, STALE)
    return known, report


def seen(finding: Finding) -> str:
    """What a finding holds, as 12 hex digits: a guard against a page that is out of date, not against anybody."""
    return content_id("seen", *sorted(finding.claims)).removeprefix("seen-")[:12]


def finding_token(finding: Finding) -> str:
    """A finding as a form's field."""
    return f"{finding.id}@{seen(finding)}"


def fresh_finding(reader: Reader, given: str) -> tuple[Known, Finding]:
    """The finding that a field names. Raises Refused: 400 for no field of a finding, 404, and 409 where it holds other
    claims than the one that was shown, or another has taken it up."""
    match = _FINDING.fullmatch(given)
    if match is None:
        raise Refused(400, _("a finding is named by its id"))
    if whereabouts.heir(reader, match[1]) is not None:
        raise Refused(409, STALE)
    known, there = whereabouts.finding(reader, match[1])
    if match[2] is not None and match[2] != seen(there):
        raise Refused(409, STALE)
    return known, there
