"""Train the judge of pairs.

    OMP_NUM_THREADS=1 torchrun --nproc-per-node 2 -m training.judge.train CACHE OUT [--steps N]

CACHE is what lessons.py wrote. Every step takes some pairs of each of a few stories, several of one claim together, so
that a text is read once for all of its pairs; they are dealt out to the processes, whose gradients are averaged (in
bf16, two processes of one thread do more than one process of two). Writes OUT/judge.safetensors, and how well it ranks
near pairs of the measured stories: average precision, its mean over stories.

With glibc, MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 in the environment spares half of the time: without
it every large tensor is given back to the kernel, and got from it again.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray
from safetensors.torch import save_file
from sklearn.metrics import average_precision_score
from torch import Tensor
from torch.nn import functional as F

from crossbearing.learned.sides import CONTEXT
from training.judge.lessons import Lesson, load
from training.judge.network import ENCODER, Judge, begin

RATE, HEAD_RATE, WARM, DECAY, SEED = 1.2e-4, 6e-4, 0.06, 0.01, 1
STORIES, PAIRS = 4, 96
"""Of a step, over all processes."""
MOST_SAID, OTHERS = 300, 4.0
"""Of a story's turn: at most so many pairs that a reader said something of, and so many others to each."""
SMOOTH, HELD_APART, RARE = 0.02, 2.0, 3.0
"""Smoothing of "same"; weight of pairs that a reader held apart; weight of the two rare answers."""
ALONE, WORN, LOST, MASK = 0.15, 0.3, 0.08, 103
"""Now and then a claim is shown without its sentence, or with words missing."""
MEAN = 0.996
"""What ships is the running mean of the weights; this much of it is kept at each step."""
SHOWN, KEPT = 50, 425
"""Steps after which the loss is printed, and the weights are kept and measured."""


class Turn:
    """A story's pairs in turns: those of one claim stand together; when all are through, others are drawn."""

    def __init__(self, lesson: Lesson, chance: random.Random) -> None:
        self.lesson, self._chance, self._queue = lesson, chance, list[int]()

    def take(self, count: int) -> NDArray[np.int64]:
        if len(self._queue) < count:
            self._queue = self._draw()
        taken = [self._queue.pop() for _ in range(min(count, len(self._queue)))]
        return np.array(taken, np.int64)

    def _draw(self) -> list[int]:
        lesson, chance = self.lesson, self._chance
        told = lesson.answers.any(1) | lesson.held_apart
        said, other = np.flatnonzero(told).tolist(), np.flatnonzero(~lesson.answers.any(1)).tolist()
        most = min(len(said), MOST_SAID)
        drawn = chance.sample(said, most) + chance.sample(other, min(len(other), int(OTHERS * max(most, 10))))
        by_claim: dict[int, list[int]] = {}
        for pair in chance.sample(drawn, len(drawn)):
            by_claim.setdefault(int(lesson.pairs[pair][int(chance.random() < 0.5)]), []).append(pair)
        groups = list(by_claim.values())
        chance.shuffle(groups)
        return [pair for group in groups for pair in group]


def answered(judge: Judge, parts: list[tuple[Lesson, NDArray[np.int64]]], chance: random.Random | None) -> Tensor:
    """The judge's log-odds for pairs of some stories; with `chance`, of texts as they may come worn."""
    texts: list[tuple[list[int], list[int]]] = []
    sides: list[tuple[int, int]] = []
    for lesson, rows in parts:
        used = {int(claim): len(texts) + at for at, claim in enumerate(np.unique(lesson.pairs[rows]))}
        for claim in used:
            length = lesson.lengths[claim]
            text = lesson.ids[claim, :length].tolist(), lesson.signs[claim, :length].tolist()
            texts.append(_worn(*text, chance) if chance else text)
        sides += [(used[int(a)], used[int(b)]) for a, b in lesson.pairs[rows]]
    longest = max(len(ids) for ids, _ in texts)
    ids, signs = torch.zeros(2, len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest, dtype=torch.bool)
    for number, (row, kinds) in enumerate(texts):
        ids[number, : len(row)], signs[number, : len(row)] = torch.tensor(row), torch.tensor(kinds)
        mask[number, : len(row)] = True
    states = judge.read(ids, signs, mask)
    a, b = torch.tensor(sides).T
    odds: Tensor = judge.judge(states[a], states[b], signs[a], signs[b], (mask[a], mask[b]))
    return odds.float()


def _worn(ids: list[int], signs: list[int], chance: random.Random) -> tuple[list[int], list[int]]:
    last = len(ids) - 1
    if chance.random() < ALONE:
        kept = [at for at in range(len(ids)) if signs[at] != CONTEXT or at in (0, last)]
        ids, signs, last = [ids[at] for at in kept], [signs[at] for at in kept], len(kept) - 1
    if chance.random() < WORN:
        ids = [MASK if chance.random() < LOST and at not in (0, last) else piece for at, piece in enumerate(ids)]
    return ids, signs


