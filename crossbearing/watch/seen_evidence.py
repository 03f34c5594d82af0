"""Documents, pictures and the outlet's own people, named in the words about a claim as what it rests on.

A noun for one of them ("records", "footage", "reporter") is not enough: it must show what is claimed ("records show"),
lead to it ("according to records") or have been seen by somebody ("a memo seen by the paper"). Only so many words
beside a claim are looked at, so that the time grows with the number of claims alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from crossbearing import outlets
from crossbearing.records import Attribution, Span
from crossbearing.watch.evidence_words import Token, is_one, lexicon, places, tokens
from crossbearing.watch.scope import Scope

_NEAR = 300
"""Characters before and after the beginning and the end of a claim."""
_FAR = 2000
"""Characters before and behind a sentence in which what is said in it may begin."""
_PHRASE = 9
"""Words from the beginning of a noun phrase to its head."""
_TO_VERB = 16
"""Words from the head to the verb, with all that stands between them."""
_TO_SEEN = 8
_BACK = 5
_MARKS = frozenset(',;:.()[]“”"‘—–')
_DETERMINERS = frozenset("a an the his her its their our this that these those".split())
_LINKS = frozenset("of in from by on at and or with to".split())
_OPENS = frozenset(', ; : “ " ‘ — – and but that while as'.split())
_OF_WHOM = frozenset("for of from with".split())
_HALF = 0.6
_TO_CLAIM, _BEHIND = 6, 2
"""Words between what is named before a claim, or behind it, and the claim."""


class SeenEvidence(NamedTuple):
    """What a claim rests on, in the words that say so."""

    words: Span
    own: bool = True
    """Of an observation: by the outlet's own people."""
    noun: int | None = None
    """Of a document or picture: the number of its noun among the words beside the claim."""


class Beside:
    """A claim with the words about it: its sentence as far as it is near, and the acts of saying over it."""

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

    @cached_property
    def acts(self) -> list[Attribution]:
        """Every act of saying of the sentence whose words begin near it."""
        sentence, told = self.scope.sentence, self.scope.reading.attributions
        first = bisect_left(told, sentence.start - _FAR, key=_begins)
        last = bisect_right(told, sentence.end + _FAR, key=_begins)
        return [each for each in told[first:last] if sentence.start <= each.cue.start < sentence.end]

    @cached_property
    def sayings(self) -> list[Attribution]:
        """Those that the claim falls under."""
        content = self.scope.claim.content
        shared = [min(each.content.end, content.end) - max(each.content.start, content.start) for each in self.acts]
        least = _HALF * (content.end - content.start)
        return [each for each, part in zip(self.acts, shared, strict=True) if part >= least]

    def is_about(self, at: int, words: tuple[int, int]) -> bool:
        """Whether a noun, of these words from one token to before another, is told of this claim and of no other.

        Where somebody is named for the claim, it stands among the words that name him or beside them; where nobody is,
        in the claim or next to it.
        """
        token, claim = self.line[at], self.scope.claim
        content, inside = claim.content, claim.content.start <= token.start < claim.content.end
        if claim.sources:
            extents = (claim.span, *(each.extent for each in self.sayings))
            about = any(each.start <= token.start < each.end for each in extents)
            return self.is_source(token) if inside else about
        if any(each.content.start <= token.start < each.content.end for each in self.acts):
            return False
        first, last = words
        if inside or (token.start < content.start < self.line[last - 1].end):
            return True
        between = [each for each in self.line[last:] if each.start < content.start]
        behind = [each for each in self.line[:first] if each.start >= content.end]
        return len(between) <= _TO_CLAIM if token.start < content.start else len(behind) <= _BEHIND

    def is_source(self, token: Token) -> bool:
        """Whether a word is of those that name the deepest source."""
        sources = self.scope.claim.sources
        span = sources[0].span if sources else None
        return span is not None and span.start <= token.start < span.end

    def span(self, first: int, last: int) -> Span:
        """The words from one token to before another."""
        return Span(self.scope.report.id, self.line[first].start, self.line[last - 1].end)


def _begins(said: Attribution) -> int:
    return said.content.start


# ── documents and pictures ────────────────────────────────────────────────────────────────────────────────────────────


def paper(beside: Beside) -> SeenEvidence | None:
    """A document that the claim rests on."""
    return _shown(beside, lexicon().papers | lexicon().only_seen)


def picture(beside: Beside) -> SeenEvidence | None:
    """A picture or recording that the claim rests on."""
    return _shown(beside, lexicon().pictures)


def _shown(beside: Beside, nouns: frozenset[str]) -> SeenEvidence | None:
    line = beside.line
    for first, last in places(line, lexicon().leads):
        at = _head(line, last, nouns)
        if at is not None and _is_paper(line, at) and beside.is_about(at, (first, at + 1)):
            return SeenEvidence(beside.span(first, at + 1), noun=at)
    for first, token in enumerate(line):
        if token.word in lexicon().weak_leads:
            at = _head(line, first + 1, nouns)
            seen = None if at is None else seen_by(line, at)
            if at is not None and seen is not None and beside.is_about(at, (first, seen.last)):
                return SeenEvidence(beside.span(first, seen.last), noun=at)
    for first in _openings(beside):
        noun = _head(line, first, nouns)
        verb = None if noun is None else _verb(beside, noun)
        if noun is not None and verb is not None and beside.is_about(noun, (first, verb)):
            return SeenEvidence(beside.span(first, verb), noun=noun)
    return _before(beside, nouns)


