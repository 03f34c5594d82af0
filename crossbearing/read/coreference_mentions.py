"""Who and what can stand for whom: a report's people with all their mentions, and the pronouns that may mean them.

Names that no reader of actors is sure of are mentions too: they can't be the answer, but they compete with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from crossbearing.read.clauses import Token, tokens
from crossbearing.read.coreference_gender import Gender, by_given, by_name, by_words
from crossbearing.read.coreference_shapes import bare, ends, is_body, is_unknown, shapes
from crossbearing.read.cues import cues
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.marks import marked
from crossbearing.read.names import lexicon
from crossbearing.read.naming import parts_of
from crossbearing.read.phrases import is_adverb, is_finite
from crossbearing.read.wordlists import (
    AUXILIARIES,
    BREAKERS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    TEMPORAL,
    TIMES,
)
from crossbearing.records import Actor, Report, Sentence

Case = Literal["subj", "obj", "poss", "self"]
Part = Literal["subj", "obj", "prep", "poss", "pred", "other"]
"""What a mention does in its sentence, read off the words beside it."""
Kind = Literal["person", "role", "shape"]
"""A person named, somebody by an office alone, or a name that may be anybody's or anything's."""

SHE_WORDS = frozenset("she her hers herself".split())
HE_WORDS = frozenset("he him his himself".split())
_SUBJECTS = frozenset({"he", "she"})
_NO_OWN = PREPOSITIONS | TEMPORAL | DETERMINERS | BREAKERS | PRONOUNS | TIMES | frozenset("and or to not him".split())
"""Words before which "her" is no possessive."""
_OWNS = frozenset({"'s", "’s"})
_SAID = frozenset("said says say told tells adds added asked explained insisted argued noted wrote".split())
_SPAN = 14
"""Tokens of an apposition or bracket between a name and its verb, at most."""
_LONGEST_TITLE = 6


class Mention(NamedTuple):
    """One place where somebody is named. `first` and `last` are numbers of the sentence's tokens."""

    start: int
    end: int
    who: int
    """Number of its `Entity`."""
    sentence: int
    first: int
    last: int
    part: Part
    quote: int
    """Number of the quotation that it stands in, or -1."""
    listed: bool
    """Beside another name: "Ada Tarn and Bel Osk"."""
    speaks: bool
    """Is the one who says something."""
    actor: Actor | None


class Entity:
    """Somebody with all mentions, in the order of the text. `gender` is what names and titles tell, and how surely."""

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self.mentions: list[Mention] = []
        self.gender: Gender = ""
        self.told = False
        """The gender stands in a title or noun, and not in the given name alone."""


class Anaphor(NamedTuple):
    """A pronoun for one person."""

    start: int
    end: int
    word: str
    gender: Gender
    case: Case
    sentence: int
    at: int
    """Number of its token."""
    quote: int
    speaks: bool


class Scene(NamedTuple):
    """All of it: sentences as tokens, who is there, and the pronouns."""

    text: str
    lines: list[list[Token]]
    paragraphs: list[int]
    headings: list[bool]
    entities: list[Entity]
    mentions: list[Mention]
    """Of all entities, in the order of the text."""
    anaphors: list[Anaphor]


def scene(report: Report, sentences: Sequence[Sentence], actors: Sequence[Actor]) -> Scene:
    """What `coreference` works on; `actors` in the order of the text."""
    text = report.text
    lines = [tokens(text, sentence.span.start, sentence.span.end) for sentence in sentences]
    quotes = _Quotes(text)
    entities: dict[str, int] = {}
    cast: list[Entity] = []
    by_part = _by_part(actors)
    found: list[Mention] = []
    for number, line in enumerate(lines):
        for place in _places(text, line, sentences[number], _within(actors, sentences[number])):
            first, last, actor, name, kind = place
            parts = parts_of(name)
            if kind != "role" and len(parts) == 1 and len(by_part.get(parts[0], ())) == 1:
                name = next(iter(by_part[parts[0]]))
            key = f"{kind}:{name}:{line[first].start}" if kind == "role" else name
            if key not in entities:
                entities[key] = len(cast)
                cast.append(Entity(name, kind))
            who = entities[key]
            if kind == "person":
                cast[who].kind = "person"
            start, end = (actor.span.start, actor.span.end) if actor else ends(text, line, first, last)
            part = part_of(line, first, last, text[end : end + 3])
            mention = Mention(
                start, end, who, number, first, last, part, quotes.at(start), _is_listed(line, first, last),
                part != "poss" and _speaks(line, first, last), actor,
            )  # fmt: skip
            cast[who].mentions.append(mention)
            found.append(mention)
            _sex(cast[who], line, mention)
    for entity in cast:
        _sex_by_name(entity)
    anaphors = [a for number, line in enumerate(lines) for a in _anaphors(number, line, quotes)]
    return Scene(text, lines, [s.paragraph for s in sentences], [s.heading for s in sentences], cast, found, anaphors)


