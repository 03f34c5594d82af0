"""Claims: what a report says, cut to the size of a clause, each with whose word it is, its stance and its status.

A sentence is first parted where somebody else's words begin and end (its attributions), then each part into clauses.
The words that only name a source and a cue ("the ministry said on Tuesday") are no claim; a denial is one as a whole,
since that somebody denied is what is said.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from crossbearing.read.clauses import LEAST_WORDS, clauses, is_verb, tokens
from crossbearing.records import (
    Attribution,
    Claim,
    Quote,
    Reading,
    Reason,
    Report,
    Sentence,
    Source,
    Span,
    Stance,
    Status,
    content_id,
)

_LEAST_REST = 6
"""A remainder of an attribution's sentence with fewer words only names the source and the cue."""

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
_PUTS_OFF = frozenset("as that which who whom whose what where when after before since because if while for".split())
"""Words after which a verb belongs to a clause further in."""
_WORD = re.compile(r"\w+")
_LOOKED_AT = 1000
"""A proposition shows its verb in so many characters."""


class _Piece(NamedTuple):
    """A proposition, and the passage that cites it: with the words beside it that only name a source and a cue."""

    content: Span
    passage: Span


def claims(report: Report, reading: Reading) -> tuple[Claim, ...]:
    """All claims of a report, in the order of its text.

    `reading` holds everything else that was read from it. Together the claims cover every sentence but for words that
    do no more than name a source and a cue; the dates and figures in those words go to the claim that they introduce.
    """
    found: list[Claim] = []
    for number, sentence in enumerate(reading.sentences):
        inside = [a for a in reading.attributions if _overlap(a.content, sentence.span) or _holds(sentence.span, a.cue)]
        pieces = _pieces(report.text, sentence, inside)
        found += [_claim(report, reading, number, piece, inside) for piece in pieces]
    return tuple(found)


# ── where the claims of a sentence begin and end ──────────────────────────────────────────────────────────────────────


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _count_words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _pieces(text: str, sentence: Sentence, inside: list[Attribution]) -> list[_Piece]:
    """Spans of one sentence's claims: contents of attributions, and what of the rest says something of its own."""
    span = sentence.span
    borders = {span.start, span.end}
    if _says_nothing(text, sentence):
        return []
    asserting = [attribution for attribution in inside if _is_cut_out(text, attribution)]
    for attribution in asserting:
        for at in (attribution.content.start, attribution.content.end):
            if span.start < at < span.end:
                borders.add(at)
    edges = sorted(borders)
    spans: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        if _only_names_a_source(text, start, end, asserting):
            continue
        spans += [piece for piece in clauses(text, start, end) if not _only_names_a_source(text, *piece, asserting)]
    if not spans:
        spans = clauses(text, span.start, span.end)
    if not spans:
        return []
    starts = [span.start, *(_parting(text, inside, left, right) for (_, left), (right, _) in itertools.pairwise(spans))]
    ends = [*starts[1:], span.end]
    return [
        _Piece(_trimmed(text, span.report, start, end), _trimmed(text, span.report, first, last))
        for (start, end), first, last in zip(spans, starts, ends, strict=True)
    ]


def _parting(text: str, inside: list[Attribution], left: int, right: int) -> int:
    """Where, between two propositions, the words go over from the first to the second.

    A cue between them goes with the one that it introduces or closes: “…,” he said, “…” with the first.
    """
    closing = [a for a in inside if left <= a.cue.start < right and a.content.end <= a.cue.start]
    return right if closing or not text[left:right].strip() else left


