"""A case of many reports: how fast each stage is, how much memory it takes, how it grows, what the case weighs.

    python -m benchmarks.scale [--sizes 1000 10000] [--until clean|write]

Pages come from `benchmarks.many_events`. Each size is a case of its own in a process of its own: add, build, write, and
then all of it again with nothing new. Times are by the clock and, for growth, CPU seconds of the process and its
workers. Memory is the largest resident size of the process while a stage was at work, in MB of 2**20 bytes.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks import many_events
from benchmarks.probe import cpu_seconds

if TYPE_CHECKING:
    from crossbearing.case import Case as Opened

STORY = ("sharing", "copying", "identities", "pairs", "align", "utterances", "relate", "write")


class Stage(msgspec.Struct):
    name: str
    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0


class Case(msgspec.Struct):
    """What one size took."""

    reports: int
    text_bytes: int
    stages: list[Stage]
    again: list[Stage]
    """Adding the same pages, building and writing once more."""
    database_bytes: int
    stories: int
    outputs: dict[str, int]
    """Stage → bytes of what it made."""

    def times(self, *left_out: str) -> tuple[float, float, float]:
        """Seconds of the first run and of the second, and how many times as fast that was."""
        first, again = (
            sum(stage.seconds for stage in stages if stage.name not in left_out) for stages in (self.stages, self.again)
        )
        return first, again, first / again


class Meter:
    """Times and peaks by stage: told of every unit, it closes the books of a stage when another begins."""

    def __init__(self) -> None:
        self.stages: dict[str, Stage] = {}
        self._at = ""
        self._mark()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.switch(stage)

    def switch(self, name: str) -> None:
        """What was done since the last call was `name`'s: progress is told after the work."""
        stage = self.stages.setdefault(name, Stage(name))
        stage.seconds += time.perf_counter() - self._clock
        stage.cpu += cpu_seconds() - self._cpu
        stage.peak_mb = max(stage.peak_mb, _peak_mb())
        self._mark()

    def _mark(self) -> None:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the kernel's peak begins anew
        self._clock, self._cpu = time.perf_counter(), cpu_seconds()


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(folder: Path, out: Path, size: int, text_bytes: int, until: str) -> Case:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line sets it
    from crossbearing.case import Case as Opening  # noqa: PLC0415
    from crossbearing.opened import CASE_FILE  # noqa: PLC0415

    meter = Meter()
    stories = _through(Opening, folder, out, meter, until)
    again = Meter()
    _through(Opening, folder, out, again, until)
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(out / CASE_FILE)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    query = "SELECT stage, sum(length(body)) FROM outputs GROUP BY stage"
    outputs = {stage: int(size or 0) for stage, size in connection.execute(query)}
    outputs["captures"] = connection.execute("SELECT sum(length(body)) FROM captures").fetchone()[0]
    connection.close()
    return Case(
        reports=size, text_bytes=text_bytes, stages=list(meter.stages.values()), again=list(again.stages.values()),
        database_bytes=(out / CASE_FILE).stat().st_size, stories=stories, outputs=outputs,
    )  # fmt: skip


def _through(opened: type[Opened], folder: Path, out: Path, meter: Meter, until: str) -> int:
    from crossbearing import pipeline  # noqa: PLC0415
    from crossbearing.engine import Run  # noqa: PLC0415

    with opened.open(out / "case.db") as case:
        case.add(folder)
        meter.switch("add")
        if until == "clean":
            run = Run(case._store, pipeline.STAGES, case._models, case._settings, meter)
            run.over_reports(pipeline.STAGES[0])
            return 0
        case.build(meter)
        case.write(out)
        meter.switch("files")
        return len(case.stories())


def as_markdown(found: list[Case]) -> list[str]:
    lines = []
    for case in found:
        every = {stage.name for stage in case.stages}
        rows = (("add", case.times(*every - {"add"})), ("add and build", case.times("files")), ("all", case.times()))
        lines += [
            f"**{case.reports:,} reports**, {case.text_bytes / 1e6:.1f} MB of text, {case.stories:,} stories. "
            f"Database: {case.database_bytes / 1e6:.1f} MB, {case.database_bytes / case.text_bytes:.1f} times it.",
            "", "| | first, s | again, s | times as fast |", "|---|--:|--:|--:|",
            *(f"| {name} | {first:,.1f} | {again:.2f} | {ratio:,.0f} |" for name, (first, again, ratio) in rows),
            "", "| stage | s | reports/s | peak MB | stored, times the text |", "|---|--:|--:|--:|--:|",
        ]  # fmt: skip
        sizes = case.outputs | {"add": case.outputs["captures"]}
        lines += [
            f"| {stage.name} | {stage.seconds:.1f} | {case.reports / max(stage.seconds, 1e-9):,.0f} "
            f"| {stage.peak_mb:,.0f} | {sizes.get(stage.name, 0) / case.text_bytes:.2f} |"
            for stage in case.stages
        ]
        lines.append("")
    if len(found) > 1:
        first, last = found[0], found[-1]
        grown = math.log(last.reports / first.reports)
        cpu = {case.reports: {stage.name: stage.cpu for stage in case.stages} for case in found}
        total = {reports: sum(stages.values()) for reports, stages in cpu.items()}
        whole = math.log(total[last.reports] / total[first.reports]) / grown
        lines.append(
            f"CPU seconds grow as n to the power of {whole:.2f}; "
            + ", ".join(
                f"{name} {math.log(cpu[last.reports][name] / cpu[first.reports][name]) / grown:.2f}"
                for name in cpu[last.reports]
                if min(cpu[first.reports].get(name, 0), cpu[last.reports][name]) > 0
            )
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 10_000])
    parser.add_argument("--until", choices=("clean", "write"), default="write")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        folder, out, size, text_bytes = given.one
        case = measure(Path(folder), Path(out), int(size), int(text_bytes), given.until)
        sys.stdout.buffer.write(msgspec.json.encode(case))
        return
    found = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder, out = Path(temporary) / "reports", Path(temporary) / "case"
            text_bytes = many_events.write(folder, size)
            one = [str(each) for each in (folder, out, size, text_bytes)]
            command = [sys.executable, "-m", "benchmarks.scale", "--until", given.until, "--one", *one]
            ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        found.append(msgspec.json.decode(ran.stdout, type=Case))
        print("\n".join(as_markdown(found[-1:])), flush=True)
    print("\n".join(as_markdown(found)[-1:]))


if __name__ == "__main__":
    main()
