"""What speaks for and against each of those whom a pronoun may mean, as named features of a linear ranking model.

After Lappin & Leass, "An algorithm for pronominal anaphora resolution" (CL 1994): recency, subjects first, parallel
parts, one clause's subject and object are not the same; learnt weights instead of set ones, as in Denis & Baldridge,
"A ranking approach to pronoun resolution" (IJCAI 2007).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crossbearing.read.clauses import Token
from crossbearing.read.coreference_gender import Gender
from crossbearing.read.coreference_mentions import Anaphor, Entity, Mention, Scene, says
from crossbearing.read.phrases import is_finite
from crossbearing.read.wordlists import BREAKERS

MOST_CANDIDATES = 10
SENTENCES_BACK = 6
_MENTIONS_BACK = 60
_OPEN = frozenset("as after before since until till".split()) | BREAKERS
_WHERE = frozenset("in at from near to outside inside".split())
_FAR = 4
_RECENT = 20
"""Of somebody's mentions, so many before the pronoun are looked at."""
_LONGEST = 100
"""Tokens between a mention and a pronoun of one sentence that are looked at."""
_SURE = 0.8
"""From this likelihood on a pronoun's answer tells the gender of who it means."""


class Candidate(NamedTuple):
    """Somebody whom a pronoun may mean: entity, its mention last before the pronoun (or the next after it)."""

    who: int
    mention: Mention
    cataphor: bool


class Chain:
    """What the pronouns before have been resolved to."""

    def __init__(self) -> None:
        self.last: dict[Gender, tuple[Anaphor, int, float]] = {}
        self.genders: dict[int, Gender] = {}

    def add(self, anaphor: Anaphor, who: int, score: float) -> None:
        """Note the answer for a pronoun and how likely it is; -1: nobody named."""
        self.last[anaphor.gender] = (anaphor, who, score)
        if who >= 0 and score >= _SURE:
            self.genders.setdefault(who, anaphor.gender)


def candidates(scene: Scene, anaphor: Anaphor, chain: Chain) -> list[Candidate]:
    """Who may be meant, nearest first: all named within some sentences, and those named after it in its sentence."""
    place = bisect_left(scene.mentions, anaphor.start, key=lambda mention: mention.start)
    found: dict[int, Candidate] = {}
    for mention in reversed(scene.mentions[max(0, place - _MENTIONS_BACK) : place]):
        if anaphor.sentence - mention.sentence > SENTENCES_BACK or len(found) >= MOST_CANDIDATES:
            break
        if mention.end <= anaphor.start:
            found.setdefault(mention.who, Candidate(mention.who, mention, False))
    _, who, _ = chain.last.get(anaphor.gender, (None, -1, 0.0))
    if who >= 0 and who not in found:
        before = _before(scene.entities[who], anaphor)
        if before:
            found[who] = Candidate(who, before[-1], False)
    for mention in scene.mentions[place : place + 4]:
        near = mention.sentence == anaphor.sentence and mention.first - anaphor.at <= _LONGEST
        if near and mention.start >= anaphor.end:
            found.setdefault(mention.who, Candidate(mention.who, mention, True))
    return [each for each in found.values() if _possible(scene.entities[each.who], anaphor)]


def _before(entity: Entity, anaphor: Anaphor) -> list[Mention]:
    """The last mentions before the pronoun."""
    place = bisect_left(entity.mentions, anaphor.start, key=lambda mention: mention.start)
    return entity.mentions[max(0, place - _RECENT) : place]


def _possible(entity: Entity, anaphor: Anaphor) -> bool:
    return not (entity.told and entity.gender and entity.gender != anaphor.gender)


def features(scene: Scene, anaphor: Anaphor, among: Sequence[Candidate], chain: Chain) -> list[list[tuple[str, float]]]:
    """For each candidate its features with their values, in the order of `among`."""
    ranks: dict[int, int] = {}
    for each in among:
        if not each.cataphor and _agrees(scene.entities[each.who], anaphor, chain) >= 0:
            ranks[each.who] = len(ranks)
    return [
        [*((name, 1.0) for name in _of(scene, anaphor, each, chain, ranks)), *_of_chain(anaphor, each, chain)]
        for each in among
    ]


