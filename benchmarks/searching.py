"""How fast stories are found in a case of many reports, and what the index weighs.

    python -m benchmarks.searching [--reports 2000]

The packaged example is built once; its stories are then indexed again and again under other ids and days, with the
longer words of each copy turned into others of the same length. So every query meets as much as in a case of so many
reports, and common words stand in every one of them. Times are of the whole query, in milliseconds by the clock.
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from crossbearing import indexing, lookup
from crossbearing.case import Case, example
from crossbearing.found_by import SearchedText
from crossbearing.store.base import Store
from crossbearing.store.index import Entry, EntryQuery, IndexedStory, Search, StoryQuery
from crossbearing.store.sqlite import SqliteStore
from crossbearing.write.entries import OutletEntry

ROUNDS = 20
_LONG, _ID = re.compile(r"[a-z]{6,}"), re.compile(r"\b([a-z]+-[0-9a-f]{14})[0-9a-f]{2}\b")
_FIRST = datetime.date(2023, 1, 1)


def copies(stories: list[IndexedStory], reports: int) -> Iterator[IndexedStory]:
    """So many copies of the stories that they have at least so many reports."""
    number, made = 0, 0
    while made < reports:
        for story in stories:
            yield _copy(story, number)
            made += story.reports
        number += 1


def _copy(story: IndexedStory, number: int) -> IndexedStory:
    draw = random.Random(number)  # noqa: S311
    letters = "abcdefghijklmnopqrstuvwxyz"
    turned = str.maketrans(letters, "".join(draw.sample(letters, len(letters))))
    day = (_FIRST + datetime.timedelta(days=number)).isoformat()

    def other(text: str) -> str:
        return _LONG.sub(lambda found: found[0].translate(turned) if sum(map(ord, found[0])) % 2 else found[0], text)

    def text_of(each: SearchedText) -> SearchedText:
        stretches = tuple(replace(one, target=_renamed(one.target, number)) for one in each.stretches)
        words = other(each.text)
        return replace(each, report=_renamed(each.report, number), text=words, stretches=stretches, day=day)

    def entry_of(each: Entry) -> Entry:
        key, name = (other(each.key), other(each.name)) if each.kind == "actor" else (each.key, each.name)
        return replace(each, key=_renamed(key, number), name=name, data=_renamed(each.data.decode(), number).encode())

    return replace(
        story,
        story=_renamed(story.story, number),
        first=day,
        last=day,
        entries=tuple({(each.kind, each.key): each for each in map(entry_of, story.entries)}.values()),
        texts=tuple(map(text_of, story.texts)),
    )


def _renamed(words: str, number: int) -> str:
    return _ID.sub(lambda found: f"{found[1]}{number:04x}", words)


def queries(store: Store) -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    plain = {
        "a rare word": "observatory",
        "a common word": "dam",
        "the commonest word": "the",
        "three words": "dam gate water",
        "a phrase": '"interior ministry"',
        "a beginning": "min*",
        "a beginning of two letters": "se*",
        "either and not": "sluice OR gate -minister",
    }
    story = store.find_stories(StoryQuery(limit=1)).stories[0].story
    named: dict[str, Callable[[], object]] = {
        f"search: {name}": partial(lookup.search, store, Search(words=words)) for name, words in plain.items()
    }
    narrow = Search(words="the", outlet="Inland Post", first="2023-02", kinds=("paragraph",))
    deep = Search(words="the", offset=2000)
    lists = {
        "all": StoryQuery(),
        "by words": StoryQuery(words="dam gate"),
        "by outlet, day": StoryQuery(outlet="Inland Post", first="2023-03", last="2023-05"),
        "contested, most origins": StoryQuery(contested=True, order="origins"),
    }
    named["search: the commonest, narrowed"] = lambda: lookup.search(store, narrow)
    named["search: the commonest, page 100"] = lambda: lookup.search(store, deep)
    named |= {f"stories: {name}": partial(lookup.stories, store, query) for name, query in lists.items()}
    named["stories: all, without facets"] = lambda: lookup.stories(store, StoryQuery(), facets=0)
    named["known: outlets"] = lambda: lookup.known(store, "outlet")
    named["known: actors"] = lambda: lookup.known(store, "actor")
    one = EntryQuery(kind="outlet", key="Inland Post", limit=20)
    named["entries: one outlet"] = lambda: lookup.entries(store, one, OutletEntry)
    named["resolve a story"] = lambda: lookup.resolve(store, story)
    return named


def main() -> None:
    """Build, copy, time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    wanted = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as folder:
        source, path = Path(folder) / "example.db", Path(folder) / "case.db"
        with Case.open(source) as case:
            case.replace(example())
            case.build()
        store = SqliteStore(source)
        stories = list(indexing.stories(store))
        without = _megabytes(source, store, stories)
        store.close()
        store = SqliteStore(path)
        started, made = time.perf_counter(), 0
        for story in copies(stories, wanted):
            store.index_story(story)
            made += story.reports
        seconds = time.perf_counter() - started
        store.close()
        text = sum(len(each.text.encode()) for story in stories for each in story.texts) * made / 1e6
        text /= sum(story.reports for story in stories)
        print(f"the packaged example: {without}")
        print(f"{made:,} reports, {text:.1f} MB of text: index {path.stat().st_size / 1e6:.1f} MB, {seconds:.1f} s\n")
        _timed(path)


def _megabytes(path: Path, store: Store, stories: list[IndexedStory]) -> str:
    """What a case weighs with its index, and without."""
    whole = SqliteStore(path.with_name("index.db"))
    for story in stories:
        whole.index_story(story)
    whole.close()
    empty = SqliteStore(path.with_name("empty.db"))
    empty.close()
    index = path.with_name("index.db").stat().st_size - path.with_name("empty.db").stat().st_size
    return f"index {index / 1e6:.2f} MB of {path.stat().st_size / 1e6:.2f} MB"


def _timed(path: Path) -> None:
    store = SqliteStore(path, readonly=True)
    print("| query | median ms | most ms |\n|---|--:|--:|")
    for name, ask in queries(store).items():
        times = []
        for _ in range(ROUNDS):
            store.refresh()
            started = time.perf_counter()
            ask()
            times.append((time.perf_counter() - started) * 1000)
        print(f"| {name} | {statistics.median(times):.1f} | {max(times):.1f} |")
    store.close()


if __name__ == "__main__":
    main()
