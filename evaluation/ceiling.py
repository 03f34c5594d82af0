"""How well perfect clustering would align the claims as they are cut: what segmentation alone costs.

    python -m evaluation.ceiling DIR

DIR is as in `evaluation.samples`. Each claim is given the annotated finding with whose passages it shares most words,
of those that it touches by the scorer's rule; then the scorer measures alignment as ever. A claim that carries two
findings can be given only one, and a finding cut apart is found by any of its parts: so the *ceiling* tells how far a
clustering that never errs would come with these claims, and rises by itself the shorter the claims are. Two figures
keep it in its place. *Blind* is the ceiling of as many pieces of even length, cut from the paragraphs without regard
to what they say. *Fit* is the mean intersection over union of each annotated passage with the claim that fits it
best: it falls where borders are wrong, whichever way. *Built* is the alignment of the build itself.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import importlib.util
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from evaluation.samples import build, scored

_F1 = "alignment_f1"
_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]+")
Place = tuple[int, int]
Wanted = tuple[str, Place]


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


def wanted(folder: Path, export: dict[str, Any], rules: ModuleType) -> dict[str, list[Wanted]]:
    """By report: the annotated findings and where their passages stand."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    reports = rules.Reports(gold, {}, export)
    found: dict[str, list[Wanted]] = {}
    for finding in gold["findings"]:
        for short, passages in finding["passages"].items():
            places = [place for passage in passages for place in reports.spans(short, passage)]
            found.setdefault(reports.id[short], []).extend((finding["id"], place) for place in places)
    return found


def spans(folder: Path, export: dict[str, Any], rules: ModuleType) -> list[Place]:
    """Where the export's claims stand, in the scorer's own measure."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    reports = rules.Reports(gold, {}, export)
    return [reports.span(claim) for claim in export["claims"]]


def perfect(folder: Path, export: dict[str, Any], rules: ModuleType) -> dict[str, Any]:
    """The export with each claim in the annotated finding that it shares most with, and no other finding."""
    of = wanted(folder, export, rules)
    claims = []
    for claim, span in zip(export["claims"], spans(folder, export, rules), strict=True):
        met = [
            (rules.overlap(span, place), rules.iou(span, place), name)
            for name, place in of.get(claim["report"], [])
            if rules.touches(span, place)
        ]
        claims.append({**claim, "finding": max(met)[2] if met else None})
    return {**export, "claims": claims, "findings": [{**each, "relations": []} for each in export["findings"]]}


def blind(export: dict[str, Any]) -> dict[str, Any]:
    """The export with about as many claims, each of as many words of one paragraph as any other."""
    count = sum(len(_WORD.findall(report["text"])) for report in export["reports"])
    size = count / max(1, len(export["claims"]))
    claims: list[dict[str, Any]] = []
    for report in export["reports"]:
        for paragraph in _PARAGRAPH.finditer(report["text"]):
            words = list(_WORD.finditer(report["text"], *paragraph.span()))
            parts = max(1, round(len(words) / size))
            edges = [round(part * len(words) / parts) for part in range(parts + 1)]
            claims += [
                {"id": f"b{len(claims) + at}", "report": report["id"], "finding": None,
                 "start": words[first].start(), "end": words[last - 1].end()}
                for at, (first, last) in enumerate(pairwise(edges)) if first < last
            ]  # fmt: skip
    return {**export, "claims": claims}


def fit(folder: Path, export: dict[str, Any], rules: ModuleType) -> float:
    """Mean over the annotated passages: intersection over union with the claim that fits best."""
    claims: dict[str, list[Place]] = {}
    for claim, span in zip(export["claims"], spans(folder, export, rules), strict=True):
        claims.setdefault(claim["report"], []).append(span)
    best = [
        max((rules.iou(span, place) for span in claims.get(report, [])), default=0.0)
        for report, places in wanted(folder, export, rules).items()
        for _, place in places
    ]
    return statistics.fmean(best) if best else 0.0


def ceiling(folder: Path, export: dict[str, Any], scorer: Path, rules: ModuleType) -> float:
    """F1 of alignment that perfect clustering would reach with the claims of an export."""
    with tempfile.TemporaryDirectory() as out:
        oracle = Path(out) / "oracle.json"
        oracle.write_text(json.dumps(perfect(folder, export, rules)), encoding="utf-8")
        return float(scored(folder, oracle, scorer).score[_F1] or 0.0)


def row(folder: Path, scorer: Path, rules: ModuleType) -> tuple[int, tuple[float, ...]]:
    """Number of claims of an event's build; ceiling, fit and both of the blind cut, and what the build reaches."""
    with tempfile.TemporaryDirectory() as out:
        made = build(folder, Path(out))
        export = json.loads(made.read_text(encoding="utf-8"))
        built = float(scored(folder, made, scorer).score[_F1] or 0.0)
    figures = (
        value
        for each in (export, blind(export))
        for value in (ceiling(folder, each, scorer, rules), fit(folder, each, rules))
    )
    return len(export["claims"]), (*figures, built)


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
    shown = Table("event", "claims", "ceiling", "fit", "blind: ceiling", "blind: fit", "built")
    rows = []
    for sample in samples:
        count, figures = row(sample, scorer, rules)
        rows.append(figures)
        shown.add_row(sample.name, str(count), *(f"{value:.3f}" for value in figures))
    shown.add_row("mean", "", *(f"{statistics.fmean(column):.3f}" for column in zip(*rows, strict=True)))
    console.print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
