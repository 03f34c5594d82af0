"""What a number counts: the noun after it, as a unit."""

from __future__ import annotations

from typing import NamedTuple

from crossbearing.read.clauses import is_verb
from crossbearing.read.fates import kind
from crossbearing.read.measures import MEASURES, UNITS, is_plural, measure_at, singular
from crossbearing.read.money import is_money_noun, money_noun
from crossbearing.read.numerals import Token, glued, number_at, word_at

_FUNCTION_WORDS = frozenset(
    "a an the of to in on at for from by with without into onto over under near and or but as than that which who"
    " whom whose when where while after before during since until between among amid against across along around"
    " behind inside outside within through per via if because so not also only still just now then there here his her"
    " its their our he she it they we i you this these those all both each every more most other others another early"
    " late about some no once ago apart away later earlier today yesterday tomorrow meanwhile including despite was"
    " were is are has have had be been will would can could may might must should shall do does did said says out off"
    " up down back again together alone including such like yet too very well often familiar close prior aware able"
    " already ever never plus minus upstream downstream".split()
)
_QUALITIES = frozenset(
    "new old young big large small great little huge major minor main key senior junior top leading former current"
    " different separate various additional extra further total whole full entire innocent ordinary local foreign"
    " armed unarmed heavy light critical serious severe consecutive straight good bad high low long short next last"
    " previous past recent final alleged possible potential known unknown remaining anonymous living dead strong"
    " powerful male female elderly adult national official one two three four five six seven eight nine ten first"
    " second third several many few own same only single lone fellow black white red green blue brown grey permanent"
    " important modern".split()
)
"""Words between a number and its noun that say what kind it is without making it another thing."""
_OF_WHOM = frozenset("its his her their our the them these those all".split())
_NOUNS_IN_LY = frozenset("family assembly anomaly monopoly supply bully reply butterfly daily weekly elderly".split())
_COLLECTIVES = frozenset("crew infantry cavalry horsepower livestock poultry headcount artillery".split())
_COMPOUNDS = frozenset("police women arms weapons sports customs operations communications".split())
"""Plurals that go on: "police officers", "arms dealers"."""


class Counted(NamedTuple):
    """The unit, and the token before which the figure's words end."""

    unit: str
    end: int


def unit_after(line: list[Token], last: int, *, one: bool = False, share: bool = False) -> Counted:
    """The noun that the number before token `last` counts, in the singular, with the noun that makes it another thing.

    `one`: the number is one, and its noun in the singular. `share`: it is part of something, which needs no plural.
    """
    at = last
    if word_at(line, at) == "-" and word_at(line, at + 1) == "odd":
        at += 2
    if word_at(line, at) in {"-", "–"} and glued(line, at):
        word = singular(word_at(line, at + 1))
        return Counted(word, at + 2) if word in MEASURES else Counted("", last)
    if word_at(line, at) == "of":
        at += 1
        while word_at(line, at) in _OF_WHOM:
            at += 1
        total = None if share else number_at(line, at)
        at = total.last if total else at  # "eight of the 30 miners", "19 of 22 drones"
    while word_at(line, at) in {"more", "other", "others", "further", "additional", "extra"}:
        at += 1
    if measured := measure_at(line, at):
        return Counted(*measured)
    at = _past_size(line, at)
    if at < len(line) and kind(line[at].word) and not is_plural(line[at].word):
        described = line[at].word.endswith("ed") or line[at].word in {"dead", "missing", "homeless", "slain"}
        if described and at + 1 < len(line) and is_plural(line[at + 1].word):
            return Counted(singular(line[at + 1].word), at + 2)  # "12 wounded soldiers"
        return Counted("", at + 1)  # "24 dead": what is said of them stands for the noun
    return _noun(line, at, last, _noun_phrase(line, at, one=one, share=share))


