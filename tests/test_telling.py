"""What is due goes out: each try is written down, and no channel holds up another."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from crossbearing import telling
from crossbearing.errors import CaseError
from crossbearing.settings import Settings
from crossbearing.store.base import KeptMandate, Seen, Tried
from crossbearing.store.sqlite import SqliteStore
from crossbearing.tell.mail import key
from crossbearing.tell.retries import GIVEN_UP_AFTER, wait
from crossbearing.telling import CUT_OFF, TURN_SECONDS, Means, Told, tell
from tests.tell.mail_server import TO, Inbox
from tests.tell.mail_server import serving as mail_server
from tests.tell.receiver import OK, Received, receiving, status
from tests.tell.told import (
    AT,
    ENVIRONMENT,
    NOW,
    TERMINAL,
    VARIABLE,
    FakeTime,
    a_message,
    a_store,
    an_alert,
    channel,
    means,
    webhook,
)

ROOT = Path(__file__).parent.parent


def test_what_is_raised_is_told_once_to_each_and_what_is_held_to_nobody(tmp_path: Path) -> None:
    lines: list[str] = []
    with receiving() as receiver:
        every = [an_alert(1), an_alert(2, raised=False), an_alert(3)]
        store = a_store(tmp_path / "case.db", [TERMINAL, webhook(receiver.url())], *every)
        assert tell(store, NOW - 1, means(lines)) == Told()
        assert tell(store, NOW, means(lines)) == Told(done=4)
        assert tell(store, NOW + 1e6, means(lines)) == Told()
    assert receiver.keys() == ["al-0001", "al-0003"]
    assert [block.splitlines()[1] for block in lines] == [f"  another independent origin: pilot {n}" for n in (1, 3)]
    assert lines[0].startswith("2033-05-18 03:33 UTC  Barges that are lost  (Barges in the north)\n")
    assert (store.waiting(), store.untold()) == ({}, ())


@pytest.mark.parametrize("body", [None, "no: mandate", "{"])
def test_an_alert_of_a_mandate_that_ended_or_can_be_read_no_longer_is_told(tmp_path: Path, body: str | None) -> None:
    store = a_store(tmp_path / "case.db", [TERMINAL])
    if body is not None:
        store.keep_mandate(KeptMandate("harbours", "1" * 64, AT, None, body))
    store.end_mandate("harbours", AT)
    lines: list[str] = []
    assert tell(store, NOW, means(lines)) == Told(done=1)
    assert lines[0].splitlines()[0].endswith("Barges that are lost  (Barges in the north)")


def test_what_fails_is_tried_again_after_a_wait_and_the_channel_rests(tmp_path: Path) -> None:
    refusing, by = True, means()
    with receiving(lambda *_: status("500 Boom") if refusing else OK) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], an_alert(1), an_alert(2))
        assert tell(store, NOW, by) == Told(failed=1)
        assert tell(store, NOW + 4, by) == Told()
        assert receiver.keys() == ["al-0001"]
        (failed,) = store.untold()
        assert (failed.tries, failed.done_at, failed.error) == (1, None, "HTTP 500 Internal Server Error")
        assert failed.due_at == NOW + wait("al-0001", 1)
        assert tell(store, NOW + 10, by) == Told(failed=1)
        assert tell(store, NOW + 25, by) == Told()
        refusing = False
        assert tell(store, NOW + 60, by) == Told(done=2)
    assert receiver.keys() == ["al-0001", "al-0002", "al-0001", "al-0002"]
    assert (store.waiting(), store.untold()) == ({}, ())


def test_one_alert_that_is_refused_does_not_hold_up_those_after_it(tmp_path: Path) -> None:
    def odd(received: Received, _: socket.socket) -> bytes:
        return status("400 Odd") if received.key == "al-0001" else OK

    by, now = means(), NOW
    with receiving(odd) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], *map(an_alert, range(1, 6)))
        tell(store, now, by)
        now += 10
        assert tell(store, now, by) == Told(done=4, failed=1)
        for number in range(6, 30):  # however often it has failed by then
            now += 3600
            store.watch(Seen("harbours", alerts=[an_alert(number)], channels=[webhook(receiver.url())], at=now))
            assert tell(store, now, by).done == 1
    (left,) = store.untold()
    assert left.alert.id == "al-0001"


def test_what_a_receiver_asks_for_is_heeded(tmp_path: Path) -> None:
    by = means()
    with receiving(lambda *_: status("429 Slow", "Retry-After: 3600")) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], an_alert(1), an_alert(2))
        assert tell(store, NOW, by) == Told(failed=1)
        assert tell(store, NOW + 3599, by) == Told()
        receiver.answer = lambda *_: OK
        assert tell(store, NOW + 3600, by) == Told(done=2)


def test_who_wants_no_more_is_told_no_more_and_the_error_stays(tmp_path: Path) -> None:
    with receiving(lambda *_: status("410 Gone")) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], an_alert(1), an_alert(2))
        assert tell(store, NOW, means()) == Told(given_up=2)
        assert tell(store, NOW + 1e7, means()) == Told()
    assert store.waiting() == {}
    assert [each.error for each in store.untold()] == ["HTTP 410 Gone: it wants no more alerts"] * 2
    assert all(each.done_at for each in store.untold())


def test_after_three_days_it_is_given_up_with_its_error(tmp_path: Path) -> None:
    with receiving(lambda *_: status("500 Boom")) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())])
        now, by, outcomes = NOW, means(), []
        while store.waiting():
            outcomes.append(tell(store, now, by))
            now = max(now + 1, *(each.due_at for each in store.untold()), *(each.until for each in by.rests.values()))
    assert set(map(str, outcomes[:-1])) == {str(Told(failed=1))}
    assert outcomes[-1] == Told(given_up=1)
    assert 10 <= len(receiver.received) <= 15
    assert GIVEN_UP_AFTER < now - NOW < 2 * GIVEN_UP_AFTER
    (given_up,) = store.untold()
    assert given_up.done_at is not None and given_up.error == "HTTP 500 Internal Server Error"


def test_a_channel_that_hangs_resets_or_leads_nowhere_holds_up_no_other(tmp_path: Path) -> None:
    lines: list[str] = []
    with receiving() as good, receiving() as hanging, receiving() as gone:
        channels = [
            webhook(hanging.url()),
            webhook("https://10.0.0.1/"),
            webhook(good.url(), "CROSSBEARING_WEBHOOK_NOT_SET"),
            channel(email="desk@pier.example"),
            '{"fax": "1234"}',
            "}",
            webhook(good.url()),
            TERMINAL,
        ]
        gone.answer = lambda *_: b"\0"
        store = a_store(tmp_path / "case.db", [*channels, webhook(gone.url())], *map(an_alert, range(60)))
        hanging.answer = hanging.hangs
        hanging.over = good.over

        def first(received: Received, _: socket.socket) -> bytes:
            if len(good.received) == 60:
                good.over.set()  # the hanging one may go on when the good one has all
            return OK

        good.answer = first
        told = tell(store, NOW, means(lines))
    assert (len(lines), len(set(good.keys()))) == (60, 60)
    assert told.done == 120
    assert {each.channel for each in store.untold(10_000)} == {*channels[:6], webhook(gone.url())}
    assert len(hanging.received) == len(gone.received) == 1


def test_mails_of_many_alerts_and_what_was_tried_together_goes_together_again(tmp_path: Path) -> None:
    inbox, to = Inbox("451 later"), channel(email=TO)
    store = a_store(tmp_path / "case.db", [to], *map(an_alert, range(3)))
    with mail_server(inbox) as settings:
        by = Means(settings, print, {}, FakeTime())
        assert tell(store, NOW, by) == Told(failed=3)
        inbox.refuses = ""
        store.watch(Seen("harbours", alerts=[*map(an_alert, range(3, 63))], channels=[to], at=NOW + 100))
        assert tell(store, NOW + 100, by) == Told(done=63)
    assert [each["Subject"].split(" ")[0] for each in inbox.taken] == ["50", "10", "3"]
    assert [each["Message-ID"].split("@")[0][1:] for each in inbox.taken] == [
        key([a_message(an_alert(number)) for number in numbers]) for numbers in (range(3, 53), range(53, 63), range(3))
    ]
    assert store.untold() == ()


def test_an_error_of_ours_costs_that_try_alone(tmp_path: Path) -> None:
    def closed(_: str) -> None:
        raise BrokenPipeError

    with receiving() as receiver:
        store = a_store(tmp_path / "case.db", [TERMINAL, webhook(receiver.url())])
        by = Means(Settings(webhook_private=True), closed, ENVIRONMENT, FakeTime())
        assert tell(store, NOW, by) == Told(done=1, failed=1)
    (left,) = store.untold()
    assert left.channel == TERMINAL and "BrokenPipeError" in (left.error or "")


def test_a_key_that_is_missing_is_told_once_and_nothing_is_counted_or_given_up(tmp_path: Path) -> None:
    with receiving() as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())])
        without = Means(Settings(webhook_private=True), print, {}, FakeTime())
        for day in range(10):
            assert tell(store, NOW + day * 86_400, without) == Told(failed=1)
            assert tell(store, NOW + day * 86_400 + 1, without) == Told()
        (left,) = store.untold()
        assert (left.tries, left.done_at) == (0, None)
        assert left.error == f"the environment variable {VARIABLE} is not set, and nothing is sent unsigned"
        assert tell(store, NOW + 10 * 86_400, means()) == Told(done=1)
    assert receiver.keys() == ["al-0001"]
    assert store.untold() == ()


def test_a_turn_ends_though_a_receiver_dawdles(tmp_path: Path) -> None:
    running = FakeTime()

    def dawdles(*_: object) -> bytes:
        running.seconds += 9
        return OK

    with receiving(dawdles) as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], *map(an_alert, range(20)))
        assert tell(store, NOW, means(running=running)) == Told(done=4)
        assert running.seconds > TURN_SECONDS
        stamps = [int(each.fields["webhook-timestamp"]) - NOW for each in receiver.received]
    assert stamps == [0, 9, 18, 27]


class Full:
    """A store whose disk is full at the n-th time that a try is to be written down."""

    def __init__(self, store: SqliteStore, at: int) -> None:
        self._store, self._at, self._times = store, at, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def tried(self, *tried: Tried) -> None:
        self._times += 1
        if self._times >= self._at:
            raise CaseError("the disk is full")
        self._store.tried(*tried)


@pytest.mark.parametrize(("at", "came"), [(1, []), (2, ["al-0001"])])
def test_where_a_try_cannot_be_written_down_it_stays_due_and_nothing_more_is_sent(
    tmp_path: Path, at: int, came: list[str]
) -> None:
    with receiving() as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], an_alert(1), an_alert(2))
        full = Full(store, at)
        for _ in range(3):
            with pytest.raises(CaseError, match="the disk is full"):
                tell(full, NOW, means())  # type: ignore[arg-type]
        assert receiver.keys() == came
        assert sum(store.waiting().values()) == 2
        assert [each.error for each in store.untold()] == [CUT_OFF] * len(came)
        assert tell(store, NOW + 60, means()) == Told(done=2)
    assert set(receiver.keys()) == {"al-0001", "al-0002"}


# ── killed ────────────────────────────────────────────────────────────────────────────────────────────────────────────

ROUNDS = """
import os, signal, sys
from pathlib import Path
from crossbearing.settings import Settings
from crossbearing.store.sqlite import SqliteStore
from crossbearing.telling import Means, tell

