"""Text → words, and what the reader's network is told of each beside its letters.

Words are cut as the Universal Dependencies cut English: clitics, hyphens and punctuation marks stand alone; numbers,
web addresses and abbreviations stay whole. Every character that is not white space belongs to exactly one word.

The network's encoder is uncased, and its window may open inside a quotation. So each word carries three small
numbers: its shape, where it stands to quotation marks, and whether it opens a sentence or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crossbearing.records import Record

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e]"
_WORD = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]{{1,500}}
    | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}}
    | (?:{_LETTER}\.){{2,8}}
    | (?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Prof|Rev|Hon|Inc|Corp|Co|Ltd|vs|No
        |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fla|Calif|Pa|Va|Mass|Ariz|Conn|Tenn|Wis|Minn)\.(?=\s|,)
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])
    | \d+(?:[.,:]\d+)*
    | (?:{_LETTER}|{_MARK})+?(?=n['’]t(?![^\W_]))
    | n['’]t(?![^\W_])
    | ['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)(?![^\W_])
    | (?:{_LETTER}|{_MARK})(?:[^\W_]|{_MARK})*
    | \.{{2,}} | -{{2,}} | _+
    | \S
    """,
    re.VERBOSE,
)
_SINGLE_LETTER = 1


class Words(Record, frozen=True):
    """Words of a text, in order. `starts` and `ends` are code points; `sentence` is the number of each one's sentence.

    `signs` holds three numbers a word: shape (0–7), quotation (0–2), opening (0–2).
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    signs: tuple[tuple[int, int, int], ...]


SHAPES, QUOTATION, OPENINGS = 8, 3, 3
"""How many values each of the three signs can have."""

_LOWER, _TITLE, _UPPER, _CAPITAL, _MIXED, _DIGITS, _ALNUM, _OTHER = range(SHAPES)
_OPENS, _CLOSES, _EITHER = "“«„", "”»", '"'


def shape(word: str) -> int:
    """The case and kind of a word's characters as one of eight classes."""
    if not word.isalpha():
        letters = any(character.isalpha() for character in word)
        if any(character.isdigit() for character in word):
            return _ALNUM if letters else _DIGITS
        if not letters and not any(character.isalnum() for character in word):
            return _OTHER
    if word.islower():
        return _LOWER
    if word.isupper():
        return _CAPITAL if len(word) == _SINGLE_LETTER else _UPPER
    return _TITLE if word[:1].isupper() and word[1:].islower() else _MIXED


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Words of `text[start:end]` as offsets into `text`."""
    return [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]


def quotation(words: Iterable[str], inside: bool = False) -> list[int]:
    """For each word of one paragraph: 0 outside double quotation marks, 1 inside, 2 a mark itself."""
    found = []
    for word in words:
        if word in _OPENS or word in _CLOSES or word == _EITHER:
            inside = word in _OPENS or (word == _EITHER and not inside)
            found.append(2)
        else:
            found.append(int(inside))
    return found


def openings(sentence: Sequence[int], paragraph: Sequence[int]) -> list[int]:
    """For each word: 2 if it is its paragraph's first, 1 if its sentence's, else 0."""
    found = []
    for at in range(len(sentence)):
        if not at or paragraph[at] != paragraph[at - 1]:
            found.append(2)
        else:
            found.append(int(sentence[at] != sentence[at - 1]))
    return found


def words(text: str, sentences: Sequence[tuple[int, int]]) -> Words:
    """Words of a text whose sentences are given as (start, end) in order; paragraphs are parted by line breaks."""
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    paragraphs: list[int] = []
    paragraph, behind = 0, 0
    for number, (start, end) in enumerate(sentences):
        paragraph += "\n" in text[behind:start]
        behind = end
        for begin, stop in cut(text, start, end):
            starts.append(begin)
            ends.append(stop)
            numbers.append(number)
            paragraphs.append(paragraph)
    shown = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return Words(tuple(starts), tuple(ends), tuple(numbers), tuple(signs(shown, numbers, paragraphs)))


def signs(shown: Sequence[str], sentence: Sequence[int], paragraph: Sequence[int]) -> list[tuple[int, int, int]]:
    """Shape, quotation and opening of each word, given the numbers of its sentence and its paragraph."""
    quoted: list[int] = []
    at = 0
    while at < len(shown):
        end = at
        while end < len(shown) and paragraph[end] == paragraph[at]:
            end += 1
        quoted += quotation(shown[at:end])
        at = end
    return [
        (shape(word), quote, opening)
        for word, quote, opening in zip(shown, quoted, openings(sentence, paragraph), strict=True)
    ]
