"""Sentences with their places: where a stop ends one, and where it does not.

Rules over the marks, as in Kiss & Strunk (2006) but with lists in place of statistics: a full stop after an
abbreviation, an initial or inside a number ends nothing; closing quotation marks and brackets belong to the sentence
before them; and what a reporter adds to a quotation in lower case (“… go.” he said) belongs to it too.
"""

from __future__ import annotations

import re

from crossbearing.records import Report, Sentence, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?:\.{1,3}|…|[!?]+)[\"'”’»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"'“‘«(\[–—-]*\s*(\w)")
_WORD_BEFORE = re.compile(r"(?<![\w.])((?:\w\.)*[\w’'-]+)\.$")
_NEVER_END = frozenset(
    "mr mrs ms mx dr prof rev hon gen lt col maj capt cmdr sgt cpl pvt adm brig insp supt det gov sen rep reps sens"
    " pres amb atty sec treas fr msgr st ste mt ft jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed"
    " thu thur thurs fri nos vol fig art pp vs v viz cf approx est ca".split()
)
"""Abbreviations that a name, a number or more of the phrase follows."""
_MAY_END = frozenset("co corp inc ltd bros jr sr etc al a.m p.m u.s u.k u.n e.u u.s.s.r d.c".split())
"""Abbreviations that may also be a sentence's last word: what follows decides."""
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those there his her its their our but and in on at for as after"
    " when while if mr mrs ms dr".split()
)
_LEAST_HEADING = 2
_MOST_HEADING = 20
"""Words; a paragraph without a final stop and of no more words than this is a heading."""


def sentences(report: Report) -> tuple[Sentence, ...]:
    """The report's sentences in order; together they hold all of its text but white space."""
    found = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(report.text)):
        spans = _split(report.text, paragraph.start(), paragraph.end())
        for start, end in spans:
            heading = len(spans) == 1 and _is_heading(report.text[start:end])
            found.append(Sentence(span=Span(report.id, start, end), paragraph=number, heading=heading))
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, at, stop):
            spans.append((at, stop.end()))
            at = stop.end()
    spans.append((at, end))
    trimmed = []
    for first, last in spans:
        words = text[first:last]
        if words.strip():
            trimmed.append((first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())))
    return trimmed


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with this stop."""
    after = _OPENS.match(text, stop.end())
    if after is None:
        return True
    first = after[1]
    if first.islower():
        return False
    marks = stop[0]
    if not marks.startswith(".") or marks.startswith(".."):
        return True
    word = _WORD_BEFORE.search(text[max(start, stop.start() - 24) : stop.start() + 1])
    if word is None or len(marks) > 1:
        return True
    abbreviation = word[1].lower()
    if abbreviation in _NEVER_END or (abbreviation == "no" and first.isdigit()):
        return False
    if abbreviation in _MAY_END or "." in abbreviation:
        following = re.match(r"\w+", text[after.start(1) : after.start(1) + 24])
        return following is not None and following[0].lower() in _STARTERS and following[0][0].isupper()
    return not (len(abbreviation) == 1 and abbreviation.isalpha() and abbreviation != "i" and word[1].isupper())


def _is_heading(words: str) -> bool:
    count = len(words.split())
    return _LEAST_HEADING <= count <= _MOST_HEADING and words[-1] not in '.!?…"”’»:;,'
