"""A soak of the standing watch: many feeds on loopback, most healthy, the others slow, broken, huge, lying or leading
astray; a mandate in force whose alerts go to a webhook that fails now and then; and kill -9 at random moments.

    python -m benchmarks.soak --seconds 7200 --feeds 200 --kills 5 --out soak.json

At the end no alert may be lost, none told twice without a cause, every match must be what matching over the dossiers
anew gives, the hosts must have been asked politely, and memory must be flat. FILE gets all figures; beside it, FILE.md
the same as a table. Ends with status 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import msgspec

from benchmarks.soak import checks, hosts, memory
from benchmarks.soak.hook import VARIABLE, Hook, receiving
from benchmarks.soak.results import Results, table
from benchmarks.soak.server import Seen
from crossbearing.case import Case

SAMPLE_SECONDS = 10
TELL_SECONDS = 60
RESTART_SECONDS = 1.0
UNDISTURBED = 0.4
"""The last part of the soak without a kill: in it one process lives long enough to show whether its memory is flat."""
DRAIN_SECONDS = 900
"""For alerts that wait after the end."""


class Soak:
    """One soak: its processes and what they showed."""

    def __init__(self, given: argparse.Namespace, place: Path, hook: Hook) -> None:
        self.given, self.hook, self.place = given, hook, place
        self.case = place / "case.db"
        self.began = time.time()
        self.meets = self.began + given.seconds + 600
        self.kills: list[float] = []
        self.samples: list[memory.Sample] = []
        self.unplanned = 0
        """Ends of the watch that nobody asked for."""
        self.turns = 0
        self.errors = 0
        self.log = (place / "watch.log").open("ab")
        self.server = self._server()
        self.port = int(cast(IO[bytes], self.server.stdout).readline())
        with Case.open(self.case) as case:
            mandate = (Path(__file__).parent / "mandate.yaml").read_text(encoding="utf-8")
            (place / "mandate.yaml").write_text(mandate.replace("{hook}", str(hook.port)), encoding="utf-8")
            case.mandate(place / "mandate.yaml")
            case.follow(*(f"http://{hosts.name(number)}:{self.port}/feed" for number in range(given.feeds)))

    def _server(self) -> subprocess.Popen[bytes]:
        asked = {
            "feeds": self.given.feeds, "hook": self.hook.port, "seed": self.given.seed, "seconds": self.given.seconds,
            "factor": self.given.factor, "began": self.began, "meets": self.meets, "out": self.place / "server.json",
        }  # fmt: skip
        words = [word for key, value in asked.items() for word in (f"--{key}", str(value))]
        return subprocess.Popen([sys.executable, "-m", "benchmarks.soak.server", *words], stdout=subprocess.PIPE)

    def watch(self, *more: str) -> subprocess.Popen[bytes]:
        """Start the watch."""
        words = ["--port", self.port, "--factor", self.given.factor, "--meets", self.meets]
        words += ["--standing", self.place / "standing.json", *more]
        command = [sys.executable, "-m", "benchmarks.soak.driver", str(self.case), *map(str, words)]
        environment = os.environ | {VARIABLE: self.hook.secret()}
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)

    def elapsed(self) -> float:
        return time.time() - self.began

    def run(self) -> None:
        """The soak itself, without its end."""
        given = self.given
        draw = random.Random(given.seed)  # noqa: S311
        moments = sorted(draw.uniform(0.03, 1 - UNDISTURBED) * given.seconds for _ in range(given.kills))
        watch = self.watch()
        told = 0.0
        while self.elapsed() < given.seconds:
            due = [*moments[:1], given.seconds]
            time.sleep(max(0.0, min(SAMPLE_SECONDS, due[0] - self.elapsed())))
            if moments and self.elapsed() >= moments[0]:
                moments.pop(0)
                watch.send_signal(signal.SIGKILL)
                watch.wait()
                self.kills.append(time.time())
                self._tell(f"killed at {self.elapsed():.0f} s while it was {self._doing()}")
                self._count()
                time.sleep(RESTART_SECONDS)
                watch = self.watch()
            elif watch.poll() is not None:
                self.unplanned += 1
                self._tell(f"the watch ended by itself with status {watch.returncode}")
                self._count()
                watch = self.watch()
            found = memory.sample(watch.pid, self.elapsed())
            if found is not None:
                self.samples.append(found)
            if self.elapsed() - told >= TELL_SECONDS:
                told = self.elapsed()
                self._tell(self._progress())
        self.ending = self._end(watch)

    def _end(self, watch: subprocess.Popen[bytes]) -> tuple[int, float]:
        """Let the webhook be calm and the outbox run empty; end the watch by SIGTERM; its status, and the seconds."""
        self.hook.calm = True
        until = time.time() + DRAIN_SECONDS
        while self._waiting() and time.time() < until:
            time.sleep(5)
        began = time.monotonic()
        watch.send_signal(signal.SIGTERM)
        status = watch.wait(60)
        ended = status, time.monotonic() - began
        self._count()
        # what came in last is built and told: turn by turn, as cron would
        while time.time() < until:
            self.watch("--once").wait(600)
            if not self._waiting():
                break
            time.sleep(5)
        return ended

    def close(self) -> Seen:
        """End the server; what it saw."""
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(30)
        cast(IO[bytes], self.server.stdout).close()
        self.log.close()
        return msgspec.json.decode((self.place / "server.json").read_bytes(), type=Seen)

    def _waiting(self) -> int:
        with Case.open(self.case, readonly=True) as case:
            return sum(case.census().waiting.values())

    def _standing(self) -> dict[str, object]:
        with suppress(OSError, msgspec.DecodeError):
            return msgspec.json.decode((self.place / "standing.json").read_bytes(), type=dict[str, object])
        return {}

    def _doing(self) -> object:
        return self._standing().get("doing", "starting")

    def _count(self) -> None:
        """Add up what a process that has ended had counted."""
        standing = self._standing()
        self.turns += int(str(standing.get("turns", 0)))
        self.errors += int(str(standing.get("errors", 0)))
        (self.place / "standing.json").unlink(missing_ok=True)

    def _progress(self) -> str:
        standing = self._standing()
        census = cast(dict[str, object], standing.get("census") or {})
        says = [f"{key} {census[key]}" for key in ("reports", "failing", "raised", "held", "waiting") if key in census]
        own = self.samples[-1].resident / memory.MB if self.samples else 0.0
        return (
            f"{standing.get('doing')}, turns {self.turns + int(str(standing.get('turns', 0)))}, {', '.join(says)}, "
            f"{len(self.hook.receipts)} posts, {own:.0f} MB"
        )

    def _tell(self, line: str) -> None:
        print(f"{self.elapsed():6.0f} s  {line}", flush=True)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--factor", type=float, default=20, help="How much faster the clock runs that feeds go by.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--place", type=Path, help="Folder for the case and the watch's log; else a temporary one.")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, receiving(given.seed) as hook:
        place = given.place or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        soak = Soak(given, place, hook)
        try:
            soak.run()
        finally:
            seen = soak.close()
        results = Results(
            seconds=given.seconds,
            feeds=given.feeds,
            kinds={kind: hosts.kinds(given.feeds).count(kind) for kind in sorted(set(hosts.kinds(given.feeds)))},
            factor=given.factor,
            kills=tuple(round(each - soak.began) for each in soak.kills),
            unplanned_ends=soak.unplanned,
            turns=soak.turns,
            errors=soak.errors,
            status_at_end=soak.ending[0],
            seconds_to_end=round(soak.ending[1], 2),
            alerts=checks.alerts(soak.case, hook.receipts, soak.kills),
            matches=checks.matches(soak.case),
            case=checks.examined(soak.case),
            server=seen,
            hook_strangers=tuple(hook.strangers),
            memory=memory.curves(soak.samples),
        )
        given.out.write_bytes(msgspec.json.format(msgspec.json.encode(results)))
        given.out.with_suffix(".md").write_text(table(results), encoding="utf-8")
        (place / "samples.json").write_bytes(msgspec.json.encode(soak.samples))
        (place / "receipts.json").write_bytes(msgspec.json.encode(hook.receipts))
    print(table(results))
    if results.wrong():
        raise SystemExit("\n".join(("DOES NOT HOLD:", *results.wrong())))


if __name__ == "__main__":
    main()