def one(where, number, now):
    store = SqliteStore(Path(sys.argv[1]))
    tried, times = store.tried, 0

    def dies(*given):
        nonlocal times
        times += 1
        if times == number and where == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        tried(*given)
        if times == number and where == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    store.tried = dies
    tell(store, now, Means(Settings(webhook_private=True), print))
    os._exit(0)

for line in sys.stdin:  # each round is a process of its own; a fork is much quicker than a start
    where, number, now = line.split()
    child = os.fork()
    if not child:
        one(where, int(number), float(now))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_killed_at_any_point_all_come_and_each_under_one_key(tmp_path: Path) -> None:
    """Odd writes come before a try, even ones after it: it dies before a request, between it and its note, after it."""
    points = [(where, number) for number in range(1, 9) for where in ("before", "after")]
    with receiving() as receiver:
        store = a_store(tmp_path / "case.db", [webhook(receiver.url())], *map(an_alert, range(40)))
        store.close()
        command = [sys.executable, "-c", ROUNDS, str(tmp_path / "case.db")]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | ENVIRONMENT
        rounds = [f"{where} {number} {NOW + day * 3600}" for day, (where, number) in enumerate([*points, ("never", 0)])]
        done = subprocess.run(  # noqa: S603
            command, input="\n".join(rounds), env=environment, capture_output=True, text=True, check=True
        )
    assert done.stdout.split() == ["-9"] * len(points) + ["0"]
    store = SqliteStore(tmp_path / "case.db")
    assert (store.waiting(), store.untold()) == ({}, ())
    assert set(receiver.keys()) == {f"al-{number:04}" for number in range(40)}
    assert len({(each.key, each.body) for each in receiver.received}) == 40
    between = sum(number % 2 == 0 and where == "before" for where, number in points)
    assert len(receiver.received) == 40 + between


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (webhook("https://hooks.pier.example/T0/B1/a-secret?x=y"), "webhook hooks.pier.example"),
        (channel(email="desk@pier.example"), "desk@pier.example"),
        (channel(email="a\x1b[2J@pier.example"), r"a\x1b[2J@pier.example"),
        (TERMINAL, "terminal"),
        (webhook("https://[::1"), "a channel that cannot be read"),
        (webhook("https:///path"), "webhook an address that cannot be read"),
        ("}", "a channel that cannot be read"),
    ],
)
def test_a_channel_is_shown_without_its_secrets(given: str, shown: str) -> None:
    assert telling.name(given) == shown
