"""Learn the judge from the annotated events, say what it reaches on events it has not seen, and write its numbers.

    python -m training.judge.fit [--write] [SHARED]

SHARED (default ../shared) holds samples/ and datasets/. Without --write only the table is printed: each event scored
with a judge that learned from all others, at the threshold that ships and over a range of others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from crossbearing.compare.alignment import clusters
from crossbearing.compare.evidence import SIGNS
from crossbearing.compare.judge import Judge
from training.judge.common import THRESHOLD, Event, Scored, events, fit

OUT = Path("crossbearing/compare/judge.toml")
THRESHOLDS = (-2.5, -2.25, -2.0, -1.75, -1.5, -1.25, -1.0, -0.5)


def held_out(found: list[Event], signs: list[int] | None = None) -> dict[float, dict[str, Scored]]:
    """Threshold → event → what a judge reaches that learned from all other events."""
    reached: dict[float, dict[str, Scored]] = {threshold: {} for threshold in THRESHOLDS}
    for event in track(found, "each event by the others", transient=True):
        judge = fit([other for other in found if other is not event], signs)
        for threshold in THRESHOLDS:
            reached[threshold][event.name] = event.score(clusters(event.evidence, judge._replace(threshold=threshold)))
    return reached


def table(reached: dict[float, dict[str, Scored]], own: dict[str, Scored]) -> Table:
    shown = Table("event", "precision", "recall", "F1", "kept apart", "F1, learned from it too")
    at = reached[THRESHOLD]
    for name, score in at.items():
        numbers = (score.precision, score.recall, score.f1, score.apart, own[name].f1)
        shown.add_row(name, *(f"{number:.3f}" for number in numbers))
    columns = [(s.precision, s.recall, s.f1, s.apart, own[name].f1) for name, s in at.items()]
    shown.add_row("mean", *(f"{number:.3f}" for number in np.mean(columns, axis=0)))
    return shown


def toml(judge: Judge, names: list[str]) -> str:
    lines = [
        "# How the signs of compare/evidence.py weigh, in log-odds. Made by training/judge/fit.py; see its card.",
        f"# Learned from: {', '.join(names)}.",
        f"usual_odds = {judge.usual_odds:.4f}",
        f"slope = {judge.slope:.4f}",
        f"offset = {judge.offset:.4f}",
        f"same_report = {judge.same_report}",
        f"threshold = {judge.threshold}",
        "",
        "[signs]",
    ]
    for sign, usual, weight in zip(SIGNS, judge.usual, judge.weights, strict=True):
        lines.append(f'"{sign}" = {{ usual = {usual:.4f}, weight = {weight:.4f} }}')
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.judge.fit")
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    console = Console(soft_wrap=True)
    found = events(given.shared)
    judge = fit(found)
    reached = held_out(found)
    console.print(table(reached, {event.name: event.score(clusters(event.evidence, judge)) for event in found}))
    for threshold, scores in reached.items():
        mean = np.mean([(s.f1, s.apart) for s in scores.values()], axis=0)
        console.print(f"threshold {threshold}: mean F1 {mean[0]:.3f}, kept apart {mean[1]:.3f}")
    if given.write:
        OUT.write_text(toml(judge, [event.name for event in found]), encoding="utf-8")
        console.print(f"written: {OUT}")


if __name__ == "__main__":
    main()
