"""What somebody said, word by word, under all that a report may do to it without saying another thing.

A contraction is two words, a number in letters is one in digits, British spelling is American; for the likeness of
wordings, tense and person fall away too ("I will", "he would"). Words weigh what they tell: their rarity in English,
lessened by how many sentences of the story have them (`compare.wording` estimates both in the same way).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from crossbearing.compare.background import rarity, share
from crossbearing.compare.overview import stem
from crossbearing.compare.spelling import one_variety

MOST = 400
"""Words of one passage that are looked at."""
_MOST_CHARACTERS = 40 * MOST
_PRIOR = 50
"""Imagined sentences of any text, beside those of the story."""
_MOST_RARITY = 6.0
_UNKNOWN = 6.0
"""Nats, from which on a word is hardly in any text."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’][^\W_]+)*|[\[\]]")
_SHORTENED = {"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}
_WHOLE = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}
_SUBJECTS = frozenset("he she it that there here what who where how this let everybody everyone nobody".split())
NEGATIONS = frozenset("not no never nobody none nothing neither nor without".split())
_SAME = {
    "cannot": ("can", "not"),
    "noone": ("nobody",),
    "anyone": ("anybody",),
    "everyone": ("everybody",),
    "someone": ("somebody",),
}
_GRAMMAR = {
    word: form
    for form, words in {
        "be": "am is are was were been being be",
        "have": "have has had having",
        "do": "do does did done doing",
        "will": "will would shall",
        "can": "can could",
        "may": "may might",
        "they": "i me he him she her we us they them you",
        "their": "my mine his hers our ours their theirs your yours",
        "this": "this that these those",
    }.items()
    for word in words.split()
}
_IRREGULAR = {
    form: base
    for base, forms in (
        entry.split(":")
        for entry in (
            "bear:bore born,begin:began begun,break:broke broken,bring:brought,build:built,burn:burnt,buy:bought,"
            "catch:caught,choose:chose chosen,come:came,cut:cutting,die:died dying,draw:drew drawn,drink:drank drunk,"
            "drive:drove driven,eat:ate eaten,fall:fell fallen,feel:felt,fight:fought,find:found,flee:fled,fly:flew"
            " flown,forget:forgot forgotten,freeze:froze frozen,get:got gotten,give:gave given,go:went gone goes,"
            "grow:grew grown,hang:hung,hear:heard,hide:hid hidden,hold:held,keep:kept,know:knew known,lead:led,"
            "leave:left,lend:lent,lie:lay lied lying,lose:lost,make:made,mean:meant,meet:met,pay:paid,ride:rode ridden,"
            "ring:rang rung,rise:rose risen,run:ran,say:said,see:saw seen,seek:sought,sell:sold,send:sent,shake:shook,"
            "shoot:shot,show:shown,shut:shutting,sing:sang sung,sink:sank sunk,sit:sat,sleep:slept,speak:spoke spoken,"
            "spend:spent,stand:stood,steal:stole stolen,strike:struck,swear:swore sworn,swim:swam swum,take:took taken,"
            "teach:taught,tear:tore torn,tell:told,think:thought,throw:threw thrown,understand:understood,wake:woke,"
            "wear:wore worn,win:won,write:wrote written"
        ).split(",")
    )
    for form in forms.split()
}
_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_FEWEST = 2
"""Lesser numbers in letters are pronouns and articles as often ("one of us")."""


class Word(NamedTuple):
    """One word; two of them may stand in one place ("won't")."""

    key: str
    """As it is the same word however it is set down."""
    form: str
    """The same in all its tenses and persons; numbers begin with "#"."""
    weight: float
    """What it tells, in nats; 0 for a word that an editor put between brackets."""
    start: int
    end: int
    name: bool
    """It has a capital where no sentence begins, or where hardly any text has the word."""


