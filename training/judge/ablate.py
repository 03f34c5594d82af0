"""What each part of alignment is worth: each event by a judge learned from all others, with one part left out.

    python -m training.judge.ablate [SHARED]

Every row may choose its own threshold, the best for its mean F1: a part that is left out moves the odds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table

from crossbearing.compare.alignment import clusters
from crossbearing.compare.evidence import JUDGED, SIGNS
from crossbearing.compare.judge import Judge
from crossbearing.compare.linkage import components
from training.judge.common import Event, events, fit

THRESHOLDS = tuple(np.arange(-4.0, 2.01, 0.25))
Grouping = Callable[[Event, Judge], list[list[int]]]


class Variant(NamedTuple):
    """A row of the table: the signs that the judge may not see, and how claims are grouped by it."""

    name: str
    without: frozenset[str] = frozenset()
    grouped: Grouping = lambda event, judge: clusters(event.evidence, judge)


def single_link(event: Event, judge: Judge) -> list[list[int]]:
    """Whatever a chain of pairs above the threshold joins."""
    odds = judge.log_odds(event.evidence.table)
    near = event.evidence.pairs[odds >= judge.threshold]
    return components(len(event.found), ((int(i), int(j)) for i, j in near))


def without_penalty(event: Event, judge: Judge) -> list[list[int]]:
    """Claims of one report may be one finding as those of two may."""
    return clusters(event.evidence, judge._replace(same_report=0.0))


_FIGURES = frozenset({"same figure", "other figure", "one has a figure"})
_SOURCES = frozenset({"same source", "other source", "one has a source"})
_ACTORS = frozenset({"shared actors", "least actors shared", "other actors"})
_CUES = frozenset({"one is negated", "one denies", "one is pending", "one is unsure"})
_DAYS = frozenset({"same day", "other day"})
_LIKENESS = frozenset({"meaning", "words", "contained", "closeness", "lead"})
VARIANTS = (
    Variant("all"),
    Variant("without the network", frozenset(JUDGED)),
    Variant("the network alone", frozenset(SIGNS) - {JUDGED[0]}),
    Variant("meaning alone (no learned judge)", frozenset(SIGNS) - {"meaning"}),
    Variant("meaning and words alone", frozenset(SIGNS) - _LIKENESS),
    Variant("without words", frozenset({"words", "contained", "closeness", "lead"})),
    Variant("without figures", _FIGURES),
    Variant("without days", _DAYS),
    Variant("without cues (denied, planned, unsure, negated)", _CUES),
    Variant("without sources", _SOURCES),
    Variant("without identities of actors", _ACTORS),
    Variant("without quotes", frozenset({"same quote"})),
    Variant("without copied passages", frozenset({"copied"})),
    Variant("without places in the text and lengths", frozenset({"places in the text", "lengths", "short"})),
    Variant("single link", grouped=single_link),
    Variant("claims of one report may be joined", grouped=without_penalty),
)


def reached(found: Sequence[Event], variant: Variant) -> tuple[float, list[float]]:
    """The best threshold, and at it the means of precision, recall, F1 and what is kept apart."""
    columns = [at for at, sign in enumerate(SIGNS) if sign not in variant.without]
    judges = [fit([other for other in found if other is not event], columns) for event in found]
    rows = []
    for threshold in THRESHOLDS:
        scores = [
            event.score(variant.grouped(event, judge._replace(threshold=float(threshold))))
            for event, judge in zip(found, judges, strict=True)
        ]
        means = np.mean([(score.precision, score.recall, score.f1, score.apart) for score in scores], axis=0)
        rows.append((float(threshold), means.tolist()))
    return max(rows, key=lambda row: row[1][2])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.judge.ablate")
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    console = Console(soft_wrap=True)
    found = events(parser.parse_args().shared)
    shown = Table("alignment", "threshold", "precision", "recall", "F1", "kept apart")
    for variant in VARIANTS:
        threshold, means = reached(found, variant)
        shown.add_row(variant.name, f"{threshold:g}", *(f"{mean:.3f}" for mean in means))
    console.print(shown)


if __name__ == "__main__":
    main()
