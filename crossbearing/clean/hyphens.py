"""Words that were parted at the end of a line: put together again, and with their hyphen where it is their own.

Typesetting puts hyphens into words; writers put them between words ("state-owned"), and a line may end at either. What
the document itself shows decides: a compound that stands elsewhere keeps its hyphen, a second half that is a word of
its own here speaks for one, a whole word that stands elsewhere speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐]$")
_FIRST = re.compile(r"[^\W\d_]+")
_COMPOUNDING = frozenset(
    "self well non ex co anti pro semi half mid long short high low so all cross state then two three four five six "
    "seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety one first second third vice".split()
)


class Hyphens:
    """What a document shows of its words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = [word.casefold() for word in _WORD.findall(line)]
            # The ends of a line may be halves of a word, and those are what is asked about.
            self._words.update(found[1:-1] if line.endswith(("-", "‐")) else found[1:])

    def joined(self, before: str, after: str) -> str:
        """`before`, which ends in a hyphen at the end of its line, and the line that follows it."""
        head, tail = _LAST.search(before), _FIRST.match(after)
        if head is None or tail is None or not after[0].islower():
            return before + after
        first, second = head[1].casefold(), tail[0].casefold()
        if f"{first}-{second}" in self._words:
            return before + after
        if first + second in self._words:
            return before[:-1] + after
        own = first in _COMPOUNDING or (len(second) > 3 and second in self._words and first in self._words)
        return before + after if own else before[:-1] + after
