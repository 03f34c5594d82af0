"""A simulated week: reports of our own making that arrive day by day, and the exact list of alerts that they cause.

python -m evaluation.week                    print the list
python -m evaluation.week --write-golden     rewrite the golden list

`examples/week` holds a file of reports for each day. The mandate `disaster` is in force from before the first day on.
The list names no id, so that it can be read, and compared, by what it says.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import cache
from pathlib import Path

import msgspec
from rich.console import Console

from crossbearing import Case
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.reader import Reader
from crossbearing.records import Alert
from crossbearing.settings import Settings
from evaluation import golden

ROOT = Path(__file__).parent.parent
DAYS = tuple(sorted((ROOT / "examples" / "week").glob("day-*.jsonl")))
MANDATE = "disaster"
GOLDEN = ROOT / "tests" / "golden" / "week.json"
TOLERATED = 0.15
"""Share of the lines that may differ where the models' numbers do, as on processors with other instructions."""


class Line(msgspec.Struct, frozen=True):
    """One alert."""

    day: int
    matter: str
    kind: str
    raised: bool
    wording: str
    what: str
    why: str


class Week(msgspec.Struct, frozen=True):
    """All alerts of the week, in their order."""

    models: str
    """`golden.digest` of the models that it was made with."""
    alerts: tuple[Line, ...]


@cache
def held() -> Week:
    """The week as it comes out here."""
    with tempfile.TemporaryDirectory() as folder, _case(Path(folder)) as case:
        case.mandate(MANDATE)
        lines: list[Line] = []
        for day, file in enumerate(DAYS, 1):
            case.add(file)
            failures = case.build().failures
            if failures:
                raise RuntimeError(f"the week cannot be read: {failures}")
            lines += [_line(day, alert) for alert in case.alerts(MANDATE)[len(lines) :]]
    return Week(golden.digest(Encoder(), Reader()), tuple(lines))


def _case(folder: Path) -> Case:
    """With one worker: to start another takes longer than to read a day's few reports."""
    return Case.open(folder / "case.db", settings=Settings(processes=1))


def _line(day: int, alert: Alert) -> Line:
    return Line(day, alert.matter, alert.kind, alert.raised, alert.wording, alert.what, alert.why)


def encode(week: Week) -> bytes:
    """The golden file's bytes."""
    return msgspec.json.format(msgspec.json.encode(week), indent=1) + b"\n"


def decode(body: bytes) -> Week:
    return msgspec.json.decode(body, type=Week)


def difference(old: Week, new: Week) -> tuple[str, ...]:
    """What differs, for a reader; empty where nothing does that matters."""
    gone = [f"- {told(line)}" for line in old.alerts if line not in new.alerts]
    come = [f"+ {told(line)}" for line in new.alerts if line not in old.alerts]
    if old.models == new.models:
        moved = old.alerts != new.alerts and not gone and not come
        return (*gone, *come, *(["the same lines come in another order"] if moved else []))
    share = max(len(gone), len(come)) / max(len(old.alerts), 1)
    return (*gone, *come) if share > TOLERATED else ()


def told(line: Line) -> str:
    """One alert in a paragraph."""
    how = "RAISED" if line.raised else "held"
    return f"day {line.day} · {line.matter} · {line.kind} · {how}: “{line.wording}”\n    {line.what}\n    ({line.why})"


def main(arguments: list[str] | None = None) -> int:
    """Print the list."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.week", description="A simulated week of alerts.")
    parser.add_argument("--write-golden", action="store_true", help="rewrite the golden list")
    given = parser.parse_args(arguments)
    week = held()
    if given.write_golden:
        GOLDEN.write_bytes(encode(week))
    console = Console(soft_wrap=True)
    for line in week.alerts:
        console.print(told(line), markup=False, highlight=False)
    raised = sum(line.raised for line in week.alerts)
    console.print(f"{len(week.alerts)} alerts: {raised} raised, {len(week.alerts) - raised} held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
