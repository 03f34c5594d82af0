"""Hostile inputs over every format: none is lost, none breaks our code, and the honest report beside them is read.

`python -m benchmarks.hostile` does this with thousands.
"""

from __future__ import annotations

import hashlib

from benchmarks.hostile.corpus import corpus
from benchmarks.hostile.running import run
from benchmarks.hostile.seeds import seeds
from crossbearing.settings import Settings

COUNT = 200
FORMATS = {seed.format for seed in seeds()}


def test_every_hostile_input_is_read_or_turned_away_with_a_reason() -> None:
    batches = list(run(corpus(COUNT, seed=11), Settings(processes=2, cpu_seconds=1)))
    fates = [fate for batch in batches for fate in batch.fates]
    assert len(fates) == COUNT
    assert {fate.input.format for fate in fates} >= FORMATS
    assert [(fate.input, fate.outcome, fate.reasons) for fate in fates if fate.outcome in ("broken", "lost")] == []
    assert [fault for batch in batches for fault in batch.faults] == []
    assert {fate.outcome for fate in fates} >= {"accepted", "rejected"}


def test_the_same_seed_gives_the_same_inputs() -> None:
    def digest(seed: int) -> str:
        made = hashlib.sha256()
        for each in corpus(120, seed):
            made.update(each.body)
        return made.hexdigest()

    assert digest(1) == digest(1) != digest(2)
