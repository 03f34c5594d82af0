"""How well the exported graphs read, and what int8 costs; the figures go into the catalogue.

    PYTHONPATH=. python training/reader/measure.py OUT [TO] [--datasets DIR] --tune
    PYTHONPATH=. python training/reader/measure.py OUT [TO] [--datasets DIR]

TO (default: the package's `learned/weights`) holds the int8 graphs and their catalogue, OUT/fp32 the exact ones; both
are measured by `evaluation.reader` through the runtime that the product uses. Writes into TO's catalogue which graphs
were measured and their figures: without these the reader is not loaded. Fails, and writes nothing, when a figure of the
catalogue is more than a hundredth lower in int8.

`--tune` comes first: it reads the twentieth of PolNeAR's train set that is never trained on with several weights of
what a word is in the text (`of_text`) and several costs of beginning a span (`begin`), one after another, and writes
the best into the catalogues of TO and of OUT/fp32. PolNeAR's dev set has no part in it.

When TO is the package's folder, the figures go into `card.md` too, between its two marks.
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
    "source cue content source_iou cue_iou content_iou source_cue content_cue entities uner upos uas las gum_las"
    " factuality"
).split()
"""Figures of the catalogue, by the keys of `evaluation.reader`."""
MOST_LOST = 0.01
GRIDS: tuple[tuple[tuple[str, ...], tuple[float, ...]], ...] = (
    (("source", "content"), (0.0, 1.0, 2.0, 3.0)),
    (("of_text",), (0.1, 0.25, 0.35, 0.5, 0.75)),
    (("cue",), (0.0, 0.25, 0.5, 0.75, 1.0)),
    (("source",), (1.0, 2.0, 3.0, 4.0)),
    (("content",), (1.0, 2.0, 3.0, 4.0)),
)
"""Numbers of the decoder that are set together, and what is tried; each round keeps the best of those before."""
TUNED = ("source", "cue", "content", "source_iou", "cue_iou", "content_iou", "source_cue", "content_cue")
"""Their mean is what the numbers are chosen by: all that is asked of who said what."""
CARD = Path(__file__).with_name("card.md")
MARKS = ("<!-- figures: written by measure.py -->", "<!-- end of figures -->")
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


def set_line(ours: str, key: str, value: str) -> str:
    """The reader's part of a catalogue with another value of a key."""
    ours, count = re.subn(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", ours, count=1)
    if not count:
        raise SystemExit(f"the catalogue has no line {key}: it is not as export.py writes it")
    return ours


def write(folder: Path, figures: dict[str, float]) -> None:
    """Set `measured` and `[reader.figures]` in the folder's catalogue, and nothing else."""
    path = folder / "catalogue.toml"
    before, mark, ours = path.read_text(encoding="utf-8").rpartition("[reader]\n")
    ours = set_line(ours, "measured", f'"{weights.reader(folder, unmeasured=True).graphs}"')
    lines = "".join(f"{key} = {value:.4f}\n" for key, value in figures.items())
    ours, count = re.subn(r"(?m)^\[reader\.figures\]\n(?:\w+ = .*\n)*", f"[reader.figures]\n{lines}", ours)
    if count != 1:
        raise SystemExit(f"{path} is not as export.py writes it")
    path.write_text(before + mark + ours, encoding="utf-8")


# ── the card ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def figures_in(text: str) -> dict[str, float]:
    """The figures that a card shows, by their keys in the catalogue."""
    return {
        key: float(value) for key, value in re.findall(r"(?m)^\| `(\w+)` \|[^|]*\|[^|]*\| (\S+) \|", between(text)[1])
    }


def between(text: str) -> tuple[str, str, str]:
    """A card's text before its figures, they themselves, and what follows, the marks being of the first and last."""
    (before, begin, rest) = text.partition(MARKS[0])
    inside, end, after = rest.partition(MARKS[1])
    if not begin or not end:
        raise SystemExit("the card has no place for figures")
    return before + begin, inside, end + after


def write_card(card: Path, folder: Path, pairs: list[tuple[Found, Found]]) -> None:
    """The figures of the folder's catalogue into the card, with their intervals and what int8 costs."""
    entry = weights.reader(folder, unmeasured=True)
    lines = ["", "", "| key | measured on | measure | int8 | 95 % | fp32 |", "|---|---|---|---|---|---|"]
    for fp32, int8 in pairs:
        if int8.key in entry.figures:
            _, low, high, of = int8.measured
            lines.append(
                f"| `{int8.key}` | {int8.data}, {of} | {int8.what} | {entry.figures[int8.key]:.4f} "
                f"| {low:.3f}–{high:.3f} | {fp32.measured.value:.4f} |"
            )
    costs = ", ".join(f"{role} {cost}" for role, cost in entry.begin.items())
    lines += ["", f"Decoder: `of_text` {entry.of_text}; cost of beginning a span: {costs}.", ""]
    before, _, after = between(card.read_text(encoding="utf-8"))
    card.write_text(before + "\n".join(lines) + after, encoding="utf-8")


# ── the decoder's numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def decoder(folder: Path) -> dict[str, float]:
    entry = weights.reader(folder, unmeasured=True)
    return {"of_text": entry.of_text, "cue": 0.0, "source": 0.0, "content": 0.0} | entry.begin


def set_decoder(folder: Path, numbers: dict[str, float]) -> None:
    """Write the numbers into the folder's catalogue; its figures are of others then."""
    path = folder / "catalogue.toml"
    before, mark, ours = path.read_text(encoding="utf-8").rpartition("[reader]\n")
    costs = ", ".join(f"{role} = {numbers[role]}" for role in reader_said.ROLES)
    ours = set_line(set_line(ours, "of_text", str(numbers["of_text"])), "begin", f"{{{costs}}}")
    path.write_text(before + mark + ours, encoding="utf-8")


def tried(folder: Path, datasets: Path, numbers: dict[str, float]) -> dict[str, float]:
    """What the folder's graphs reach with other numbers, on the articles kept for that."""
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for path in folder.iterdir():
            if path.suffix in (".onnx", ".json"):
                (copy / path.name).symlink_to(path.resolve())
        (copy / "catalogue.toml").write_bytes((folder / "catalogue.toml").read_bytes())
        set_decoder(copy, numbers)
        says = reader_said.by_reader(reader.load(copy))
        documents = list(reader_said.articles(datasets / "polnear", "train", tuned_on))
        return {each.key: each.measured.value for each in reader_said.measure("tune", documents, says)}


def tuned(folder: Path, datasets: Path) -> dict[str, float]:
    """The best numbers that GRIDS leads to."""
    best = decoder(folder)
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        for names, values in GRIDS:
            options = [best | dict.fromkeys(names, value) for value in values]
            futures = [pool.submit(tried, folder, datasets, numbers) for numbers in options]
            means = []
            for numbers, future in zip(options, futures, strict=True):
                found = future.result()
                means.append(sum(found[key] for key in TUNED) / len(TUNED))
                figures = "  ".join(f"{key} {found[key]:.3f}" for key in TUNED)
                print(f"{numbers}  mean {means[-1]:.4f}  {figures}", flush=True)
            best = options[means.index(max(means))]
    return best


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("out", type=Path)
    options.add_argument("to", type=Path, nargs="?", default=WEIGHTS)
    options.add_argument("--datasets", type=Path, default=reader.DATASETS)
    options.add_argument("--tune", action="store_true")
    given = options.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    exact = given.out / "fp32"
    if given.tune:
        numbers = tuned(given.to, given.datasets)
        for folder in (given.to, exact):
            set_decoder(folder, numbers)
        print(f"written: {numbers}; now measure, without --tune")
        return 0
    pairs = both(exact, given.to, given.datasets)
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
    if given.to.resolve() == WEIGHTS:
        write_card(CARD, given.to, pairs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
