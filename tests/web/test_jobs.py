"""What is built beside the pages: jobs, the process that does them, and what is left when it is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crossbearing.case import Case
from crossbearing.store.sqlite import SqliteStore
from crossbearing.web import serving
from crossbearing.web.readers import Readers
from crossbearing.web.room import House
from crossbearing.web.work import jobs, uploads
from crossbearing.web.work.jobs import Job, Jobs
from tests.web import rooms

TEXT = (
    b"The bridge at Ollmar stays closed until May, the mayor, Ines Talbot, said on Monday. Twelve people were hurt.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Jobs]]:
    """One process for all tests here: it takes a second or two to start."""
    path = tmp_path_factory.mktemp("jobs") / "case.db"
    with Case.open(path) as case:
        case.stories()
    held = Jobs(path)
    yield path, held
    held.close()


def ended(held: Jobs, job: Job) -> Job:
    until = time.monotonic() + 60
    while (found := held.get(job.id)) is not None and found.state in {"waiting", "running"}:
        assert time.monotonic() < until, found
        time.sleep(0.02)
    assert found is not None
    return found


def behind(path: Path) -> bool:
    readers = Readers(path)
    try:
        return serving._behind(readers)
    finally:
        readers.close()


def test_a_page_that_was_shown_does_not_keep_the_log_from_being_used_again(made: tuple[Path, Jobs]) -> None:
    path, _ = made
    readers = Readers(path)
    with readers.reader() as first, readers.reader() as second:
        assert first.store.indexed() == second.store.indexed() == {}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = version_num")
        connection.commit()
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    readers.close()
    assert not busy


def test_files_are_added_then_built(made: tuple[Path, Jobs]) -> None:
    path, held = made
    folder = path.parent / "sent"
    folder.mkdir()
    (folder / "post.txt").write_bytes(TEXT * 3)
    (folder / "empty.txt").write_bytes(b"")
    sources = [str(folder / "post.txt"), str(folder / "empty.txt")]
    first = held.add(sources, "Ada", names=["post.txt", "empty.txt"], folder=folder)
    done = ended(held, first)
    assert (done.state, done.by, done.sources) == ("done", "Ada", ("post.txt", "empty.txt"))
    assert (done.reports, done.new, done.failed) == (1, 1, 1)
    assert [(each.unit, each.reason) for each in done.failures] == [("empty.txt", "empty")]
    assert not folder.exists()
    build = held.get(done.then)
    assert build is not None
    built = ended(held, build)
    assert (built.state, built.kind, built.by, built.made > 0) == ("done", "build", "Ada", True)
    assert held.all()[0].id == built.id
    with Case.open(path, readonly=True) as case:
        assert len(case.stories()) == 1
    assert not behind(path)
    store = SqliteStore(path)
    store.unindex()
    store.close()
    assert behind(path), "a server that starts builds, then"
    assert ended(held, held.build()).state == "done"
    assert not behind(path)


def test_what_cannot_be_added_is_a_reason(made: tuple[Path, Jobs]) -> None:
    _, held = made
    failed = ended(held, held.add(["/nowhere/x.txt"], ""))
    assert (failed.state, "no such file" in failed.reason, failed.then) == ("failed", True, "")


def test_builds_that_wait_are_one_and_it_waits_for_others(made: tuple[Path, Jobs]) -> None:
    path, held = made
    with Case.open(path) as case:
        case.lock()
        running = held.build()
        until = time.monotonic() + 30
        while (now := held.get(running.id)) is not None and now.stage != "wait":
            assert time.monotonic() < until
            time.sleep(0.02)
        waiting = held.build("Ada")
        assert waiting.id != running.id, "what is decided while it runs would be missed"
        assert {held.build().id for _ in range(5)} == {waiting.id}
    assert [ended(held, each).state for each in (running, waiting)] == ["done", "done"]


def test_a_process_that_dies_fails_its_job_alone(made: tuple[Path, Jobs]) -> None:
    path, held = made
    with Case.open(path) as case:
        case.lock()
        job = held.build()
        while (now := held.get(job.id)) is not None and now.stage != "wait":
            time.sleep(0.02)
        child = held._builder._child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)
        died = ended(held, job)
    assert (died.state, "SIGKILL" in died.reason) == ("failed", True)
    assert ended(held, held.build()).state == "done"


def test_the_oldest_go(made: tuple[Path, Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    _, held = made
    monkeypatch.setattr(jobs, "KEPT", 2)
    last = [ended(held, held.build()).id for _ in range(3)]
    assert [each.id for each in held.all()] == last[:0:-1]
    assert held.get(last[0]) is None


def test_a_room_that_closes_loses_nothing(tmp_path: Path) -> None:
    room = rooms.room(tmp_path)
    client = rooms.visitor(room)
    with Case.open(room.case) as case:
        case.lock()
        files = [("files", ("../a/post.txt", TEXT * 3)), ("files", ("post.TXT", TEXT * 2)), ("files", ("", b""))]
        sent = client.post("/add", data={"csrf": rooms.token(client), "addresses": "http://127.0.0.1/x"}, files=files)
        job = sent.headers["location"].removeprefix("/jobs/")
        found = room.jobs.get(job)
        assert found is not None
        assert found.sources == ("post-2.TXT", "post.txt", "http://127.0.0.1/x")
        room.jobs.close()
    [folder] = uploads.inbox(room.case).iterdir()
    assert (folder / "post.txt").read_bytes() == TEXT * 3
    (uploads.inbox(room.case) / "partial-x").mkdir()
    anew = Jobs(room.case)
    assert uploads.take_up(room.case, anew) == 1
    [again] = anew.all()
    assert again.sources == found.sources
    anew.close()
    assert list(uploads.inbox(room.case).iterdir()) == [folder]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.html", "a.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\b.pdf", "b.pdf"),
        ("...hidden", "hidden"),
        (".addresses", "addresses"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("\ud800.txt", "_.txt"),
        ("taken.txt", "taken-2.txt"),
        ("TAKEN.TXT", "TAKEN-2.TXT"),
        ("ä" * 300 + ".html", "ä" * 72 + ".html"),
        ("x" * 300, "x" * 150),
    ],
)
def test_names_of_files(sent: str, kept: str) -> None:
    taken = {"taken.txt"}
    assert uploads.plain(sent, taken) == kept
    assert kept.casefold() in taken


@pytest.mark.parametrize(
    "addresses",
    ["", "   ", "@/etc/passwd", "/etc/passwd", "file:///etc/passwd", "ftp://a.example", "http://a b", "x" * 9],
)
def test_only_addresses_are_addresses(tmp_path: Path, addresses: str) -> None:
    room = rooms.room(tmp_path)
    answer = rooms.visitor(room).post("/add", json={"addresses": addresses})
    assert answer.status_code == 400
    assert room.jobs.all() == ()


def test_no_object_passes_for_a_file_and_no_file_is_too_large(tmp_path: Path) -> None:
    room = rooms.room(tmp_path, house=House(upload_bytes=1_000_000))
    client = rooms.visitor(room, **{"X-Requested-With": "test", "Accept": "application/json"})
    for file in ("/etc/passwd", {"name": "x", "file": "/etc/passwd"}, 3, None):
        assert client.post("/add", json={"files": [file]}).status_code == 400
    assert client.post("/add", files={"files": ("x", b"x" * 1_000_001)}).status_code == 413
    assert client.post("/add", files=[("files", ("x", b""))] * 2001).status_code == 400
    assert not uploads.inbox(room.case).exists()
