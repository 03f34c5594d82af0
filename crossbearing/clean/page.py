"""What a report is before its furniture is cut: paragraphs, and what its page or front matter says of it."""

from __future__ import annotations

from crossbearing.records import Cut, DateFound, Published, Record


class Page(Record, frozen=True):
    """Paragraphs as they stand (white space folded), and what was stated beside them."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: Published | None = None
    """Of a format that gives one date and no more; a page with several has `dates`."""
    language: str | None = None
    dates: tuple[DateFound, ...] = ()
    """All dates found for its publication and its last change; `dates_chosen` chooses."""
    fallback: str | None = None
    """A day that is taken where no place gives one: htmldate's find in a web page."""
    region: str | None = None
    """ISO 3166-1 alpha-2, of a language tag such as "en-GB"."""
    section: str | None = None
    captions: tuple[str, ...] = ()
    """Paragraphs, or more than they, that are captions of pictures."""
    posts: tuple[str, ...] = ()
    """Paragraphs, or more than they, that are embedded posts."""
    cuts: tuple[Cut, ...] = ()
    """What was left out already: running heads of a PDF, what a mail quotes."""
