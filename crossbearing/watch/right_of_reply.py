"""Where a report says that those concerned were given the word: no denial found is not the same as nobody asked.

Looked for are words that say so (right_of_reply.toml) and denials, in the paragraph of a claim, in the one before
it and in the two after it. Precision goes first: "did not respond to the fire" is no right of reply. Whether those
who were asked are those whom the claim concerns, the reader judges: the words are shown with the name that stands
beside them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import chain, islice
from typing import Literal, NamedTuple, cast

from crossbearing import outlets
from crossbearing.records import Attribution, Span
from crossbearing.watch.scope import Scope
from crossbearing.watch.spans import overlap, within

_WORD = re.compile(r"\w+")

Kind = Literal["asked", "no_answer", "declined", "not_reached", "denied"]

_BEFORE, _AFTER = 1, 2
"""Paragraphs beside that of a claim."""
_MOST = 3000
"""Characters before and behind a claim, at most."""
_MOST_FOUND = 20
"""Of one claim."""
_BESIDE = 120
"""Characters between a name and the words that say that its bearer was asked."""
_BEHIND = frozenset("from to for contacted contact reach reached approached asked".split())
"""Words behind which, in or after the words found, the name stands: "no comment from the ministry"."""


class Reply(NamedTuple):
    """Words that say that somebody was asked or answered, and the words that name who it is, where some do."""

    kind: Kind
    words: Span
    who: Span | None


def asked(scopes: Iterable[Scope]) -> tuple[Span, ...]:
    """Where reports say so, from the name of who was asked to the words that say it; in the order of the claims."""
    return tuple(
        dict.fromkeys(
            Span(
                each.words.report,
                min(each.words.start, each.who.start if each.who else each.words.start),
                max(each.words.end, each.who.end if each.who else each.words.end),
            )
            for each in replies(scopes)
        )
    )


def replies(scopes: Iterable[Scope]) -> tuple[Reply, ...]:
    """All that is found near the claims, each once, by report in the order of the text."""
    found: dict[Span, Reply] = {}
    for scope in scopes:
        start, end = _near(scope)
        for each in islice(chain(_told(scope, start, end), _denied(scope, start, end)), _MOST_FOUND):
            if not any(overlap(each.words, there) for there in found):
                found[each.words] = each
    return tuple(found.values())


def _near(scope: Scope) -> tuple[int, int]:
    """The text near a claim: its paragraph and those beside it."""
    sentences, here = scope.reading.sentences, scope.claim.sentence
    paragraph, first, last = sentences[here].paragraph, here, here
    while first > 0 and sentences[first - 1].paragraph >= paragraph - _BEFORE:
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1].paragraph <= paragraph + _AFTER:
        last += 1
    start, end = sentences[first].span.start, sentences[last].span.end
    return max(start, scope.claim.span.start - _MOST), min(end, scope.claim.span.end + _MOST)


def _told(scope: Scope, start: int, end: int) -> Iterator[Reply]:
    """By words, the kinds in the order of the file; what says two things, says the first."""
    text = scope.report.text
    taken: list[Span] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            words = Span(scope.report.id, match.start(), match.end())
            if not any(overlap(words, each) for each in taken):
                taken.append(words)
                yield Reply(kind, words, _who(scope, words))


def _denied(scope: Scope, start: int, end: int) -> Iterator[Reply]:
    for each in scope.reading.attributions:
        if each.stance == "denies" and start <= each.cue.start and each.cue.end <= end and _is_denial(scope, each):
            named = next((source.span for source in each.sources if source.span), None)
            near = named is not None and abs(named.start - each.cue.start) <= _BESIDE
            yield Reply("denied", each.cue, named if near else None)


def _is_denial(scope: Scope, said: Attribution) -> bool:
    """Whether it denies what somebody said: "denied them entry" and "rejected the offer" do not."""
    text, known = scope.report.text, _lists()["denied"]
    verb = set(text[said.cue.start : said.cue.end].casefold().split())
    what = set(_WORD.findall(text[said.content.start : said.content.end][:_BESIDE].casefold()))
    if what & set(known["not_of"].split()):
        return False
    return not verb & set(known["weak"].split()) or bool(what & set(known["of"].split()))


def _who(scope: Scope, words: Span) -> Span | None:
    """The name in the same sentence: behind the words where they end in "from" or hold "to X for", else before."""
    sentence = next(
        (each.span for each in scope.reading.sentences if each.span.start <= words.start < each.span.end), words
    )
    text, outlet = scope.report.text, scope.report.outlet or ""
    actors = [
        actor
        for actor in scope.reading.actors
        if within(actor.span, sentence) and not outlets.same_name(text[actor.span.start : actor.span.end], outlet)
    ]
    bearers = [actor.span for actor in actors if actor.kind in ("person", "organisation")]
    named = [each.span for each in actors if each.kind != "role" or not bearers]  # "Ada Wenn, the spokeswoman,"
    named = named or [each.span for each in scope.reading.coreferences if within(each.span, sentence)]
    inside = sorted(span for span in named if within(span, words))
    if inside:
        return inside[0]
    last = text[words.start : words.end].rsplit(None, 1)[-1].casefold()
    before = [span for span in named if span.end <= words.start and words.start - span.end <= _BESIDE]
    after = [span for span in named if words.end <= span.start <= words.end + _BESIDE]
    if after and (last in _BEHIND or not before):
        return min(after)
    return max(before, key=lambda span: (span.end, -span.start)) if before else None


# ── right_of_reply.toml ───────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("right_of_reply.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    data = _lists()
    lists = data["lists"]
    made = []
    for kind, phrases in data["phrases"].items():
        each = "|".join(_pattern(phrase, lists) for phrase in phrases.strip().splitlines())
        made.append((cast(Kind, kind), re.compile(rf"\b(?:{each})", re.IGNORECASE)))
    return tuple(made)


def _pattern(phrase: str, lists: dict[str, str]) -> str:
    """A regular expression for a phrase. Every slot is bounded, so that the time to look for it is linear."""
    made = ""
    for slot in phrase.split():
        if slot.startswith("!"):
            made += rf"(?!\s{{1,3}}{re.escape(slot[1:])}\b)"
            continue
        gap = r"\s{1,3}" if made else ""
        if slot.startswith("~"):
            made += rf"(?:{gap}[^\s.;:?!]{{1,40}}){{0,{slot[1:]}}}?"
            continue
        may_lack = slot.endswith("?")
        words = slot.rstrip("?")
        listed = lists[words[1:-1]] if words.startswith("{") else words
        one = "|".join(_word(word) for word in sorted(listed.split("/"), key=len, reverse=True))
        made += rf"(?:{gap}(?:{one})\b)" + ("?" if may_lack else "")
    return made


def _word(word: str) -> str:
    return re.escape(word).replace("_", r"\s{1,3}").replace("'", "['’]")