def _agrees(entity: Entity, anaphor: Anaphor, chain: Chain) -> int:
    gender = chain.genders.get(entity.mentions[0].who) or entity.gender
    return 0 if not gender else 1 if gender == anaphor.gender else -1


def _of(scene: Scene, anaphor: Anaphor, each: Candidate, chain: Chain, ranks: dict[int, int]) -> Iterator[str]:
    entity, mention, case = scene.entities[each.who], each.mention, anaphor.case
    before = _before(entity, anaphor)
    far = "c" if each.cataphor else str(min(anaphor.sentence - mention.sentence, _FAR))
    yield f"far:{far}"
    yield f"part:{mention.part}"
    yield f"{case}:{mention.part}:{far}"
    yield f"kind:{entity.kind}"
    yield f"kind:{entity.kind}:{far}"
    rank = str(min(ranks[each.who], 3)) if each.who in ranks else "c" if each.cataphor else "-"
    yield f"rank:{rank}"
    yield f"rank:{rank}:{case}"
    yield f"gender:{_gender(entity, anaphor, chain)}"
    if entity.kind != "role":
        located = any(m.part == "prep" and m.first and _word_before(scene, m) in _WHERE for m in before)
        yield f"{entity.kind}:{located}:{len(scene.text[mention.start : mention.end].split()) > 1}"
    if len(ranks) == 1 and each.who in ranks:
        yield "alone"
    if mention.listed:
        yield f"listed:{far}"
    yield f"speaks:{mention.speaks}:{anaphor.speaks}:{far}"
    if anaphor.speaks and not each.cataphor:
        spoke = any(
            m.speaks
            for m in entity.mentions[:40]
            if 0 <= anaphor.sentence - m.sentence <= 2 and m.start < anaphor.start
        )
        yield f"spoke:{spoke}:{anaphor.case}"
    yield from _of_salience(scene, anaphor, each, before)
    yield from _of_quotes(scene, anaphor, mention)
    if mention.sentence == anaphor.sentence and abs(anaphor.at - mention.first) <= _LONGEST:
        line = scene.lines[anaphor.sentence]
        yield from _of_after(line, anaphor, mention) if each.cataphor else _of_before(line, anaphor, mention)
    elif anaphor.case == "subj" and anaphor.at <= 1 and mention.part == "subj" and far == "1":
        yield f"both-begin:{_leads(scene, mention)}"


def _word_before(scene: Scene, mention: Mention) -> str:
    """The word before a mention."""
    return scene.lines[mention.sentence][mention.first - 1].word


def _gender(entity: Entity, anaphor: Anaphor, chain: Chain) -> str:
    seen = chain.genders.get(entity.mentions[0].who)
    if seen and not entity.told:
        return f"seen:{seen == anaphor.gender}"
    if not entity.gender:
        return f"open:{entity.kind}"
    return f"{'told' if entity.told else 'name'}:{entity.gender == anaphor.gender}"


def _of_salience(scene: Scene, anaphor: Anaphor, each: Candidate, before: Sequence[Mention]) -> Iterator[str]:
    entity = scene.entities[each.who]
    yield f"count:{min(len(before), 4)}"
    if len(before) > 1 and before[-2].sentence >= anaphor.sentence - 1 and before[-2].part == "subj":
        yield "again-subj"
    if entity.kind != "role":
        first = scene.mentions[0]
        if first.who == each.who:
            yield "first"
        if " " in entity.name:
            yield "full"
        if " " in scene.text[each.mention.start : each.mention.end]:
            yield "said-full"
    mention = each.mention
    if not each.cataphor:
        yield f"leads:{_leads(scene, mention)}:{anaphor.case}"
        if scene.paragraphs[mention.sentence] != scene.paragraphs[anaphor.sentence]:
            yield "other-paragraph"
        if scene.headings[mention.sentence]:
            yield "heading"
        line = scene.lines[anaphor.sentence]
        if any(
            m.sentence == anaphor.sentence and m.start > anaphor.end
            for m in entity.mentions[len(before) : len(before) + 1]
        ):
            yield f"again-after:{anaphor.case}:{'near' if len(line) < 15 else 'far'}"
    line = scene.lines[mention.sentence]
    if mention.last < len(line) and line[mention.last].word in {",", "("}:
        yield "aside-after"
    if mention.first and line[mention.first - 1].word == "(":
        yield "bracketed"


