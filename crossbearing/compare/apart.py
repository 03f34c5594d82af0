"""What sets a claim of a later version apart from the claim of the earlier one that it would else be.

Another figure, hour, day, name or source; a denial, a doubt, a "not" or a hedge that was not there. A count that grew
as an event goes on ("12 dead", then "14 dead") sets nothing apart: the later version does not take the earlier back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from crossbearing.compare.counts import GROWING
from crossbearing.compare.differences import difference
from crossbearing.compare.overview import stem, terms
from crossbearing.compare.values import agree, compare, head
from crossbearing.records import Claim, Source, When

_MOSTLY = 0.6
"""Share of the lesser claim's words, names and numbers aside, that both have, from which a name or "not" counts."""
_SOME_WORDS = 3
"""So many words in common, at the least, for a "not" to be of the same thing."""
_ONE_NAME = 0.75
_SURE, _UNSURE = ("happened", "ongoing"), ("alleged", "possible", "conditional")
_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]+")
_DATELINE = re.compile(r"[^.!?\n]{0,20}[^\W\d_a-z]{3}[^!?\n]{0,60}?\s[-–—]+\s")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_LEAST_LETTERS = 3


class Side(NamedTuple):
    """A claim with its words and those of its sentence."""

    claim: Claim
    words: str
    sentence: str
    heading: bool


class Apart(NamedTuple):
    """The rule by name, and in words."""

    name: str
    detail: str


def apart(ours: Side, theirs: Side) -> Apart | None:
    """What sets the later claim (`theirs`) apart from the earlier; None where nothing does."""
    return next((found for ask in _ASKED for found in ask(ours, theirs)), None)


def _stance(ours: Side, theirs: Side) -> Iterator[Apart]:
    before, after = ours.claim.stance, theirs.claim.stance
    if before != after:
        said = {"denies": "it is denied now", "doubts": "it is put in doubt now", "asserts": f"then it {before}"}
        yield Apart("stance", said[after])


def _negation(ours: Side, theirs: Side) -> Iterator[Apart]:
    if (
        ours.claim.negated != theirs.claim.negated
        and _common(ours, theirs) >= _MOSTLY
        and _both(ours, theirs) >= _SOME_WORDS
    ):
        yield Apart("negation", "one says “not”")


def _figures(ours: Side, theirs: Side) -> Iterator[Apart]:
    agreeing, differing = compare(ours.claim.figures, theirs.claim.figures)
    if _common(ours, theirs) >= _MOSTLY:
        settled = {figure.span for pair in agreeing for figure in pair}
        open_ones = [[f for f in side.claim.figures if f.span not in settled] for side in (ours, theirs)]
        differing += [
            (a, b) for a in open_ones[0] for b in open_ones[1] if head(a.unit) == head(b.unit) and not agree(a, b)
        ]
    for a, b in differing:
        if not (a.of in GROWING and a.of == b.of and b.value > a.value):
            yield Apart("figure", f"{a.value:,g} then, {b.value:,g} now {a.unit or a.of or ''}".strip())
    found = difference(ours.claim, ours.words, theirs.claim, theirs.words)
    if found is not None and found.what != "figures differ":
        yield Apart(found.what, found.detail)


def _numbers(ours: Side, theirs: Side) -> Iterator[Apart]:
    """Digits that count nothing: the day of a date, an hour, an article of a law."""
    lost = [each for each in _loose(ours) if each not in _DIGITS.findall(theirs.sentence)]
    won = [each for each in _loose(theirs) if each not in _DIGITS.findall(ours.sentence)]
    if lost and won and _common(ours, theirs) >= _MOSTLY:
        yield Apart("number", f"{', '.join(lost)} then, {', '.join(won)} now")


def _days(ours: Side, theirs: Side) -> Iterator[Apart]:
    before, after = (
        {when.value for when in side.claim.dates if not _in_dateline(side, when)} for side in (ours, theirs)
    )
    exact = {len(value) for value in before} == {len(value) for value in after}
    if before and after and exact and before.isdisjoint(after):
        yield Apart("day", f"{', '.join(sorted(before))} then, {', '.join(sorted(after))} now")


