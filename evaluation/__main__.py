"""python -m evaluation: every measure of the project in one table; exit status 1 below a floor, or when one fails.

    python -m evaluation [--shared DIR] [--weights DIR] [--only SECTION ...] [--jobs N] [--json FILE]

What stands in the column "must reach" is a floor (what was once reached; CI holds it) or a target (aimed at, on
annotated data of others). After a figure stands its 95 % interval: bootstrap over documents, 1,000 draws of a fixed
seed. Data that is not here is named and passed over. Ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from rich.console import Console

from evaluation.rows import below, table
from evaluation.running import measured
from evaluation.sections import SECTIONS, Given

_WIDTH = 170
"""Columns of the table where no terminal says how many there are."""
_SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Every measure of the project.")
    parser.add_argument("--shared", type=Path, default=_SHARED, help="folder with datasets/ and samples/")
    parser.add_argument("--weights", type=Path, help="folder with another reader's catalogue and graphs")
    parser.add_argument("--only", choices=SECTIONS, action="append", metavar="SECTION", help=f"{', '.join(SECTIONS)}")
    parser.add_argument("--jobs", type=int, default=2, help="sections that run beside one another (default 2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON, too")
    given = parser.parse_args(arguments)
    progress = Console(stderr=True, soft_wrap=True)
    done = measured(given.only or list(SECTIONS), Given(given.shared, given.weights), given.jobs, progress)
    rows = [row for each in done for row in each.rows]
    if given.json:
        given.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n")
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    console.print(table(rows))
    for each in done:
        if each.missing or each.failed:
            console.print(each.line, markup=False, highlight=False)
    wrong = below(rows)
    for row in wrong:
        kind = "its floor" if row.least_is == "floor" else "what is aimed at"
        console.print(f"{row.data}, {row.what}: {row.value} does not reach {kind}", markup=False, highlight=False)
    return int(any(each.failed for each in done) or any(row.least_is == "floor" for row in wrong))


if __name__ == "__main__":
    sys.exit(main())
