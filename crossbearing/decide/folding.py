"""Texts as they are compared where cleaners spell them differently, with the way back to the text."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_ALIKE = {
    **dict.fromkeys("“”„‟«»″〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛‹›′ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
"""What is one mark, or none, in different spellings."""


class Folded(NamedTuple):
    """A text with marks, spaces and characters in one spelling."""

    text: str
    at: tuple[int, ...]
    """For each of its characters, where that which it stands for is in the text it was made of."""

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a passage (not empty) begins and ends between characters of that text: "1" is no part of "¼"."""
        inside = (start > 0 and self.at[start - 1] == self.at[start]) or self.at[end - 1 : end] == self.at[
            end : end + 1
        ]
        return not inside

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage (not empty) stands in the text it was made of."""
        return self.at[start], self.at[end - 1] + 1


def folded(text: str) -> Folded:
    """Quotation marks, dashes and runs of white space made one; compatible forms taken apart (Unicode's NFKD)."""
    made: list[str] = []
    at: list[int] = []
    for number, ch in enumerate(text):
        if ch.isspace():
            if made and made[-1] != " ":
                made.append(" ")
                at.append(number)
            continue
        for part in _ALIKE[ch] if ch in _ALIKE else unicodedata.normalize("NFKD", ch):
            made.append(_ALIKE.get(part, part))
            at.append(number)
    return Folded("".join(made), tuple(at))


def spelling(text: str) -> str:
    """A passage as it is compared: folded, without white space at its ends."""
    return folded(text).text.strip()
