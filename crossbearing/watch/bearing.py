"""Documents, pictures and the outlet's own people, named in the words about a claim as what it rests on.

A noun for one of them ("records", "footage", "reporter") is not enough: it must show what is claimed ("records show"),
lead to it ("according to records") or have been seen by somebody ("a memo seen by the paper"). Only so many words
beside a claim are looked at, so that the time grows with the number of claims alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from crossbearing import outlets
from crossbearing.records import Attribution, Span
from crossbearing.watch.lexicon import Token, is_one, lexicon, places, tokens
from crossbearing.watch.scope import Scope

_NEAR = 300
"""Characters before and after the beginning and the end of a claim."""
_PHRASE = 9
"""Words from the beginning of a noun phrase to its head."""
_TO_VERB = 16
"""Words from the head to the verb, with all that stands between them."""
_TO_SEEN = 8
_BACK = 5
_MARKS = frozenset(",;:.()[]“”\"‘—–")
_DETERMINERS = frozenset("a an the his her its their our this that these those".split())
_LINKS = frozenset("of in from by on at and or with to".split())
_OPENS = frozenset(", ; : “ \" ‘ — – and but that while as".split())
_OF_WHOM = frozenset("for of from with".split())
_HALF = 0.6


class Borne(NamedTuple):
    """What a claim rests on, in the words that say so."""

    words: Span
    own: bool = True
    """Of an observation: by the outlet's own people."""


class Beside:
    """A claim with the words about it: its sentence as far as it is near, and the acts of saying that it falls under."""

    def __init__(self, scope: Scope) -> None:
        claim, text, sentence = scope.claim, scope.report.text, scope.sentence
        content = claim.content
        self.scope = scope
        opening = min(sentence.end, content.start + _NEAR)
        closing = max(opening, content.end - _NEAR)
        self.line = [
            *tokens(text, max(sentence.start, content.start - _NEAR), opening),
            *tokens(text, closing, min(sentence.end, content.end + _NEAR)),
        ]
        self.sayings = tuple(_sayings(scope))

    @cached_property
    def cues(self) -> list[tuple[int, int, tuple[Span, ...]]]:
        """Every cue of the sentence, and the words that name its sources."""
        sentence = self.scope.sentence
        return [
            (each.cue.start, each.cue.end, tuple(source.span for source in each.sources if source.span))
            for each in self.scope.reading.attributions
            if sentence.start <= each.cue.start < sentence.end
        ]

    def is_about(self, token: Token) -> bool:
        """Whether a word stands among those that say whose the claim is, or begins it."""
        content, passage = self.scope.claim.content, self.scope.claim.span
        if content.start <= token.start < content.end:
            return not self.scope.claim.sources or self.is_source(token)
        extents = (passage, *(each.extent for each in self.sayings))
        return any(each.start <= token.start < each.end for each in extents)

    def is_source(self, token: Token) -> bool:
        """Whether a word is of those that name the deepest source."""
        sources = self.scope.claim.sources
        span = sources[0].span if sources else None
        return span is not None and span.start <= token.start < span.end

    def span(self, first: int, last: int) -> Span:
        """The words from one token to before another."""
        return Span(self.scope.report.id, self.line[first].start, self.line[last - 1].end)


def _sayings(scope: Scope) -> Iterator[Attribution]:
    """The acts of saying that the claim falls under, of its own sentence."""
    content, sentence = scope.claim.content, scope.sentence
    for each in scope.reading.attributions:
        shared = min(each.content.end, content.end) - max(each.content.start, content.start)
        here = sentence.start <= each.cue.start < sentence.end
        if here and shared >= _HALF * (content.end - content.start):
            yield each


# ── documents and pictures ────────────────────────────────────────────────────────────────────────────────────────────


def paper(beside: Beside) -> Borne | None:
    """A document that the claim rests on."""
    return _borne(beside, lexicon().papers)


def picture(beside: Beside) -> Borne | None:
    """A picture or recording that the claim rests on."""
    return _borne(beside, lexicon().pictures)


def _borne(beside: Beside, nouns: frozenset[str]) -> Borne | None:
    line = beside.line
    for first, last in places(line, lexicon().leads):
        at = _head(line, last, nouns)
        if at is not None and beside.is_about(line[at]):
            return Borne(beside.span(first, at + 1))
    for first, token in enumerate(line):
        if token.word in lexicon().weak_leads:
            at = _head(line, first + 1, nouns)
            seen = None if at is None else _seen(line, at)
            if at is not None and seen is not None and beside.is_about(line[at]):
                return Borne(beside.span(first, seen))
    for first in _openings(beside):
        at = _head(line, first, nouns)
        if at is None or not beside.is_about(line[at]):
            continue
        last = _verb(beside, at)
        if last is not None:
            return Borne(beside.span(first, last))
    return _before(beside, nouns)


def _openings(beside: Beside) -> Iterator[int]:
    """Where a noun phrase may begin that is a subject."""
    line, content = beside.line, beside.scope.claim.content
    for at, token in enumerate(line):
        if at == 0 or line[at - 1].word in _OPENS or token.start == content.start:
            yield at
        elif line[at - 1].end <= content.end <= token.start:
            yield at


