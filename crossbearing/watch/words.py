"""Words as a pattern has them, found in a text in every form: by the stems of Porter's second English stemmer.

Source: Porter, "Snowball: a language for stemming algorithms", 2001.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_STEMMER = snowballstemmer.stemmer("english")


class Words:
    """The words of a text, by place."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.stems = [stem(match[0]) for match in found]

    def find(self, phrase: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where a phrase, given by its stems, stands in text[start:end]."""
        for at, first in enumerate(self.stems):
            if first == phrase[0] and start <= self.starts[at]:
                last = at + len(phrase) - 1
                if last < len(self.ends) and self.ends[last] <= end and self.stems[at : last + 1] == list(phrase):
                    yield self.starts[at], self.ends[last]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word, without the ending of a genitive."""
    bare: str = _STEMMER.stemWord(re.sub(r"['’]s?$", "", word.casefold()))
    return bare


@lru_cache(maxsize=10_000)
def phrase(words: str) -> tuple[str, ...]:
    """The stems of a phrase."""
    return tuple(stem(match[0]) for match in _WORD.finditer(words))