def _leads(scene: Scene, mention: Mention) -> str:
    """Whether it is the first mention of its sentence, its subject."""
    at = bisect_left(scene.mentions, mention.start, key=lambda other: other.start)
    earliest = at == 0 or scene.mentions[at - 1].sentence != mention.sentence
    return f"{earliest}:{mention.part == 'subj'}"


def _of_chain(anaphor: Anaphor, each: Candidate, chain: Chain) -> Iterator[tuple[str, float]]:
    """What the last pronoun of the same gender meant, as strongly as that is sure."""
    if anaphor.gender not in chain.last:
        return
    before, who, score = chain.last[anaphor.gender]
    far = min(anaphor.sentence - before.sentence, 3)
    since = "since" if each.mention.start > before.start and not each.cataphor else "not"
    if who == each.who:
        yield f"chain:{far}:{since}", score
        yield f"chain:{far}:{before.case}:{anaphor.case}", score
    elif who >= 0:
        yield f"rival:{far}:{since}", score
    else:
        yield f"nobody:{far}:{since}", score


def _of_quotes(scene: Scene, anaphor: Anaphor, mention: Mention) -> Iterator[str]:
    inside, there = anaphor.quote, mention.quote
    if inside < 0 and there < 0:
        return
    if inside == there:
        yield "quote:same"
    elif inside >= 0 and there < 0:
        yield f"quote:in:{mention.part}:{min(abs(anaphor.sentence - mention.sentence), 1)}"
    elif inside < 0:
        yield "quote:out"
    else:
        yield "quote:other"


def _of_before(line: Sequence[Token], anaphor: Anaphor, mention: Mention) -> Iterator[str]:
    """Between a mention and a pronoun of its sentence."""
    first, last, case = mention.last, anaphor.at, anaphor.case
    between = line[first:last]
    verbs = sum(is_finite(line, at) for at in range(first, last))
    opens = any(token.word in _OPEN for token in between)
    joins = any(token.word in {"and", "but", "or", ";"} for token in between)
    yield f"between:{case}:{mention.part}:{min(verbs, 2)}:{opens}:{joins}"
    yield f"verbs:{case}:{min(verbs, 3)}"
    yield f"apart:{min(len(between) // 4, 6)}:{case}"
    if len(between) == 1:
        yield f"joint:{between[0].word if between[0].word in {'and', ',', 'or', 'with'} else 'other'}:{case}"
    if any(says(line, at) for at in range(first, min(last, first + 4))) and mention.part == "subj" and case == "subj":
        yield f"said:{min(verbs, 2)}:{last - first <= 4}"
    if any(token.word in {"(", ")"} for token in between):
        yield "bracket-between"


def _of_after(line: Sequence[Token], anaphor: Anaphor, mention: Mention) -> Iterator[str]:
    """Between a pronoun and a mention later in its sentence."""
    between = line[anaphor.at + 1 : mention.first]
    comma = any(token.word == "," for token in between)
    opens = line[0].word in _OPEN or line[0].word in {"in", "at", "on", "during", "despite", "with", "for"}
    yield f"ahead:{anaphor.case}:{mention.part}:{comma}:{opens}:{anaphor.at < 5}"
    yield f"ahead-far:{min(len(between) // 4, 4)}"
