"""How common English words are, whatever a case's reports are about."""

from __future__ import annotations

import math
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"\w+")
_UNSEEN = 1.5
"""Stretches in which a word counts as seen that the table does not hold: less than its rarest, more than none."""


class _Table(NamedTuple):
    size: int
    """Stretches of running text that were counted."""
    counts: dict[str, int]


@cache
def _table() -> _Table:
    rows = resources.files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows[1:]]
    return _Table(size=int(cells[0][1]), counts={word: int(count) for word, count in cells[1:]})


def share(word: str) -> float:
    """Share of stretches of 400 running words that hold the word (lower case): 1.0 for "the", .0015 for the unknown."""
    table = _table()
    return table.counts.get(word, _UNSEEN) / table.size


def rarity(word: str) -> float:
    """-log of `share`: 0 for a word that is everywhere, 6.5 for one that is not known."""
    return -math.log(share(word))
