"""A worker that hangs, crashes or fills its memory takes its own item with it and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from crossbearing.errors import Unreadable
from crossbearing.settings import Settings
from crossbearing.workers import Rejected, WorkerError, sandboxed

LIMITS = Settings(cpu_seconds=1, wall_seconds=60, processes=2, memory_mb=200)


def act(deed: str) -> str:
    if deed == "burn":
        while True:
            pass
    if deed == "sleep":
        time.sleep(60)
    if deed == "die":
        os.kill(os.getpid(), signal.SIGKILL)
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
    if deed == "call":
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
            phone.connect(("192.0.2.1", 9))
    return deed.upper()


ACT = "tests.test_workers:act"


def test_results_come_in_the_order_of_the_items() -> None:
    items = [f"item {i}" for i in range(40)]
    assert list(sandboxed(ACT, str, items, LIMITS)) == [item.upper() for item in items]


def test_each_broken_limit_has_its_reason_and_the_rest_go_on(tmp_path: Path) -> None:
    reasons = {
        "burn": "took more than 1 s of CPU time",
        "die": "ended by a signal: Killed",
        "leave": "ended early, with status 3",
        "grow": "took more than 200 MB of memory",
        "fail": "failed with ValueError: no such harbour",
        "refuse": "no article was found",
        str(tmp_path / "spoil"): "File too large",
    }
    items = ["a", *(item for deed in reasons for item in (deed, "b")), "print"]
    results = list(sandboxed(ACT, str, items, LIMITS))
    for item, result in zip(items, results, strict=True):
        if item in reasons:
            assert isinstance(result, Rejected)
            assert reasons[item] in result.reason
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


def test_nothing_is_started_for_nothing_and_nothing_is_left_behind() -> None:
    assert list(sandboxed("tests.nowhere:act", str, [], LIMITS)) == []
    results = sandboxed(ACT, str, ["a"] * 100, LIMITS)
    next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
