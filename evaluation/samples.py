"""Each folder of real reports with a gold, built and held against it by the scorer that stands beside the samples.

    python -m evaluation.samples DIR [--misses]

DIR holds a folder a story (reports, manifest.yaml, gold.yaml); `../tools/score-dossier`, seen from DIR, is the scorer.
Neither belongs to this repository. Where they are missing, that is said, and all is well.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from crossbearing import Case


class Scored(msgspec.Struct, frozen=True):
    """What the scorer prints with --json."""

    score: dict[str, float | bool | None]
    misses: tuple[str, ...]


def build(reports: Path, out: Path) -> Path:
    """dossier.json of the reports in a folder."""
    with Case.open(out / "case.db") as case:
        case.add(reports)
        case.build()
        case.write(out)
    return out / "dossier.json"


def scored(sample: Path, made: Path, scorer: Path) -> Scored:
    """What the scorer says of a dossier.json, held against the gold in the sample's folder."""
    command = [sys.executable, str(scorer), str(sample), str(made), "--json"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 — our own interpreter and paths
    if done.returncode:
        sys.exit(f"{scorer} failed on {sample}: {done.stderr.decode(errors='replace').strip()}")
    return msgspec.json.decode(done.stdout, type=Scored)


def table(found: Mapping[str, Scored]) -> Table:
    """A row a figure, a column a sample."""
    shown = Table("figure")
    for name in found:
        shown.add_column(name, justify="right")
    for figure in dict.fromkeys(figure for each in found.values() for figure in each.score):
        values = (each.score.get(figure) for each in found.values())
        shown.add_row(figure, *("" if value is None else str(value) for value in values))
    return shown


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.samples", description="Score the samples in a folder.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--misses", action="store_true", help="list what each sample misses")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    scorer = given.folder.parent / "tools" / "score-dossier"
    samples = sorted(path.parent for path in given.folder.glob("*/gold.yaml"))
    if not samples or not scorer.is_file():
        console.print(f"no samples to score: {given.folder} and {scorer} are not both here", markup=False)
        return 0
    found = {}
    with console.status("building"):
        for sample in samples:
            with tempfile.TemporaryDirectory() as folder:
                found[sample.name] = scored(sample, build(sample, Path(folder)), scorer)
    console.print(table(found))
    if given.misses:
        for name, each in found.items():
            for miss in each.misses:
                console.print(f"{name}: {miss}", markup=False, highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
