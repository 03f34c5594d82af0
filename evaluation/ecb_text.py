"""ECB+ documents as running text: tokens put together again, for annotation and reading.

ECB+ (Cybulska & Vossen 2014) keeps tokens and sentences, not the text. What is made here is the same on every machine,
so that offsets into it can be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

_CLOSES = re.compile(r"^(?:[.,;:!?%)\]}”]+|['’](?:s|S|re|ve|ll|d|m|t)?|n['’]t|-|/|_)$")
"""Tokens before which no space stands."""
_OPENS = frozenset("([{$£€-/_#@“‘")
"""Tokens after which no space stands."""
_SUFFIXES = frozenset("s t re ve ll d m S".split())
"""What belongs to the word before it, after an apostrophe that is a token by itself."""
_WITHIN = re.compile(r"(?<=\d)([.:]|,(?= \d{3}\b)) (?=\d)|(?<=\b[A-Z])(\.) (?=[A-Z]\.)")
"""Marks inside a number, a time or an abbreviation, which the tokens hold apart."""
_ADDRESS = re.compile(r"^https?\b|^www\b", re.IGNORECASE)
_SENTENCES = 3
"""How many sentences make a paragraph; the documents keep none."""


def joined(tokens: Iterable[str]) -> str:
    """One sentence's tokens as text; a straight quotation mark opens and closes in turn."""
    text, inside = "", False
    glue = True
    for word in tokens:
        if word == '"':
            text += word if inside or glue else f" {word}"
            glue = not inside
            inside = not inside
            continue
        suffix = text.endswith(("’", "'")) and word in _SUFFIXES
        text += word if glue or suffix or _CLOSES.match(word) else f" {word}"
        glue = word in _OPENS
    return _WITHIN.sub(lambda mark: mark[0].rstrip(), text)


def sentences(path: Path) -> Iterator[str]:
    """The sentences of one document in their order, without the address in its first line."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 — a data set on this machine
    by_sentence = groupby(root.iter("token"), key=lambda token: token.get("sentence"))
    for _, tokens in by_sentence:
        words = [token.text or "" for token in tokens]
        if words and not _ADDRESS.match(words[0]):
            yield joined(words)


def text(path: Path) -> str:
    """The document: its first sentence, which is its headline, then paragraphs of three sentences."""
    first, *rest = sentences(path)
    paragraphs = [" ".join(rest[at : at + _SENTENCES]) for at in range(0, len(rest), _SENTENCES)]
    return "\n\n".join([first, *paragraphs])
