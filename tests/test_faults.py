"""What goes wrong around a case (killed, stopped, full, locked, read while written): a clear word, nothing lost."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crossbearing import Case, CaseError, InputError
from crossbearing.collect import spool
from crossbearing.store import backup, sqlite_file
from crossbearing.store.base import Output
from crossbearing.store.folder import remove_files, write_files
from crossbearing.store.sqlite import SqliteStore
from crossbearing.store.whole import whole
from tests.reports import write_reports
from tests.store.test_sqlite import a_capture, an_older_case

ROOT = Path(__file__).parent.parent


def child(script: str, *given: Path | str, temporary: Path | None = None) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({} if temporary is None else {"TMPDIR": str(temporary)})
    command = [sys.executable, "-c", script, *map(str, given)]
    return subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


# ── what is acknowledged is on the disk ───────────────────────────────────────────────────────────────────────────────


def test_a_word_of_progress_comes_after_the_commit_and_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    there: list[tuple[int, int]] = []

    def told(stage: str, done: int, total: int) -> None:
        if stage != "add":
            return
        with closing(sqlite3.connect(tmp_path / "case.db")) as other:
            there.append((done, other.execute("SELECT count(*) FROM sightings").fetchone()[0]))

    with Case.open(tmp_path / "case.db") as case:
        case.add(write_reports(tmp_path / "reports"), progress=told)
    assert there == [(4, 4)]
    store = SqliteStore(tmp_path / "case.db")
    with store._engine.connect() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")]
    store.close()
    assert asked == [2, "wal"]  # 2: FULL


def backs_up(folder: Path) -> None:
    backup.back_up(folder / "case.db", "0002")


def exports(folder: Path) -> None:
    with Case.open(folder / "case.db", readonly=True) as case:
        case.export_warc(folder / "new" / "all.warc.gz")


@pytest.mark.parametrize(
    ("do", "names"),
    [
        (lambda folder: write_files(folder / "out", {"a": b"1", "b": b"2"}), ["out/a", "out/b"]),
        (exports, ["new/all.warc.gz"]),
        (backs_up, ["case.db.before-0002"]),
    ],
)
def test_a_file_is_forced_to_the_disk_before_it_is_moved_to_its_place_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, do: Callable[[Path], None], names: list[str]
) -> None:
    SqliteStore(tmp_path / "case.db").close()
    log: list[str] = []
    fsync, replace = os.fsync, os.replace

    def forced(handle: int) -> None:
        log.append(f"force {os.path.relpath(Path(f'/proc/self/fd/{handle}').readlink(), tmp_path)}")
        fsync(handle)

    def moved(source: Path, target: Path) -> None:
        log.append(f"move {os.path.relpath(target, tmp_path)}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", forced)
    monkeypatch.setattr(os, "replace", moved)
    do(tmp_path)
    folder = os.path.dirname(names[0])  # noqa: PTH120
    made = ["force ."] if folder else []
    for name in names:
        made += [f"force {Path(folder) / f'.{Path(name).name}.partial'}", f"move {name}"]
    assert log == [*made, f"force {folder or '.'}"]


# ── killed ────────────────────────────────────────────────────────────────────────────────────────────────────────────

DIES = """
import os, signal, sys
from pathlib import Path
from crossbearing import Case
from crossbearing.store import migrate

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

what, place = sys.argv[1], Path(sys.argv[2])
if what == "migrating":
    upgrade = migrate.command.upgrade
    migrate.command.upgrade = lambda *given: (upgrade(*given), die())
elif what == "moved":
    os.replace = die
else:
    os.fsync = die
with Case.open(place / "case.db") as case:
    case.export_warc(place / "all.warc.gz")
"""


@pytest.mark.parametrize("where", ["backing up", "migrating", "moved"])
def test_an_update_that_is_killed_is_done_by_the_next_command(tmp_path: Path, where: str) -> None:
    an_older_case(tmp_path / "case.db")
    with child(DIES, where, tmp_path) as killed:
        assert killed.wait() == -signal.SIGKILL
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    with Case.open(tmp_path / "case.db") as case:
        assert case.export_warc(tmp_path / "all.warc.gz") == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.warc.gz", "case.db", "case.db.before-0004"]


def test_an_export_that_is_killed_leaves_what_was_there_and_the_next_takes_over(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "case.db")
    store.add([a_capture("a")], ())
    store.close()
    (tmp_path / "all.warc.gz").write_bytes(b"old")
    for where in ("moved", "forced"):
        with child(DIES, where, tmp_path) as killed:
            assert killed.wait() == -signal.SIGKILL
        assert (tmp_path / "all.warc.gz").read_bytes() == b"old"
    with Case.open(tmp_path / "case.db") as case:
        assert case.export_warc(tmp_path / "all.warc.gz") == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.warc.gz", "case.db"]


def test_a_file_that_two_write_at_once_is_one_of_theirs(tmp_path: Path) -> None:
    with whole(tmp_path / "a") as file:
        file.write(b"first")
        with pytest.raises(CaseError, match="a is being written by another process"), whole(tmp_path / "a"):
            pass
    assert (tmp_path / "a").read_bytes() == b"first"
    with pytest.raises(CaseError, match="could not be removed: Is a directory"):
        remove_files([tmp_path])


# ── stopped ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STOPPED = """
import sys, time
from crossbearing import cli
from crossbearing.store.sqlite import SqliteStore
add = SqliteStore.add

