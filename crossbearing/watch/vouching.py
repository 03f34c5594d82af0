"""Who answers for a document that a claim rests on: its author, where the words name one, and the outlet that saw it.

An author is named behind the noun by "of", "by" or "from" ("a report of the port authority"), or before it in the
genitive. After "of" stands as often what it is about, so that a body or an office is wanted there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing import outlets
from crossbearing.records import Reason
from crossbearing.watch.evidence_words import Token, is_one, lexicon
from crossbearing.watch.seen_evidence import Beside, SeenEvidence, seen_by

AUTHOR, SEEN = "author", "seen by"
_DETERMINERS = frozenset("a an the its his her their".split())
_ENDS = frozenset(', ; : . ( ) “ ” " that which who to and dated for in on with about'.split())
_MOST = 6
"""Words of a name, and words from the noun to its author."""


def vouching(beside: Beside, found: SeenEvidence) -> tuple[Reason, ...]:
    """Reasons named `AUTHOR` and `SEEN`, whose details are the names. None of a headline, which leaves out too much."""
    if found.noun is None or beside.scope.is_heading:
        return ()
    return (*_author(beside, found.noun), *_seen(beside, found.noun))


def _author(beside: Beside, noun: int) -> Iterator[Reason]:
    line, text = beside.line, beside.scope.report.text
    first = noun
    while first > 0 and noun - first < _MOST and line[first - 1].word not in _ENDS | _DETERMINERS:
        first -= 1
    for at in range(first, noun):
        owns = text[line[at].start : line[at].end].endswith(("'s", "’s"))
        if owns and (line[at].name or _is_body(line[first : at + 1])):
            yield _named(AUTHOR, beside, first, at + 1)
            return
    for at in range(noun + 1, min(noun + 1 + _MOST, len(line) - 1)):
        if line[at].word in lexicon().seen or line[at].word in lexicon().shows:
            return
        if line[at].word in ("of", "by", "from"):
            begin = at + 1 + (line[at + 1].word in _DETERMINERS)
            end = _end(line, begin)
            is_name = line[at].word != "of" and begin < end and line[begin].name
            if is_name or _is_body(line[begin:end]):
                yield _named(AUTHOR, beside, begin, end)
            return


def _seen(beside: Beside, noun: int) -> Iterator[Reason]:
    seen = seen_by(beside.line, noun)
    if seen is None:
        return
    begin, end = seen.who
    begin += begin < end and beside.line[begin].word in _DETERMINERS
    end = min(end, _end(beside.line, begin))
    if begin < end:
        reason = _named(SEEN, beside, begin, end)
        if _is_outlet(beside, reason.detail):
            yield reason


def _end(line: Sequence[Token], begin: int) -> int:
    known = lexicon()
    for at in range(begin, min(begin + _MOST, len(line))):
        word = line[at].word
        if word in _ENDS or word in known.shows or word in known.seen:
            return at
    return min(begin + _MOST, len(line))


def _is_body(line: Sequence[Token]) -> bool:
    known = lexicon()
    return any(is_one(each.word, known.bodies | known.offices | known.expert_bodies) for each in line)


def _is_outlet(beside: Beside, name: str) -> bool:
    """Whether a name is that of the report's own outlet, of an agency that it credits, or of any outlet."""
    report = beside.scope.report
    ours = [each for each in (report.outlet, *(credit.agency for credit in report.credits)) if each]
    is_ours = any(outlets.same_name(name, each) for each in ours)
    words = name.casefold().split()
    return is_ours or outlets.by_name(name) is not None or is_one(words[-1], lexicon().press)


def _named(kind: str, beside: Beside, begin: int, end: int) -> Reason:
    span = beside.span(begin, end)
    name = beside.scope.report.text[span.start : span.end].removesuffix("'s").removesuffix("’s")
    return Reason(kind, name, spans=(span,))
