"""The index follows the dossiers, whatever happens in between."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from crossbearing import indexing, lookup, pipeline
from crossbearing.doctor import look
from crossbearing.errors import CaseError
from crossbearing.records import Finding, Material, PairSigns, Reading, Report, Story, Vectors
from crossbearing.store.base import Store
from crossbearing.store.index import EntryQuery, Search, StoryQuery
from crossbearing.store.sqlite import SqliteStore
from crossbearing.write.entries import FindingEntry, OutletEntry
from tests.small_stages import STAGES, align, changed, fill, run, stories

FLOOD = ("flood one\n\nthe dam broke", "flood two\n\nthe dam broke", "flood three")
STRIKE = ("strike one\n\nthe yard closed", "strike two")
TEXTS = {f"r{number}": text for number, text in enumerate(FLOOD + STRIKE)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "case.db")
    told(opened, TEXTS)
    yield opened
    opened.close()


def told(store: Store, texts: dict[str, str]) -> int:
    """Read these and no others, build and index; how many stories were indexed anew."""
    fill(store, texts)
    run(store)
    return indexing.update(store)


def found(store: Store, words: str) -> set[str]:
    return {hit.name for hit in lookup.search(store, Search(words=words)).hits}


def test_what_changed_is_indexed_anew_and_nothing_else(store: Store) -> None:
    assert found(store, "dam") == {"r0", "r1"}
    assert list(indexing.problems(store)) == []
    assert indexing.update(store) == 0
    assert told(store, TEXTS | {"r2": "flood three\n\nthe dam broke"}) == 1
    assert found(store, "dam") == {"r0", "r1", "r2"}
    assert told(store, {name: text for name, text in TEXTS.items() if "strike" in text}) == 0
    assert found(store, "dam") == set()
    assert found(store, "yard") == {"r3"}
    assert lookup.state(store).stories == len(store.indexed()) == 1


def test_progress_is_told_story_by_story(store: Store) -> None:
    store.unindex()
    heard: list[tuple[str, int, int]] = []
    indexing.update(store, lambda *said: heard.append(said))
    assert heard == [("index", 1, 2), ("index", 2, 2)]


def all_in_one(
    reports: tuple[Report, ...], readings: tuple[Reading, ...], vectors: tuple[Vectors, ...]
) -> tuple[Story, ...]:
    """Another way to tell stories: there is one."""
    flood, strike = stories(reports, readings, vectors)
    return (replace(flood, reports=(*flood.reports, *strike.reports)),)


def other_findings(material: Material, near: PairSigns) -> tuple[Finding, ...]:
    """Another way to align: all claims of a story say one thing."""
    first, *others = align(material, near)
    return (replace(first, claims=(*first.claims, *(claim for each in others for claim in each.claims))),)


def test_ids_that_are_borne_no_longer_lead_to_what_took_them_up(store: Store) -> None:
    old_stories = {story.id for story in pipeline.grouping(store)}
    old_findings = {each.key for each in lookup.entries(store, EntryQuery(kind="finding"), FindingEntry).entries}
    run(store, changed(changed(STAGES, "stories", function=all_in_one, version=2), "align", function=other_findings))
    assert indexing.update(store) == 1
    [story] = pipeline.grouping(store)
    [finding] = lookup.entries(store, EntryQuery(kind="finding"), FindingEntry).entries
    led = {old: lookup.resolve(store, old) for old in old_stories | old_findings}
    assert {old: each and (each.kind, each.id) for old, each in led.items()} == (
        dict.fromkeys(old_stories, ("story", story.id)) | dict.fromkeys(old_findings, ("finding", finding.key))
    )
    assert [old for old, each in led.items() if each and not each.moved] == [
        old for old in led if old in (story.id, finding.key)
    ]
    # It holds when the story is told as before again, and what was taken up bears its id again or leads on.
    run(store)
    indexing.update(store)
    assert all(lookup.resolve(store, old) is not None for old in old_findings)
    assert lookup.resolve(store, "finding-none") is None


def test_reports_and_their_outlets_are_found(store: Store) -> None:
    [outlet] = lookup.entries(store, EntryQuery(kind="outlet", key="R0"), OutletEntry).entries
    assert [report.name for report in outlet.data.reports] == ["r0"]
    led = lookup.resolve(store, outlet.data.reports[0].id)
    assert led is not None and (led.kind, led.story) == ("report", outlet.story)
    assert {each.key for each in lookup.known(store, "outlet").known} == set(TEXTS)
    listed = lookup.stories(store, StoryQuery(order="reports"))
    assert [each.entry.reports for each in listed.stories] == [3, 2]
    assert (listed.state.waiting, listed.total) == (0, 2)
    with pytest.raises(TypeError, match="outlet is no FindingEntry"):
        lookup.entries(store, EntryQuery(kind="outlet"), FindingEntry)


def test_a_case_without_an_index_says_so(store: Store, tmp_path: Path) -> None:
    store.unindex()
    reader = SqliteStore(tmp_path / "case.db", readonly=True)
    for ask in (
        lambda: lookup.search(reader, Search(words="dam")),
        lambda: lookup.stories(reader, StoryQuery()),
        lambda: lookup.known(reader, "outlet"),
        lambda: lookup.resolve(reader, "x"),
    ):
        with pytest.raises(CaseError, match="no index to find them by: crossbearing write CASE"):
            ask()
    reader.close()
    empty = SqliteStore(tmp_path / "empty.db")
    assert lookup.stories(empty, StoryQuery()).total == 0
    empty.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE entries SET name = 'x' WHERE kind = 'outlet'",
        "UPDATE texts SET text = replace(text, 'dam', 'jam')",
        "UPDATE stretches SET start = start + 1",
        "UPDATE indexed SET reports = 9",
        "DELETE FROM stretches",
        "INSERT INTO passages (passages) VALUES ('delete-all')",
        "DELETE FROM passages_docsize",
        "UPDATE passages_data SET block = zeroblob(40) WHERE id > 10",
    ],
)
def test_what_the_index_says_wrongly_is_seen_and_mended(store: Store, tmp_path: Path, damage: str) -> None:
    store.close()
    path = tmp_path / "case.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    again = SqliteStore(path)
    seen = look(path, lambda: again, mend=False)
    assert [each.severity for each in seen.symptoms if each.severity == "fault"], seen
    mended = look(path, lambda: again, mend=True)
    assert "the index of stories" in mended.forgotten
    assert indexing.update(again) == 2
    assert list(indexing.problems(again)) == []
    assert found(again, "dam") == {"r0", "r1"}
    again.close()


def test_an_index_that_waits_is_a_notice(store: Store, tmp_path: Path) -> None:
    store.unindex([next(iter(store.indexed()))])
    seen = look(tmp_path / "case.db", lambda: store, mend=False)
    assert ("notice", "1 stories wait for their index") in [(each.severity, each.what) for each in seen.symptoms]
    assert seen.well


DIES = """
import os, signal, sys
from crossbearing import indexing
from crossbearing.store import index_writing
from crossbearing.store.sqlite import SqliteStore
from pathlib import Path

store, after = SqliteStore(Path(sys.argv[1])), int(sys.argv[2])
real, done = index_writing.laid_out, []

def counted(text):
    done.append(text)
    if len(done) > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(text)

index_writing.laid_out = counted
indexing.update(store)
"""


@pytest.mark.parametrize("after", [0, 2, 4])
def test_killed_at_any_report_each_story_is_indexed_right_or_not_at_all(
    store: Store, tmp_path: Path, after: int
) -> None:
    store.unindex()
    store.close()
    path = tmp_path / "case.db"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run([sys.executable, "-c", DIES, path, str(after)], env=environment, check=False)  # noqa: S603
    assert killed.returncode == -signal.SIGKILL
    again = SqliteStore(path)
    state = lookup.state(again)
    assert state.waiting == state.stories - len(again.indexed())
    assert list(indexing.problems(again)) == []
    assert indexing.update(again) == state.waiting
    assert list(indexing.problems(again)) == []
    assert found(again, "dam OR yard") == {"r0", "r1", "r3"}
    again.close()
