"""What a report is before its furniture is cut: paragraphs, and what its page or front matter says of it."""

from __future__ import annotations

from crossbearing.records import Cut, Published, Record


class Page(Record, frozen=True):
    """Paragraphs as they stand (white space folded), and what was stated beside them."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: Published | None = None
    language: str | None = None
    cuts: tuple[Cut, ...] = ()
    """What was left out already: running heads of a PDF, what a mail quotes."""