def _trimmed(text: str, report: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(report, end - len(words.lstrip(" ,;")), start + len(words.rstrip()))


def _says_nothing(text: str, sentence: Sentence) -> bool:
    """A dateline, a subhead, a label: a line of few words without a verb."""
    line = tokens(text, sentence.span.start, sentence.span.end)
    return sentence.heading and len(line) < LEAST_WORDS and not any(is_verb(token.word) for token in line)


def _is_cut_out(text: str, attribution: Attribution) -> bool:
    """Whether what is said is a proposition of its own, to be cut from the words that say who says it.

    "said the gate had failed" is; "thanked the crews for their help after the gate failed" tells what somebody did, and
    so does "denied that …": these stay whole.
    """
    content = attribution.content
    if attribution.stance == "denies":
        return False
    line = tokens(text, content.start, min(content.end, content.start + _LOOKED_AT))
    quoted = line and not line[0].word[0].isalnum()
    for at, token in enumerate(line):
        before = line[at - 1].word if at else ""
        if at and token.word in _PUTS_OFF:
            return False
        if before != "to" and not (at and token.name) and is_verb(token.word, before):
            return True
    return bool(quoted) and len(line) >= _LEAST_REST


def _only_names_a_source(text: str, start: int, end: int, asserting: list[Attribution]) -> bool:
    """Whether text[start:end] lies outside every content and holds no verb but the cue's, or next to nothing."""
    if any(a.content.start <= start and end <= a.content.end for a in asserting):
        return _count_words(text, start, end) == 0
    beside = [a for a in asserting if (a.extent.start < end and start < a.extent.end) or start <= a.cue.start < end]
    if not beside:
        return _count_words(text, start, end) == 0
    if _count_words(text, start, end) < _LEAST_REST:
        return True
    line = tokens(text, start, end)
    return not any(
        is_verb(token.word, line[at - 1].word if at else "", finite=True) and not token.name
        for at, token in enumerate(line)
        if not any(a.cue.start <= token.start < a.cue.end for a in asserting)
    )


# ── what a claim is ───────────────────────────────────────────────────────────────────────────────────────────────────


def _claim(report: Report, reading: Reading, number: int, piece: _Piece, inside: list[Attribution]) -> Claim:
    span, passage = piece
    saying = _attributions_of(span, inside)
    heading = reading.sentences[number].heading
    stance, status, negated, because = _stance_and_status(report.text, span, saying, heading=heading)
    chain, others = _sources(saying)
    said_on = next((a.said_on for a in saying if a.said_on), None)
    dates = tuple(when for when in reading.dates if _mostly_in(when.span, passage) and when != said_on)
    return Claim(
        id=content_id("c", report.id, str(span.start), str(span.end)),
        span=passage,
        content=span,
        sentence=number,
        sources=chain,
        co_sources=others,
        stance=stance,
        status=status,
        negated=negated,
        actors=tuple(actor.id for actor in reading.actors if _holds(span, actor.span)),
        figures=tuple(figure for figure in reading.figures if _mostly_in(figure.span, passage)),
        dates=tuple(when for when in dates if when != said_on),
        said_on=said_on,
        quotes=tuple(quote.id for quote in reading.quotes if _quoted(quote, span)),
        because=because,
    )


def _mostly_in(inner: Span, outer: Span) -> bool:
    return 2 * _overlap(inner, outer) > inner.end - inner.start


def _quoted(quote: Quote, span: Span) -> bool:
    shorter = min(quote.span.end - quote.span.start, span.end - span.start)
    return 2 * _overlap(quote.span, span) > shorter


def _attributions_of(span: Span, inside: list[Attribution]) -> list[Attribution]:
    """The attributions under which the claim falls, innermost first."""
    length = span.end - span.start
    over = [
        a
        for a in inside
        if _holds(span, a.extent)
        # whoever denies what another clause says stands behind the denial alone
        or (_holds(span, a.cue) if a.stance == "denies" else 5 * _overlap(a.content, span) >= 3 * length)
    ]
    return sorted(over, key=lambda a: (a.content.end - a.content.start, a.content.start, a.cue.start))


def _sources(saying: list[Attribution]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The chain, deepest source first, and those who say the same beside the deepest ("Washington and Seoul say")."""
    chain: list[Source] = []
    others: list[Source] = []
    for at, attribution in enumerate(saying):
        same_act = at > 0 and (attribution.cue, attribution.content) == (saying[0].cue, saying[0].content)
        for depth, source in enumerate(attribution.sources):
            if any(source.name == known.name for known in (*chain, *others)):
                continue
            (others if same_act and depth == 0 else chain).append(source)
    return tuple(chain), tuple(others)


def _stance_and_status(
    text: str, span: Span, saying: list[Attribution], *, heading: bool
) -> tuple[Stance, Status, bool, tuple[Reason, ...]]:
    words = text[span.start : span.end]
    because: list[Reason] = []

    def cue(name: str, match: re.Match[str]) -> None:
        at = Span(report=span.report, start=span.start + match.start(), end=span.start + match.end())
        because.append(Reason(name=name, detail=match[0], spans=(at,)))

    for attribution in saying[:1]:
        detail = text[attribution.cue.start : attribution.cue.end]
        because.append(Reason(name=f"attribution: {attribution.stance}", detail=detail, spans=(attribution.cue,)))
    stance: Stance = "doubts" if saying and saying[0].stance == "doubts" else "asserts"
    denial = _DENIAL.search(words)
    if saying and saying[0].stance == "denies" and not _MAY_SPARE_A_CLAIM.match(because[0].detail):
        stance = "denies"
    if denial and not _DENIED_OTHERWISE.search(words):
        stance = "denies"
        cue("denial", denial)
    negation = _NEGATION.search(words)
    if negation:
        cue("negation", negation)
    status: Status = "happened"
    for name, pattern in _STATUS_CUES:
        match = pattern.search(words) or (_HEADLINE_PLAN.search(words) if heading and name == "planned" else None)
        if match:
            status = name
            cue(name, match)
            break
    return stance, status, negation is not None, tuple(because)
