"""The standing watch: what a turn does, what stops it and what does not, and that nothing is lost or told twice."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossbearing import Case, CaseError, telling
from crossbearing.cli import crossbearing
from crossbearing.errors import CaseBusy
from crossbearing.outcomes import Added, Built
from crossbearing.settings import Settings
from crossbearing.standing_watch import (
    BUSY_SECONDS,
    LONGEST_BACKOFF,
    LOOK_SECONDS,
    REST_SECONDS,
    Means,
    Watch,
    only_one,
)
from tests.collect.servers import Answers, Reply, at, sent
from tests.collect.worlds import World, item, page, rss, running
from tests.watch_child import small_build

ROOT = Path(__file__).parent.parent
MANDATE = """\
id: barges
title: Barges that sink
standing: {set_by: The harbour board}
standard: {any: [{origins: 1}]}
subjects: [{id: harbour, names: [harbour office]}]
matters:
  - id: sunk
    title: Sunk
    what: People who drowned
    patterns: [{id: sunk, acts: [drown], counts: [people]}]
alert: [{terminal: true}]
"""
NEWS = "Nine people drowned at Orle on Saturday"


class Site:
    """A case with a mandate that follows one feed on loopback, and a watch over it that waits for nobody."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.path = folder / "watched.db"
        (folder / "barges.yaml").write_text(MANDATE)
        world.pages |= {"/rss": sent(rss(item("/a"))), "/a": page(NEWS)}
        self.said: list[str] = []
        self.case = Case.open(self.path)
        self.case._means = world.means
        with self.case as case:
            case.follow(world.server.url("/rss"))
            case.mandate(folder / "barges.yaml")
        to = telling.Means(Settings(), self.said.append)
        self.watch = Watch(self.case, Means(self.said.append, lambda opened: opened.tell(to), self.sleep))

    def sleep(self, seconds: float) -> None:
        self.world.clock.time += seconds

    def told(self) -> int:
        """How many alerts were printed."""
        return sum("Barges that sink)" in line for line in self.said)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    pages: dict[str, Reply | Answers] = {}
    with running(at(pages)) as server:
        world = World(server, pages, tmp_path / "other.db")
        world.store.close()
        yield Site(world, tmp_path)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of a case whose builds are small: an entry for each build."""
    builds: list[str] = []

    def build(case: Case) -> Built:
        builds.append("build")
        return small_build(case)

    monkeypatch.setattr(Case, "build", build)
    return builds


# ── a turn ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_comes_in_is_built_and_told_once(site: Site) -> None:
    site.watch.step()
    now = site.watch.standing
    assert (now.turns, now.reports, now.builds, now.delivered, now.errors) == (1, 1, 1, 1, 0)
    assert now.census is not None
    assert (now.census.feeds, now.census.raised, now.census.waiting) == (1, 1, {})
    assert site.told() == 1
    site.watch.step()
    assert site.watch.standing.builds == 1
    assert site.told() == 1


def test_it_builds_only_for_a_reason(site: Site, built: list[str]) -> None:
    site.watch.step()
    site.watch.step()
    assert len(built) == 1
    with Case.open(site.path) as other:  # between turns the case is free for others
        other.end_mandate("barges")
    site.watch.step()
    site.watch.step()
    assert len(built) == 2
    with Case.open(site.path) as other:
        (site.path.parent / "note.txt").write_text("No barge sank, the harbour office said.")
        other.add(site.path.parent / "note.txt")
    site.watch.step()
    assert len(built) == 3
    assert len(site.world.server.paths()) == 2  # the feed was not due again


@pytest.mark.parametrize(("visit_in", "sleeps"), [(0.5, REST_SECONDS), (5.0, 5.0), (3600.0, LOOK_SECONDS)])
def test_it_sleeps_until_something_is_due(site: Site, built: list[str], visit_in: float, sleeps: float) -> None:
    site.watch.step()
    with Case.open(site.path) as other:
        (feed,) = other.feeds()
    site.world.clock.time = feed.due_at - visit_in
    assert site.watch.step() == pytest.approx(sleeps)
    assert len(site.world.server.paths()) == 2
    site.world.clock.time = feed.due_at
    assert site.watch.step() == LOOK_SECONDS
    assert len(site.world.server.paths()) == 3


def test_a_feed_that_fails_stops_nothing(site: Site, built: list[str]) -> None:
    site.world.pages["/rss"] = sent("", "500 Oh")
    with Case.open(site.path) as other:
        other.follow(site.world.server.url("/other"))
    site.world.pages |= {"/other": sent(rss(item("/a")))}
    site.watch.step()
    now = site.watch.standing
    assert (now.reports, now.errors) == (1, 0)
    assert now.census is not None
    assert now.census.failing == 1
    assert "collected 1 report, 1 not fetched or read" in site.said[-1]


# ── what stands in its way ────────────────────────────────────────────────────────────────────────────────────────────


def test_it_waits_for_a_case_that_another_builds_and_says_so_once(site: Site, built: list[str]) -> None:
    with Case.open(site.path) as other:
        other.lock()
        assert [site.watch.step(), site.watch.step()] == [BUSY_SECONDS, BUSY_SECONDS]
    assert [line for line in site.said if "waiting" in line] == site.said
    assert len(site.said) == 1
    assert site.watch.standing.doing == "waiting for the case"
    site.watch.run(once=True)
    assert (site.watch.standing.doing, len(built)) == ("sleeping", 1)


def test_one_process_watches_a_case(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with only_one(path), pytest.raises(CaseBusy, match="being watched"), only_one(path):
        raise AssertionError
    with only_one(tmp_path / "case.db"):
        assert (tmp_path / "case.db-watch").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RuntimeError("no\x1b[2Jsuch\nthing"), "an error of ours (RuntimeError at test_standing_watch.py:"),
        (CaseError("case.db could not be written: the disk is full"), "Z case.db could not be written: the disk is"),
        (MemoryError(), "an error of ours (MemoryError"),
    ],
    ids=["ours", "full", "memory"],
)
@pytest.mark.parametrize("step", ["collect", "build", "tell"])
def test_an_error_ends_a_step_and_neither_the_others_nor_the_watch(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str, step: str
) -> None:
    did: list[str] = []

    def does(name: str, result: object) -> None:
        def do(_: Case, *given: object) -> object:
            did.append(name)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(Case, name, do)

    plain = {"collect": Added((), ()), "build": Built((), ()), "tell": telling.Told()}
    for name, result in plain.items():
        does(name, error if name == step else result)
    pauses = [site.watch.step() for _ in range(7)]
    assert pauses == [min(LOOK_SECONDS * 2**number, LONGEST_BACKOFF) for number in range(7)]
    assert set(did) == {"collect", "build", "tell"}
    now = site.watch.standing
    assert (now.doing, now.errors) == ("backing off", 7)
    assert says.removeprefix("Z ") in now.error
    does(step, plain[step])
    assert site.watch.step() == REST_SECONDS
    assert (site.watch.standing.doing, site.watch.standing.error) == ("sleeping", "")


# ── ended at any moment ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def children() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    made: list[subprocess.Popen[str]] = []

    def start(*words: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.watch_child", *map(str, words)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        child = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        made.append(child)
        return child

    yield start
    for child in made:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def until_here(child: subprocess.Popen[str]) -> list[str]:
    """What a child printed until it was where it is to be ended."""
    assert child.stdout is not None
    lines = []
    for line in child.stdout:
        lines.append(line)
        if line == "here\n":
            return lines
    raise AssertionError("".join(lines))


@pytest.mark.parametrize("place", ["build", "send"])
def test_killed_in_a_turn_nothing_is_lost_or_made_twice(
    site: Site, built: list[str], children: Callable[..., subprocess.Popen[str]], place: str
) -> None:
    child = children(site.path, place, "kill")
    printed = until_here(child)
    assert child.wait(30) == -signal.SIGKILL
    assert sum("(Barges that sink)" in line for line in printed) == (place == "send")
    site.world.clock.time = time.time() + 7200  # the killed process went by the machine's clock
    site.watch.step()
    with Case.open(site.path, readonly=True) as case:
        census, alerts = case.census(), case.alerts()
    assert [each.kind for each in alerts] == ["finding"]
    assert census.reports == 1
    # what was sent and not written down is sent once more, after a while
    assert (site.told(), census.waiting) == ((0, {"terminal": 1}) if place == "send" else (1, {}))


@pytest.mark.parametrize(
    ("place", "number"),
    [("collect", signal.SIGINT), ("send", signal.SIGTERM)],
)
def test_told_to_end_it_ends_at_once_and_in_peace(
    site: Site, children: Callable[..., subprocess.Popen[str]], place: str, number: signal.Signals
) -> None:
    child = children(site.path, place, "wait")
    until_here(child)
    child.send_signal(number)
    assert child.stdout is not None
    assert child.stdout.read() == "ended; the next start goes on from here\n"
    assert child.wait(10) == 0
    with only_one(site.path), Case.open(site.path) as other:
        other.lock()


def test_what_does_not_hear_is_ended_as_if_it_were_killed(
    site: Site, children: Callable[..., subprocess.Popen[str]]
) -> None:
    child = children(site.path, "stuck", "wait")
    until_here(child)
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    with only_one(site.path), Case.open(site.path) as other:
        other.lock()


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────


def command(*words: str | Path) -> tuple[int | str, str]:
    done = CliRunner().invoke(crossbearing, ["watch", *map(str, words)])
    return (done.exit_code if done.exception is None else str(done.exception)), done.output


def test_one_turn_for_cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # those of this process are not the command's
    path = tmp_path / "case.db"
    assert command(path, "--once") == (f"{path}: no case is there", "")
    with Case.open(path) as case:
        case.follow("https://pier.example/rss")
        case.unfollow("https://pier.example/rss")
    status, said = command(path, "--once")
    assert (status, re.sub(r"[\d.]+", "0", said)) == (0, "0-0-0 0:0:0 UTC  built: 0 parts made anew (0 s)\n")
    assert command(path, "--once") == (0, "")  # nothing is new: a cron sends no mail
    with only_one(path):
        assert command(path) == (f"{path} is being watched by another process", "")
    monkeypatch.setattr(Case, "build", lambda _: 1 / 0)
    status, said = command(path, "--once")
    assert "an error of ours (ZeroDivisionError" in said
    assert status == "1"
