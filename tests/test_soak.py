"""What the soak measures by: its hosts, its press, its clock, and how it judges what came of the alerts."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from benchmarks.soak import checks, hosts, memory, press
from benchmarks.soak.clock import Fast
from benchmarks.soak.hook import Hook, Outcome, Receipt
from crossbearing.case import Case
from tests.watch_child import small_build


def test_the_press_is_the_same_each_time_and_tells_every_event_to_its_end() -> None:
    pieces = press.pieces(7200, 100, 1)
    assert pieces == press.pieces(7200, 100, 1)
    assert [each.at for each in pieces] == sorted(each.at for each in pieces)
    assert pieces[0].at >= 0 and pieces[-1].at < 7200
    events = {each.path for each in pieces}
    assert 10 <= len(events) <= 20
    for event in events:
        told = " ".join(text for each in pieces if each.path == event for text in each.paragraphs)
        assert all(word in told for word in ("died", "Harbour Wire", "mayor", "denied", "Correction"))


@pytest.mark.parametrize("kind", [*hosts.KINDS, "healthy"])
def test_each_kind_of_host_has_an_answer(kind: str) -> None:
    world = hosts.World(port=1, hook=2, elapsed=900, shown=lambda at: 1_900_000_000 + at)
    published = press.pieces(900, 1, 1)
    for path in ("/robots.txt", "/feed", published[0].path):
        for number in range(4):
            reply = hosts.reply(number, kind, published, hosts.Asked(path, {}, 0), world)
            assert isinstance(reply.body, bytes) or inspect.isasyncgen(reply.body)
    assert hosts.kinds(200).count(kind) == hosts.KINDS.get(kind, 200 - sum(hosts.KINDS.values()))
    if kind in hosts.PUBLISH - {"chain", "busy", "slow"}:
        reply = hosts.reply(0, kind, published, hosts.Asked("/feed", {}, 0), world)
        assert isinstance(reply.body, bytes)
        assert published[0].path.encode() in reply.body


def test_the_fast_clock_meets_the_machines() -> None:
    clock = Fast(factor=20, meets=1000.0)
    assert [clock.at(moment) for moment in (1000.0, 999.0, 900.0)] == [1000.0, 980.0, -1000.0]


def test_a_curve_of_memory() -> None:
    samples = [memory.Sample(float(at), 7, (100 + at // 36) * memory.MB, memory.MB) for at in range(0, 3601, 10)]
    (curve,) = memory.curves(samples)
    assert (curve.pid, curve.seconds, curve.samples) == (7, 3600, 361)
    assert curve.slope_mb_an_hour == pytest.approx(100, abs=1)
    assert curve.second_half_mb - curve.first_half_mb == pytest.approx(46, abs=2)
    assert (curve.most_mb, curve.most_with_workers_mb) == (200, 201)


@pytest.mark.parametrize(
    ("came", "kills", "found"),
    [
        (["taken"], [], {}),
        (["refused", "taken"], [], {"refused": 1}),
        (["hung", "taken"], [], {"twice_answer_lost": 1}),
        (["hung up", "hung", "taken"], [], {"twice_answer_lost": 2}),
        (["taken", "taken"], [1.5], {"twice_killed": 1}),
        (["taken", "taken"], [900.0], {"twice_unexplained": 1}),
        (["refused"], [], {"refused": 1, "lost": 1, "received": 0}),
        ([], [], {"lost": 1, "received": 0}),
    ],
)
def test_what_became_of_alerts(tmp_path: Path, came: list[Outcome], kills: list[float], found: dict[str, int]) -> None:
    path = tmp_path / "case.db"
    (tmp_path / "a.txt").write_text("Nine people drowned at Orle, the harbour office said.")
    with Case.open(path) as case:
        case.add(tmp_path / "a.txt")
        small_build(case)
        (alert,) = case.alerts()
    receipts = [Receipt(float(number), alert.id, True, outcome) for number, outcome in enumerate(came, 1)]
    judged = checks.alerts(path, receipts, kills)
    names = ("received", "refused", "lost", "unknown", "unsigned", "twice_answer_lost", "twice_killed")
    got = {name: getattr(judged, name) for name in (*names, "twice_unexplained")}
    assert got == dict.fromkeys(got, 0) | {"received": 1} | found
    assert (judged.raised, judged.posts, judged.waiting) == (1, len(came), 1)
    strange = checks.alerts(path, [*receipts, Receipt(9.0, "al-none", False, "taken")], kills)
    assert (strange.unknown, strange.unsigned) == (1, 1)


def test_the_hook_knows_its_signatures() -> None:
    hook = Hook(1)
    hook.calm = True
    assert hook.receive("al-1", "17", "v1,AAAA", b"{}") == "taken"
    assert [each.signed for each in hook.receipts] == [False]
