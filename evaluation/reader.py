"""How well the reader reads: who said what, names, parts of speech and dependencies, factuality.

    python -m evaluation.reader [--weights DIR] [--datasets DIR] [--part said|names|syntax]

Measures the shipped reader, or that of another folder of the same form (`unmeasured` weights, too), through the runtime
that the product uses. `evaluation.reader_said`, `_names` and `_syntax` say what is counted. Nothing that is measured
here was trained on: PolNeAR's dev set, the worldwide newswire's held-out fifth, UNER's dev set, EWT's dev and test
sets, GUM's dev and test documents. After each figure stands its 95 % interval (bootstrap over documents).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from crossbearing.errors import ModelError
from crossbearing.learned.reader import Reader
from evaluation import reader_names, reader_said, reader_syntax
from evaluation.corpora import conllu, factuality, held_out
from evaluation.found import Found, NotHereError, here
from evaluation.reader_syntax import Annotates, Tree

DATASETS = Path(__file__).resolve().parents[2] / "shared" / "datasets"
Part = Callable[[Annotates, Path], Iterator[Found]]


def load(weights: Path | None) -> Reader:
    """The reader of a folder, measured or not, or the shipped one. Raises NotHereError where it cannot be loaded."""
    try:
        return Reader(weights, unmeasured=weights is not None)
    except ModelError as error:
        raise NotHereError(str(error)) from error


def said(reader: Annotates, datasets: Path) -> Iterator[Found]:
    """Attribution on PolNeAR's dev set."""
    documents = list(reader_said.articles(here(datasets / "polnear"), "dev"))
    yield from reader_said.measure("PolNeAR dev", documents, reader_said.by_reader(reader))


def names(reader: Annotates, datasets: Path) -> Iterator[Found]:
    """Names on the newswire and on UNER."""
    yield from reader_names.measure_worldwide(reader_names.worldwide(here(datasets / "ner_worldwide")), reader)
    documents = reader_names.uner(here(datasets / "uner_ewt_dev" / "en_ewt-ud-dev.iob2"))
    yield from reader_names.measure("uner", "UNER dev", documents, reader)


def syntax(reader: Annotates, datasets: Path) -> Iterator[Found]:
    """Parts of speech, dependencies and factuality on EWT and GUM."""
    sure = factuality(here(datasets / "uds_factuality"))
    test = trees(here(datasets / "ud_ewt" / "en_ewt-ud-test.conllu"))
    yield from reader_syntax.measure("", "EWT test", test, reader, ("UDS, EWT test", sure))
    yield from reader_syntax.measure_raw("raw_", "EWT test, raw", test, reader)
    yield from reader_syntax.measure("dev_", "EWT dev", trees(datasets / "ud_ewt" / "en_ewt-ud-dev.conllu"), reader)
    kept = held_out(here(datasets / "gum" / "splits.md").read_text(encoding="utf-8"))
    paths = [path for path in sorted((datasets / "gum" / "dep").glob("*.conllu")) if path.stem in kept]
    news = [path for path in paths if path.stem.startswith("GUM_news_")]
    yield from reader_syntax.measure("gum_", "GUM news", trees(*news), reader)
    yield from reader_syntax.measure("gum_all_", "GUM, all genres", trees(*paths), reader)


def trees(*paths: Path) -> list[Tree]:
    """The documents of some CoNLL-U files."""
    return [reader_syntax.laid_out(document) for path in paths for document in conllu(path)]


PARTS: dict[str, Part] = {"said": said, "names": names, "syntax": syntax}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.reader", description="Measure the reader.")
    parser.add_argument("--weights", type=Path, help="folder with a catalogue and its graphs")
    parser.add_argument("--datasets", type=Path, default=DATASETS)
    parser.add_argument("--part", choices=PARTS, action="append", help="measure only this (may be repeated)")
    given = parser.parse_args(arguments)
    try:
        reader = load(given.weights)
    except NotHereError as error:
        print(f"no reader to measure: {error}")
        return 0
    for name in given.part or PARTS:
        try:
            for _, data, what, (value, low, high, of) in PARTS[name](reader, given.datasets):
                print(f"{data:20} {what:28} {value:.3f} [{low:.3f}, {high:.3f}]  of {of}", flush=True)
        except NotHereError as error:
            print(f"{name}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
