"""Offices beside names: before them ("Norian foreign minister Ada Tarn"), in a run of capitals, or after a comma."""

from __future__ import annotations

from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.names import lexicon
from crossbearing.read.runs import FUNCTION, LONGEST_NAME, Line, matched

LONGEST_OFFICE = 9
"""Words of an office, at most."""
_OF_OFFICES = frozenset("state staff affairs the and".split())


def office_within(line: Line, first: int, last: int) -> int:
    """Where the office at the beginning of a run of capitals ends; `first` if there is none."""
    words, known, gazette = line.words, lexicon(), gazetteer()
    at = end = first
    while at < last:
        low = words[at].low
        if low in known.role_heads or low in known.honorifics or (low.endswith("s") and low[:-1] in known.role_heads):
            at = end = at + 1
            if at < last and words[at].low in ("general", "elect", "designate"):
                at = end = at + 1
        elif low in ("of", "for") and end == at and at > first:
            begin = at + 1
            at = begin
            while at < last and (words[at].low in known.role_modifiers or words[at].low in _OF_OFFICES):
                at += 1
            if at == begin:
                break
            end = at
        elif low in known.role_modifiers or low in gazette.adjectives:
            at += 1
        elif at + 1 < last and f"{low} {words[at + 1].low}" in gazette.adjectives:
            at += 2
        elif at == first and (hit := matched(words, at, last)) and hit[0] < last:
            at = hit[0]
        elif end == first and (body := body_before_office(line, at, last)):
            at = body
        else:
            break
    return end


def body_before_office(line: Line, at: int, last: int) -> int:
    """ "State Department spokesman": the end of the body that stands before a title in capitals, or 0."""
    known = lexicon()
    for k in range(at + 1, min(last, at + LONGEST_NAME)):
        titled = line.words[k].low in known.role_heads or line.words[k].low in known.role_modifiers
        if titled and line.words[k - 1].low in known.body_heads:
            return k
    return 0


def office_begin(line: Line, first: int, *, titled: bool) -> int:
    """Where the office that stands before word `first` begins, looking back over small and capital words.

    `titled`: a title begins at `first` itself. The answer is `first` when nothing before it belongs to an office.
    """
    words, known, at = line.words, lexicon(), first
    if titled and words[first].low in known.courtesies:
        return first
    if not titled:
        before = words[first - 1] if first else None
        if before is None or not line.goes_on(first):
            return first
        of_state = first > 2 and words[first - 2].low == "of" and words[first - 3].low in known.role_heads
        plural = before.low.endswith("s") and before.low[:-1] in known.role_heads
        if not (before.low in known.role_heads or plural or (of_state and before.low in _OF_OFFICES)):
            return first
    while at > max(0, first - LONGEST_OFFICE) and words[at].joined:
        word = words[at - 1]
        if word.possessive and not (word.name and matched(words, at - 1, at)):
            break
        linked = word.low in ("for", "of", "and") and 1 < at < first and _official(line, at - 2)
        linked = linked and not (word.low == "and" and line.words[at - 2].name)
        if not (_official(line, at - 1) or linked):
            break
        at -= 1
        if word.possessive:
            break
    if at > 0 and words[at].joined and words[at].possessive and words[at - 1].low in ("north", "south", "saudi"):
        at -= 1
    while at < first and words[at].low in FUNCTION and not words[at].text.isupper():
        at += 1
    return at


def _official(line: Line, at: int) -> bool:
    """Whether the word can stand in an office before a name."""
    word, known = line.words[at], lexicon()
    if word.low in known.role_heads or word.low in known.role_modifiers or word.low in known.body_common:
        return True
    if word.low[:-1] in known.role_heads and word.low.endswith("s"):
        return True
    if word.name:
        return (word.low not in FUNCTION or word.text.isupper()) and word.low not in known.never
    return "-" in word.low


def office_after(line: Line, last: int) -> str | None:
    """The office that follows a name after a comma: ", a professor at", ", 54, a farmer"; None if there is none."""
    words, at, known = line.words, last, lexicon()
    if at >= len(words) or words[at].joined or "," not in line.text[words[at - 1].end : words[at].start]:
        return None
    if words[at].text.isdigit():
        at += 1
    if at < len(words) and words[at].low in ("a", "an", "the", "one"):
        at += 1
    begin = at
    while at < len(words) and at < begin + LONGEST_OFFICE and (at == begin or words[at].joined):
        low = words[at].low
        if low in known.role_heads and not (line.goes_on(at + 1) and words[at + 1].low in known.role_heads):
            before_a_name = line.goes_on(at + 1) and words[at + 1].name
            return None if before_a_name else line.shown(begin, at + 1)
        if low in FUNCTION and low not in ("of", "for", "and"):
            break
        at += 1
    return None
