"""kill -9 at random moments while a case is added to, built and written: what was acknowledged must be there, and what
comes out in the end must be what an undisturbed run gives.

    python -m benchmarks.killed [--kills 200] [--seed 1]

Half of the kills fall into the adding of many pages, half into add, build and write of a few. After each the case is
opened: the doctor must find no fault, as many captures must be there as were told to be safe, and no stage's output may
have gone. Then the same is run again, until it ends by itself; then dossier.json, the pages and the captures are
compared, and the next case begins. When a file came in is another moment in every run: times of capture are left out of
the comparison, nothing else.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, cast

import msgspec

from benchmarks import many_events
from crossbearing.case import Case
from crossbearing.opened import CASE_FILE
from crossbearing.store.sqlite import SqliteStore

ADDED, BUILT = 1500, 24
"""Pages of a case that is only added to, and of one that is built."""
_MOMENT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+]00:00| UTC)?")


class Tally(msgspec.Struct):
    kills: int = 0
    while_adding: int = 0
    ended: int = 0
    """Runs that came to their end, each compared with the undisturbed one."""
    lost: int = 0
    unsound: int = 0
    different: int = 0


class Watched:
    """One run of the commands in a child process, and what it has said so far."""

    def __init__(self, folder: Path, out: Path, *, builds: bool) -> None:
        command = [sys.executable, "-m", "benchmarks.killed", "--child", str(folder), str(out), *["--builds"] * builds]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._out = cast(IO[str], self._process.stdout)
        self._out.readline()  # it has loaded its code
        self.began = time.perf_counter()

    def finish(self) -> dict[str, float]:
        """Let it end; the seconds from the beginning to each word that it said."""
        said = {line.strip(): time.perf_counter() - self.began for line in self._out}
        if self._process.wait() != 0:
            raise SystemExit("the run failed by itself")
        return said

    def kill_after(self, seconds: float) -> tuple[bool, int, str]:
        """Kill it; whether it still ran, how many captures it had acknowledged, and what it was at."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
        lines = self._out.read().splitlines()
        self._out.close()
        kept = [int(line.split()[1]) for line in lines if line.startswith("add ")]
        return self._process.wait() != 0, max(kept, default=0), lines[-1] if lines else "start"


def child(folder: Path, out: Path, *, builds: bool) -> None:
    print("ready", flush=True)
    with Case.open(out / CASE_FILE) as case:
        case.add(folder, progress=told)
        if builds:
            case.build(told)
            case.write(out)
    print("end", flush=True)


def told(stage: str, done: int, total: int) -> None:
    """Progress, one line each: "add" is what the case acknowledges."""
    print(f"{stage} {done}", flush=True)


def content(out: Path) -> dict[str, object]:
    """All that came out, without the moments of capture."""
    store = SqliteStore(out / CASE_FILE, readonly=True)
    captures = sorted((capture.name, capture.id, capture.sha256) for capture in store.captures())
    store.close()
    pages = {path.name: _MOMENT.sub("", path.read_text(encoding="utf-8")) for path in sorted(out.glob("*.html"))}
    export = out / "dossier.json"
    said = json.dumps(json.loads(export.read_bytes()), sort_keys=True) if export.exists() else ""
    return {"captures": captures, "dossier.json": _MOMENT.sub("", said), **pages}


def sound(path: Path, acknowledged: int, outputs: dict[str, int]) -> tuple[bool, bool, dict[str, int]]:
    """Whether the case is sound and holds what was acknowledged, and how many outputs each stage has."""
    diagnosis = Case.doctor(path) if path.exists() else None
    if diagnosis is None:
        return True, acknowledged == 0, {}
    store = SqliteStore(path)
    there = len(store.current())
    now = {stage: len(store.made(stage)) for stage in ("clean", "read", "embed")}
    store.close()
    kept = there >= acknowledged and all(now[stage] >= before for stage, before in outputs.items())
    return diagnosis.well, kept, now


def torment(place: Path, tally: Tally, most: int, draw: random.Random, *, builds: bool) -> None:
    """Kill runs over the pages in `place` until `tally` has `most` kills."""
    folder = place / "reports"
    usual = Watched(folder, place / "undisturbed", builds=builds).finish()["end"]
    wanted = content(place / "undisturbed")
    while tally.kills < most:
        out, outputs, acknowledged, runs = place / f"after-{tally.kills}", dict[str, int](), 0, 0
        while True:
            run = Watched(folder, out, builds=builds)
            if tally.kills >= most:
                run.finish()
                break
            killed, kept, at = run.kill_after(draw.uniform(0, usual))
            if not killed:
                if not runs:
                    usual = min(usual, time.perf_counter() - run.began)  # the machine was busier when it was measured
                break
            runs += 1
            tally.kills += 1
            tally.while_adding += at.split()[0] in ("start", "open", "add")
            acknowledged = max(acknowledged, kept)
            well, all_there, outputs = sound(out / CASE_FILE, acknowledged, outputs)
            tally.unsound += not well
            tally.lost += not all_there
            print(f"{tally.kills:4} killed at {at}: {'well' if well and all_there else 'HARMED'}", flush=True)
        tally.ended += 1
        got = content(out)
        differs = [name for name in wanted if got.get(name) != wanted[name]]
        tally.different += bool(differs)
        print(f"     came to its end: {'as undisturbed' if not differs else f'DIFFERS in {differs}'}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--builds", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(*given.child, builds=given.builds)
        return
    draw, tally = random.Random(given.seed), Tally()  # noqa: S311
    with tempfile.TemporaryDirectory() as temporary:
        for most, pages, builds in ((given.kills // 2, ADDED, False), (given.kills, BUILT, True)):
            place = Path(temporary) / ("built" if builds else "added")
            many_events.write(place / "reports", pages)
            torment(place, tally, most, draw, builds=builds)
    print(msgspec.json.encode(tally).decode())
    if tally.lost or tally.unsound or tally.different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
