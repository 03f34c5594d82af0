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
    r"^\W*(?:corrections?|clarifications?|correction and clarification|erratum|retraction|amendment|editor[’']?s['’]? note"
    r"|editorial note|note (?:to|for) (?:readers|editors)|recasts?|corrects)\b[^.:\n]{0,60}[:–—-]",
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
_LONGEST = 1_200
"""Characters of a sentence that are looked at."""


class Notice(NamedTuple):
    """Where a report says that it was changed."""

    span: Span
    tells: bool
    """It goes on with news, as the update lines of a live page do: what stands in it the report itself says."""


def notices(report: Report, reading: Reading) -> tuple[Notice, ...]:
    """The sentences in which a report speaks of changes to itself, with what follows them in their paragraph."""
    found: list[Notice] = []
    paragraph = -1
    for sentence in reading.sentences:
        span = sentence.span
        words = report.text[span.start : min(span.end, span.start + _LONGEST)]
        if found and paragraph == sentence.paragraph:
            found[-1] = Notice(Span(span.report, found[-1].span.start, span.end), found[-1].tells)
        elif _HEADED.search(words) or _TOLD.search(words) or _UPDATE.search(words):
            tells = not (_HEADED.search(words) or _TOLD.search(words))
            found.append(Notice(span, tells))
            paragraph = sentence.paragraph
    return tuple(found)
