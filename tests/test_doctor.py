"""The doctor names what is wrong with a case, what can be done, and changes nothing unasked."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing import Case, InputError
from crossbearing.cli import crossbearing
from crossbearing.records import Alert, Capture, Feed, Stated
from crossbearing.store import health
from crossbearing.store.base import KeptMandate, Output, Seen, Watched
from crossbearing.store.sqlite import SqliteStore


def a_case(path: Path) -> Path:
    """Two captures, one of which is cleaned to a report."""
    store = SqliteStore(path)
    for name in ("weir", "lock"):
        store.add(
            [Capture(f"capture-{name}", name, f"{name}.txt", "text/plain", SHA, DAY, Stated(), b"Water rose.")], ()
        )
    report = (
        '{"id":"r","name":"weir","capture":"capture-weir","outlet":null,"url":null,"title":null,"headline":null,'
        '"byline":null,"dateline":null,"published":{"value":null,"evidence":""},"language":"en","text":"Water rose."}'
    )
    store.put([Output("clean", "capture-weir", "weir", "k", report.encode())])
    store.close()
    return path


SHA = "24dc3005ab46f09c7e1a3ada846ba0bdf73ca8e22aacc8788b8e42c85d6cbecb"
LOOKED = b'{"captures":[],"matches":[]}'
NO_MATCHES = zlib.compress(b'{"x":1}').hex()
DAY = "2025-02-03T04:05:06+00:00"


def sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return change


def watches(*statements: str) -> Callable[[Path], None]:
    """A mandate with a match and an alert, and what was done to them."""

    def change(path: Path) -> None:
        body = "id: river"
        alert = Alert("al-1", "finding", True, DAY, "river", "dam", "s1", "f1", "Water rose.", "new", "", (), 1, 1)
        store = SqliteStore(path)
        store.keep_mandate(KeptMandate("river", hashlib.sha256(body.encode()).hexdigest(), DAY, None, body))
        store.watch(Seen("river", [Watched("s1", "k", LOOKED)], (), [alert], ["mail"]))
        store.close()
        sql(*statements)(path)

    return change


def zeroed(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    path.write_bytes(body)


def follows_a_dead_feed(path: Path) -> None:
    store = SqliteStore(path)
    store.keep_feed(Feed("https://dead.example/rss", failures=5, last_error="no answer"))
    store.close()


def has_a_backup(path: Path) -> None:
    path.with_name("case.db.before-0002").write_bytes(b"x")


@pytest.mark.parametrize(
    ("change", "severity", "says"),
    [
        (lambda path: None, "notice", "1 captures wait to be read"),
        (zeroed, "fault", "SQLite: |is damaged"),
        (lambda path: path.write_bytes(b"Water " * 999), "fault", "is no case: it is no SQLite file"),
        (lambda path: path.write_bytes(b""), "notice", "is empty: whatever began to make it was stopped"),
        (sql("PRAGMA application_id = 7"), "fault", "it is a database of something else"),
        (sql("UPDATE alembic_version SET version_num = '9999'"), "fault", "the case is of version 9999"),
        (sql("UPDATE alembic_version SET version_num = '0001'"), "notice", "the case is of version 0001"),
        (sql("UPDATE outputs SET body = replace(body, 'rose', 'fell')"), "fault", "clean of weir: it was changed"),
        (sql("UPDATE outputs SET body = 'x'"), "fault", "clean of weir: it cannot be read"),
        (sql("INSERT INTO earlier VALUES ('capture-none', 'weir', 1)"), "fault", "names a row of captures that is not"),
        (
            sql("DROP TRIGGER captures_unchanged", "UPDATE captures SET taken_at = '2999-01-01T00:00:00+00:00'"),
            "notice",
            "2 captures claim to be taken later than now",
        ),
        (
            sql("DROP TRIGGER captures_unchanged", "UPDATE captures SET body = x'00' WHERE name = 'lock'"),
            "fault",
            "capture lock: its bytes are not those that came in",
        ),
        (watches(), "notice", "1 captures wait to be read"),
        (watches("UPDATE watched SET body = x'00'"), "fault", "what mandate river matched in story s1 cannot be read"),
        (
            watches(f"UPDATE watched SET body = x'{NO_MATCHES}'"),  # noqa: S608
            "fault",
            "what mandate river matched in story s1 cannot",
        ),
        (
            watches("DROP TRIGGER alerts_unchanged", "UPDATE alerts SET body = 'x'"),
            "fault",
            "alert al-1 cannot be read",
        ),
        (
            watches("DROP TRIGGER alerts_unchanged", "UPDATE alerts SET matter = 'x'"),
            "fault",
            "alert al-1: its row says other than it does itself",
        ),
        (
            watches("DROP TRIGGER mandates_unchanged", "UPDATE mandates SET body = 'x'"),
            "fault",
            f"mandate river: it is not what was added on {DAY}",
        ),
        (follows_a_dead_feed, "notice", "https://dead.example/rss has failed 5 times: no answer"),
        (has_a_backup, "notice", "case.db.before-0002 is a backup"),
    ],
)
def test_what_the_doctor_sees(tmp_path: Path, change: Callable[[Path], None], severity: str, says: str) -> None:
    path = a_case(tmp_path / "case.db")
    change(path)
    before = path.read_bytes()
    diagnosis = Case.doctor(path)
    assert path.read_bytes() == before
    wanted = says.split("|")
    seen = [each for each in diagnosis.symptoms if any(part in each.what for part in wanted)]
    assert [each.severity for each in seen][:1] == [severity], diagnosis.symptoms
    assert all(each.advice for each in diagnosis.symptoms)
    assert diagnosis.well == (severity == "notice")


def test_the_log_the_lock_and_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_case(tmp_path / "case.db")
    store = SqliteStore(path)
    store.lock()
    path.with_name("case.db-wal").write_bytes(bytes(100))
    monkeypatch.setattr(health, "_LARGE_LOG", 99)
    full = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    seen = " ".join(symptom.what for symptom in health.examine(path, datetime.datetime.now(datetime.UTC)))
    assert "another process adds to the case or builds it now" in seen
    assert "SQLite's log beside the case" in seen
    assert "0 MB are free on the disk" in seen
    store.close()


def test_mending_forgets_what_can_be_made_again_and_nothing_else(tmp_path: Path) -> None:
    path = a_case(tmp_path / "case.db")
    sql("UPDATE outputs SET body = 'x'")(path)
    [forgotten] = Case.doctor(path, mend=True).forgotten
    assert forgotten == "clean of capture-weir"
    diagnosis = Case.doctor(path)
    assert diagnosis.well, diagnosis.symptoms
    assert diagnosis.captures == 2


def test_mending_forgets_matches_that_cannot_be_read_and_no_alert(tmp_path: Path) -> None:
    path = a_case(tmp_path / "case.db")
    watches("UPDATE watched SET body = x'00'")(path)
    assert Case.doctor(path, mend=True).forgotten == ("what mandate river matched in story s1",)
    diagnosis = Case.doctor(path)
    assert diagnosis.well, diagnosis.symptoms
    store = SqliteStore(path)
    assert (store.watched("river"), len(store.alerts()), store.waiting()) == ({}, 1, {"mail": 1})
    store.close()


def test_a_packed_output_that_is_damaged_is_seen(tmp_path: Path) -> None:
    path = a_case(tmp_path / "case.db")
    store = SqliteStore(path)
    store.put([Output("embed", "capture-weir", "weir", "k", b"{}", packed=True)])
    store.close()
    sql("UPDATE outputs SET body = substr(body, 1, 4) WHERE stage = 'embed'")(path)
    assert "embed of weir: it was changed after it was made" in [each.what for each in Case.doctor(path).symptoms]


def test_the_command(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no case is there"):
        Case.doctor(tmp_path)
    path = a_case(tmp_path / "case.db")
    well = CliRunner().invoke(crossbearing, ["doctor", str(tmp_path)])
    assert (well.exit_code, "2 captures and 0 passages re-read: no faults" in well.output) == (0, True), well.output
    sql("UPDATE outputs SET body = 'x'")(path)
    ill = CliRunner().invoke(crossbearing, ["doctor", str(path)])
    assert ill.exit_code == 1
    assert "2 faults" in ill.output
    assert "--mend" in ill.output
