"""Hostile inputs over every format that is collected, and what becomes of them.

    python -m benchmarks.hostile [--count N] [--seed N]

Exit status 1 where an input was lost or broke code of ours, or the counts do not add up.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.hostile.corpus import corpus
from benchmarks.hostile.running import OUTCOMES, Batch, Fate, run
from crossbearing.settings import Settings

_SHOWN = 12


def as_markdown(batches: Sequence[Batch]) -> Iterator[str]:
    """A table of formats and outcomes, the slowest items and all that went wrong."""
    fates = [fate for batch in batches for fate in batch.fates]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for fate in fates:
        table[fate.input.format][fate.outcome] += 1
        table["**all**"][fate.outcome] += 1
    yield "| format | inputs | " + " | ".join(OUTCOMES) + " |"
    yield "|---|" + "--:|" * (len(OUTCOMES) + 1)
    for name in sorted(table, key=lambda name: (name.startswith("*"), name)):
        counts = [str(table[name][outcome] or "") for outcome in OUTCOMES]
        yield f"| {name} | {sum(table[name].values())} | {' | '.join(counts)} |"
    yield "\nSlowest in the clean stage:\n"
    for fate in sorted(fates, key=lambda fate: -fate.seconds)[:_SHOWN]:
        yield f"- {fate.seconds:.1f} s: {_told(fate)}"
    slowest = max(batches, key=lambda batch: batch.adding_seconds)
    formats = ", ".join(sorted({fate.input.format for fate in slowest.fates}))
    yield f"\nSlowest to add: {slowest.adding_seconds:.1f} s for {len(slowest.fates)} inputs ({formats})."
    wrong = [_told(fate) for fate in fates if fate.outcome in ("broken", "lost")]
    wrong += [fault for batch in batches for fault in batch.faults]
    yield f"\nWrong: {len(wrong)}"
    yield from (f"- {each}" for each in wrong)


def _told(fate: Fate) -> str:
    return f"{fate.input.format}, {fate.input.about}: {fate.outcome}; {'; '.join(fate.reasons)[:300] or 'read'}"


def main(count: int, seed: int) -> int:
    started = time.perf_counter()
    batches = []
    for batch in run(corpus(count, seed), Settings(processes=1)):
        batches.append(batch)
        print(f"{sum(len(each.fates) for each in batches)} of {count}", end="\r", file=sys.stderr, flush=True)
    lines = list(as_markdown(batches))
    print("\n".join(lines))
    fates = [fate for batch in batches for fate in batch.fates]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(fates)} of {count} inputs, seed {seed}: {time.perf_counter() - started:.0f} s, peak {peak:.0f} MB.")
    told = sum(Counter(fate.outcome for fate in fates if fate.outcome not in ("broken", "lost")).values())
    return 0 if told == count and not any(batch.faults for batch in batches) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    sys.exit(main(given.count, given.seed))
