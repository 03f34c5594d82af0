"""When two spellings are one name: transliteration differs by vowels, doubled letters and articles, rarely by more."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset("al el as ash ar at an ad az ul the".split())
_LETTERS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("ph", "f"))
_SINGLE = str.maketrans({"y": "i", "q": "k", "x": "ks", "w": "v", "j": "i"})
_DOUBLED = re.compile(r"(.)\1+")
_HARD_C = re.compile(r"c(?![eiyh])")
_VOWELS = re.compile(r"[aeiou]")
_SHORT = 4
"""Shorter words are one only where they sound alike letter by letter: "Il" is not "Un", "Iran" not "Iraq"."""


def folded(name: str) -> tuple[str, ...]:
    """The words of a name in small plain letters, hyphens and articles apart ("Tarn al-Halabi": "tarn", "halabi")."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    parts = _WORD.findall(bare.replace("'", "").replace("’", ""))
    return tuple(part for part in parts if part not in _ARTICLES) or tuple(parts)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word as it is said, near enough: "oud" and "uud" are "ud"."""
    for written, said in _LETTERS:
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", _HARD_C.sub("k", word).translate(_SINGLE))


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """The first letter and the consonants after it, as they are said; spellings of one word share them."""
    heard = sound(word)
    return heard[:1] + _VOWELS.sub("", heard[1:])


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are spellings of one: alike in sound, or but for a few vowels ("dmitri", "dmytro")."""
    if a == b or (sound(a) == sound(b) and len(sound(a)) > 2):
        return True
    shorter = min(len(a), len(b))
    if shorter < _SHORT or bones(a) != bones(b) or len(bones(a)) < 2:
        return False
    return OSA.distance(sound(a), sound(b)) <= max(1, shorter // 3)


def same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two folded names are spellings of one: word by word, run together, or the family name put first."""
    if a == b or "".join(a) == "".join(b) or (len(a) > 1 and sorted(a) == sorted(b)):
        return True
    return len(a) == len(b) and all(same_word(x, y) for x, y in zip(a, b, strict=True))


def initials(name: str) -> frozenset[str]:
    """The abbreviations that a name in capitals can have: of its capital words, and of all its words."""
    parts = _WORD.findall(name)
    if len(parts) < 2:
        return frozenset()
    capital = "".join(part[0] for part in parts if part[0].isupper()).lower()
    return frozenset((capital, "".join(part[0] for part in parts).lower()))


_OUR = frozenset("four hour your our tour pour sour flour devour contour detour velour glamour paramour".split())
_VARIETIES = (
    (re.compile(r"our(?=(?:s|ed|ing|er|ers|ite|ites|able|ful|hood)?$)"), "or"),
    (re.compile(r"is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=[bct])re(?=s?$)"), "er"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"enc(?=e(?:s|d)?$)"), "ens"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"(?<=[^aeiou])[ao]e(?=[^\W\d_]{3})"), "e"),
)
"""Endings, and ae and oe, that British and American English write in two ways; most regular ones."""


@lru_cache(maxsize=65536)
def one_variety(word: str) -> str:
    """A word in small letters as one variety of English writes it, to be compared, never shown.

    "organised" and "organized", "centre" and "center" come out the same; a word that is written in one way alone may
    come out as none.
    """
    if word in _OUR or len(word) < _SHORT + 1:
        return word
    for ending, written in _VARIETIES:
        word = ending.sub(written, word)
    return word
