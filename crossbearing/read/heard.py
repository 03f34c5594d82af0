"""What the rules and the network each find to be said in a sentence, as one list of acts.

The network (`learned.reader`) knows far more cues and sees where a content ends; the rules know what a cue means
(stance, who was told, who is cited behind the source) and what stands inside another's words, which the network's
training data leaves unmarked. So where both find an act by one cue, the network bounds it and the rules say what it is;
an act that only the network finds is taken with the meaning that the cue has in the lexicon; and one that only the
rules find is kept where the network could not know it: inside another's content, or in quotation marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crossbearing.learned.reader import Said
from crossbearing.read.acts import Act
from crossbearing.read.clauses import Token
from crossbearing.read.contents import says_something
from crossbearing.read.cues import cues
from crossbearing.read.lines import Line, Subject
from crossbearing.read.phrases import Place, phrase_end
from crossbearing.read.wordlists import NEGATIONS, QUOTE
from crossbearing.records import Stance

_MODALS = frozenset("should could would can may might must will shall cannot".split())
SURE = 0.5
"""An act that only the network finds counts from this score on."""


def heard(line: Line, found: Sequence[Act], said: Sequence[Said]) -> list[Act]:
    """Acts of one sentence: `found` by the rules, `said` by the network with cues in this sentence."""
    placed = [(each, place) for each in said if (place := _tokens(line.tokens, each.cue)) is not None]
    acts: list[Act] = []
    used: set[int] = set()
    for each, cue in placed:
        at = next((n for n, act in enumerate(found) if act.cue[0] < cue[1] and act.cue[1] > cue[0]), None)
        if at is not None:
            used.add(at)
            acts.append(_bounded(line, found[at], each))
        elif each.score >= SURE and (new := _new(line, each, cue)) is not None:
            acts.append(new)
    bodies = [content for act in acts for content in act.contents]
    for number, act in enumerate(found):
        if number not in used and (_inside(act, bodies) or _quoted(line, act)):
            acts.append(act)
    return sorted(acts, key=lambda act: act.cue)


def _tokens(tokens: Sequence[Token], place: tuple[int, int]) -> Place | None:
    """The tokens that a stretch of the text touches; None where it touches none."""
    first = bisect_right(tokens, place[0], key=_end)
    last = bisect_left(tokens, place[1], key=_start)
    return (first, last) if first < last else None


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


def _subject(line: Line, each: Said) -> Subject | None:
    """The source nearest to the cue, as a noun phrase: what names it, and what is apposed."""
    places = [place for source in each.sources if (place := _tokens(line.tokens, source)) is not None]
    if not places:
        return None
    cue = _tokens(line.tokens, each.cue) or (0, 0)
    first, last = min(places, key=lambda place: (max(place[0] - cue[1], cue[0] - place[1]), place))
    core = phrase_end(line.tokens, first, last, occasions=cues().occasions)
    return Subject(first, core if core > first else last, last)


def _contents(line: Line, each: Said) -> tuple[Place, ...]:
    """Parts of the content in this sentence, none of them a mere mark."""
    places = [place for content in each.contents if (place := _tokens(line.tokens, content)) is not None]
    spoken = [
        (first, last)
        for first, last in places
        if any(token.word == QUOTE or token.word[0].isalnum() for token in line.tokens[first:last])
    ]
    return tuple(spoken)


def _bounded(line: Line, act: Act, each: Said) -> Act:
    """The rules' act with the network's bounds."""
    contents = _contents(line, each)
    source = _subject(line, each)
    moved = source is not None and (act.source is None or act.shared or not _meet(source, act.source))
    return act._replace(
        contents=contents or act.contents,
        source=source if moved and not act.passive else act.source,
        shared=act.shared and not moved,
        weak=act.weak and not contents,
    )


def _meet(one: Subject, other: Subject) -> bool:
    return one.first < other.last and other.first < one.last


def _new(line: Line, each: Said, cue: Place) -> Act | None:
    contents, source = _contents(line, each), _subject(line, each)
    before = [token.word for token in line.tokens[max(0, cue[0] - 2) : cue[1]]]
    if not contents or source is None or any(word in NEGATIONS or word in _MODALS for word in before):
        return None  # who did not say it, or has not said it yet, did not say it
    lemma, stance = _meaning(line, cue)
    weak = not any(says_something(line, content) for content in contents)
    return Act(source, cue, contents, stance, lemma, weak=weak)


def _meaning(line: Line, cue: Place) -> tuple[str, Stance]:
    """The cue's lemma and stance by the lexicon; an unknown one asserts."""
    known = cues()
    words = [token.word for token in line.tokens[cue[0] : cue[1]]]
    for word in reversed(words):
        if readings := known.verbs.get(word):
            return readings[0].lemma, readings[0].stance
        if stance := known.nouns.get(word):
            return word, stance
    return " ".join(words), "asserts"


def _inside(act: Act, bodies: Sequence[Place]) -> bool:
    return any(first <= act.cue[0] and act.cue[1] <= last for first, last in bodies)


def _quoted(line: Line, act: Act) -> bool:
    """Whether the act is whose words a quotation gives, or a name with a colon."""
    return any(token.word == QUOTE for first, last in act.contents for token in line.tokens[first:last])
