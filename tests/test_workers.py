"""A worker that hangs, crashes or fills its memory takes its own item with it and nothing else."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from crossbearing.engine import Run
from crossbearing.errors import Unreadable
from crossbearing.records import Capture, Published, Report
from crossbearing.settings import Settings
from crossbearing.stage import Stage
from crossbearing.store.sqlite import SqliteStore
from crossbearing.workers import Rejected, WorkerError, sandboxed
from tests.small_stages import a_capture

LIMITS = Settings(cpu_seconds=1, wall_seconds=60, processes=2, memory_mb=200, answer_mb=2)


def act(deed: str) -> str:
    if deed == "burn":
        while True:
            pass
    if deed == "sleep":
        time.sleep(60)
    if deed == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if deed == "leave":
        os._exit(3)
    if deed == "grow":
        return "x" * 1_000_000_000
    if deed == "fail":
        raise ValueError("no such harbour")
    if deed == "refuse":
        raise Unreadable("no article was found")
    if deed == "print":
        print("noise on the line")  # noqa: T201
        os.write(1, b"more noise")
    if deed.startswith("/"):
        Path(deed).write_bytes(b"spoil")
    if deed == "tell":
        return "x" * 3_000_000
    return deed.upper()


ACT = "tests.test_workers:act"


def test_results_come_in_the_order_of_the_items() -> None:
    items = [f"item {i}" for i in range(40)]
    assert list(sandboxed(ACT, str, items, LIMITS)) == [item.upper() for item in items]


def test_each_broken_limit_has_its_reason_and_the_rest_go_on(tmp_path: Path) -> None:
    reasons = {
        "burn": ("took more than 1 s of CPU time", True),
        "die": ("its worker was ended from outside (Killed)", False),
        "crash": ("its worker crashed (Segmentation fault)", True),
        "leave": ("ended early, with status 3", True),
        "grow": ("took more than 200 MB of memory", True),
        "tell": ("what was read from it is too large (3.0 MB)", True),
        "fail": ("failed with ValueError: no such harbour", False),
        "refuse": ("no article was found", True),
        str(tmp_path / "spoil"): ("a worker may not write files", False),
    }
    items = ["a", *(item for deed in reasons for item in (deed, "b")), "print"]
    results = list(sandboxed(ACT, str, items, LIMITS))
    for item, result in zip(items, results, strict=True):
        if item in reasons:
            assert isinstance(result, Rejected)
            reason, settled = reasons[item]
            assert reason in result.reason
            assert result.settled is settled
        else:
            assert result == item.upper()


def test_a_worker_that_waits_is_stopped_by_the_clock() -> None:
    began = time.monotonic()
    waited, worked = sandboxed(ACT, str, ["sleep", "a"], Settings(wall_seconds=2, processes=1))
    assert waited == Rejected("took more than 2 s; its worker was stopped")
    assert worked == "A"
    assert time.monotonic() - began < 30


def test_an_answer_of_another_type_is_rejected() -> None:
    [result] = sandboxed(ACT, int, ["a"], LIMITS)
    assert isinstance(result, Rejected)
    assert "cannot be read" in result.reason


def test_a_function_that_cannot_be_loaded_is_an_error() -> None:
    with pytest.raises(WorkerError, match=r"tests\.nowhere"):
        list(sandboxed("tests.nowhere:act", str, ["a"], LIMITS))


def children() -> set[str]:
    """Processes that this one started; other tests may have left some, such as the tracker of `multiprocessing`."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "Z":
                found.add(stat.parent.name)
    return found


def test_nothing_is_started_for_nothing_and_nothing_is_left_behind() -> None:
    assert list(sandboxed("tests.nowhere:act", str, [], LIMITS)) == []
    before = children()
    results = sandboxed(ACT, str, ["a"] * 100, LIMITS)
    next(results)
    assert children() > before
    results.close()  # type: ignore[attr-defined]
    assert children() == before


def frail(capture: Capture) -> Report:
    """Is killed as long as the file that the capture names is there; has a limit of its own that it breaks."""
    text = capture.body.decode()
    if text == "burn":
        act(text)
    if Path(text).exists():
        act("die")
    return Report(
        id="report-1", name=capture.name, capture=capture.id, outlet=None, url=None, title=None, headline=None,
        byline=None, dateline=None, published=Published(None, "none found"), language="en", text=text,
    )  # fmt: skip


def test_what_was_not_the_item_s_fault_is_tried_again_and_a_broken_limit_is_not(tmp_path: Path) -> None:
    trouble = tmp_path / "trouble"
    trouble.touch()
    stage = Stage("clean", "capture", "tests.test_workers:frail", (), Report, 1)
    store = SqliteStore(tmp_path / "case.db")
    store.add([a_capture("unlucky", str(trouble)), a_capture("slow", "burn")], ())

    def run() -> tuple[int, int, int, set[str]]:
        under = Run(store, [stage], {}, LIMITS)
        under.over_reports(stage)
        count = under.counts["clean"]
        return count.made, count.reused, count.failed, {made.reason or "" for made in store.made("clean").values()}

    made, reused, failed, reasons = run()
    assert (made, reused, failed) == (2, 0, 2)
    assert any("the next build tries again" in reason for reason in reasons)
    trouble.unlink()
    made, reused, failed, reasons = run()
    assert (made, reused, failed) == (1, 1, 1)
    assert reasons == {"", "took more than 1 s of CPU time; its worker was stopped"}
    assert run()[:3] == (0, 2, 1)
    store.close()
