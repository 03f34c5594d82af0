"""How long `crossbearing --help` takes, against an empty click program: python -m benchmarks.help

CPU time of whole processes, interleaved, the best of many: what else the machine does counts little then.
"""

from __future__ import annotations

import resource
import subprocess
import sys

import click

EMPTY = "import click\n@click.group()\ndef main(): ...\nmain()"
OURS = "from crossbearing.cli import main\nmain()"
CEILING = 1.5
"""Times what an empty program takes."""


def seconds(program: str) -> float:
    """CPU time of one run with --help."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program, "--help"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(runs: int) -> tuple[float, float, float]:
    """The best time of ours, of an empty program, and how many times that ours is."""
    pairs = [(seconds(OURS), seconds(EMPTY)) for _ in range(runs)]
    ours, empty = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    return ours, empty, ours / empty


@click.command()
@click.option("--runs", default=40, show_default=True, type=click.IntRange(1), help="Of each.")
def main(runs: int) -> None:
    """Measure, and fail above the ceiling."""
    ours, empty, times = ratio(runs)
    print(f"--help {ours * 1000:.0f} ms, an empty click program {empty * 1000:.0f} ms: {times:.2f} times")
    sys.exit(times > CEILING)


if __name__ == "__main__":
    main()
