"""Whether a claim asserts, denies or doubts, whether it is negated, and its status, each with the words that show it.

With a parse, status and negation are those of the claim's own predicate (`modality`); without one, patterns over its
words tell them. A denial is one where the predicate denies, or where whoever says it is said to deny.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crossbearing.read.modality import modality, predicate_of
from crossbearing.read.syntax import Syntax
from crossbearing.records import Attribution, Reason, Span, Stance, Status

_STATUS_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "planned",
        re.compile(
            r"\b(?:will(?!\s+of\b)|shall|won['’]?t|going\s+to|agreed\s+to|upcoming|forthcoming|planned|"
            r"(?:is|are)\s+expected|(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?(?:to(?!\s+blame)|(?:expected|scheduled|set|due|slated|poised|about|planning|"
            r"preparing|likely)\s+to)|expected\s+to|"
            r"(?:plan|intend|aim|hope|vow|pledg|promis)(?:s|es|ed|ned|d|ing|ning)?\s+to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "alleged",
        re.compile(
            r"\b(?:alleged(?:ly)?|accus(?:e|es|ed|ing)|suspect(?:s|ed|ing)?|suppos(?:ed|edly)|reportedly|"
            r"purported(?:ly)?|apparently|blam(?:e|es|ed|ing)|"
            r"(?:is|are|was|were)\s+(?:thought|believed|rumou?red|feared|presumed)\s+to)\b",
            re.IGNORECASE,
        ),
    ),
    ("possible", re.compile(r"\b(?:may(?!\s+\d)|might|could|would|possibly|potentially)\b")),
    (
        "ongoing",
        re.compile(
            r"\b(?:(?:is|are)\s+(?:\w+ly\s+|still\s+|now\s+|also\s+)?\w{2,}ing|(?:has|have)\s+been\s+\w{2,}ing|"
            r"continu(?:e|es|ing)|remain(?:s|ing)?|still)\b",
            re.IGNORECASE,
        ),
    ),
)
"""First match wins. "May" with a capital is a month or begins a sentence; it is read as no modal."""
_HEADLINE_PLAN = re.compile(r"\bto\s+[a-z]{3,}")
"""In a headline the bare infinitive is the future: "Minister to visit the coast"."""
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|nobody|none|nothing|without|no(?!\.)|cannot|(?:is|are|was|were|do|does|did|has|have|had|wo|would|could|ca|should)n['’]?t|"
    r"fail(?:s|ed|ing)?\s+to|refus(?:e|es|ed|ing)\s+to|declin(?:e|es|ed|ing)\s+to|unable\s+to)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|refut(?:e|es|ed|ing)|disavow(?:s|ed|ing)?|repudiat(?:e|es|ed|ing))\b"
    r"|\b(?:reject|dismiss|disput)(?:e|s|es|ed|ing)?\s+(?:\W?\w+\W?\s+){0,3}?(?:accusations?|allegations?|charges?|claims?|"
    r"reports?|suggestions?|rumou?rs?|assertions?|figures?|tolls?)\b",
    re.IGNORECASE,
)
"""To reject or dismiss is to deny only where a claim is rejected: one may dismiss a minister, or a friendship."""
_MAY_SPARE_A_CLAIM = re.compile(r"(?:reject|dismiss|disput)", re.IGNORECASE)
_DENIED_OTHERWISE = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:\w+\s+){0,2}(?:access|entry|bail|visas?|permission|permits?|service|aid|food|rights?)\b"
    r"|\b(?:was|were|been|being)\s+denied\s+(?!by\b)\w+",
    re.IGNORECASE,
)
_DEEP = 50
"""The predicate is looked for so many words up the tree."""
_OWN = frozenset({"conj", "xcomp", "ccomp", "parataxis", "root"})
"""By these a verb says what the claim says; by others (a relative clause, "after …") it tells of something else."""


class Saying(NamedTuple):
    """A claim's words, and the attributions under which they fall, innermost first."""

    text: str
    span: Span
    under: list[Attribution]
    heading: bool
    quoted: bool
    """Most of it stands in quotation marks."""


Told = tuple[Stance, Status, bool, tuple[Reason, ...]]


def stance_and_status(said: Saying, syntax: Syntax | None) -> Told:
    """Stance, status, whether it is negated, and the cues that show them."""
    because: list[Reason] = []
    for attribution in said.under[:1]:
        detail = said.text[attribution.cue.start : attribution.cue.end]
        because.append(Reason(name=f"attribution: {attribution.stance}", detail=detail, spans=(attribution.cue,)))
    stance = _stance(said, syntax, because)
    status, negated = _by_rules(said, because) if syntax is None else _by_parse(said, syntax, because)
    return stance, status, negated, tuple(because)


def _reason(name: str, said: Saying, start: int, end: int) -> Reason:
    return Reason(name=name, detail=said.text[start:end], spans=(Span(said.span.report, start, end),))


def _stance(said: Saying, syntax: Syntax | None, because: list[Reason]) -> Stance:
    stance: Stance = "asserts"
    if said.under:
        by = said.under[0].stance
        spared = by == "denies" and _MAY_SPARE_A_CLAIM.match(because[0].detail)
        stance = "asserts" if spared else by
    words = said.text[said.span.start : said.span.end]
    denial = _DENIAL.search(words)
    if denial and not _DENIED_OTHERWISE.search(words) and _is_own(said, syntax, said.span.start + denial.start()):
        because.append(_reason("denial", said, said.span.start + denial.start(), said.span.start + denial.end()))
        return "denies"
    return stance


def _is_own(said: Saying, syntax: Syntax | None, place: int) -> bool:
    """Whether the word at a place is the claim's predicate or says something beside it, not in a clause further in."""
    predicate = predicate_of(syntax, said.span.start, said.span.end) if syntax is not None else None
    if syntax is None or predicate is None:
        return True
    at = syntax.at(place)
    for _ in range(_DEEP):
        if at is None or at in (-1, predicate):
            break
        if syntax.is_predicate(at) and syntax.relations[at] not in _OWN:
            return False
        at = syntax.heads[at]
    return True


def _by_parse(said: Saying, syntax: Syntax, because: list[Reason]) -> tuple[Status, bool]:
    cue = said.text[said.under[0].cue.start : said.under[0].cue.end].lower() if said.under else ""
    found = modality(syntax, said.span.start, said.span.end, reported=bool(said.under) and not said.quoted, cue=cue)
    for name, words in (("negation", found.negated_by), (found.status, found.status_by)):
        because.extend(_reason(name, said, syntax.starts[word], syntax.ends[word]) for word in words)
    return found.status, found.negated


def _by_rules(said: Saying, because: list[Reason]) -> tuple[Status, bool]:
    words, start = said.text[said.span.start : said.span.end], said.span.start
    negation = _NEGATION.search(words)
    if negation:
        because.append(_reason("negation", said, start + negation.start(), start + negation.end()))
    for name, pattern in _STATUS_CUES:
        match = pattern.search(words) or (_HEADLINE_PLAN.search(words) if said.heading and name == "planned" else None)
        if match:
            because.append(_reason(name, said, start + match.start(), start + match.end()))
            return name, negation is not None
    return "happened", negation is not None
