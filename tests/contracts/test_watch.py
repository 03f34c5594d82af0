"""What `store.base.Store` promises of the watch: mandates, what they matched, alerts, and to whom these go."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alembic import command
from sqlalchemy import create_engine

from crossbearing.errors import CaseError
from crossbearing.records import Alert, Span
from crossbearing.store.backup import backups
from crossbearing.store.base import KeptMandate, Seen, Store, Tried, Watched
from crossbearing.store.migrate import configuration
from crossbearing.store.sqlite import SqliteStore
from crossbearing.store.sqlite_file import APPLICATION_ID

Opens = Callable[[], Store]
AT = "2031-02-03T04:05:06+00:00"
LATER = "2031-02-04T04:05:06+00:00"


def a_mandate(name: str = "river", body: str = "id: river\n", at: str = AT) -> KeptMandate:
    return KeptMandate(name, hashlib.sha256(body.encode()).hexdigest(), at, None, body)


def an_alert(name: str, mandate: str = "river", *, raised: bool = True) -> Alert:
    return Alert(
        id=f"al-{name}", kind="finding", raised=raised, at=AT, mandate=mandate, matter="dam", story="s1", finding="f1",
        wording="The dam “broke”\u2028 twice.", what="new", why="nothing was known", spans=(Span("r", 0, 3),),
        origins=1, outlets=2,
    )  # fmt: skip


def seen(*alerts: Alert, mandate: str = "river", at: float = 10.0, **more: object) -> Seen:
    made = Seen(mandate, [Watched("s1", "k", b"[]")], (), alerts, ("mail", "hook"), at)
    return msgspec.structs.replace(made, **more)


def due(store: Store, now: float = 99.0, limit: int = 100) -> list[tuple[str, str]]:
    return [(each.alert.id, each.channel) for each in store.to_tell(now, limit)]


# ── mandates ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mandate_is_in_force_until_another_takes_its_place_or_it_ends(opens: Opens) -> None:
    store = opens()
    first, second = a_mandate(), a_mandate(body="id: river\ntitle: é\u2028\n", at=LATER)
    assert store.mandates() == ()
    assert store.keep_mandate(first)
    assert not store.keep_mandate(msgspec.structs.replace(first, added_at=LATER))
    assert store.keep_mandate(a_mandate("coast"))
    assert opens().mandates() == (a_mandate("coast"), first)
    assert store.keep_mandate(second)
    assert opens().mandates() == (a_mandate("coast"), second)
    assert store.end_mandate("river", LATER)
    assert not store.end_mandate("river", LATER)
    assert not store.end_mandate("nowhere", LATER)
    assert store.mandates() == (a_mandate("coast"),)
    ended = [msgspec.structs.replace(each, ended_at=LATER) for each in (first, second)]
    assert opens().mandates(ended=True) == (ended[0], a_mandate("coast"), ended[1])


def test_a_mandate_that_ended_may_come_again(opens: Opens) -> None:
    store = opens()
    store.keep_mandate(a_mandate())
    store.end_mandate("river", AT)
    assert store.keep_mandate(a_mandate(at=LATER))
    assert [each.ended_at for each in store.mandates(ended=True)] == [AT, None]


def test_a_mandate_that_ends_forgets_what_it_matched_and_tells_what_was_still_to_be_told(opens: Opens) -> None:
    store = opens()
    for name in ("river", "coast"):
        store.keep_mandate(a_mandate(name))
        store.watch(seen(an_alert(name, name), mandate=name))
    store.end_mandate("river", LATER)
    again = opens()
    assert (again.watched("river"), again.watched("coast")) == ({}, {"s1": "k"})
    assert [each.alert.id for each in again.alerts("river")] == ["al-river"]
    assert set(due(again)) == {(f"al-{name}", channel) for name in ("river", "coast") for channel in ("hook", "mail")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mandates SET body = 'x'",
        "UPDATE mandates SET id = 'x'",
        "UPDATE mandates SET added_at = 'x'",
        "UPDATE mandates SET ended_at = NULL WHERE ended_at IS NOT NULL",
        "UPDATE mandates SET ended_at = 'x' WHERE ended_at IS NOT NULL",
        "DELETE FROM mandates",
        "UPDATE alerts SET body = 'x'",
        "UPDATE alerts SET raised = 0",
        "DELETE FROM alerts",
        "INSERT OR REPLACE INTO mandates SELECT number, id, 'x', added_at, ended_at, 'x' FROM mandates",
        "INSERT OR REPLACE INTO mandates SELECT 9, id, 'x', added_at, NULL, 'x' FROM mandates WHERE ended_at IS NULL",
        "UPDATE OR REPLACE alerts SET id = 'al-2' WHERE id = 'al-1'",
    ],
)
def test_neither_mandate_nor_alert_is_changed_or_deleted(tmp_path: Path, statement: str) -> None:
    store = SqliteStore(tmp_path / "case.db")
    store.keep_mandate(a_mandate())
    store.keep_mandate(a_mandate(body="id: river\ntitle: two\n"))
    store.watch(seen(an_alert("1"), an_alert("2"), channels=()))
    kept = store.mandates(ended=True), store.alerts()
    store.close()
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)
        connection.commit()
    store = SqliteStore(tmp_path / "case.db")
    assert (store.mandates(ended=True), store.alerts()) == kept
    store.close()


def test_an_alert_is_not_replaced(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "case.db")
    store.watch(seen(an_alert("1"), an_alert("2"), channels=()))
    kept = store.alerts()
    store.close()
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection, connection:
        for number in ("number", "9"):
            connection.execute(
                f"INSERT OR REPLACE INTO alerts SELECT {number}, id, mandate, matter, raised, 'x', 'x' FROM alerts"  # noqa: S608
            )
    store = SqliteStore(tmp_path / "case.db")
    assert store.alerts() == kept
    store.close()


# ── one look ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_look_keeps_what_matches_alerts_and_to_whom_they_go(opens: Opens) -> None:
    store = opens()
    bodies = [Watched("s2", "k2", b'["\xc3\xa9"]'), Watched("s1", "k1", b"[]")]
    assert store.watch(seen(an_alert("1"), an_alert("2", raised=False), now=bodies)) == 2
    again = opens()
    assert again.watched("river") == {"s1": "k1", "s2": "k2"}
    assert again.watched_bodies("river") == (bodies[1], bodies[0])
    assert again.watched_bodies("river", ["s2", "s9"]) == (bodies[0],)
    assert again.watched_bodies("coast") == ()
    assert [each.alert for each in again.alerts()] == [an_alert("1"), an_alert("2", raised=False)]
    assert due(again) == [("al-1", "hook"), ("al-1", "mail")]
    store.watch(seen(now=[Watched("s1", "k3", b"[1]")], gone=["s2", "s7"]))
    assert again.watched_bodies("river") == (Watched("s1", "k3", b"[1]"),)


def test_an_alert_that_is_there_is_not_kept_twice_and_goes_to_nobody_again(opens: Opens) -> None:
    store = opens()
    assert store.watch(seen(an_alert("1"), channels=("hook",))) == 1
    store.tried(Tried("al-1", "hook", LATER))
    again = msgspec.structs.replace(an_alert("1"), at=LATER, what="other words")
    assert store.watch(seen(again, again, an_alert("2"), channels=("hook", "mail"), at=20.0)) == 1
    assert [each.alert for each in store.alerts()] == [an_alert("1"), an_alert("2")]
    assert due(store) == [("al-2", "hook"), ("al-2", "mail")]


def test_a_channel_that_is_named_twice_is_told_once(opens: Opens) -> None:
    store = opens()
    store.watch(seen(an_alert("1"), channels=("hook", "hook")))
    assert due(store) == [("al-1", "hook")]


def test_a_look_that_cannot_be_kept_as_a_whole_is_not_kept(opens: Opens) -> None:
    store = opens()
    store.watch(seen(an_alert("1")))
    before = store.watched_bodies("river"), store.alerts(), due(store)
    twice = [Watched("s3", "k", b"[]"), Watched("s3", "k", b"[]")]
    with pytest.raises(CaseError):
        store.watch(seen(an_alert("2"), now=twice, gone=["s1"]))
    assert (store.watched_bodies("river"), store.alerts(), due(store)) == before


def test_more_stories_than_one_statement_may_name(opens: Opens) -> None:
    store = opens()
    stories = [f"s{number:05}" for number in range(1200)]
    store.watch(seen(now=[Watched(story, "k", b"[]") for story in stories]))
    assert [each.story for each in store.watched_bodies("river", stories)] == stories


# ── alerts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_alerts_come_page_by_page_and_are_counted(opens: Opens) -> None:
    store = opens()
    store.watch(seen(*(an_alert(str(number), raised=number != 3) for number in range(5))))
    store.watch(seen(an_alert("c", "coast"), mandate="coast"))
    store.watch(seen(an_alert("5")))
    pages, after = [], 0
    while page := store.alerts("river", after, 2):
        pages.append([each.alert.id for each in page])
        after = page[-1].number
    assert pages == [["al-0", "al-1"], ["al-2", "al-3"], ["al-4", "al-5"]]
    assert len(store.alerts()) == store.alert_count() == 7
    assert [store.alert_count("river", raised) for raised in (None, True, False)] == [6, 5, 1]
    assert (store.alert_count(raised=True), store.alert_count("nowhere")) == (6, 0)


# ── the outbox ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_due_longest_is_told_first_and_what_is_not_due_is_not(opens: Opens) -> None:
    store = opens()
    store.watch(seen(an_alert("late"), at=30.0))
    store.watch(seen(an_alert("soon"), an_alert("2"), at=10.0))
    first = [("al-soon", "hook"), ("al-soon", "mail"), ("al-2", "hook"), ("al-2", "mail")]
    assert (due(store, 9.9), due(store, 10.0), due(store, 29.0, 3)) == ([], first, first[:3])
    assert due(store, 30.0) == [*first, ("al-late", "hook"), ("al-late", "mail")]
    [told] = store.to_tell(30.0, 1)
    assert (told.alert, told.tries, told.due_at, told.done_at, told.error) == (an_alert("soon"), 0, 10.0, None, None)


def test_what_failed_is_due_again_and_what_is_done_stays_done(opens: Opens) -> None:
    store = opens()
    store.watch(seen(an_alert("1")))
    store.tried(Tried("al-1", "hook", None, "no answer", 60.0))
    assert due(store, 59.0) == [("al-1", "mail")]
    assert [(each.tries, each.error) for each in opens().to_tell(60.0) if each.channel == "hook"] == [(1, "no answer")]
    assert store.waiting() == {"hook": 1, "mail": 1}
    store.tried(Tried("al-1", "hook", LATER))
    for late in (Tried("al-1", "hook", None, "no answer", 0.0), Tried("al-1", "hook", AT, "given up")):
        store.tried(late)
    assert due(store) == [("al-1", "mail")]
    assert opens().waiting() == {"mail": 1}
    store.tried(Tried("al-1", "mail", LATER, "given up"))
    assert (due(store), store.waiting()) == ([], {})


def test_a_channel_has_a_queue_of_its_own_in_which_what_was_tried_least_goes_first(opens: Opens) -> None:
    store = opens()
    store.watch(seen(*map(an_alert, "123")))
    store.tried(Tried("al-1", "hook", None, "no answer", 0.0), Tried("al-2", "hook", None, "cut off", 0.0))
    store.tried(Tried("al-2", "hook", None, "no answer", 0.0), Tried("al-1", "hook", None, "busy", 1.0, counts=False))
    queue = opens().to_tell(60.0, channel="hook")
    tries = [("al-3", 0, None), ("al-1", 1, "busy"), ("al-2", 2, "no answer")]
    assert [(each.alert.id, each.tries, each.error) for each in queue] == tries
    assert [each.alert.id for each in store.to_tell(60.0, 2, "hook")] == ["al-3", "al-1"]
    assert store.to_tell(60.0, channel="nobody") == ()


def test_what_could_not_be_told_is_listed_and_stays_where_it_was_given_up(opens: Opens) -> None:
    store = opens()
    store.watch(seen(*map(an_alert, "123")))
    assert store.untold() == ()
    store.tried(
        Tried("al-1", "hook", LATER, "given up"), Tried("al-3", "hook", None, "busy"), Tried("al-2", "hook", LATER)
    )
    rows = [(each.alert.id, each.channel, each.done_at, each.error) for each in opens().untold()]
    assert rows == [("al-3", "hook", None, "busy"), ("al-1", "hook", LATER, "given up")]
    assert [each.alert.id for each in store.untold(1)] == ["al-3"]
    store.tried(Tried("al-3", "hook", LATER))
    assert [each.alert.id for each in store.untold()] == ["al-1"]


def test_a_try_of_what_is_not_there_changes_nothing(opens: Opens) -> None:
    store = opens()
    store.watch(seen(an_alert("1"), channels=("hook",)))
    store.tried(Tried("al-none", "hook", LATER))
    store.tried(Tried("al-1", "nobody", LATER))
    assert due(store) == [("al-1", "hook")]


def test_one_tells_while_another_builds_and_each_sees_what_the_other_did(opens: Opens) -> None:
    builder, teller = opens(), opens()
    builder.lock()
    builder.watch(seen(an_alert("1")))
    teller.tried(Tried("al-1", "hook", LATER))
    builder.watch(seen(an_alert("2")))
    assert due(teller) == due(builder) == [("al-1", "mail"), ("al-2", "hook"), ("al-2", "mail")]


# ── two processes, and one that is killed ─────────────────────────────────────────────────────────────────────────────


def script(text: str, *arguments: object) -> int:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = [sys.executable, "-c", text, *map(str, arguments)]
    return subprocess.run(run, env=environment, check=False).returncode  # noqa: S603


DIES = """
import os, signal, sys
from pathlib import Path
from crossbearing.store import watch
from crossbearing.store.sqlite import SqliteStore
from tests.contracts.test_watch import an_alert, seen
from crossbearing.store.base import Watched

