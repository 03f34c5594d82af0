"""Claims: what a report says, cut to the size of a clause, each with whose word it is, its stance and its status.

A sentence is first parted where somebody else's words begin and end (its attributions), then each part into clauses.
The words that only name a source and a cue ("the ministry said on Tuesday") are no claim; a denial is one as a whole,
since that somebody denied is what is said.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from crossbearing.read.clauses import LEAST_WORDS, clauses, is_verb, tokens
from crossbearing.read.propositions import propositions
from crossbearing.read.stance import Saying, stance_and_status
from crossbearing.read.syntax import Syntax
from crossbearing.records import (
    Attribution,
    Claim,
    Quote,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    content_id,
)

_LEAST_REST = 6
"""A remainder of an attribution's sentence with fewer words only names the source and the cue."""

_STATING = frozenset({"root", "conj", "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp", "dep"})
"""Relations by which a verb says something; a verb that describes a noun ("the driving rain") has others."""
_PUTS_OFF = frozenset("as that which who whom whose what where when after before since because if while for".split())
"""Words after which a verb belongs to a clause further in."""
_RUN_IN = 60
_AFTER = 20
"""A content stands so few attributions behind the words that hold its cue."""
_WORD = re.compile(r"\w+")
_LOOKED_AT = 1000
"""A proposition shows its verb in so many characters."""


class _Piece(NamedTuple):
    """A proposition, and the passage that cites it: with the words beside it that only name a source and a cue."""

    content: Span
    passage: Span


def claims(report: Report, reading: Reading, syntax: Syntax | None = None) -> tuple[Claim, ...]:
    """All claims of a report, in the order of its text.

    `reading` holds everything else that was read from it. Together the claims cover every sentence but for words that
    do no more than name a source and a cue; the dates and figures in those words go to the claim that they introduce.
    """
    beside = _Beside(report, reading, syntax)
    found: list[Claim] = []
    for number, sentence in enumerate(reading.sentences):
        near = beside.attributions.near(sentence.span.start, sentence.span.end, after=_AFTER)
        here = [a for a in near if _overlap(a.content, sentence.span) or _holds(sentence.span, a.cue)]
        inside = _Placed(here, lambda a: a.content)
        pieces = _pieces(report.text, sentence, inside, syntax)
        found += [_claim(beside, number, piece, inside) for piece in pieces]
    return tuple(found)


_Thing = TypeVar("_Thing")


class _Placed(Generic[_Thing]):
    """Things in the order of their places in the text, to be asked which stand near a stretch of it.

    What begins before the stretch is looked for among the `_RUN_IN` before it: no sentence that was written to be read
    has more, and one that was not is read in time that grows with its length.
    """

    def __init__(self, things: Iterable[_Thing], place: Callable[[_Thing], Span]) -> None:
        self.things = sorted(things, key=lambda thing: (place(thing).start, place(thing).end))
        self.starts = [place(thing).start for thing in self.things]

    def near(self, start: int, end: int, after: int = 0) -> list[_Thing]:
        """What begins in text[start:end], with some that begin before it, and `after` that begin behind it."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return self.things[max(0, first - _RUN_IN) : last + after]


class _Beside:
    """What else was read from the report, by place."""

    def __init__(self, report: Report, reading: Reading, syntax: Syntax | None) -> None:
        self.report, self.reading, self.syntax = report, reading, syntax
        self.attributions = _Placed(reading.attributions, lambda a: a.content)
        self.actors = _Placed(reading.actors, lambda actor: actor.span)
        self.figures = _Placed(reading.figures, lambda figure: figure.span)
        self.dates = _Placed(reading.dates, lambda when: when.span)
        self.quotes = _Placed(reading.quotes, lambda quote: quote.span)


# ── where the claims of a sentence begin and end ──────────────────────────────────────────────────────────────────────


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _count_words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _pieces(text: str, sentence: Sentence, inside: _Placed[Attribution], syntax: Syntax | None) -> list[_Piece]:
    """Spans of one sentence's claims: contents of attributions, and what of the rest says something of its own."""
    span = sentence.span
    borders = {span.start, span.end}
    if _says_nothing(text, sentence):
        return []
    asserting = _Placed((a for a in inside.things if _is_cut_out(text, a, syntax)), lambda a: a.content)
    for attribution in asserting.things:
        for at in (attribution.content.start, attribution.content.end):
            if span.start < at < span.end:
                borders.add(at)
    edges = sorted(borders)
    spans: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        if _only_names_a_source(text, start, end, asserting, syntax):
            continue
        spans += [
            piece
            for piece in _cut(text, start, end, syntax)
            if not _only_names_a_source(text, *piece, asserting, syntax)
        ]
    if not spans:
        spans = _cut(text, span.start, span.end, syntax)
    if not spans:
        return []
    starts = [span.start, *(_parting(text, inside, left, right) for (_, left), (right, _) in itertools.pairwise(spans))]
    ends = [*starts[1:], span.end]
    return [
        _Piece(_trimmed(text, span.report, start, end), _trimmed(text, span.report, first, last))
        for (start, end), first, last in zip(spans, starts, ends, strict=True)
    ]


