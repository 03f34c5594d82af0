"""Reports of known events: `articles.jsonl`, one report a line with the event that it is of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from crossbearing.records import Published, Report, Span, content_id

FILE = Path("../shared/datasets/same_event_groups/articles.jsonl")


class Article(msgspec.Struct):
    """One line of the file."""

    ID: str
    group: str
    title: str
    date: str
    source: str
    content_original: str

    @property
    def fold(self) -> int:
        """0 to 4, the same for all reports of an event."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 5

    def report(self) -> Report:
        """The article as the cleaner would leave it: its title, then its paragraphs."""
        lines = [self.title, *self.content_original.split("\n")]
        paragraphs = [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines]
        title = paragraphs[0]
        rid = content_id("r", self.ID)
        return Report(
            id=rid,
            name=self.ID,
            capture=rid,
            outlet=self.source,
            url=None,
            title=title or None,
            headline=Span(report=rid, start=0, end=len(title)) if title else None,
            byline=None,
            dateline=None,
            published=Published(value=self.date or None, evidence="the data set"),
            language="en",
            text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        )


def load(path: Path = FILE) -> list[Article]:
    """All articles, in the order of the file."""
    return [msgspec.json.decode(line, type=Article) for line in path.read_bytes().splitlines() if line.strip()]


def by_event(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Event → its articles, both in the order of the file."""
    events: dict[str, list[Article]] = {}
    for article in articles:
        events.setdefault(article.group, []).append(article)
    return events
