"""Which quotes are worth comparing: those of a speaker who said little, else those that share rare words.

A quote meets at most `MOST` others, so that the work grows with the number of quotes and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crossbearing.compare.said_words import Said

MOST = 20
_RAREST = 12
"""Of a quote's words, those that it is found by."""
_MOST_HOLDERS = 64
"""Of the quotes with a word, the first ones are found: where they are added longest first, the fullest."""


class Index:
    """Quotes by speaker and by rare words; a quote finds those that were added before it."""

    def __init__(self, said: Sequence[Said], speakers: Sequence[str | None]) -> None:
        self._said, self._speakers = said, speakers
        self._of: defaultdict[str | None, list[int]] = defaultdict(list)
        self._with: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
        self._anybody: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, row: int) -> None:
        self._of[self._speakers[row]].append(row)
        for form in self._rarest(row):
            self._with[self._speakers[row], form].append(row)
            self._anybody[form].append(row)

    def near(self, row: int) -> list[int]:
        """Those to compare with, in order: of the same speaker, of an unknown one, or of anybody for an unknown."""
        speaker = self._speakers[row]
        mine = self._of[speaker] if speaker is not None else []
        found = set(mine) if len(mine) <= MOST else set()
        shared: defaultdict[int, float] = defaultdict(float)
        for form, weight in self._rarest(row).items():
            for holders in self._holders(speaker, form):
                for other in holders[:_MOST_HOLDERS]:
                    shared[other] += weight
        best = sorted(shared, key=lambda other: (-shared[other], other))[:MOST]
        return sorted(found.union(best))

    def _holders(self, speaker: str | None, form: str) -> tuple[list[int], ...]:
        if speaker is None:
            return (self._anybody[form],)
        return self._with[speaker, form], self._with[None, form]

    def _rarest(self, row: int) -> dict[str, float]:
        weights = {form: weight for form, weight in self._said[row].by_form.items() if weight > 0}
        rarest = sorted(weights, key=lambda form: (-weights[form], form))[:_RAREST]
        return {form: weights[form] for form in rarest}
