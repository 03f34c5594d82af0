"""Actors: every mention of a person, a body, a place, a group or an office in one report, under its fullest name.

Sentence by sentence, `mentions` finds names and `nouns` what has none; here the report is taken as a whole: what one
sentence leaves open another tells, a bare name is known from the full one, and `naming` gives each its fullest name.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crossbearing.learned.reader import Named
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.mentions import CERTAIN, NOTHING, SHAPE, Mention, named
from crossbearing.read.names import Word, lexicon, words
from crossbearing.read.naming import Candidate, Parts, give_names, parts_of
from crossbearing.read.nouns import parts_of_the_world, unnamed
from crossbearing.read.runs import Line, titled
from crossbearing.read.spotted import spotted
from crossbearing.records import Actor, ActorKind, Report, Sentence, Span, content_id

_APOSTROPHE = re.compile(r"\w['’]s\b")
Votes = defaultdict[Parts, defaultdict[ActorKind, int]]
"""What speaks for each kind of a name in the whole report."""
_ORDER: tuple[ActorKind, ...] = ("person", "organisation", "place")
"""Which kind a name is when the same weight speaks for two."""


def actors(report: Report, sentences: Sequence[Sentence], names: Sequence[Named] | None = None) -> tuple[Actor, ...]:
    """The actors that `report` mentions, in the order of its text; their spans don't overlap.

    `names` are those that the network sees, in order; None where there is no network: the tables alone.

    A name's span holds the name alone, its title stands in `role`. An unnamed office or group is spanned with its
    article ("a senior aide"), its `name` is without; kind "role" is an office that nobody in the report is known to
    bear. Names keep the report's spelling.
    """
    lines = _lines(report.text, sentences)
    by_line = [named(line) for line in lines]
    if names is not None:
        by_line = [spotted(line, found, names) for line, found in zip(lines, by_line, strict=True)]
    full = _full_names(lines, by_line)
    by_line = [_full_names_again(line, found, full) for line, found in zip(lines, by_line, strict=True)]
    by_line = _polled(lines, by_line)
    candidates = []
    for line, found in zip(lines, by_line, strict=True):
        whole = unnamed(line, found)
        taken = {at for mention in whole for at in range(mention.first, mention.last)}
        whole = sorted([*whole, *parts_of_the_world(line, taken)], key=lambda mention: mention.first)
        candidates += [_candidate(line, mention) for mention in whole]
    give_names(candidates)
    return tuple(_actor(report.id, candidate) for candidate in candidates)


def _actor(report: str, candidate: Candidate) -> Actor:
    return Actor(
        id=content_id("a", report, str(candidate.start), str(candidate.end)),
        span=Span(report=report, start=candidate.start, end=candidate.end),
        name=candidate.name,
        kind=candidate.kind,
        role=candidate.role,
    )


def _candidate(line: Line, mention: Mention) -> Candidate:
    first = mention.first
    while mention.last - first > 1 and line.words[first].low in lexicon().determiners:
        first += 1
    owner = line.words[first - 1].low if first and line.words[first - 1].possessive else ""
    before = mention.first > 0 and line.goes_on(mention.first) and line.words[mention.first - 1].name
    gap = line.text[line.words[mention.first - 1].end : line.words[mention.first].start] if mention.first else ""
    return Candidate(
        start=line.words[mention.first].start,
        end=line.words[mention.last - 1].end,
        kind=mention.kind or "role",
        name=line.shown(first, mention.last),
        role=mention.role,
        words=tuple(word.low for word in line.words[first : mention.last]),
        owner=owner,
        definite=mention.definite,
        proven=not line.titled and mention.weight > NOTHING,
        follows_name=before,
        follows_comma="," in gap,
        precedes_comma=line.text.startswith(",", line.words[mention.last - 1].end),
    )


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(text: str, sentences: Iterable[Sentence]) -> list[Line]:
    """The words of each sentence; where a text lost its apostrophes ("Norias war"), the possessive is put back."""
    split = [words(text, sentence.span.start, sentence.span.end) for sentence in sentences]
    if not _APOSTROPHE.search(text):
        seen = {word.low for line in split for word in line if word.name}
        split = [[_possessive(word, seen) for word in line] for line in split]
    return [Line(text, line, titled(text, line)) for line in split]


def _possessive(word: Word, seen: set[str]) -> Word:
    stem, known, gazette = word.low[:-1], lexicon(), gazetteer()
    if not word.name or not word.low.endswith("s") or stem in known.everyday:
        return word
    if len(stem) < 4 and not word.text[:-1].isupper():
        return word
    if any(
        word.low in table for table in (gazette.places, gazette.peoples, known.body_names, known.never, known.everyday)
    ):
        return word
    bare = stem.removeprefix("al-")
    if not any(part in table for part in (stem, bare) for table in (gazette.places, known.body_names, seen)):
        return word
    return word._replace(end=word.end - 1, text=word.text[:-1], low=stem, possessive=True)


# ── what one sentence tells another ───────────────────────────────────────────────────────────────────────────────────


def _full_names(lines: Sequence[Line], by_line: Sequence[Sequence[Mention]]) -> frozenset[Parts]:
    """The names of people that stand in full, title or not, where capitals prove something."""
    votes = _votes(lines, by_line)
    full = set()
    for line, found in zip(lines, by_line, strict=True):
        for mention in found:
            several = mention.last - mention.first > 1 and not line.titled
            if several and mention.kind == "person" and _best(votes[_key(line, mention)]) == "person":
                full.add(tuple(word.low for word in line.words[mention.first : mention.last]))
    return frozenset(full)


def _full_names_again(line: Line, found: Sequence[Mention], full: frozenset[Parts]) -> list[Mention]:
    """`found`, and wherever the words of a known full name stand again, that person in place of what was read there."""
    longest = max((len(name) for name in full), default=0)
    roles = {mention.first: mention.role for mention in found}
    again: list[Mention] = []
    at = 0
    while at < len(line.words):
        length = next((n for n in range(longest, 1, -1) if _stands(line, at, n, full)), 0)
        if length:
            again.append(Mention(at, at + length, "person", CERTAIN, roles.get(at)))
        at += max(length, 1)
    reading = {at: mention for mention in found for at in range(mention.first, mention.last)}
    again = [mention for mention in again if not _holds(reading.get(mention.first), mention)]
    covered = {at for mention in again for at in range(mention.first, mention.last)}
    kept = [mention for mention in found if covered.isdisjoint(range(mention.first, mention.last))]
    return sorted([*kept, *again], key=lambda mention: mention.first)


def _stands(line: Line, at: int, length: int, full: frozenset[Parts]) -> bool:
    if at + length > len(line.words) or not line.words[at].name:
        return False
    if not all(line.goes_on(k) for k in range(at + 1, at + length)):
        return False
    return tuple(word.low for word in line.words[at : at + length]) in full


def _holds(outer: Mention | None, inner: Mention) -> bool:
    """Whether a longer name (a square called after a man) holds the person's."""
    if outer is None:
        return False
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.first <= inner.first and inner.last <= outer.last and outer.kind != "person"


