"""Raw text → paragraphs: each one line, white space folded, nothing in it that a reader does not see.

Code points are otherwise kept as they are (no normalisation): a passage that stands in the input stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, C1, byte order marks inside text, bidirectional overrides and isolates (they make text show as it does not
stand), lone surrogates."""

_NARROWEST, _WIDEST = 40, 100
"""Columns at which plain text is wrapped by mail programs and terminals: 60 to 80, with room."""
_RAGGED = 8
"""Columns by which hands break early."""
_WRAPPED_SHARE = 0.7


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, in order. A blank line parts them; so does a single newline, unless the text was
    wrapped by a machine at some column, in which case a line goes on in the next."""
    folded = _CONTROLS.sub("", _BREAK.sub("\n", text))
    blocks = [[line for raw in block.split("\n") if (line := fold(raw))] for block in _BLANK_LINES.split(folded)]
    column = _column(blocks)
    return [line for block in blocks for line in (_unwrapped(block, column) if column else block)]


def fold(text: str) -> str:
    """`text` with each run of white space one space, none at its ends, and no control characters."""
    return " ".join(_CONTROLS.sub("", _BREAK.sub(" ", text)).split())


def _column(blocks: Sequence[Sequence[str]]) -> int | None:
    """The column at which the text was wrapped, or None.

    A wrapping program breaks a line only when the next word would not fit, and hands that wrap do nearly so: that holds
    of most breaks in wrapped text and of few in other text.
    """
    pairs = [pair for block in blocks for pair in pairwise(block)]
    widest = max((len(line) for block in blocks for line in block), default=0)
    if len(pairs) < 2 or not _NARROWEST <= widest <= _WIDEST:
        return None
    full = sum(_runs_over(line, following, widest) for line, following in pairs)
    return widest if full >= _WRAPPED_SHARE * len(pairs) else None


def _runs_over(line: str, following: str, column: int) -> bool:
    return following[:1].islower() or len(line) + 1 + len(following.split(" ", 1)[0]) > column - _RAGGED


def _unwrapped(block: Sequence[str], column: int) -> list[str]:
    out: list[str] = []
    last = ""
    for line in block:
        if last and _runs_over(last, line, column):
            hyphen = last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()
            out[-1] += line if hyphen else f" {line}"
        else:
            out.append(line)
        last = line
    return out