after, real, done = int(sys.argv[2]), watch._keep, []

def counted(connection, alert):
    done.append(alert)
    if len(done) > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(connection, alert)

watch._keep = counted
alerts = [an_alert(str(number)) for number in range(2, 6)]
SqliteStore(Path(sys.argv[1])).watch(seen(*alerts, now=[Watched("s2", "k", b"[]")], gone=["s1"]))
"""


@pytest.mark.parametrize("after", [0, 3, 4])
def test_a_look_that_is_killed_leaves_all_of_it_or_nothing(tmp_path: Path, after: int) -> None:
    store = SqliteStore(tmp_path / "case.db")
    store.watch(seen(an_alert("1")))
    store.close()
    ended = script(DIES, tmp_path / "case.db", after)
    assert ended == (0 if after == 4 else -signal.SIGKILL)
    store = SqliteStore(tmp_path / "case.db")
    kept = 5 if after == 4 else 1
    assert (store.alert_count(), len(due(store))) == (kept, 2 * kept)
    assert store.watched("river") == ({"s2": "k"} if after == 4 else {"s1": "k"})
    store.close()


BUSY = """
import sys
from pathlib import Path
from crossbearing.store.sqlite import SqliteStore
from crossbearing.store.base import Tried
from tests.contracts.test_watch import LATER, an_alert, seen

