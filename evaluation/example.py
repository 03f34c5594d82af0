"""The packaged example, built, measured and held against its floors.

python -m evaluation.example                          print the figures; fail below a floor
python -m evaluation.example --misses                 ... and list what each figure misses
python -m evaluation.example --write-floors           lift floors to what is reached
python -m evaluation.example --write-floors --lower REASON    also take floors down; the reason stays in the file
python -m evaluation.example --write-golden           rewrite the golden dossier
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from crossbearing import Case
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.reader import Reader
from evaluation import export, floors, gold, golden, scores
from evaluation.scores import Score

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "examples" / "sluice" / "reports"
GOLD = ROOT / "examples" / "sluice" / "gold"
GOLDEN = ROOT / "tests" / "golden" / "sluice.json"


def build() -> bytes:
    """dossier.json of the example, built in a folder that is gone afterwards."""
    return _built()[0]


def database() -> bytes:
    """The case of that build, as one file."""
    return _built()[1]


@cache
def _built() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        with Case.open(Path(folder) / "case.db") as case:
            case.add(REPORTS)
            failures = case.build().failures
            if failures:
                raise RuntimeError(f"the example cannot be read: {failures}")
            case.write(folder)
        return (Path(folder) / "dossier.json").read_bytes(), (Path(folder) / "case.db").read_bytes()


def measured() -> tuple[Score, ...]:
    """Every figure of the example."""
    return scores.measure(gold.load(GOLD), export.decode(build()))


def held() -> golden.Golden:
    """The example as it is held golden."""
    return golden.golden(export.decode(build()), golden.digest(Encoder(), Reader()))


def table(found: Iterable[Score], held_to: floors.Floors) -> Table:
    """The figures beside their floors."""
    shown = Table("figure", "of", "value", "floor")
    for column in shown.columns[1:]:
        column.justify = "right"
    bounds = held_to.at_least | held_to.at_most
    for score in found:
        floor = "" if score.name not in bounds else f"{bounds[score.name]:g}"
        shown.add_row(score.name, str(score.of), "" if score.value is None else f"{score.value:g}", floor)
    return shown


def main(arguments: list[str] | None = None) -> int:
    """Exit status 1 when a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.example", description="Measure the packaged example.")
    parser.add_argument("--misses", action="store_true", help="list what each figure misses")
    parser.add_argument("--write-floors", action="store_true", help="lift floors to what is reached")
    parser.add_argument("--lower", metavar="REASON", help="with --write-floors: also take floors down")
    parser.add_argument("--write-golden", action="store_true", help="rewrite the golden dossier")
    given = parser.parse_args(arguments)
    if given.lower is not None and not (given.write_floors and given.lower.strip()):
        parser.error("--lower takes a reason, and goes with --write-floors")
    found, held_to = measured(), floors.load()
    if given.write_floors:
        held_to = floors.raised(found, held_to, given.lower)
        floors.save(held_to)
    if given.write_golden:
        GOLDEN.write_bytes(golden.encode(held()))
    console = Console(soft_wrap=True)
    console.print(table(found, held_to))
    if given.misses:
        for score in found:
            for miss in score.misses:
                console.print(f"{score.name}: {miss}", markup=False, highlight=False)
    wrong = floors.below(found, held_to)
    for line in wrong:
        console.print(line, markup=False, highlight=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
