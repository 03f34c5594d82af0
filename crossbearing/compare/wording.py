"""How far reports use the same words: cosine of TF-IDF, where the background keeps few reports from misleading it.

A word's document frequency is estimated from the case's reports together with `_PRIOR` imagined ones of the background
(additive smoothing towards a prior; Zhai & Lafferty 2004 do so for language models). Otherwise three reports would tell
nothing of what is rare, and a case about one event would hold that event's own words to be worthless.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.background import WORD, rarity, share

_PRIOR = 50
_LEAST_OF_BACKGROUND = 0.25
"""A word keeps this part of its background weight, in however many reports of the case it stands."""
_FUNCTION_WORD = 0.4
"""A word in a larger share of all English says nothing of the subject."""


class Wording:
    """An index of texts by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [
            {word: n for word, n in Counter(WORD.findall(text.lower())).items() if share(word) < _FUNCTION_WORD}
            for text in texts
        ]
        reports_with = Counter(word for count in counts for word in count)
        vocabulary = sorted(reports_with)
        number = {word: at for at, word in enumerate(vocabulary)}
        weight = [_weight(word, reports_with[word], len(texts)) for word in vocabulary]
        self._size, self._vocabulary = len(texts), len(vocabulary)
        self._words: list[NDArray[np.int64]] = []
        self._weights: list[NDArray[np.float64]] = []
        for count in counts:
            words = sorted(number[word] for word in count)
            row = np.array([(1 + math.log(count[vocabulary[at]])) * weight[at] for at in words], dtype=np.float64)
            self._words.append(np.array(words, dtype=np.int64))
            self._weights.append(row / (np.sqrt((row * row).sum()) or 1.0))
        self._index()

    def _index(self) -> None:
        """Postings: for every word, the texts that hold it and its weight there; the keys find a part of the texts."""
        lengths = [len(words) for words in self._words]
        words = np.concatenate([np.empty(0, dtype=np.int64), *self._words])
        texts = np.repeat(np.arange(self._size), lengths)
        weights = np.concatenate([np.empty(0), *self._weights])
        order = np.argsort(words, kind="stable")
        self._texts_of, self._weights_of = texts[order], weights[order]
        self._keys = words[order] * self._size + self._texts_of

    def row(self, text: int, first: int, last: int) -> NDArray[np.float64]:
        """Likeness, 0 to 1, of one text to the texts from number `first` to before `last`."""
        words, weights = self._words[text], self._weights[text]
        begins = np.searchsorted(self._keys, words * self._size + first)
        lengths = np.searchsorted(self._keys, words * self._size + last) - begins
        before = np.concatenate([[0], np.cumsum(lengths)])
        at = np.arange(before[-1]) + np.repeat(begins - before[:-1], lengths)
        products = self._weights_of[at] * np.repeat(weights, lengths)
        return np.bincount(self._texts_of[at] - first, products, last - first).astype(np.float64, copy=False)

    def matrix(self, members: Sequence[int]) -> NDArray[np.float64]:
        """Likeness, 0 to 1, of some texts to one another."""
        words = np.concatenate([self._words[member] for member in members])
        weights = np.concatenate([self._weights[member] for member in members])
        owner = np.repeat(np.arange(len(members)), [len(self._words[member]) for member in members])
        here = np.zeros(self._vocabulary)
        rows = np.empty((len(members), len(members)))
        for at, member in enumerate(members):
            here[self._words[member]] = self._weights[member]
            rows[at] = np.bincount(owner, here[words] * weights, len(members))
            here[self._words[member]] = 0.0
        return rows


def _weight(word: str, reports: int, of: int) -> float:
    estimated = (reports + _PRIOR * share(word)) / (of + _PRIOR)
    return max(-math.log(estimated), _LEAST_OF_BACKGROUND * rarity(word))
