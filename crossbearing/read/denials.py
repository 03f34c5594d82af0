"""Denials by other words: "the claim is not true, he said", "called the report a lie", "rejected as false"."""

from __future__ import annotations

import re

from crossbearing.read.cues import cues
from crossbearing.read.lines import Line
from crossbearing.read.phrases import Place, is_adverb
from crossbearing.read.wordlists import DETERMINERS

_LONGEST_VERDICT = 7
_NEAR = 30
_LONGEST_SUBJECT = 160
_SAYINGS = (
    r"(?:claims?|reports?|allegations?|accusations?|assertions?|statements?|suggestions?|rumou?rs?|charges?|stor(?:y|ies)"
    r"|insinuations?|news|information|notion|idea)"
)
_UNTRUE = (
    r"(?:not\s+(?:\w+\s+)?(?:true|correct|accurate)|untrue|false|baseless|groundless|unfounded|fabricated|fabrications?"
    r"|nonsense|fake|(?:an?\s+)?(?:\w+\s+)?(?:lies?|fabrication|falsehood|invention|hoax))"
)
_BE = r"(?:is|are|was|were|'s|’s)"
_SAYS_UNTRUE = re.compile(
    rf"\W*(?:that\s+)?(?:"
    rf"there\s+{_BE}\s+(?:\w+\s+)?no\s+(?:\w+\s+)?(?:truth|basis)\b"
    rf"|(?:it|this|that|these|those|they|all\s+(?:of\s+)?(?:this|that|it))\s*{_BE}n?['’]?t?\s+(?:\w+ly\s+|all\s+|simply\s+)?{_UNTRUE}\b"
    rf"|(?:(?:the|these|those|such|any|all|his|her|its|their)\s+)?(?:[\w'’-]+\s+){{0,3}}{_SAYINGS}\b[^.;,“\"]{{0,{_LONGEST_SUBJECT}}}?"
    rf"\s{_BE}\s+(?:\w+ly\s+|all\s+|simply\s+)?{_UNTRUE}\b)",
    re.IGNORECASE,
)


def says_untrue(words: str) -> bool:
    """Whether what is said is that something said before is not so: "the reports are not true"."""
    return _SAYS_UNTRUE.match(words) is not None


def over_verdict(line: Line, start: int) -> int:
    """Past "as false", "as a lie" at `start`, when what is so called follows; `start` otherwise."""
    if line.word(start) != "as":
        return start
    found = False
    at = start + 1
    while at < min(line.end, start + _LONGEST_VERDICT):
        word = line.word(at)
        verdict = word in cues().verdicts
        if not (verdict or is_adverb(line.tokens[at]) or (word in {"a", "an", "and", ","} and line.word(at + 1) != "")):
            break
        if word in {"a", "an", ","} and found and line.word(at + 1) not in cues().verdicts:
            break
        found = found or verdict
        at += 1
    named = line.word(at) != "" and line.tokens[at].name
    return at if found and (named or line.word(at) in DETERMINERS | cues().nouns.keys()) else start


def calls_untrue(line: Line, content: Place) -> bool:
    """Whether an object is something said and is called untrue: "the claim a lie", "the reports as baseless"."""
    first, last = content
    opens = line.word(first) in {"it", "this"} or any(
        line.word(at) in cues().nouns for at in range(first, min(last, first + 5))
    )
    return opens and any(line.word(at) in cues().verdicts for at in range(first + 1, min(last, first + _NEAR)))
