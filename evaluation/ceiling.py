"""How well perfect clustering would align the claims as they are cut: what segmentation alone costs.

    python -m evaluation.ceiling DIR

DIR is as in `evaluation.samples`. Each claim is given the annotated finding with whose passages it shares most words,
of those that it touches by the scorer's rule; then the scorer measures alignment as ever. A claim that carries two
findings can be given only one, and a finding cut apart is found by any of its parts: so the figure tells how far a
clustering that never errs would come with these claims. Beside it stands the score of the build itself.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import importlib.util
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from evaluation.samples import build, scored

_F1 = "alignment_f1"


def rules_of(scorer: Path) -> ModuleType:
    """The scorer as a module: its `Reports`, `touches` and `overlap`."""
    loader = importlib.machinery.SourceFileLoader("score_dossier", str(scorer))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    if spec is None:
        raise ImportError(str(scorer))
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def perfect(folder: Path, export: dict[str, Any], rules: ModuleType) -> dict[str, Any]:
    """The export with each claim in the annotated finding that it shares most with, and no other finding."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    reports = rules.Reports(gold, {}, export)
    wanted: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for finding in gold["findings"]:
        for short, passages in finding["passages"].items():
            places = [place for passage in passages for place in reports.spans(short, passage)]
            wanted.setdefault(reports.id[short], []).extend((finding["id"], place) for place in places)
    claims = []
    for claim in export["claims"]:
        span = reports.span(claim)
        met = [
            (rules.overlap(span, place), rules.iou(span, place), name)
            for name, place in wanted.get(claim["report"], [])
            if rules.touches(span, place)
        ]
        claims.append({**claim, "finding": max(met)[2] if met else None})
    findings = [{**finding, "relations": []} for finding in export["findings"]]
    return {**export, "claims": claims, "findings": findings}


def ceiling(folder: Path, made: Path, scorer: Path, rules: ModuleType) -> float:
    """F1 of alignment that perfect clustering would reach with the claims of a dossier.json."""
    export = perfect(folder, json.loads(made.read_text(encoding="utf-8")), rules)
    oracle = made.with_name("oracle.json")
    oracle.write_text(json.dumps(export), encoding="utf-8")
    return float(scored(folder, oracle, scorer).score[_F1] or 0.0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.ceiling", description="What segmentation alone costs.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--scorer", type=Path, help="default: ../tools/score-dossier, seen from DIR")
    given = parser.parse_args(arguments)
    console = Console(soft_wrap=True)
    scorer = given.scorer or given.folder.parent / "tools" / "score-dossier"
    samples = sorted(path.parent for path in given.folder.glob("*/gold.yaml"))
    if not samples or not scorer.is_file():
        console.print(f"no samples to score: {given.folder} and {scorer} are not both here", markup=False)
        return 0
    rules = rules_of(scorer)
    shown = Table("event", "claims", "ceiling", "built")
    rows = []
    for sample in samples:
        with tempfile.TemporaryDirectory() as out:
            made = build(sample, Path(out))
            count = len(json.loads(made.read_text(encoding="utf-8"))["claims"])
            rows.append((ceiling(sample, made, scorer, rules), float(scored(sample, made, scorer).score[_F1] or 0.0)))
        shown.add_row(sample.name, str(count), *(f"{value:.3f}" for value in rows[-1]))
    shown.add_row("mean", "", *(f"{statistics.fmean(column):.3f}" for column in zip(*rows, strict=True)))
    console.print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