def _polled(lines: Sequence[Line], by_line: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """Each name under the kind for which most speaks in the whole report; those for which nothing does are gone."""
    votes = _votes(lines, by_line)
    people = [parts for parts, kinds in votes.items() if _best(kinds) == "person"]
    ends = {part for parts in people for part in (parts[0], parts[-1]) if len(part) > 2}
    for line, found in zip(lines, by_line, strict=True):
        _beside(line, found, votes)
    polled = []
    for line, found in zip(lines, by_line, strict=True):
        kept = []
        for mention in found:
            parts = _key(line, mention)
            kind = mention.kind if mention.weight == CERTAIN else _best(votes.get(parts, {}))
            bare = len(parts) == 1 and parts[0] in ends and mention.weight < CERTAIN
            if bare and kind != "organisation":
                kind = "person"
            if kind is not None:
                kept.append(Mention(mention.first, mention.last, kind, mention.weight, mention.role, mention.definite))
        polled.append(kept)
    return polled


def _votes(lines: Sequence[Line], by_line: Sequence[Sequence[Mention]]) -> Votes:
    votes: Votes = defaultdict(lambda: defaultdict(int))
    for line, found in zip(lines, by_line, strict=True):
        for mention in found:
            if not mention.kind or line.titled:
                continue
            kinds, one = votes[_key(line, mention)], mention.last - mention.first == 1
            if one and mention.weight == SHAPE:
                kinds[mention.kind] = max(kinds[mention.kind], SHAPE)  # however often it speaks
            else:
                kinds[mention.kind] += mention.weight
    return votes


def _key(line: Line, mention: Mention) -> Parts:
    return parts_of(line.shown(mention.first, mention.last))


def _best(kinds: Mapping[ActorKind, int]) -> ActorKind | None:
    if not any(kinds.values()):
        return None
    order = (*_ORDER, *sorted(kinds))
    return max(kinds, key=lambda kind: (kinds[kind], -order.index(kind)))


def _beside(line: Line, found: Sequence[Mention], votes: Votes) -> None:
    """ "Tarn and Bel": of two names side by side the one that nobody knows is what the other is."""
    for one, other in itertools.pairwise(found):
        between = line.text[line.words[one.last - 1].end : line.words[other.first].start]
        if between not in (" and ", ", ", " or "):
            continue
        for known, open_ in ((one, other), (other, one)):
            kind = known.kind if known.weight == CERTAIN else _best(votes.get(_key(line, known), {}))
            parts = _key(line, open_)
            if (
                open_.weight <= SHAPE
                and kind in ("place", "person")
                and len(parts) == 1
                and not _best(votes.get(parts, {}))
            ):
                votes[parts][kind] += SHAPE