def _openings(beside: Beside) -> Iterator[int]:
    """Where a noun phrase may begin that is a subject."""
    line, content = beside.line, beside.scope.claim.content
    for at, token in enumerate(line):
        before = line[at - 1] if at else None
        begins = before is None or before.word in _OPENS or before.end <= content.end <= token.start
        if begins or token.start == content.start:
            yield at


def _head(line: Sequence[Token], first: int, nouns: frozenset[str]) -> int | None:
    """The noun that is the head of the phrase that begins there, if it is one of these."""
    for at in range(first, min(first + _PHRASE, len(line))):
        word = line[at].word
        if word in _MARKS or (word in _DETERMINERS and at > first and line[at - 1].word not in _LINKS):
            return None
        if is_one(word, nouns) and _is_head(line, at):
            return at if word != "papers" or (at > first and line[at - 1].word in lexicon().papers_of) else None
        if word in ("said", "says", "told") or word in lexicon().observes or _acts(line, first, at):
            return None
    return None


def _acts(line: Sequence[Token], first: int, at: int) -> bool:
    """Whether a word in -ed is a verb with a subject before it: "the minister signed", not "the leaked" """
    before = line[at - 1].word
    if not line[at].word.endswith("ed") or at == first:
        return False
    return before not in _DETERMINERS and before not in _LINKS and not before.endswith("ly")


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
    seen = seen_by(line, at)
    if seen is not None:
        return seen.last
    if is_one(line[at].word, known.need_seen | known.only_seen):
        return None
    for verb in range(at + 1, min(at + _TO_VERB, len(line))):
        word = line[verb].word
        if word in (";", "not", "“", '"') or word.endswith("n't"):
            return None
        if word in known.shows and not is_one(line[verb - 1].word, known.seen):
            aside = sum(token.word == "," for token in line[at:verb])
            return verb + 1 if aside != 1 and _is_subject(beside, line[at], line[verb]) else None
    return None


def _is_subject(beside: Beside, noun: Token, verb: Token) -> bool:
    """Whether no other is named as the source where the verb is a cue."""
    for act in beside.acts:
        named = [source.span for source in act.sources if source.span]
        if act.cue.start <= verb.start < act.cue.end and named:
            return any(span.start <= noun.start < span.end for span in named)
    return True


class Seen(NamedTuple):
    """That somebody saw a document: behind the last of the words that say so, and where those that name them begin and
    end."""

    last: int
    who: tuple[int, int]


def seen_by(line: Sequence[Token], at: int) -> Seen | None:
    """Whether the words behind a noun say so: "seen by the paper", "that the paper has read"."""
    known = lexicon()
    opens: int | None = None
    for verb in range(at + 1, min(at + _TO_VERB, len(line))):
        word = line[verb].word
        if word in known.seen and verb + 1 < len(line) and line[verb + 1].word == "by":
            return Seen(verb + 2, (verb + 2, min(verb + 2 + _BACK, len(line))))
        if word in known.seen and opens is not None and line[verb - 1].word in ("has", "have", "had"):
            return Seen(verb + 1, (opens, verb - 1))
        if word in known.shows and word not in known.seen:
            return None
        if word in ("that", "which"):
            opens = verb + 1
    return None


def _is_paper(line: Sequence[Token], at: int) -> bool:
    """Whether what a noun names is a document whoever saw it, or one that somebody saw."""
    return not is_one(line[at].word, lexicon().only_seen) or seen_by(line, at) is not None


def _before(beside: Beside, nouns: frozenset[str]) -> SeenEvidence | None:
    """ "The paper has seen the contract. It lists 60 engines.": what the sentence before says was seen."""
    line, scope = beside.line, beside.scope
    number = scope.claim.sentence
    if not line or (scope.claim.sources and not beside.is_source(line[0])):
        return None
    if number == 0 or line[0].start != scope.sentence.start or not beside.is_about(0, (0, 1)):
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
            return SeenEvidence(Span(scope.report.id, token.start, token.end))
    return None


# ── what the outlet's own people saw ──────────────────────────────────────────────────────────────────────────────────


def observed(beside: Beside) -> SeenEvidence | None:
    """What a newsroom's people saw, heard or counted themselves."""
    line, known = beside.line, lexicon()
    for at, token in enumerate(line):
        verb = _saw(line, at) if is_one(token.word, known.newsroom) else None
        if verb is None:
            continue
        first, last = min(at, verb), max(at, verb) + 1
        if beside.is_about(at, (max(0, first - _BACK) if first == at else first, last)):
            return SeenEvidence(beside.span(first, last), _is_own(beside, at))
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
