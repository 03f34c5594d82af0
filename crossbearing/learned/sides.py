"""A claim as the judge of pairs is shown it: word pieces, and what each of them is to the claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, END = 101, 102
CONTEXT, CLAIM, SOURCE, MEANT = range(4)
"""What a piece is: of the sentence around the claim, of the claim, of who says it, of who its pronouns are."""
MOST_PIECES = 40
MOST_OF_CLAIM, MOST_NAMES = 30, 8
"""Together with the text's begin and end no more than MOST_PIECES."""
_MOST_CHARACTERS = 1_000
"""What the tokenizer is given of a part: more than the window holds in any language's words."""


class Side(NamedTuple):
    """One claim with its surroundings, as text."""

    source: str
    """Names of those who say it, deepest first; "" where the outlet does."""
    meant: str
    """Names of those whom its pronouns and offices mean."""
    before: str
    """Its sentence up to it."""
    claim: str
    after: str
    """Its sentence behind it."""


class Pieces(NamedTuple):
    """Ids of word pieces, and the sign of each."""

    ids: list[int]
    signs: list[int]


def pieces(side: Side, tokenizer: Tokenizer) -> Pieces:
    """At most MOST_PIECES: names first, then the claim with as much of its sentence on either side as there is room."""
    source, meant, before, claim, after = (_ids(part, tokenizer) for part in side)
    source, claim = source[:MOST_NAMES], claim[:MOST_OF_CLAIM]
    room = MOST_PIECES - 2 - len(source) - len(claim)
    meant = meant[: min(MOST_NAMES, room)]
    room -= len(meant)
    ahead = min(len(before), max(room // 2, room - len(after)))
    before, after = before[len(before) - ahead :], after[: room - ahead]
    parts = ((source, SOURCE), (meant, MEANT), (before, CONTEXT), (claim, CLAIM), (after, CONTEXT))
    ids = [BEGIN, *(piece for part, _ in parts for piece in part), END]
    signs = [CONTEXT, *(sign for part, sign in parts for _ in part), CONTEXT]
    return Pieces(ids, signs)


def _ids(text: str, tokenizer: Tokenizer) -> Sequence[int]:
    if not text:
        return []
    # Half a surrogate pair has no place in UTF-8; it comes out as "?".
    clean = text[:_MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    found: list[int] = tokenizer.encode(clean, add_special_tokens=False).ids
    return found
