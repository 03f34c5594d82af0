"""What stories are found by, made by hand for the tests of the store."""

from __future__ import annotations

from crossbearing.found_by import SearchedText, Stretch, key_of
from crossbearing.store.index import Entry, IndexedStory


def a_text(
    text: str, name: str = "weir", day: str | None = "2031-05-04", *, language: str = "en", title: str = ""
) -> SearchedText:
    """A report of one outlet, all of whose paragraphs are found."""
    stretches: list[Stretch] = []
    start = 0
    for paragraph in text.split("\n\n"):
        stretches.append(Stretch("paragraph", start, start + len(paragraph)))
        start += len(paragraph) + 2
    outlet = f"The {name.title()}"
    return SearchedText(f"report-{name}", name, outlet, key_of(outlet), day, language, text, tuple(stretches), title)


def an_entry(kind: str, name: str, weight: int = 1, data: bytes = b"{}") -> Entry:
    return Entry(kind, key_of(name), name, weight, data)


def an_indexed_story(
    story: str, *texts: SearchedText | str, entries: tuple[Entry, ...] = (), day: str | None = "2031-05-04", **more: int
) -> IndexedStory:
    """A story with its own entry, one for each outlet, and those given."""
    told = tuple(each if isinstance(each, SearchedText) else a_text(each) for each in texts)
    outlets = {each.outlet_key: an_entry("outlet", each.outlet) for each in told}
    return IndexedStory(
        story=story,
        digest=f"digest of {story}",
        first=day,
        last=day,
        reports=len(told),
        origins=more.get("origins", 1),
        contested=bool(more.get("contested", 0)),
        entries=(Entry("story", story, f"title of {story}", len(told), b"{}"), *outlets.values(), *entries),
        texts=told,
    )
