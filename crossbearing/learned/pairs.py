"""Two claims → how likely they say one thing, one thing with another value, or one denies the other.

The network (training/judge/network.py) reads each claim in its sentence once, and then each pair from what it made of
the two. Activations are rounded with one scale per multiplication, so a pair is run by itself: its judgement depends on
its two texts alone, and not on what else is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources.abc import Traversable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from crossbearing.errors import ModelError
from crossbearing.learned import weights
from crossbearing.learned.session import Session
from crossbearing.learned.sides import Side, pieces

ANSWERS = ("same", "other", "denies")
"""What is asked of a pair: do the two say one thing; one thing with another value or at another stage; does one deny
the other."""
_HELD = 4_000
"""Claims whose states are kept at a time, some 30 KB each."""

Floats = NDArray[np.float32]


class JudgesPairs(Protocol):
    """What a stage needs of a judge of pairs; a test's may be three lines long."""

    @property
    def fingerprint(self) -> str: ...

    def judge(self, sides: Sequence[Side], pairs: NDArray[np.int64]) -> Floats: ...


class _Read(NamedTuple):
    """One claim as the lower layers leave it: 1 × pieces × dim, and each piece's sign."""

    states: NDArray[np.float16]
    signs: NDArray[np.int64]


class PairJudge:
    """The shipped judge of pairs, loaded and checked when made (about .2 s).

    `where` is a folder with another catalogue of the same form. Raises ModelError when a file is missing, changed or
    does not fit.
    """

    def __init__(self, where: Traversable | None = None, *, threads: int = 1) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 — loaded only where something is judged

        model = weights.pairs(where)
        try:
            self._tokenizer = Tokenizer.from_buffer(weights.read(model.tokenizer, where))
        except (ValueError, TypeError) as error:
            raise ModelError(f"the tokenizer of “{model.name}” cannot be read: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._reading = Session(weights.read(model.reading, where), takes=["ids", "signs"], gives={"states": model.dim})
        self._judging = Session(
            weights.read(model.judging, where), takes=["a", "b", "signs_a", "signs_b"], gives={"odds": len(ANSWERS)}
        )
        self._model = model
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """Changes whenever a judgement can change."""
        return self._model.fingerprint

    def judge(self, sides: Sequence[Side], pairs: NDArray[np.int64]) -> Floats:
        """For each pair (m × 2 numbers of sides) the log-odds of each of ANSWERS: m × 3.

        On one kind of processor a row depends, bit by bit, on its two texts alone, the one with the lesser text first.
        """
        odds = np.zeros((len(pairs), len(ANSWERS)), dtype=np.float32)
        swapped = [(j, i) if sides[j] < sides[i] else (i, j) for i, j in pairs.tolist()]
        with ThreadPoolExecutor(self._threads) as pool:
            for rows in _blocks(swapped):
                needed = sorted({side for row in rows for side in swapped[row]})
                read = dict(zip(needed, pool.map(lambda side: self._read(sides[side]), needed), strict=True))
                judged = pool.map(lambda row: self._judge(*(read[side] for side in swapped[row])), rows)  # noqa: B023
                for row, answers in zip(rows, judged, strict=True):
                    odds[row] = answers
        if not np.isfinite(odds).all():
            raise ModelError(f"“{self._model.name}” gives no numbers for some pair")
        return odds

    def _read(self, side: Side) -> _Read:
        ids, signs = (np.array([row], dtype=np.int64) for row in pieces(side, self._tokenizer))
        return _Read(self._reading.run({"ids": ids, "signs": signs})[0].astype(np.float16), signs)

    def _judge(self, a: _Read, b: _Read) -> Floats:
        states = {"a": a.states.astype(np.float32), "b": b.states.astype(np.float32)}
        odds: Floats = self._judging.run({**states, "signs_a": a.signs, "signs_b": b.signs})[0][0]
        return odds


def _blocks(pairs: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Numbers of pairs, in parts that have to do with at most _HELD sides each."""
    rows: list[int] = []
    held: set[int] = set()
    for row in sorted(range(len(pairs)), key=lambda row: (min(pairs[row]), max(pairs[row]))):
        if len(held) + len(set(pairs[row]) - held) > _HELD:
            yield rows
            rows, held = [], set()
        rows.append(row)
        held.update(pairs[row])
    if rows:
        yield rows