class Said:
    """The words of one passage, with what is asked of them again and again."""

    __slots__ = ("by_form", "forms", "keys", "upto", "words")

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self.keys = tuple(word.key for word in self.words)
        self.forms = tuple(word.form for word in self.words)
        self.by_form = {word.form: word.weight for word in self.words}
        self.upto = (0.0, *accumulate(word.weight for word in self.words))
        """Weight of the words before each, and of all."""

    def __len__(self) -> int:
        return len(self.words)

    @property
    def weight(self) -> float:
        """What all words tell, in nats."""
        return self.upto[-1]


class Weights:
    """What the words of a story tell."""

    def __init__(self, sentences: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        self._sentences = 0
        for sentence in sentences:
            self._sentences += 1
            seen.update({_form(key) for key, *_ in _keys(sentence)})
        self._seen = seen

    def said(self, text: str, start: int = 0) -> Said:
        """The words of a passage, which begins at code point `start`."""
        words: list[Word] = []
        for key, first, last, aside in _keys(text[:_MOST_CHARACTERS]):
            form = _form(key)
            weight = 0.0 if aside else self._weight(key, form, text[first:last].lower())
            words.append(Word(key, form, weight, start + first, start + last, _is_name(text, first, key)))
            if len(words) == MOST:
                break
        return Said(words)

    def _weight(self, key: str, form: str, written: str) -> float:
        if key in NEGATIONS or form in _GRAMMAR.values():
            return 0.0
        common = max(share(key), share(written))  # the key may be spelled as no text spells it
        estimated = (self._seen[form] + _PRIOR * common) / (self._sentences + _PRIOR)
        return min(max(-math.log(estimated), 0.0), _MOST_RARITY)


def _keys(text: str) -> list[tuple[str, int, int, bool]]:
    """Words as they are compared, where they stand, and whether between brackets."""
    found: list[tuple[str, int, int, bool]] = []
    aside = False
    for match in _WORD.finditer(text):
        if match[0] in "[]":
            aside = match[0] == "["
            continue
        start, end = match.span()
        for key in _expanded(unicodedata.normalize("NFKC", match[0]).lower().replace("’", "'")):
            last = found[-1] if found else None
            if last and last[0] == "no" and key == "one" and start - last[2] == 1:
                found[-1] = ("nobody", last[1], end, aside)
            elif last and last[0] in _TENS and key in _UNITS and text[last[2] : start] == "-":
                found[-1] = (str(_TENS[last[0]] + _UNITS[key]), last[1], end, aside)
            else:
                found.append((key, start, end, aside))
    return [(_in_digits(key), start, end, aside) for key, start, end, aside in found]


def _in_digits(key: str) -> str:
    number = _TENS.get(key, _UNITS.get(key, 0))
    return str(number) if number >= _FEWEST else key


@lru_cache(maxsize=65536)
def _expanded(word: str) -> tuple[str, ...]:
    """A word in small letters as the words that it is."""
    if word[0].isdigit():
        return (word.replace(",", ""),)
    if word in _WHOLE:
        return (_WHOLE[word], "not")
    if word.endswith("n't") and word != "n't":
        return (word[:-3], "not")
    head, apostrophe, tail = word.rpartition("'")
    if apostrophe and tail in _SHORTENED:
        return (head, _SHORTENED[tail])
    if apostrophe and tail == "s":
        return (head, "is") if head in _SUBJECTS else (one_variety(head),)
    plain = word.replace("'", "")
    return _SAME.get(plain, (one_variety(plain),))


@lru_cache(maxsize=65536)
def _form(key: str) -> str:
    """What is left of a word without tense, person and number."""
    if key[0].isdigit():
        return "#" + key
    if key in _GRAMMAR:
        return _GRAMMAR[key]
    if key in _IRREGULAR:
        return _IRREGULAR[key]
    bare = stem(key)
    if len(bare) > 3 and bare[-1] in "ey":
        bare = bare[:-1]
    return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeiou" else bare


def _is_name(text: str, start: int, key: str) -> bool:
    if not text[start].isupper() or key in _GRAMMAR:
        return False
    before = text[:start].rstrip(" ")
    begins = not before or before[-1] in ".!?:…\n“‘\"'[("
    return not begins or rarity(key) >= _UNKNOWN