store, who = SqliteStore(Path(sys.argv[1])), sys.argv[2]
for number in range(20):
    store.watch(seen(an_alert(f"both-{number}"), an_alert(f"{who}-{number}"), mandate=who))
    for each in store.to_tell(99.0, 3):
        store.tried(Tried(each.alert.id, each.channel, LATER))
store.close()
"""


def test_two_processes_write_beside_one_another_and_nothing_is_lost_or_kept_twice(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "case.db").close()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    both = [
        subprocess.Popen([sys.executable, "-c", BUSY, tmp_path / "case.db", who], env=environment)  # noqa: S603
        for who in ("one", "two")
    ]
    assert [each.wait() for each in both] == [0, 0]
    store = SqliteStore(tmp_path / "case.db")
    assert store.alert_count() == 60
    assert len({each.alert.id for each in store.alerts()}) == 60
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection:
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (120,)
    store.close()


# ── a case of an earlier version ──────────────────────────────────────────────────────────────────────────────────────


def test_a_case_of_before_the_watch_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    config, engine = configuration(), create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()
    store = SqliteStore(path)
    assert (store.mandates(), store.alerts(), store.watched("river"), store.waiting()) == ((), (), {}, {})
    assert store.keep_mandate(a_mandate())
    assert store.watch(seen(an_alert("1"))) == 1
    store.close()
    assert [each.name for each in backups(path)] == ["case.db.before-0004"]
    again = SqliteStore(path, readonly=True)
    assert len(again.to_tell(99.0)) == 2
    again.close()