def _names(ours: Side, theirs: Side) -> Iterator[Apart]:
    lost = [name for name in _named(ours) if not _is_in(name, theirs.sentence)]
    won = [name for name in _named(theirs) if not _is_in(name, ours.sentence)]
    if lost and won and _common(ours, theirs) >= _MOSTLY:
        yield Apart("name", f"{', '.join(lost)} then, {', '.join(won)} now")


def _source(ours: Side, theirs: Side) -> Iterator[Apart]:
    before, after = (_deepest(side.claim) for side in (ours, theirs))
    if not before or not after:
        if before and theirs.heading:
            yield Apart("source", f"{before[0].name} then, nobody now")
        return
    kinds = {before[0].kind, after[0].kind}
    same = any(_one_name(a.name, b.name) or (a.role and a.role == b.role) for a in before for b in after)
    if not same and len(kinds) == 1 and kinds <= {"person", "organisation"}:
        yield Apart("source", f"{before[0].name} then, {after[0].name} now")


def _status(ours: Side, theirs: Side) -> Iterator[Apart]:
    if ours.claim.status in _SURE and theirs.claim.status in _UNSURE:
        yield Apart("status", f"{ours.claim.status} then, {theirs.claim.status} now")


_ASKED = (_stance, _figures, _days, _numbers, _negation, _names, _source, _status)


def _deepest(claim: Claim) -> tuple[Source, ...]:
    return (*claim.sources[:1], *claim.co_sources)


def _one_name(a: str, b: str) -> bool:
    ours, theirs = ([word for word in re.findall(r"\w+", name) if len(word) >= _LEAST_LETTERS] for name in (a, b))
    return any(_alike(x, y) for x in ours for y in theirs)


def _named(side: Side) -> list[str]:
    """Words of a claim that are names, by their capital; the first word of a sentence may be any."""
    dateline = _DATELINE.match(side.sentence)
    start = dateline.end() if dateline else 0
    opens = start + len(side.sentence[start:]) - len(side.sentence[start:].lstrip("“\"‘'([ "))
    at = side.sentence.find(side.words)
    return [
        match[0]
        for match in _NAME.finditer(side.words)
        if at + match.start() > opens and not side.heading and len(match[0]) >= _LEAST_LETTERS
    ]


def _loose(side: Side) -> list[str]:
    """The digits of a claim that are in no figure."""
    start = side.claim.content.start
    dateline = _DATELINE.match(side.words)
    opens = dateline.end() if dateline else 0
    counted = [(figure.span.start - start, figure.span.end - start) for figure in side.claim.figures]
    return [m[0] for m in _DIGITS.finditer(side.words, opens) if not any(a <= m.start() < b for a, b in counted)]


def _is_in(name: str, text: str) -> bool:
    return any(_alike(name, word) for word in re.findall(r"[\w’'-]+", text))


def _alike(a: str, b: str) -> bool:
    x, y = stem(a), stem(b)
    return x == y or (min(len(x), len(y)) > _LEAST_LETTERS and Indel.normalized_similarity(x, y) >= _ONE_NAME)


def _in_dateline(side: Side, when: When) -> bool:
    """Whether a date is that of the report itself, before its first sentence."""
    dateline = _DATELINE.match(side.words)
    return dateline is not None and when.span.start < side.claim.content.start + dateline.end()


def _common(ours: Side, theirs: Side) -> float:
    """Of the lesser claim's words, those that the other has; names and numbers aside."""
    return _both(ours, theirs) / max(1, min(len(_bare(ours)), len(_bare(theirs))))


def _both(ours: Side, theirs: Side) -> int:
    return len(_bare(ours) & _bare(theirs))


def _bare(side: Side) -> set[str]:
    return set(terms(_NAME.sub(" ", side.words)))
