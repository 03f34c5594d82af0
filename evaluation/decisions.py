"""What readers decided in a case, held against what the machine says by itself.

    python -m evaluation.decisions CASE
    python -m evaluation.decisions FILE

Of each kind: how often the machine had said what the reader decided. FILE is what `crossbearing decisions CASE --json`
prints, or the Web Annotations that `crossbearing export` writes (W3C, 2017). Of a case, also how its findings, made
once more without any decision, have the claims that readers told apart or put together: precision and recall over
pairs. Readers decide where they doubt the machine, so these are no figures of how good it is on all claims; they say
what changed from one version to the next.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from crossbearing import Case, pipeline
from crossbearing.engine import Run
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.pairs import PairJudge
from crossbearing.learned.reader import Reader
from crossbearing.records import Decision, Dossier, Standing
from crossbearing.settings import Settings
from crossbearing.stage import Model
from crossbearing.store.sqlite import SqliteStore
from evaluation import decided_elsewhere

JUDGED = ("speaker", "date", "published", "figure", "same", "apart")
"""Kinds of which the machine says something that can be right or wrong."""


class Agreed(msgspec.Struct, frozen=True):
    """How often the machine had said what readers decided, of one kind of decision."""

    kind: str
    agreed: int
    of: int


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of claims on which readers decided: together by them, by the machine, and by both."""

    readers: int
    machine: int
    both: int

    @property
    def precision(self) -> float | None:
        return self.both / self.machine if self.machine else None

    @property
    def recall(self) -> float | None:
        return self.both / self.readers if self.readers else None


def agreed(standings: Iterable[Standing]) -> tuple[Agreed, ...]:
    """By kind, of the decisions that hold; a correction of a correction is held against the machine, too."""
    held = [each.decision for each in standings if each.state != "replaced" and each.decision.kind in JUDGED]
    return tuple(
        Agreed(kind, sum(_says_so(each) for each in held if each.kind == kind), sum(each.kind == kind for each in held))
        for kind in JUDGED
    )


def _says_so(decision: Decision) -> bool:
    said = decision.machine
    if decision.kind in ("same", "apart"):
        return said == decision.kind
    if decision.kind == "figure" and said and decision.value:
        return float(said) == float(decision.value)
    return said.casefold() == decision.value.casefold()


def pairs(ruled: Iterable[Dossier], machine: Iterable[Dossier]) -> Pairs:
    """Of the pairs of claims that readers put together or told apart: how the machine's findings have them."""
    finding = {claim: each.id for dossier in machine for each in dossier.findings for claim in each.claims}
    together: set[frozenset[str]] = set()
    apart: set[frozenset[str]] = set()
    for rulings in (dossier.rulings for dossier in ruled):
        for claims in rulings.same:
            together |= {frozenset(pair) for pair in combinations(claims, 2)}
        apart |= {frozenset(pair) for pair in rulings.apart}
        for one, other in combinations(rulings.same, 2):  # what is apart from one is apart from all that it is with
            crossed = {frozenset(pair) for pair in product(one, other)}
            apart |= crossed if crossed & apart else set()
    joined = {pair for pair in together | apart if len({finding.get(claim, claim) for claim in pair}) == 1}
    return Pairs(len(together), len(joined), len(joined & together))


def of_case(file: Path) -> tuple[tuple[Standing, ...], Pairs]:
    """The decisions of a case, and its pairs; it is left as it is: the machine's findings are made in a copy."""
    with Case.open(file, readonly=True) as case:
        standings, ruled = case.decisions(), case.dossiers()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, folder))
        store = SqliteStore(copy)
        store.lock()
        models: dict[str, Model] = {"encoder": Encoder(), "reader": Reader(), "judge": PairJudge()}
        Run(store, [stage for stage in pipeline.STAGES if not stage.decisions], models, Settings()).all()
        machine = tuple(pipeline.dossiers(store, [story.id for story in pipeline.grouping(store)]))
        store.close()
    return standings, pairs(ruled, machine)


def of_file(file: Path) -> tuple[Standing, ...]:
    """Decisions that were handed on. Raises msgspec.MsgspecError for a file that holds none in either form."""
    body = file.read_bytes()
    if body.lstrip()[:1] == b"[":
        return msgspec.json.decode(body, type=tuple[Standing, ...])
    return decided_elsewhere.decisions(body)


def _is_text(file: Path) -> bool:
    """Whether a file is JSON, and no case."""
    with file.open("rb") as opened:
        return opened.read(64).lstrip()[:1] in (b"[", b"{")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.decisions", description="Held against the machine.")
    parser.add_argument("case", type=Path, metavar="CASE", help="a case's file, or decisions in JSON")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    standings: tuple[Standing, ...]
    found: Pairs | None
    try:
        standings, found = (of_file(given.case), None) if _is_text(given.case) else of_case(given.case)
    except (OSError, msgspec.MsgspecError) as error:
        parser.error(f"{given.case}: {error}")
    shown = Table("kind", "the machine had said so", "of")
    for each in agreed(standings):
        shown.add_row(each.kind, str(each.agreed), str(each.of))
    console.print(shown)
    if found is not None:
        told = f"{found.both} together by both, {found.readers} by readers, {found.machine} by the machine"
        console.print(f"pairs of claims: {told}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
