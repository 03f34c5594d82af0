"""Readers see one state of the index each, whatever a builder does meanwhile, and never wait for it."""

from __future__ import annotations

import threading
from pathlib import Path

from msgspec.structs import replace

from crossbearing import lookup
from crossbearing.store.base import Output, Store
from crossbearing.store.index import EntryQuery, Search, StoryQuery
from crossbearing.store.sqlite import SqliteStore
from tests.indexed import a_text, an_indexed_story

ROUNDS, READERS, STORIES = 8, 3, 3
ENTRY = (
    b'{"title":"t","language":"en","first":null,"last":null,"days":[],"reports":1,"outlets":[],"findings":0,'
    b'"corroborated":0,"origins":0}'
)


def story(store: Store, number: int) -> None:
    """All stories as they are in round `number`: each says the number, in its text and in its digest."""
    for story in range(STORIES):
        output = Output("write", f"s{story}", f"s{story}", "k", f"{story} {number}".encode())
        told = an_indexed_story(f"s{story}", a_text(f"Water stands at mark{number} in s{story}."))
        entries = tuple(replace(each, data=ENTRY) for each in told.entries)
        store.put([output])
        store.index_story(replace(told, entries=entries, digest=output.digest))


def test_readers_in_threads_see_one_state_each_while_a_writer_commits(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    writer = SqliteStore(path)
    story(writer, 0)
    ended, wrong = threading.Event(), []

    def read() -> None:
        reader = SqliteStore(path, readonly=True)
        seen = 0
        while not ended.is_set() or seen < 3:
            reader.refresh()
            marks = [
                "".join(piece.text for piece in hit.snippet).split()[3]
                for hit in lookup.search(reader, Search(words="water", limit=50)).hits
            ]
            again = lookup.search(reader, Search(words="water OR nothing", limit=50))
            listed = lookup.stories(reader, StoryQuery(words="water"))
            same = sorted(marks) == sorted("".join(p.text for p in hit.snippet).split()[3] for hit in again.hits)
            whole = len(marks) == listed.total == STORIES and listed.state.waiting <= 1
            if not (same and whole and len(reader.entries(EntryQuery(kind="story")).entries) == STORIES):
                wrong.append((marks, listed.total, listed.state))
            seen += 1
        reader.close()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for number in range(1, ROUNDS):
        story(writer, number)
    ended.set()
    for thread in threads:
        thread.join()
    writer.close()
    assert wrong == []


def test_a_reader_sees_what_was_written_when_it_looks_anew(tmp_path: Path) -> None:
    writer = SqliteStore(tmp_path / "case.db")
    story(writer, 1)
    reader = SqliteStore(tmp_path / "case.db", readonly=True)
    assert lookup.search(reader, Search(words="mark1")).total == STORIES
    story(writer, 2)
    assert lookup.search(reader, Search(words="mark1")).total == STORIES
    reader.refresh()
    assert lookup.search(reader, Search(words="mark1")).total == 0
    assert lookup.search(reader, Search(words="mark2")).total == STORIES
    reader.close()
    writer.close()
