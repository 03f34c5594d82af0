"""What is SQLite's own: the file, its faults, its version, the views for people."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from crossbearing.errors import CaseError
from crossbearing.records import Capture, Stated
from crossbearing.store import migrate
from crossbearing.store.backup import backups
from crossbearing.store.base import Output
from crossbearing.store.folder import write_files
from crossbearing.store.migrate import configuration
from crossbearing.store.schema import METADATA, PASSAGES, STRETCHED
from crossbearing.store.sqlite import SqliteStore
from crossbearing.store.sqlite_file import APPLICATION_ID, HEAD


def a_capture(name: str, body: bytes = b"Water rose.") -> Capture:
    return Capture(f"capture-{name}", name, f"/in/{name}", "text/plain", "0", "2031-02-03", Stated(), body)


def is_no_search_table(name: str | None, kind: str, parents: object) -> bool:
    """SQLite keeps a full-text table in tables of its own."""
    return not (kind == "table" and (name or "").startswith("passages"))


def test_the_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "case.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'case.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_no_search_table})
        assert compare_metadata(context, METADATA) == []
        for name, statement in (("stretched", STRETCHED), ("passages", PASSAGES)):
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar()
            assert made == statement
    engine.dispose()
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


@pytest.mark.parametrize("name", ["case.db", "a b.db", "50%?#.db", "Überfall.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        store = SqliteStore(tmp_path / name)
        store.add([a_capture("a")], ())
        store.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def a_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()


def a_case_of_a_newer_version(path: Path) -> None:
    SqliteStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b"Water rose. " * 900), "is no case: it is no SQLite file"),
        (lambda path: path.mkdir(), "could not be opened"),
        (a_database_of_another_program, "is no case: it is a database of something else"),
        (a_case_of_a_newer_version, "newer version of Crossbearing"),
    ],
)
def test_what_is_no_case_is_refused_by_name(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "case.db"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(CaseError, match=says) as caught:
        SqliteStore(path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("path", ["/dev/null/case.db", "/proc/case.db"])
def test_where_nothing_can_be_written(path: str) -> None:
    with pytest.raises(CaseError, match=f"{path} could not be opened"):
        SqliteStore(Path(path))


def test_a_read_only_case_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with pytest.raises(CaseError, match="no case is there"):
        SqliteStore(path, readonly=True)
    store = SqliteStore(path)
    store.add([a_capture("a")], ())
    store.close()
    before = path.read_bytes()
    store = SqliteStore(path, readonly=True)
    assert [held.name for held in store.current()] == ["a"]
    with pytest.raises(CaseError, match="read-only"):
        store.add([a_capture("b")], ())
    store.close()
    assert path.read_bytes() == before


def test_a_case_where_nothing_can_be_written_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "case.db")
    store.add([a_capture("a")], ())
    store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    store = SqliteStore(tmp_path / "case.db", readonly=True)
    assert [held.name for held in store.current()] == ["a"]
    assert [path.name for path in tmp_path.iterdir()] == ["case.db"]
    store.close()


def test_a_capture_is_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    store = SqliteStore(path)
    store.add([a_capture("a")], ())
    store.close()
    connection = sqlite3.connect(path)
    for statement in ("UPDATE captures SET body = x''", "DELETE FROM captures"):
        with pytest.raises(sqlite3.IntegrityError, match="a capture is never"):
            connection.execute(statement)
    connection.close()


def limited(limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


FULL = """
import sys
from contextlib import closing
from pathlib import Path
from crossbearing.errors import CaseError
from crossbearing.store.backup import backups
from crossbearing.store.folder import write_files
from crossbearing.store.sqlite import SqliteStore
from tests_store import a_capture
store = SqliteStore(Path(sys.argv[1]) / "case.db")
try:
    for number in range(100):
        store.add([a_capture(f"n{number}", b"x" * 10_000)], ())
        print(number, flush=True)
except CaseError as error:
    print(error)
try:
    write_files(Path(sys.argv[1]), {"index.html": b"x" * 1_000_000})
except CaseError as error:
    print(error)
"""


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    script = FULL.replace("from tests_store import a_capture", "import test_sqlite; a_capture = test_sqlite.a_capture")
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, os.fspath(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.fspath(Path(__file__).parent)},
        preexec_fn=lambda: limited(400_000),
    )
    *acknowledged, full, page = ran.stdout.splitlines()
    assert 3 < len(acknowledged) < 100
    assert full.startswith(str(tmp_path / "case.db"))
    assert "disk is full" in full
    assert page == f"{tmp_path / 'index.html'} could not be written: File too large"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".html", ".partial")) == []
    store = SqliteStore(tmp_path / "case.db")
    assert len(store.current()) == len(acknowledged)
    store.close()


WRITING = """
import sys
from contextlib import closing
from pathlib import Path
from crossbearing.store.sqlite import SqliteStore
import test_sqlite
store = SqliteStore(Path(sys.argv[1]))
store.lock()
start = len(store.current())
print("open", flush=True)
for number in range(start, start + 100_000):
    store.add([test_sqlite.a_capture(f"n{number:06}", b"x" * 5_000), test_sqlite.a_capture(f"m{number:06}")], ())
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged_and_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    environment = os.environ | {"PYTHONPATH": os.fspath(Path(__file__).parent)}
    acknowledged = 0
    for lines in (1, 17, 60):
        writer = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", WRITING, os.fspath(path)], stdout=subprocess.PIPE, env=environment
        )
        assert writer.stdout is not None
        for _ in range(lines):
            writer.stdout.readline()
        writer.kill()
        acknowledged += lines - 1 + len(writer.stdout.read().splitlines())
        writer.stdout.close()
        writer.wait()
        store = SqliteStore(path)
        store.lock()
        names = {held.name for held in store.current()}
        assert len(names) in (2 * acknowledged, 2 * acknowledged + 2)
        assert {name[1:] for name in names if name[0] == "n"} == {name[1:] for name in names if name[0] == "m"}
        store.close()
        acknowledged = len(names) // 2