def loss(odds: Tensor, parts: list[tuple[Lesson, NDArray[np.int64]]]) -> Tensor:
    said = torch.tensor(np.concatenate([lesson.answers[rows] for lesson, rows in parts])).float()
    apart = torch.tensor(np.concatenate([lesson.held_apart[rows] for lesson, rows in parts]))
    weight = torch.where(apart, HELD_APART, 1.0)
    same = F.binary_cross_entropy_with_logits(odds[:, 0], said[:, 0] * (1 - SMOOTH) + SMOOTH / 2, weight)
    rare = [
        F.binary_cross_entropy_with_logits(odds[:, at], said[:, at], pos_weight=torch.tensor(RARE)) for at in (1, 2)
    ]
    return same + 0.5 * (rare[0] + rare[1])


def precision(judge: Judge, lessons: list[Lesson]) -> float:
    """Average precision of "same" over the near pairs of a story, the mean over stories that have three such pairs."""
    judge.eval()
    found = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for lesson in lessons:
            rows = np.flatnonzero(lesson.near)
            said = lesson.answers[rows, 0]
            if said.sum() >= 3:
                parts = [answered(judge, [(lesson, rows[at : at + 128])], None) for at in range(0, len(rows), 128)]
                found.append(average_precision_score(said, torch.cat(parts)[:, 0].numpy()))
    judge.train()
    return float(np.mean(found))


def keep_mean(mean: list[Tensor], weights: list[torch.nn.Parameter], step: int) -> None:
    """Take the weights of a step into their running mean, which at first is of few."""
    kept = min(MEAN, (step + 1) / (step + 10))
    for old, new in zip(mean, weights, strict=True):
        old.lerp_(new.detach(), 1 - kept)


def with_mean(judge: Judge, weights: list[torch.nn.Parameter], mean: list[Tensor]) -> Judge:
    """A judge like this one, of the mean weights."""
    copy = begin(Judge())
    copy.load_state_dict(judge.state_dict())
    of = {id(weight): value for weight, value in zip(weights, mean, strict=True)}
    names = {name: of[id(weight)] for name, weight in judge.named_parameters() if id(weight) in of}
    copy.load_state_dict(names, strict=False)
    return copy


def average(weights: list[torch.nn.Parameter]) -> None:
    """Every process's gradients become their mean."""
    flat = torch.cat([weight.grad.flatten() for weight in weights if weight.grad is not None])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for weight, piece in zip(weights, flat.split([weight.numel() for weight in weights]), strict=True):
        weight.grad = piece.view_as(weight)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("cache", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=1700)
    given = parser.parse_args()
    ranks, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    if ranks > 1:
        dist.init_process_group("gloo")
    torch.manual_seed(SEED + rank)
    chance = random.Random(SEED + rank)
    turns = [Turn(load(path), chance) for path in sorted(given.cache.glob("*.npz"))]
    measured = [load(path) for path in sorted((given.cache / "measured").glob("*.npz"))][:6]
    judge = begin(Judge())
    judge.pieces.weight.requires_grad_(False)  # rare pieces would be moved by noise only
    named = [(name, weight) for name, weight in judge.named_parameters() if weight.requires_grad]
    encoder = [weight for name, weight in named if name.startswith(ENCODER)]
    heads = [weight for name, weight in named if not name.startswith(ENCODER)]
    weights, steps, warm = encoder + heads, given.steps, max(1, int(WARM * given.steps))
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=DECAY, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.01, (steps - step) / (steps - warm)))
    )
    for layer in [*judge.apart, *judge.together]:
        layer.compile(dynamic=True)
    chances = [min(3000, len(turn.lesson.pairs)) ** 0.5 for turn in turns]
    given.out.mkdir(parents=True, exist_ok=True)
    judge.train()
    mean = [weight.detach().clone() for weight in weights]
    clock, shown = time.monotonic(), 0.0
    for step in range(steps):
        drawn = chance.choices(turns, chances, k=STORIES // ranks)
        parts = [(turn.lesson, turn.take(PAIRS // STORIES)) for turn in drawn]
        with torch.autocast("cpu", torch.bfloat16):
            odds = answered(judge, parts, chance)
        total = loss(odds, parts)
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        if ranks > 1:
            average(weights)
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        schedule.step()
        keep_mean(mean, weights, step)
        shown = 0.98 * shown + 0.02 * total.item() if step else total.item()
        if rank == 0 and step % SHOWN == 0:
            print(f"{step:5} {(time.monotonic() - clock) / (step + 1):.2f} s/step  loss {shown:.3f}", flush=True)
        if (step + 1) % KEPT == 0 or step == steps - 1:
            if rank == 0:
                kept = with_mean(judge, weights, mean)
                save_file(kept.state_dict(), given.out / "judge.safetensors")
                print(f"{step + 1:5} average precision {precision(kept, measured):.3f}", flush=True)
            if ranks > 1:
                dist.barrier()


if __name__ == "__main__":
    main()