def _by_part(actors: Sequence[Actor]) -> dict[str, set[str]]:
    """The names of people by their first and last parts."""
    found: dict[str, set[str]] = {}
    for actor in actors:
        if actor.kind == "person":
            for part in {parts_of(actor.name)[0], parts_of(actor.name)[-1]}:
                found.setdefault(part, set()).add(actor.name)
    return found


class _Quotes:
    """The quotations of a text."""

    def __init__(self, text: str) -> None:
        self.marks = marked(text)
        self.starts = [mark.start for mark in self.marks]

    def at(self, offset: int) -> int:
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.marks[number].end else -1


# ── mentions ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _within(actors: Sequence[Actor], sentence: Sentence) -> Sequence[Actor]:
    first = bisect_left(actors, sentence.span.start, key=lambda actor: actor.span.start)
    last = bisect_left(actors, sentence.span.end, key=lambda actor: actor.span.start)
    return actors[first:last]


def _places(
    text: str, line: Sequence[Token], sentence: Sentence, actors: Sequence[Actor]
) -> Iterator[tuple[int, int, Actor | None, str, Kind]]:
    """Tokens [first, last) of who is named in the sentence, in order."""
    starts = [token.start for token in line]
    at = 0
    with_end: list[Actor | None] = [*actors, None]
    for actor in with_end:
        first = bisect_right(starts, actor.span.start) - 1 if actor else len(line)
        last = bisect_left(starts, actor.span.end) if actor else len(line)
        if not sentence.heading:
            yield from (
                (a, b, None, bare(text[line[a].start : line[b - 1].end]), "shape") for a, b in shapes(line, at, first)
            )
        if actor is None or first < 0 or last <= first:
            continue
        at = last
        if actor.kind == "person":
            body = is_body(actor)
            yield first, last, None if body else actor, actor.name, "shape" if body else "person"
        elif actor.kind in {"place", "organisation"} and is_unknown(actor.name):
            yield first, last, None, actor.name, "shape"
        elif actor.kind == "role" and line[first].word not in {"no", "any", "every"}:
            yield first, last, actor, actor.name, "role"


def part_of(line: Sequence[Token], first: int, last: int, tail: str) -> Part:
    """What the noun phrase [first, last) does, by its neighbours; `tail`: the three characters after its name."""
    if tail.lstrip()[:2] in _OWNS or (tail[:1] in {"'", "’"} and tail[1:2] == " "):
        return "poss"
    begin = first
    while begin > 0 and first - begin < _LONGEST_TITLE and _titles(line[begin - 1]):
        begin -= 1
    before = line[begin - 1].word if begin else ""
    at = _past_aside(line, last)
    while at < len(line) and at < last + _SPAN and is_adverb(line[at]):
        at += 1
    verb = at < len(line) and is_finite(line, at)
    if before in _SAID and not (verb and line[at].word not in {"that"}):
        return "subj"
    if before in PREPOSITIONS or (before in TEMPORAL and not verb) or before == "to":
        return "prep"
    if verb:
        return "subj"
    if before in {"is", "was", "are", "were", "became", "become", "named", "called"}:
        return "pred"
    if (
        begin
        and before.isalpha()
        and not line[begin - 1].name
        and (is_finite(line, begin - 1) or before.endswith("ing"))
    ):
        return "obj"
    return "other"