def test_the_views_show_words_to_whoever_opens_the_file(tmp_path: Path) -> None:
    text = "Ílse Orrin said 😀 twelve barges sank."
    report = {"id": "r1", "name": "weir-1", "outlet": "The Weir", "published": {"value": "2031-02-03"}, "text": text}
    claim = {"id": "c1", "span": {"report": "r1", "start": 18, "end": 36}, "sources": [{"name": "Ílse Orrin"}]}
    quote = {"id": "q1", "span": {"report": "r1", "start": 18, "end": 24}, "speaker": {"name": "Ílse Orrin"}}
    finding = {"id": "f1", "wording": {"report": "r1", "start": 18, "end": 36}, "independent": 2, "outlets": ["a", "b"]}
    bodies: dict[str, object] = {
        "clean": report,
        "read": {"claims": [claim], "quotes": [quote]},
        "stories": {"stories": [{"id": "s1", "reports": ["r1"]}]},
        "align": [finding],
        "relate": [{"from_id": "f1", "kind": "denies", "to_id": "f2"}],
    }
    units = {"stories": "case", "align": "s1", "relate": "s1"}
    store = SqliteStore(tmp_path / "case.db")
    store.add([a_capture("a"), a_capture("b")], ())
    store.put(
        [
            Output(stage, units.get(stage, "capture-a"), "a", "k", msgspec.json.encode(body))
            for stage, body in bodies.items()
        ]
    )
    store.put([Output("clean", "capture-b", "b", "k", None, "empty")])
    store.close()
    connection = sqlite3.connect(tmp_path / "case.db")
    rows = {
        "SELECT name, outlet, published FROM reports": ("weir-1", "The Weir", "2031-02-03"),
        "SELECT report, sources, words FROM claims": ("weir-1", "Ílse Orrin", "twelve barges sank"),
        "SELECT speaker, words FROM quotes": ("Ílse Orrin", "twelve"),
        "SELECT id, reports FROM stories": ("s1", 1),
        "SELECT id, independent, outlets, wording FROM findings": ("f1", 2, 2, "twelve barges sank"),
        "SELECT finding, kind, other FROM relations": ("f1", "denies", "f2"),
        "SELECT stage, unit, reason FROM failures": ("clean", "b", "empty"),
    }
    assert {query: connection.execute(query).fetchall() for query in rows} == {
        query: [row] for query, row in rows.items()
    }
    connection.close()


def an_older_case(path: Path) -> None:
    """A case as the first version made it, with one capture."""
    config = configuration()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        row = "'capture-a', 'a', '/in/a', 'text/plain', '0', '2031-02-03', '{}', x'57'"
        connection.exec_driver_sql(f"INSERT INTO captures VALUES ({row})")  # noqa: S608
        connection.exec_driver_sql("INSERT INTO current VALUES ('a', 'capture-a')")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()


def test_an_older_case_is_brought_up_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    an_older_case(path)
    before = path.read_bytes()
    with pytest.raises(CaseError, match="another version"):
        SqliteStore(path, readonly=True)
    store = SqliteStore(path)
    assert store.capture("capture-a") == Capture(
        "capture-a", "a", "/in/a", "text/plain", "0", "2031-02-03", Stated(), b"W"
    )
    assert [seen.source for seen in store.sightings()] == ["/in/a"]
    store.close()
    [backup] = backups(path)
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert copy.execute("SELECT name FROM captures").fetchall() == [("a",)]
    assert path.read_bytes() != before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case.db", "case.db.before-0004"]


def test_an_update_that_cannot_be_backed_up_or_is_cut_short_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.db"
    an_older_case(path)
    (tmp_path / "case.db.before-0004").mkdir()
    with pytest.raises(CaseError, match="could not be backed up before its update"):
        SqliteStore(path)
    (tmp_path / "case.db.before-0004").rmdir()

    def cut_short(connection: Connection, where: Path) -> None:
        whole(connection, where)
        raise CaseError("cut short")

    whole = migrate.migrate
    monkeypatch.setattr(migrate, "migrate", cut_short)
    with pytest.raises(CaseError, match="cut short"):
        SqliteStore(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    monkeypatch.undo()
    store = SqliteStore(path)
    assert [held.name for held in store.current()] == ["a"]
    store.close()


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"old")
    (tmp_path / "taken").mkdir()
    with pytest.raises(CaseError, match="taken could not be written"):
        write_files(tmp_path, {"index.html": b"new", "taken": b"x"})
    assert (tmp_path / "index.html").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "taken"]
    with pytest.raises(CaseError, match="cannot be used as a folder"):
        write_files(tmp_path / "index.html", {"a": b""})
