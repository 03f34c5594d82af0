"""How well the exported graphs read, and what int8 costs; the figures go into the catalogue.

    python training/reader/measure.py OUT [TO] [--datasets DIR]
    python training/reader/measure.py OUT [TO] [--datasets DIR] --tune

TO (default: the package's `learned/weights`) holds the int8 graphs and their catalogue, OUT/fp32 the exact ones; both
are measured by `evaluation.reader` through the runtime that the product uses. Writes into TO's catalogue which graphs
were measured and their figures: without these the reader is not loaded. Fails, and writes nothing, when a figure of the
catalogue is more than a hundredth lower in int8.

`--tune` reads the twentieth of PolNeAR's train set that is never trained on with several weights of what a word is in
the text (`of_text`), and prints which is best; it writes nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from crossbearing.learned import weights
from evaluation import reader, reader_said
from evaluation.corpora import tuned_on
from evaluation.found import Found

WEIGHTS = Path(__file__).resolve().parents[2] / "crossbearing" / "learned" / "weights"
FIGURES = (
    "source cue content source_iou cue_iou content_iou source_cue content_cue entities uner upos uas las gum_las factuality"
).split()
"""Figures of the catalogue, by the keys of `evaluation.reader`."""
MOST_LOST = 0.01
OF_TEXT = (0.0, 0.25, 0.5, 1.0)
TUNED = ("source", "content", "source_cue", "content_cue")
"""Their mean is what the weight is chosen by."""
PROCESSES = 2


def measured(folder: Path, part: str, datasets: Path) -> list[Found]:
    return list(reader.PARTS[part](reader.load(folder), datasets))


def both(exact: Path, rounded: Path, datasets: Path) -> list[tuple[Found, Found]]:
    """Every figure of the exact graphs and of the rounded ones."""
    jobs = [(folder, part) for part in reader.PARTS for folder in (exact, rounded)]
    done = {}
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        futures = {pool.submit(measured, *job, datasets): job for job in jobs}
        for future in as_completed(futures):
            done[futures[future]] = future.result()
            print(f"[{len(done)}/{len(jobs)}] {futures[future][1]}, {futures[future][0]}", file=sys.stderr, flush=True)
    return [pair for part in reader.PARTS for pair in zip(done[exact, part], done[rounded, part], strict=True)]


def shown(pairs: list[tuple[Found, Found]]) -> None:
    print(f"{'':50}{'fp32':>7}{'int8':>7} {'':>7}  95 % of int8")
    for fp32, int8 in pairs:
        change = int8.measured.value - fp32.measured.value
        mark = "  in the catalogue" if int8.key in FIGURES else ""
        print(
            f"{int8.data:20} {int8.what:28} {fp32.measured.value:7.3f}{int8.measured.value:7.3f} {change:+7.3f}"
            f"  [{int8.measured.low:.3f}, {int8.measured.high:.3f}] of {int8.measured.of}{mark}"
        )


def write(folder: Path, figures: dict[str, float]) -> None:
    """Set `measured` and `[reader.figures]` in the folder's catalogue, and nothing else."""
    path = folder / "catalogue.toml"
    before, mark, ours = path.read_text(encoding="utf-8").rpartition("[reader]\n")
    graphs = weights.reader(folder, unmeasured=True).graphs
    ours, one = re.subn(r'(?m)^measured = ".*"$', f'measured = "{graphs}"', ours)
    lines = "".join(f"{key} = {value:.4f}\n" for key, value in figures.items())
    ours, other = re.subn(r"(?m)^\[reader\.figures\]\n(?:\w+ = .*\n)*", f"[reader.figures]\n{lines}", ours)
    if (one, other) != (1, 1):
        raise SystemExit(f"{path} is not as export.py writes it")
    path.write_text(before + mark + ours, encoding="utf-8")


def tune(folder: Path, datasets: Path) -> None:
    documents = list(reader_said.articles(datasets / "polnear", "train", tuned_on))
    catalogue = (folder / "catalogue.toml").read_text(encoding="utf-8")
    means = {}
    for of_text in OF_TEXT:
        with tempfile.TemporaryDirectory() as made:
            for path in folder.iterdir():
                (Path(made) / path.name).symlink_to(path.resolve())
            (Path(made) / "catalogue.toml").unlink()
            other = re.sub(r"(?m)^of_text = .*$", f"of_text = {of_text}", catalogue)
            (Path(made) / "catalogue.toml").write_text(other, encoding="utf-8")
            says = reader_said.by_reader(reader.load(Path(made)))
            found = {each.key: each.measured.value for each in reader_said.measure("tune", documents, says)}
        means[of_text] = sum(found[key] for key in TUNED) / len(TUNED)
        figures = "  ".join(f"{key} {value:.3f}" for key, value in found.items())
        print(f"of_text {of_text:4}  mean {means[of_text]:.4f}  {figures}", flush=True)
    print(f"best of {len(documents)} articles: of_text = {max(means, key=lambda each: means[each])}")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("out", type=Path)
    options.add_argument("to", type=Path, nargs="?", default=WEIGHTS)
    options.add_argument("--datasets", type=Path, default=reader.DATASETS)
    options.add_argument("--tune", action="store_true")
    given = options.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if given.tune:
        tune(given.to, given.datasets)
        return 0
    pairs = both(given.out / "fp32", given.to, given.datasets)
    shown(pairs)
    lost = [
        int8 for fp32, int8 in pairs if int8.key in FIGURES and fp32.measured.value - int8.measured.value > MOST_LOST
    ]
    for each in lost:
        print(f"{each.key} falls by more than {MOST_LOST} in int8")
    if lost:
        return 1
    values = {int8.key: int8.measured.value for _, int8 in pairs}
    write(given.to, {key: values[key] for key in FIGURES})
    return 0


if __name__ == "__main__":
    sys.exit(main())
