"""Where a report says of itself that it was changed: corrections, clarifications, editor's notes, update lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossbearing.records import Reading, Report, Span

_ITSELF = r"(?:article|story|report|piece|page|item|post|text|dispatch|headline|caption)"
_CHANGED = (
    r"(?:correct(?:ed|s)|amended|updated|clarif(?:ied|ies)|edited|revised|changed|modified|rewritten|removed|withdrawn"
    r"|retracted|deleted|taken down|fixed)"
)
_HEADED = re.compile(
    r"^\W*(?:corrections?|clarifications?|correction and clarification|erratum|retraction|amendment"
    r"|editor[’']?s['’]? note|editorial note|note (?:to|for) (?:readers|editors)|recasts?|corrects)\b"
    r"[^.:\n]{0,60}[:–—-]",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"^\W*update[d]?\b[^.\n]{0,60}[:–—-]", re.IGNORECASE)
_TOLD = re.compile(
    rf"\b(?:an? |the )?(?:earlier|previous|original|prior|first|initial) (?:version|edition)s? of (?:this|the|our)\b"
    rf"|\b(?:earlier|previous|original) versions? (?:said|stated|gave|misstated|incorrectly)"
    rf"|\bthis {_ITSELF} (?:has been|was|had been|is being) (?:since )?{_CHANGED}"
    rf"|\bthis {_ITSELF} (?:originally|initially|previously|earlier|incorrectly|wrongly|mistakenly|misstated)\b"
    rf"|\bwe (?:have|had)? ?(?:since )?{_CHANGED} (?:this|the|our|an?) {_ITSELF}"
    rf"|\b(?:has|have) been {_CHANGED} to (?:reflect|say|show|remove|make clear|clarify|correct|add|include|note)\b"
    r"|\bwe (?:originally|initially|previously|incorrectly|wrongly|mistakenly) (?:said|stated|reported|wrote|gave)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"\b(?:this|our|the) {_ITSELF} (?:has been|was|is) (?:withdrawn|retracted|taken down|removed|unpublished)\b"
    rf"|\b(?:has|have) (?:withdrawn|retracted|taken down|removed) (?:this|its|our|the) {_ITSELF}\b|^\W*retraction\b",
    re.IGNORECASE,
)
_LONGEST = 1_200
"""Characters of a sentence that are looked at."""


class Notice(NamedTuple):
    """Where a report says that it was changed."""

    span: Span
    tells: bool
    """It goes on with news, as the update lines of a live page do: what stands in it the report itself says."""
    of_all: bool
    """It takes the whole report back."""


def notices(report: Report, reading: Reading) -> tuple[Notice, ...]:
    """The sentences in which a report speaks of changes to itself, with what follows them in their paragraph."""
    found: list[Notice] = []
    paragraph = -1
    for sentence in reading.sentences:
        span = sentence.span
        words = report.text[span.start : min(span.end, span.start + _LONGEST)]
        if found and paragraph == sentence.paragraph:
            whole = Span(span.report, found[-1].span.start, span.end)
            found[-1] = Notice(whole, found[-1].tells, found[-1].of_all or _OF_ALL.search(words) is not None)
        elif any(cue.search(words) for cue in (_HEADED, _TOLD, _OF_ALL, _UPDATE)):
            tells = not any(cue.search(words) for cue in (_HEADED, _TOLD, _OF_ALL))
            found.append(Notice(span, tells, _OF_ALL.search(words) is not None))
            paragraph = sentence.paragraph
    return tuple(found)