def _head(line: Sequence[Token], first: int, nouns: frozenset[str]) -> int | None:
    """The noun that is the head of the phrase that begins there, if it is one of these."""
    for at in range(first, min(first + _PHRASE, len(line))):
        word = line[at].word
        if word in _MARKS or (word in _DETERMINERS and at > first and line[at - 1].word not in _LINKS):
            return None
        if is_one(word, nouns) and _is_head(line, at):
            return at
        if word in ("said", "says", "told") or word in lexicon().observes:
            return None
    return None


def _is_head(line: Sequence[Token], at: int) -> bool:
    if at + 1 >= len(line):
        return True
    after = line[at + 1].word
    known = lexicon()
    ends = after in known.after or after in known.shows or after.endswith("ly") or after in _MARKS
    return ends and not is_one(after, known.not_before)


def _verb(beside: Beside, at: int) -> int | None:
    """Behind the verb by which the noun at `at` shows what is claimed, or that somebody saw it."""
    line, known = beside.line, lexicon()
    seen = _seen(line, at)
    if seen is not None:
        return seen
    if is_one(line[at].word, known.need_seen):
        return None
    for verb in range(at + 1, min(at + _TO_VERB, len(line))):
        word = line[verb].word
        if word in (";", "not", "“", '"') or word.endswith("n't"):
            return None
        if word in known.shows and not is_one(line[verb - 1].word, known.seen):
            return verb + 1 if _is_subject(beside, line[at], line[verb]) else None
    return None


def _is_subject(beside: Beside, noun: Token, verb: Token) -> bool:
    """Whether no other is named as the source where the verb is a cue."""
    for start, end, sources in beside.cues:
        if start <= verb.start < end and sources:
            return any(span.start <= noun.start < span.end for span in sources)
    return True


def _seen(line: Sequence[Token], at: int) -> int | None:
    """Behind "seen by", "obtained by" soon after the noun."""
    for verb in range(at + 1, min(at + _TO_SEEN, len(line) - 1)):
        if line[verb].word in lexicon().seen and line[verb + 1].word == "by":
            return verb + 2
        if line[verb].word in lexicon().shows:
            return None
    return None


def _before(beside: Beside, nouns: frozenset[str]) -> Borne | None:
    """ "The paper has seen the contract. It lists 60 engines.": what the sentence before says was seen."""
    line, scope = beside.line, beside.scope
    number = scope.claim.sentence
    if not line or (scope.claim.sources and not beside.is_source(line[0])):
        return None
    if number == 0 or line[0].start != scope.sentence.start or not beside.is_about(line[0]):
        return None
    again = line[0].word in ("it", "they") or (
        line[0].word in ("the", "these", "those") and len(line) > 1 and is_one(line[1].word, nouns)
    )
    earlier = scope.reading.sentences[number - 1]
    if not again or earlier.paragraph != scope.reading.sentences[number].paragraph:
        return None
    if not any(token.word in lexicon().shows for token in line[1:_BACK]):
        return None
    told = tokens(scope.report.text, max(earlier.span.start, earlier.span.end - _NEAR), earlier.span.end)
    for at, token in enumerate(told):
        near = told[max(0, at - _TO_SEEN) : at + _TO_SEEN]
        if is_one(token.word, nouns) and any(each.word in lexicon().seen for each in near):
            return Borne(Span(scope.report.id, token.start, token.end))
    return None


# ── what the outlet's own people saw ──────────────────────────────────────────────────────────────────────────────────


def observed(beside: Beside) -> Borne | None:
    """What a newsroom's people saw, heard or counted themselves."""
    line, known = beside.line, lexicon()
    for at, token in enumerate(line):
        if not is_one(token.word, known.newsroom) or not beside.is_about(token):
            continue
        verb = _saw(line, at)
        if verb is not None:
            first, last = min(at, verb), max(at, verb)
            return Borne(beside.span(first, last + 1), _is_own(beside, at))
    return None


def _saw(line: Sequence[Token], at: int) -> int | None:
    known = lexicon()
    for verb in range(at + 1, min(at + _TO_SEEN, len(line))):
        if line[verb].word in known.observes:
            return verb
        if line[verb].word in known.shows:
            break
    for verb in range(max(0, at - _TO_SEEN), at):
        if line[verb].word in known.observed and any(each.word == "by" for each in line[verb + 1 : at]):
            return verb
    return None


def _is_own(beside: Beside, at: int) -> bool:
    """Whether the newsroom that is named beside "reporter" is the report's own, or that of the agency it credits."""
    report = beside.scope.report
    named = " ".join(_named(beside.line, at))
    if not named:
        return True
    ours = [name for name in (report.outlet, *(credit.agency for credit in report.credits)) if name]
    return any(_is_same(named, name) for name in ours)


def _is_same(named: str, ours: str) -> bool:
    known = outlets.by_name(named)
    return outlets.same_name(named, ours) or (known is not None and known == outlets.by_name(ours))


def _named(line: Sequence[Token], at: int) -> Iterator[str]:
    """The name before "reporter", or that after "reporter for the"."""
    first = at
    while first > 0 and at - first < _BACK and (line[first - 1].name and line[first - 1].word not in _DETERMINERS):
        first -= 1
    yield from (token.word for token in line[first:at])
    if at + 1 < len(line) and line[at + 1].word in _OF_WHOM:
        for token in line[at + 2 : at + 2 + _BACK]:
            if token.name and token.word not in _DETERMINERS:
                yield token.word
            elif token.word not in _DETERMINERS:
                return
