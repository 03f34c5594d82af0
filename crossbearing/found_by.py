"""What stories are found by, as those who make it and those who store it both know it: keys, and texts to search."""

from __future__ import annotations

import unicodedata
from typing import Literal

from crossbearing.records import Record

PassageKind = Literal["paragraph", "headline", "finding", "quote"]


class Stretch(Record, frozen=True):
    """Words of a report's text that are found as one: code points [start, end) of it."""

    kind: PassageKind
    start: int
    end: int
    target: str = ""
    """Id of the finding; a quote's speaker, or "" where nobody is named."""


class SearchedText(Record, frozen=True):
    """A report's text, and what of it is found."""

    report: str
    name: str
    outlet: str
    outlet_key: str
    day: str | None
    language: str
    text: str
    stretches: tuple[Stretch, ...]
    title: str = ""
    """The headline, where it does not stand in the text; it is searched too."""


def key_of(name: str) -> str:
    """The name without case, kinds of blanks and widths of letters; no control character is left in it.

    Unicode's compatibility caseless match (The Unicode Standard, 3.13, D146), near enough for names.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(" " if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in folded).split())
