"""The record of one act of saying in a sentence, and where one act ends because the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.read.clauses import Token
from crossbearing.read.lines import DASHES, Line, Subject
from crossbearing.read.phrases import Place
from crossbearing.read.wordlists import PREPOSITIONS
from crossbearing.records import Stance

NOT_YET = frozenset("should could would can may might must will shall cannot".split())
"""Before a cue: who should say it, has not said it."""
_COORDINATORS = frozenset("and but while though although whereas or as yet because".split())

_NOUN_NEAR = 5
"""What is denied is named so soon after the verb: "rejected Norland's latest claim that"."""


class Act(NamedTuple):
    """One act of saying. A source of None is nobody in the sentence. `weak`: its content alone says nothing."""

    source: Subject | None
    cue: Place
    contents: tuple[Place, ...]
    stance: Stance
    lemma: str
    shared: bool = False
    """A participle or second verb; its subject is that of another verb."""
    passive: bool = False
    outer: tuple[Place, ...] = ()
    """Who passed it on: "told X", "quoted by X"."""
    deeper: tuple[Place, ...] = ()
    """Whom the source cites."""
    weak: bool = False
    of: bool = False
    """Its verb takes an object that is no saying in itself: "praised the army"."""
    vouched: bool = False
    """The network hears its source say it, too."""


def is_denied(line: Line, act: Act, before: Sequence[Act]) -> bool:
    """Whether the act is the object of a denial: "dismissed reports that …", said by nobody in the sentence."""
    if act.source is not None or act.passive:
        return False
    at = act.cue[0]
    return any(
        first <= at < min(end, first + _NOUN_NEAR) and not line.holds_verb(first, at)
        for denial in before
        if denial.stance == "denies"
        for first, end in denial.contents
    )


def cut(tokens: Sequence[Token], act: Act, later: Sequence[Act]) -> Act:
    """The act with each content ended where another act begins that is no part of it."""
    contents = []
    for first, last in act.contents:
        end = last
        for other in later:
            begins = other.source.first if other.source and not other.shared else other.cue[0]
            begins = min(begins, other.cue[0])
            if begins >= end:
                break
            if begins <= first:
                continue
            at = begins - 1 if tokens[begins - 1].word in _COORDINATORS else begins
            clause = act.of and at < begins and other.source is not None and not (other.shared or other.passive)
            if clause and at > first:
                end = at  # "welcomed the offer and the union said"
                break
            if at > first and tokens[at - 1].word in {",", ";", ":"} | DASHES:
                end = at - 1
                break
            if (
                other.shared
                and begins == other.cue[0]
                and tokens[begins - 1].word in {"and", "but"}
                and begins - 1 > first
            ):
                end = begins - 1
                break
            participle = other.shared and tokens[begins].word.endswith("ing")
            holds_this = any(start <= act.cue[0] and stop >= begins for start, stop in other.contents)
            if (participle and tokens[begins - 1].word not in PREPOSITIONS) or holds_this:
                end = begins
                break
        while end > first and tokens[end - 1].word in {"and", "but", "or", ",", "while"}:
            end -= 1
        if end > first:
            contents.append((first, end))
    return act._replace(contents=tuple(contents))
