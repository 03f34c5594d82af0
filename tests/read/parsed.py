"""Sentences with their trees written out: `word/UPOS/relation>head`, and `~` with the factuality where it matters."""

from __future__ import annotations

from crossbearing.learned.reader import Read
from crossbearing.learned.words import Words


def parsed(tree: str) -> tuple[str, Read]:
    """The sentence, its words parted by single spaces, and what a reader would say of it. Heads count from 0."""
    text, rows = "", []
    for row in tree.split():
        token, _, factual = row.partition("~")
        form, upos, link = token.split("/")
        relation, head = link.split(">")
        start = len(text) + bool(text)
        text += (" " if text else "") + form
        rows.append((start, len(text), upos, int(head), relation, float(factual or 0)))
    starts, ends, upos_of, heads, relations, factuals = zip(*rows, strict=True)
    words = Words(starts, ends, (0,) * len(rows), ((0, 0, 0),) * len(rows))
    return text, Read(words, upos_of, heads, relations, factuals, (), ())
