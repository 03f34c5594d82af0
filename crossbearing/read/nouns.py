"""Actors without a name: offices, groups and bodies in small letters ("a senior aide", "Norian officials", "the army").

A noun of the lists is taken with the words before it that say which one, back to its article. It must end its noun
phrase: in "the police chief" it is the chief, and "the army lorry" is nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.read.clauses import is_verb
from crossbearing.read.gazetteer import gazetteer
from crossbearing.read.mentions import CERTAIN, Mention
from crossbearing.read.names import lexicon
from crossbearing.read.runs import FUNCTION, Line
from crossbearing.records import ActorKind

_INDEFINITE = frozenset(
    "a an one another some any each every no many several all certain most two three four five".split()
)
_COMPOUND_ENDS = (
    "backed",
    "based",
    "run",
    "led",
    "held",
    "owned",
    "controlled",
    "funded",
    "ranking",
    "level",
    "linked",
)
_COMPOUND_STARTS = ("pro-", "anti-", "counter-", "ex-", "non-", "semi-", "vice-", "co-", "north-", "south-")
_RULES = frozenset("government regime administration junta presidency opposition".split())
"""Bodies that go by the name of the person or place at their head: "the Tarn government"."""
_AFTERWARDS = frozenset(
    "alongside like unlike today yesterday ahead alike abroad together alone there here twice instead back away".split()
)


def unnamed(line: Line, names: Sequence[Mention]) -> list[Mention]:
    """`names` and the unnamed actors of the sentence, in order; a name inside an unnamed actor is part of it."""
    ends = {mention.last: mention for mention in names}
    taken = {at for mention in names for at in range(mention.first, mention.last)}
    free = 0
    found: list[Mention] = []
    for at, word in enumerate(line.words):
        kind = None if at in taken or (word.name and at and line.titled) else _kind(line, at)
        if kind is None or _noun_follows(line, at + 1, taken):
            continue
        first = _phrase_begin(line, at, kind, (free, ends))
        mention = _judged(line, first, at, free, taken)
        if mention is None:
            continue
        found.append(mention)
        free = at + 1
    inside = {at for mention in found for at in range(mention.first, mention.last)}
    kept = [mention for mention in names if mention.first not in inside]
    return sorted([*kept, *found], key=lambda mention: mention.first)


def _kind(line: Line, at: int) -> ActorKind | None:
    word, known = line.words[at], lexicon()
    if word.text.isupper() and len(word.text) > 2:
        return None  # an acronym, and no "TV"
    if word.low in known.body_common:
        return "organisation"
    if word.low in known.group_heads:
        return "group"
    if word.low not in known.role_heads:
        return None
    return "organisation" if word.name and at and word.low in known.body_heads else "role"


def _noun_follows(line: Line, at: int, taken: set[int]) -> bool:
    """Whether the noun phrase goes on after the noun: "police chief", "army lorry"."""
    if not line.goes_on(at):
        return False
    word, before = line.words[at], line.words[at - 1].low
    if word.low in lexicon().never or word.text[0].isdigit():
        return False
    if word.name:
        return at in taken and before in lexicon().role_heads  # the office of the name that follows
    if _kind(line, at) is not None and not word.low.endswith("ed"):
        return True
    if before in lexicon().group_heads and before.endswith("s") and not word.low.endswith("s"):
        return False  # a plural seldom stands before another noun: "rebels advance"
    if word.low == "of" and at + 2 in taken and before in lexicon().role_heads:
        return line.goes_on(at + 1) and line.words[at + 1].low in ("state", "staff")
    if word.low.endswith("s") and is_verb(word.low[:-1], before):
        return False
    if word.low.endswith("ing") and not line.goes_on(at + 1):
        return True
    small = word.low in FUNCTION or word.low in _AFTERWARDS or word.low in lexicon().verbs
    return not (small or is_verb(word.low, before) or word.low.endswith(("ly", "ing")))


def _phrase_begin(line: Line, at: int, kind: ActorKind, bounds: tuple[int, dict[int, Mention]]) -> int:
    """The first word of the phrase that ends at `at`, its article aside."""
    free, ends = bounds
    first = at
    while first > free and line.goes_on(first):
        name = ends.get(first)
        if name is not None:
            if name.kind == "person" and kind != "organisation":
                break
            if kind == "organisation" and (line.words[at].low not in _RULES or name.kind == "organisation"):
                break
            first = name.first
        elif _says_which(line, first - 1, kind):
            first -= 1
        else:
            break
    if first + 2 <= at and line.words[first].low == "and":
        first += 1
    return first


def _says_which(line: Line, at: int, kind: ActorKind) -> bool:
    """Whether the word before a noun tells which official, which ministry."""
    word, known, gazette = line.words[at], lexicon(), gazetteer()
    if word.low in gazette.adjectives or (at and f"{line.words[at - 1].low} {word.low}" in gazette.adjectives):
        return True
    if word.low in ("north", "south", "saudi", "sri", "new", "east", "west") and word.name:
        return f"{word.low} {line.words[at + 1].low}" in gazette.adjectives
    if word.low == "and":
        return at > 0 and line.goes_on(at) and line.goes_on(at + 1) and _listed_adjective(line, at - 1)
    lists = {
        "role": known.role_modifiers | known.body_common,
        "group": known.group_modifiers,
        "organisation": known.body_modifiers,
    }
    if word.low in lists[kind]:
        return True
    compound = "-" in word.low and (word.low.endswith(_COMPOUND_ENDS) or word.low.startswith(_COMPOUND_STARTS))
    return compound or ("-" in word.low and all(part in gazette.adjectives for part in word.low.split("-")))


def _listed_adjective(line: Line, at: int) -> bool:
    return line.words[at].low in gazetteer().adjectives and line.words[at].name


def _judged(line: Line, first: int, at: int, free: int, taken: set[int]) -> Mention | None:
    """The phrase as a mention, if it means somebody: with an article or an owner, or a word that says who."""
    words, known, kind = line.words, lexicon(), _kind(line, at)
    begin = first
    if first > free and line.goes_on(first) and words[first - 1].low in known.determiners and first - 1 not in taken:
        begin = first - 1
    article = words[begin].low if begin < first else ""
    owned = first > 0 and words[first - 1].possessive and words[first].joined
    said_which = first < at
    if kind == "role" and not (article or said_which or owned):
        return None
    if words[at].low in ("source", "sources") and line.goes_on(at + 1) and words[at + 1].low == "of":
        return None
    if kind == "organisation":
        speaks = line.goes_on(at + 1) and words[at + 1].low in known.verbs
        apposed = (
            first == at
            and first > 0
            and line.goes_on(first)
            and first - 1 in taken
            and words[at].low in known.body_kinds
        )
        if not (article == "the" or said_which or owned or apposed or speaks or words[at].low in known.group_alone):
            return None
        begin = begin if article in _INDEFINITE else first
    if kind == "group" and not (said_which or owned or article == "the" or words[at].low in known.group_alone):
        return None
    role = line.shown(first, at + 1) if kind == "role" else None
    known_one = article not in _INDEFINITE if article else owned or words[first].low in gazetteer().adjectives
    definite = known_one or (kind == "organisation" and article not in _INDEFINITE)
    return Mention(begin, at + 1, kind, CERTAIN, role, definite=definite)


def parts_of_the_world(line: Line, taken: set[int]) -> Iterator[Mention]:
    """ "the West", "the North": a part of the world or of a divided country, with its capital and its article."""
    for at in range(1, len(line.words)):
        word = line.words[at]
        alone = at not in taken and not (line.goes_on(at + 1) and line.words[at + 1].name)
        the = line.goes_on(at) and line.words[at - 1].low == "the"
        if the and alone and word.text in ("West", "North", "South"):
            yield Mention(at, at + 1, "place", CERTAIN)