def _cut(text: str, start: int, end: int, syntax: Syntax | None) -> list[tuple[int, int]]:
    return clauses(text, start, end) if syntax is None else propositions(syntax, start, end)


def _parting(text: str, inside: _Placed[Attribution], left: int, right: int) -> int:
    """Where, between two propositions, the words go over from the first to the second.

    A cue between them goes with the one that it introduces or closes: “…,” he said, “…” with the first.
    """
    closing = [a for a in inside.near(left, right) if left <= a.cue.start < right and a.content.end <= a.cue.start]
    return right if closing or not text[left:right].strip() else left


def _trimmed(text: str, report: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(report, end - len(words.lstrip(" ,;")), start + len(words.rstrip()))


def _says_nothing(text: str, sentence: Sentence) -> bool:
    """A dateline, a subhead, a label: a line of few words without a verb."""
    line = tokens(text, sentence.span.start, sentence.span.end)
    return sentence.heading and len(line) < LEAST_WORDS and not any(is_verb(token.word) for token in line)


def _is_cut_out(text: str, attribution: Attribution, syntax: Syntax | None) -> bool:
    """Whether what is said is a proposition of its own, to be cut from the words that say who says it.

    "said the gate had failed" is; "thanked the crews for their help after the gate failed" tells what somebody did, and
    so does "denied that …": these stay whole.
    """
    content = attribution.content
    if attribution.stance == "denies":
        return False
    if syntax is not None and _is_clause(syntax, content):
        return True
    line = tokens(text, content.start, min(content.end, content.start + _LOOKED_AT))
    quoted = line and not line[0].word[0].isalnum()
    for at, token in enumerate(line):
        before = line[at - 1].word if at else ""
        if at and token.word in _PUTS_OFF:
            return False
        if before != "to" and not (at and token.name) and is_verb(token.word, before):
            return True
    return bool(quoted) and len(line) >= _LEAST_REST


def _is_clause(syntax: Syntax, content: Span) -> bool:
    """Whether the content is a complement with a subject of its own: "say they amount to nothing"."""
    inside = syntax.within(content.start, min(content.end, content.start + _LOOKED_AT))
    return any(
        syntax.heads[word] not in inside and syntax.relations[word] == "ccomp" and syntax.has_subject(word)
        for word in inside
    )


def _only_names_a_source(text: str, start: int, end: int, said: _Placed[Attribution], syntax: Syntax | None) -> bool:
    """Whether text[start:end] lies outside every content and holds no verb but the cue's, or next to nothing."""
    asserting = said.near(start, end, after=_AFTER)
    if any(a.content.start <= start and end <= a.content.end for a in asserting):
        return _count_words(text, start, end) == 0
    beside = [a for a in asserting if (a.extent.start < end and start < a.extent.end) or start <= a.cue.start < end]
    if not beside:
        return _count_words(text, start, end) == 0
    if _count_words(text, start, end) < _LEAST_REST:
        return True
    if syntax is not None:
        inside = syntax.within(start, end)
        return not any(
            syntax.relations[word] in _STATING and syntax.is_predicate(word) and not _in_cue(syntax, word, beside)
            for word in inside
        )
    line = tokens(text, start, end)
    return not any(
        is_verb(token.word, line[at - 1].word if at else "", finite=True) and not token.name
        for at, token in enumerate(line)
        if not any(a.cue.start <= token.start < a.cue.end for a in asserting)
    )


def _in_cue(syntax: Syntax, word: int, beside: list[Attribution]) -> bool:
    """Whether a word stands in a cue, or in the words that name the source."""
    at = syntax.starts[word]
    places = [place for a in beside for place in (a.cue, *(source.span for source in a.sources)) if place is not None]
    return any(place.start <= at < place.end for place in places)


# ── what a claim is ───────────────────────────────────────────────────────────────────────────────────────────────────


def _claim(beside: _Beside, number: int, piece: _Piece, inside: _Placed[Attribution]) -> Claim:
    span, passage = piece
    report, heading = beside.report, beside.reading.sentences[number].heading
    saying = _attributions_of(span, inside)
    quotes = [quote for quote in beside.quotes.near(span.start, span.end) if _quoted(quote, span)]
    quoted = any(2 * _overlap(quote.span, span) > span.end - span.start for quote in quotes)
    said = Saying(report.text, span, saying, heading=heading, quoted=quoted)
    stance, status, negated, because = stance_and_status(said, beside.syntax)
    chain, others = _sources(saying)
    said_on = next((a.said_on for a in saying if a.said_on), None)
    near = passage.start, passage.end
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
        actors=tuple(actor.id for actor in beside.actors.near(span.start, span.end) if _holds(span, actor.span)),
        figures=tuple(figure for figure in beside.figures.near(*near) if _mostly_in(figure.span, passage)),
        dates=tuple(when for when in beside.dates.near(*near) if _mostly_in(when.span, passage) and when != said_on),
        said_on=said_on,
        quotes=tuple(quote.id for quote in quotes),
        because=because,
    )


