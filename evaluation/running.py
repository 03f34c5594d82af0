"""Sections of the evaluation run beside one another, each in a process of its own, and told when they are done."""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from rich.console import Console

from evaluation.found import NotHereError
from evaluation.rows import Row
from evaluation.sections import SECTIONS, SHOWN, Given


class Done(NamedTuple):
    """A section's rows; or why there are none: data that is missing, or (`failed`) an error."""

    name: str
    rows: tuple[Row, ...]
    seconds: float
    missing: str = ""
    failed: str = ""

    @property
    def line(self) -> str:
        if self.failed:
            return f"{self.name}: failed\n{self.failed}"
        if self.missing:
            return f"{self.name}: skipped, {self.missing}"
        return f"{self.name}: {len(self.rows)} figures, {self.seconds:.0f} s"


def run(name: str, given: Given) -> Done:
    """One section, in a process of its own."""
    began = time.monotonic()
    try:
        rows = tuple(SECTIONS[name](given))
    except NotHereError as error:
        return Done(name, (), time.monotonic() - began, missing=str(error))
    except Exception:
        # One section that fails must not hide what the others measured; it is told, and makes the whole fail.
        return Done(name, (), time.monotonic() - began, failed=traceback.format_exc())
    return Done(name, rows, time.monotonic() - began)


def _result(name: str, future: Future[Done]) -> Done:
    try:
        return future.result()
    except BrokenProcessPool as error:
        return Done(name, (), 0.0, failed=f"its process died, and those beside it: {error}")


def measured(names: list[str], given: Given, jobs: int, console: Console) -> list[Done]:
    """The sections, `jobs` at a time, each told when it is done; in the order of the table."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1) as pool:
        futures = {pool.submit(run, name, given): name for name in SECTIONS if name in names}
        done = {}
        for future in as_completed(futures):
            each = _result(futures[future], future)
            done[each.name] = each
            console.print(f"[{len(done)}/{len(futures)}] {each.line}", markup=False, highlight=False)
    return [done[name] for name in SHOWN if name in done]
