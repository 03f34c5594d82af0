"""The trained judge of pairs → two int8 ONNX graphs and their entry in the catalogue.

    python -m training.judge.export WEIGHTS [TO]

Reads WEIGHTS (judge.safetensors, written by train.py) and writes into TO (default: the package's `learned/weights`)
`pairs-reading.onnx` (a claim's pieces → their states) and `pairs-judging.onnx` (two claims' states → log-odds).
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from crossbearing.learned.sides import CLAIM, MOST_PIECES
from training.judge.network import DIM, Judge
from training.rounding import export, file, rounded

WEIGHTS = Path("crossbearing/learned/weights")
VERSION = 1
MARK = "# Written by training/judge/export.py.\n"


class Reading(nn.Module):
    """A claim's pieces → their states."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, ids: Tensor, signs: Tensor) -> Tensor:
        return self.judge.read(ids, signs, None)


class Judging(nn.Module):
    """The states of two claims → the log-odds of each answer."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, a: Tensor, b: Tensor, signs_a: Tensor, signs_b: Tensor) -> Tensor:
        return self.judge.judge(a, b, signs_a, signs_b, None)


def entry(folder: Path, figures: str) -> str:
    return (
        f'{MARK}[pairs]\nname = "pairs-int8"\nversion = {VERSION}\ndim = {DIM}\nmax_pieces = {MOST_PIECES}\n'
        'licence = "Apache-2.0; see the card for what it was trained on"\n'
        'origin = "sentence-transformers/all-MiniLM-L6-v2"\ncard = "training/judge/card.md"\n'
        f"figures = {figures}\n"
        + file("pairs.reading", folder / "pairs-reading.onnx")
        + file("pairs.judging", folder / "pairs-judging.onnx")
        + file("pairs.tokenizer", folder / "tokenizer.json")
    )


def write_catalogue(folder: Path, figures: str = "{}") -> None:
    """The judge's part of `catalogue.toml`, between the encoder's and the reader's, which stands last."""
    path = folder / "catalogue.toml"
    parts = re.split(r"(?m)^(?=# Written by training/)", path.read_text(encoding="utf-8"))
    kept = [part.rstrip() + "\n" for part in parts if part.strip() and not part.startswith(MARK)]
    path.write_text("\n".join([*kept[:-1], entry(folder, figures), kept[-1]]), encoding="utf-8")


def main(weights: Path, to: Path) -> None:
    torch.set_num_threads(1)
    judge = Judge()
    judge.load_state_dict(load_file(weights))
    judge.eval()
    count, other = 12, 9
    signs = {name: torch.full((1, size), CLAIM) for name, size in (("signs_a", count), ("signs_b", other))}
    given = {"ids": torch.randint(1000, 9000, (1, count)), "signs": torch.full((1, count), CLAIM)}
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "pairs-reading.onnx"
        export(Reading(judge), given, ("states",), {name: {1: "pieces"} for name in ("ids", "signs", "states")}, exact)
        rounded(exact, to / exact.name, VERSION)
        exact = Path(folder) / "pairs-judging.onnx"
        states = {"a": torch.randn(1, count, DIM), "b": torch.randn(1, other, DIM)}
        axes = {name: {1: f"pieces_{name[-1]}"} for name in ("a", "b", "signs_a", "signs_b")}
        export(Judging(judge), {**states, **signs}, ("odds",), axes, exact)
        rounded(exact, to / exact.name, VERSION)
    for name in ("pairs-reading", "pairs-judging"):
        print(f"{name}: {(to / f'{name}.onnx').stat().st_size / 1e6:.2f} MB in int8")
    write_catalogue(to)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else WEIGHTS)