def slowly(self, captures, failures):
    add(self, captures, failures)
    print("kept", flush=True)
    time.sleep(60)

SqliteStore.add = slowly
sys.argv = ["crossbearing", "add", *sys.argv[1:]]
cli.main()
"""
UNPACKING = """
import sys, time
from crossbearing import cli
from crossbearing.collect import containers
put = containers.put

def slowly(file, body):
    put(file, body)
    print("kept", flush=True)
    time.sleep(60)

containers.put = slowly
sys.argv = ["crossbearing", "add", *sys.argv[1:]]
cli.main()
"""


@pytest.mark.parametrize(
    ("script", "number", "kept"),
    [
        (STOPPED, signal.SIGTERM, 4),
        (STOPPED, signal.SIGINT, 4),
        (UNPACKING, signal.SIGTERM, 0),
    ],
)
def test_what_is_stopped_says_so_tidies_up_and_keeps_what_it_has(
    tmp_path: Path, script: str, number: signal.Signals, kept: int
) -> None:
    reports = write_reports(tmp_path / "reports")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for path in reports.iterdir():
            packed.write(path, path.name)
    sources = reports if kept else tmp_path / "packed.zip"
    before = {each: signal.signal(each, signal.SIG_DFL) for each in (signal.SIGHUP, signal.SIGTERM)}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with child(script, tmp_path / "case.db", sources, temporary=temporary) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == "kept\n"
            running.send_signal(number)
            _, said = running.communicate()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert running.returncode == 130
    assert said.splitlines()[-1] == "interrupted; what was read so far is kept"
    assert "Traceback" not in said
    assert list(temporary.iterdir()) == []
    assert {each.name for each in tmp_path.iterdir()} - {"case.db"} == {"packed.zip", "reports", "temporary"}
    with Case.open(tmp_path / "case.db") as case:
        assert len(case._store.current()) == kept
        assert len(case.add(reports).reports) == 4


# ── locked, and read while it is written ──────────────────────────────────────────────────────────────────────────────


def test_a_case_that_another_program_has_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, path = write_reports(tmp_path / "reports"), tmp_path / "case.db"
    SqliteStore(path).close()
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Case.open(path) as case, pytest.raises(CaseError, match=r"case\.db is in use by another process"):
            case.add(reports)
        assert Case.doctor(path).well
        other.execute("ROLLBACK")
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("crossbearing.store.health.BUSY_SECONDS", 0.05)
        [locked] = Case.doctor(path).symptoms
        assert "is in use by another process" in locked.what
        assert locked.advice == "look again when that has ended"
        other.execute("ROLLBACK")
    with Case.open(path) as case:
        assert len(case.add(reports).reports) == 4


def test_who_reads_a_case_sees_one_state_of_it_whatever_a_writer_does(tmp_path: Path) -> None:
    writer = SqliteStore(tmp_path / "case.db")
    writer.add([a_capture("a")], ())
    writer.put([Output("read", unit, unit, "k", b"{}") for unit in ("a", "b", "c")])
    reader = SqliteStore(tmp_path / "case.db", readonly=True)
    seen, seen_by_writer = reader.outputs(), writer.outputs()
    assert next(seen)[0].unit == next(seen_by_writer)[0].unit == "a"
    writer.keep({"read": ["c"]})
    writer.add([a_capture("b")], ())
    assert [output.unit for output, _ in seen] == ["b", "c"]
    assert [output.unit for output, _ in seen_by_writer] == ["c"]
    assert [held.name for held in reader.current()] == ["a"]
    for change in (reader.lock, lambda: reader.add([a_capture("c")], ())):
        with pytest.raises(CaseError, match="could not be written: it is read-only"):
            change()
    reader.close()
    reader = SqliteStore(tmp_path / "case.db", readonly=True)
    assert [held.name for held in reader.current()] == ["a", "b"]
    reader.close()
    writer.close()


def test_mending_waits_for_no_builder(tmp_path: Path) -> None:
    writer = SqliteStore(tmp_path / "case.db")
    writer.lock()
    with pytest.raises(CaseError, match="is being built by another process"):
        Case.doctor(tmp_path / "case.db", mend=True)
    writer.close()


def test_a_case_that_was_never_made(tmp_path: Path) -> None:
    (tmp_path / "case.db").touch()
    with pytest.raises(CaseError, match="is empty: nothing was ever stored there"):
        Case.open(tmp_path / "case.db", readonly=True)
    assert "is empty" in Case.doctor(tmp_path / "case.db").symptoms[0].what


def test_a_place_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", denied)
    for look in (Case.open, Case.doctor):
        with pytest.raises(CaseError, match=r"case\.db could not be opened: Permission denied"):
            look(tmp_path / "case.db")


# ── no room ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_archive_that_there_is_no_room_to_unpack_stops_the_run_and_is_no_fault_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        packed.writestr("a.txt", "A barge sank at Orle on Monday, the harbour office said. " * 900)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Case.open(tmp_path / "case.db") as case:
        tempfile.gettempdir()
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
        try:
            with pytest.raises(InputError, match=r"no room for temporary files in /.*: File too large"):
                case.add(tmp_path / "packed.zip")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert case.add(tmp_path / "packed.zip").failures == ()
        assert case.failures() == ()

    def nowhere(**_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", nowhere)
    with pytest.raises(InputError, match="No usable temporary directory"), spool.put_by():
        pass


def test_what_is_printed_where_there_is_no_room() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "crossbearing", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (1, "crossbearing: what the command prints: No space left on device\n")