def _titles(token: Token) -> bool:
    known = lexicon()
    word = token.word
    return (
        word in known.role_heads
        or word in known.role_modifiers
        or word in known.honorifics
        or word in {"the", "a"}
        or (word == "." or word in gazetteer().adjectives)
    )


def _past_aside(line: Sequence[Token], at: int) -> int:
    """Past an apposition or a bracket that begins at `at`, and past "and somebody" before the verb."""
    if at < len(line) and line[at].word in {",", "("}:
        closing = ")" if line[at].word == "(" else ","
        end = next((k for k in range(at + 1, min(len(line), at + _SPAN)) if line[k].word == closing), None)
        if end is not None:
            return end + 1
    if at < len(line) and line[at].word == "who":
        return at + 1
    return at


def _is_listed(line: Sequence[Token], first: int, last: int) -> bool:
    after = last + 1 < len(line) and line[last].word in {"and", "or", "&"} and line[last + 1].name
    before = first > 1 and line[first - 1].word in {"and", "or", "&"} and line[first - 2].name
    return after or before


# ── gender ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sex(entity: Entity, line: Sequence[Token], mention: Mention) -> None:
    """What the words beside a mention say: "Ms", "his wife", the office in `role`."""
    if entity.told:
        return
    words = [token.word for token in line[max(0, mention.first - 2) : mention.first] if token.word != "."][-1:]
    if (
        words == [","]
        and mention.first > 1
        and line[mention.last : mention.last + 1]
        and line[mention.last].word == ","
    ):
        words = [line[mention.first - 2].word]  # "his wife, Ada Tarn, said"
    if mention.actor is not None and mention.actor.role:
        words = [*words, *mention.actor.role.lower().replace(".", " ").split()]
    if mention.actor is not None and mention.actor.kind == "role":
        words += mention.actor.name.lower().split()
    near = {word for word in words if word.isalpha() or "-" in word}
    gender = by_words(near)
    if gender:
        entity.gender, entity.told = gender, True


def _sex_by_name(entity: Entity) -> None:
    if entity.gender or entity.kind == "role":
        return
    parts = parts_of(entity.name)
    entity.gender = by_name(parts) if len(parts) > 1 else by_given(parts[0])


# ── pronouns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _anaphors(number: int, line: Sequence[Token], quotes: _Quotes) -> Iterator[Anaphor]:
    for at, token in enumerate(line):
        bare = re.split("['’]", token.word)[0] if token.word[:1] in {"h", "s"} else ""
        if bare in SHE_WORDS or bare in HE_WORDS:
            gender: Gender = "she" if bare in SHE_WORDS else "he"
            end = token.start + len(bare)
            yield Anaphor(
                token.start, end, bare, gender, _case(line, at, bare), number, at, quotes.at(token.start),
                _speaks(line, at, at + 1),
            )  # fmt: skip


def _case(line: Sequence[Token], at: int, word: str) -> Case:
    if word in _SUBJECTS:
        return "subj"
    if word.endswith("self"):
        return "self"
    if word in {"his", "hers"}:
        return "poss"
    after = line[at + 1].word if at + 1 < len(line) else "."
    noun = word == "her" and after not in STOPS and after[0].isalnum() and after not in _NO_OWN
    return "poss" if noun and not is_adverb(line[at + 1]) else "obj"


def says(line: Sequence[Token], at: int) -> bool:
    """Whether the token is a form of a reporting verb."""
    return line[at].word in cues().verbs


def _speaks(line: Sequence[Token], first: int, last: int) -> bool:
    """Whether a reporting verb follows, or "said" or "according to" stands before, titles between."""
    begin = first
    while begin > 0 and first - begin < _LONGEST_TITLE and _titles(line[begin - 1]):
        begin -= 1
    before = tuple(token.word for token in line[max(0, begin - 2) : begin])
    if before[-1:] and (before[-1] in _SAID or before == ("according", "to")):
        return True
    at = _past_aside(line, last)
    while at < len(line) and at < last + _SPAN and (is_adverb(line[at]) or line[at].word in AUXILIARIES):
        at += 1
    return at < len(line) and says(line, at)