def _mostly_in(inner: Span, outer: Span) -> bool:
    return 2 * _overlap(inner, outer) > inner.end - inner.start


def _quoted(quote: Quote, span: Span) -> bool:
    shorter = min(quote.span.end - quote.span.start, span.end - span.start)
    return 2 * _overlap(quote.span, span) > shorter


def _attributions_of(span: Span, inside: _Placed[Attribution]) -> list[Attribution]:
    """The attributions under which the claim falls, innermost first."""
    length = span.end - span.start
    over = [
        a
        for a in inside.near(span.start, span.end, after=_AFTER)
        if _holds(span, a.extent)
        # whoever denies what another clause says stands behind the denial alone
        or (_holds(span, a.cue) if a.stance == "denies" else 5 * _overlap(a.content, span) >= 3 * length)
    ]
    return sorted(over, key=lambda a: (a.content.end - a.content.start, a.content.start, a.cue.start))


def _sources(saying: list[Attribution]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The chain, deepest source first, and those who say the same beside the deepest ("Washington and Seoul say")."""
    chain: list[Source] = []
    others: list[Source] = []
    known: set[str] = set()
    for at, attribution in enumerate(saying):
        same_act = at > 0 and (attribution.cue, attribution.content) == (saying[0].cue, saying[0].content)
        for depth, source in enumerate(attribution.sources):
            if source.name not in known:
                known.add(source.name)
                (others if same_act and depth == 0 else chain).append(source)
    return tuple(chain), tuple(others)