def _past_size(line: list[Token], at: int) -> int:
    """Past a size that stands between the number and its noun: "two 500-kilogram bombs", "3,000 152mm shells"."""
    size = number_at(line, at) if word_at(line, at)[:1].isdecimal() else None
    if size is None:
        return at
    joined = word_at(line, size.last) in {"-", "–"} and glued(line, size.last)
    noun = size.last + 1 if joined else size.last
    word = word_at(line, noun)
    measure = singular(word) in MEASURES if joined else word in UNITS
    return noun + 1 if measure and is_plural(word_at(line, noun + 1)) else at


def _noun(line: list[Token], at: int, last: int, words: list[int]) -> Counted:
    if not words or (line[words[-1]].name and line[words[-1]].word not in UNITS):
        return Counted("", at if word_at(line, at - 1) in {"others", "more", "other"} else last)
    head = words[-1]
    unit = singular(line[head].word)
    before = line[head - 1]
    if money := money_noun(line, head, unit, described=len(words) > 1):
        return Counted(money, head + 1)
    plain = not before.name and before.word not in _QUALITIES and not before.word.endswith("ed")
    if len(words) > 1 and words[-2] == head - 1 and plain and unit not in UNITS.values():
        unit = f"{before.word} {unit}"
    return Counted(unit, head + 1)


def _noun_phrase(line: list[Token], at: int, *, one: bool, share: bool) -> list[int]:
    """Places of the words from `at` on that may be the counted noun and what stands before it, up to its plural."""
    words: list[int] = []
    began = at
    while at < len(line) and at - began < 8 and len(words) < 5:
        token = line[at]
        joins = token.word == "and" and at > began and line[at - 1].name and at + 1 < len(line) and line[at + 1].name
        if joins:
            at += 1
            continue
        if _is_adverb(token.word) and not words and _describes(line, at + 1):
            at += 1  # "400 newly trained recruits"
            continue
        if not token.word[0].isalpha() or token.word in _FUNCTION_WORDS or _is_adverb(token.word):
            break
        end = _compound_end(line, at)
        if end > at:
            at = end + 1  # "government-held": the compound describes, its last part is no noun
            continue
        measure = token.word in UNITS or token.word in {"magnitude", "millimetre", "metre"} or is_money_noun(line, at)
        if one and words and token.word.endswith("ing"):
            break
        if not measure and not token.name and _acts(line, at, begun=bool(words)):
            if words or not _describes(line, at):
                break
            at += 1
            continue
        words.append(at)
        at += 1
        if measure or (is_plural(token.word) and not token.name and token.word not in _COMPOUNDS):
            return words
        if token.word in _COMPOUNDS and not is_plural(word_at(line, at)):
            return words
    if share:
        return _whole(line, words)
    return words if one or not words else _collective(line, words)


def _whole(line: list[Token], words: list[int]) -> list[int]:
    """What a share is of, where that is no plural: "the electorate", "the wheat crop"."""
    ends = next((n for n, at in enumerate(words) if n and line[at].word.endswith("ed")), len(words))
    nouns = [at for at in words[:ends] if not line[at].name and line[at].word not in _QUALITIES][:2]
    return [at for at in words if at <= nouns[-1]] if nouns else []


def _collective(line: list[Token], words: list[int]) -> list[int]:
    """Without a plural only what has none ("three crew"), or a measure that lost its hyphen ("a two day visit")."""
    first, last = line[words[0]].word, line[words[-1]].word
    if first in MEASURES:
        return words[:1]
    return words if last in _COLLECTIVES or singular(last) in MEASURES else []


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in _NOUNS_IN_LY


def _acts(line: list[Token], at: int, *, begun: bool) -> bool:
    return is_verb(line[at].word, "", finite=begun) and not is_plural(line[at].word)


def _describes(line: list[Token], at: int) -> bool:
    """Whether a participle stands before a plural noun that it describes: "two besieged towns"."""
    return word_at(line, at).endswith("ed") and is_plural(word_at(line, at + 1))


def _compound_end(line: list[Token], at: int) -> int:
    """The last token of the hyphened word that begins at `at`; `at` itself where none does."""
    while word_at(line, at + 1) in {"-", "–"} and glued(line, at + 1):
        at += 2
    return at
