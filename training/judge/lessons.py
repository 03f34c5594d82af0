"""Labelled stories → what the judge of pairs is trained with: word pieces of claims, and answers for pairs of them.

    python -m training.judge.lessons CACHE [SHARED]

writes CACHE/STORY.npz for each story that may be learned from: those of ECB+ and our own. What the data sets lend to
measuring only (same_event_groups) is written too, under CACHE/measured/, and is not trained with.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crossbearing.compare.near import near
from crossbearing.compare.overview import Overview
from crossbearing.compare.shown import sides
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.pairs import ANSWERS
from crossbearing.learned.reader import Reader
from crossbearing.learned.sides import MOST_PIECES, pieces
from training.judge import labelled
from training.judge.labelled import Labelled, Numbered

TOKENIZER = Path("crossbearing/learned/weights/tokenizer.json")
Pair = tuple[int, int]


class Lesson(NamedTuple):
    """One story. Pairs are near, or a reader joined them, related them or held them apart."""

    ids: NDArray[np.int32]
    """claims × MOST_PIECES, filled up with zeros"""
    signs: NDArray[np.int8]
    lengths: NDArray[np.int32]
    pairs: NDArray[np.int32]
    answers: NDArray[np.bool_]
    """pairs × ANSWERS"""
    near: NDArray[np.bool_]
    """Whether a pair is one that the product looks at."""
    held_apart: NDArray[np.bool_]
    """Whether the reader named it as looking alike and not being one thing."""


def lesson(overview: Overview, labels: Numbered, tokenizer: Tokenizer) -> Lesson:
    """All pairs of one story that something is known of; what the reader left open is left out."""
    reports = overview.report_numbers
    looked_at = {(int(i), int(j)) for i, j in near(overview).pairs}
    same, loose = _within(labels.same), _within(labels.maybe)
    related = {kind: set[Pair]() for kind in ("other", "denies")}
    for kind, a, b in labels.relations:
        for i, j in itertools.product(_with(a, labels.same), _with(b, labels.same)):
            if i != j:
                related["denies" if kind == "denies" else "other"].add((min(i, j), max(i, j)))
    apart = {(min(pair), max(pair)) for pair in labels.distinct}
    joined = {pair for pair in same if reports[pair[0]] != reports[pair[1]]}
    known = looked_at | joined | related["denies"] | apart | (related["other"] & looked_at)
    pairs = sorted(pair for pair in known if pair not in loose or pair in same)
    rows = [pieces(side, tokenizer) for side in sides(overview)]
    ids, signs = (np.zeros((len(rows), MOST_PIECES), dtype) for dtype in (np.int32, np.int8))
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)], signs[number, : len(row.ids)] = row.ids, row.signs
    said = {"same": same, **related}
    return Lesson(
        ids=ids,
        signs=signs,
        lengths=np.array([len(row.ids) for row in rows], np.int32),
        pairs=np.array(pairs, np.int32).reshape(-1, 2),
        answers=np.array([[pair in said[answer] for answer in ANSWERS] for pair in pairs], bool),
        near=np.array([pair in looked_at for pair in pairs], bool),
        held_apart=np.array([pair in apart for pair in pairs], bool),
    )


def _within(groups: list[list[int]]) -> set[Pair]:
    return {pair for group in groups for pair in itertools.combinations(group, 2)}


def _with(claim: int, groups: list[list[int]]) -> list[int]:
    """The claims that stand for the same finding; the claim alone where it carries several."""
    its = [group for group in groups if claim in group]
    return its[0] if len(its) == 1 else [claim]


def load(path: Path) -> Lesson:
    with np.load(path) as found:
        return Lesson(**{name: found[name] for name in Lesson._fields})


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.judge.lessons")
    parser.add_argument("cache", type=Path)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    given = parser.parse_args()
    (given.cache / "measured").mkdir(parents=True, exist_ok=True)
    reader, encoder, tokenizer = Reader(), Encoder(), Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for story in labelled.load():
        made = _of(story, given.shared / "datasets", reader, encoder, tokenizer)
        folder = given.cache / "measured" if story.dataset == "same_event_groups" else given.cache
        np.savez_compressed(folder / f"{story.event}.npz", **made._asdict())
        print(f"{story.event}: {len(made.ids)} claims, {len(made.pairs)} pairs", flush=True)


def _of(story: Labelled, datasets: Path, reader: Reader, encoder: Encoder, tokenizer: Tokenizer) -> Lesson:
    reports = labelled.reports_of(story, datasets)
    overview = Overview(labelled.read_story(reports, reader, encoder))
    return lesson(overview, labelled.numbered(story, reports, overview), tokenizer)


if __name__ == "__main__":
    main()
