"""What preparing, training and exporting share: the labels, the form of a window, the tokenizer."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
from tokenizers import Tokenizer

PIECES = 254
"""Word pieces in a window, its begin and end not counted."""
MOST_OF_A_WORD = 8
"""Pieces of one word that are looked at: no web address may fill a window."""
UNKNOWN, BEGIN, END = 100, 101, 102

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
ENTITIES = "person organisation place group facility product event money other".split()
ENTITY_TAGS = ["O", *(f"{side}-{kind}" for kind in ENTITIES for side in "BI")]
ROLES = ["cue", "source", "content"]
SAID_TAGS = ["O", *(f"{side}-{role}" for role in ROLES for side in "BI")]
LINK_TAGS = ["O", *(f"{side}-{role}" for role in ("source", "content") for side in "BI")]

TOKENIZER = Path(__file__).resolve().parents[2] / "crossbearing" / "learned" / "weights" / "tokenizer.json"


class Window(msgspec.Struct):
    """Whole sentences of one document. Spans are [first, behind the last) in words; heads are words, −1 is the root."""

    document: str
    words: list[str]
    signs: list[tuple[int, int, int]]
    sentence: list[int]
    said: list[list[list[tuple[int, int]]]] | None = None
    """Each attribution's cue, source and content, each a list of spans."""
    heads: list[int] | None = None
    relations: list[str] | None = None
    upos: list[int] | None = None
    entities: list[list[str]] | None = None
    """The labels that each word may have; none given: nothing is said of it."""
    factual: list[float | None] | None = None


@functools.cache
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(TOKENIZER))
    made.no_truncation()
    made.no_padding()
    return made


def pieces(shown: list[str]) -> list[list[int]]:
    """Word pieces of each word: at least one, at most MOST_OF_A_WORD."""
    out: list[list[int]] = [[] for _ in shown]
    if shown:
        encoding = tokenizer().encode(shown, is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if len(out[word]) < MOST_OF_A_WORD:
                out[word].append(piece)
    return [ids or [UNKNOWN] for ids in out]
