"""Train the reader.

    OMP_NUM_THREADS=1 torchrun --nproc-per-node 2 training/reader/train.py CACHE OUT [--without CORPUS ...] [--steps N]

CACHE is what prepare.py wrote. Every step takes some windows of each task, all through the encoder at once; they are
dealt out to the processes, whose gradients are averaged (in bf16, two processes of one thread do twice the work of one
process of two threads; plain `python` runs one process). Writes OUT/reader.safetensors and OUT/labels.json, and ten
times in a run the state that it is the mean of, and what is needed to go on after a kill.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import torch
import torch.distributed as dist
from common import BEGIN, END, ENTITY_TAGS, LINK_TAGS, SAID_TAGS, Window, pieces
from model import ENCODER, Reader, begin
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

RECIPE = {
    # corpora of each task with their weights, and windows of the task in a step
    "said": ({"polnear": 1.0}, 6),
    "syntax": ({"ewt": 1.0, "gum": 1.3}, 3),
    "entities": ({"worldwide": 1.0, "wikigold": 2.0, "wnut": 0.7, "btc": 0.3}, 3),
}
RATE, HEAD_RATE, WARM, DECAY, SEED = 2e-4, 1e-3, 0.06, 0.01, 20241
CUES = 48
"""Most cues of a step that are linked."""
LOSSES = {"said": 1.0, "link": 1.0, "entities": 1.0, "upos": 0.3, "arc": 0.6, "relation": 0.4, "factual": 0.1}
DROPPED = frozenset("\"“”«»,'’‘")
"""Marks that badly copied reports have lost; some windows lose them in training too."""
LOST, UNCASED = 0.06, 0.05
SHOWN, SAVED = 50, 10
"""Steps after which the losses are printed; times in a run that the weights are kept."""
AVERAGED = 4
"""The reader is the mean of so many kept states, the last ones (Vaswani et al. 2017): better than the last of them on
the twentieth of PolNeAR that is kept for such choices."""
CHECKPOINT = "checkpoint.pt"
"""What is needed to go on after a kill."""


class Batch:
    """Windows as tensors. Padding of words has label −100 and points at piece 0."""

    def __init__(self, windows: list[Window], relations: dict[str, int]) -> None:
        rows = [lay_out(window) for window in windows]
        longest, words = max(len(ids) for ids, _, _ in rows), max(len(first) for _, _, first in rows)
        size = len(windows)
        self.windows = windows
        self.ids = torch.zeros(size, longest, dtype=torch.long)
        self.signs = torch.zeros(size, longest, 3, dtype=torch.long)
        self.first = torch.zeros(size, words, dtype=torch.long)
        self.mask = torch.zeros(size, longest, dtype=torch.bool)
        self.word_mask = torch.zeros(size, words, dtype=torch.bool)
        self.said = torch.full((size, words), -100)
        self.upos = torch.full((size, words), -100)
        self.heads = torch.full((size, words), -100)
        self.relations = torch.full((size, words), -100)
        self.sentence = torch.full((size, words), -1)
        self.factual = torch.full((size, words), float("nan"))
        self.entities = torch.zeros(size, words, len(ENTITY_TAGS), dtype=torch.bool)
        self.links: list[tuple[int, int, int, Tensor]] = []
        for n, (window, (ids, signs, first)) in enumerate(zip(windows, rows, strict=True)):
            self.ids[n, : len(ids)] = torch.tensor(ids)
            self.signs[n, : len(ids)] = torch.tensor(signs)
            self.mask[n, : len(ids)] = True
            count = len(first)
            self.first[n, :count] = torch.tensor(first)
            self.word_mask[n, :count] = True
            self.sentence[n, :count] = torch.tensor(window.sentence)
            self._label(n, window, relations)

    def _label(self, n: int, window: Window, relations: dict[str, int]) -> None:
        count = len(window.words)
        if window.said is not None:
            self.said[n, :count] = 0
            for roles in window.said:
                for role, spans in zip(("cue", "source", "content"), roles, strict=True):
                    put(self.said[n], spans, SAID_TAGS.index(f"B-{role}"))
                if roles[0]:
                    tags = torch.full((self.said.shape[1],), -100)
                    tags[:count] = 0
                    for role, spans in zip(("source", "content"), roles[1:], strict=True):
                        put(tags, spans, LINK_TAGS.index(f"B-{role}"))
                    self.links.append((n, roles[0][0][0], roles[0][-1][1], tags))
        if window.heads is not None and window.relations is not None:
            inside = [0 <= head < count or head == -1 for head in window.heads]
            self.heads[n, :count] = torch.tensor(
                [
                    (at if head < 0 else head) if ok else -100
                    for at, (head, ok) in enumerate(zip(window.heads, inside, strict=True))
                ]
            )
            self.relations[n, :count] = torch.tensor(
                [relations.get(name, -100) if ok else -100 for name, ok in zip(window.relations, inside, strict=True)]
            )
        if window.upos is not None:
            self.upos[n, :count] = torch.tensor([tag if tag >= 0 else -100 for tag in window.upos])
        if window.entities is not None:
            for at, names in enumerate(window.entities):
                for name in names:
                    self.entities[n, at, ENTITY_TAGS.index(name)] = True
        if window.factual is not None:
            self.factual[n, :count] = torch.tensor(
                [float("nan") if value is None else value for value in window.factual]
            )


def put(tags: Tensor, spans: list[tuple[int, int]], first: int) -> None:
    for a, b in spans:
        if a < b:
            tags[a] = first
            tags[a + 1 : b] = first + 1


def lay_out(window: Window) -> tuple[list[int], list[tuple[int, int, int]], list[int]]:
    """Ids and signs of the window's pieces, and where each word begins."""
    ids, signs, first = [BEGIN], [(7, 0, 0)], []
    for word, sign in zip(pieces(window.words), window.signs, strict=True):
        first.append(len(ids))
        ids += word
        signs += [sign] * len(word)
    return [*ids, END], [*signs, (7, 0, 0)], first


# ── windows as badly copied text has them ─────────────────────────────────────────────────────────────────────────────


def worn(window: Window, chance: random.Random) -> Window:
    """Now and then a window without its quotation marks and commas, or without its case."""
    if chance.random() < UNCASED:
        upper = chance.random() < 0.5
        window = msgspec.structs.replace(
            window, signs=[((2 if upper else 0) if s[0] in (0, 1, 3, 4) else s[0], s[1], s[2]) for s in window.signs]
        )
    if window.said is None or chance.random() >= LOST:
        return window
    kept = [at for at, word in enumerate(window.words) if word not in DROPPED]
    where, new = [], 0
    for word in window.words:
        where.append(new)
        new += word not in DROPPED
    where.append(new)
    if not kept:
        return window
    return msgspec.structs.replace(
        window,
        words=[window.words[at] for at in kept],
        signs=[(window.signs[at][0], 0, window.signs[at][2]) for at in kept],
        sentence=[window.sentence[at] for at in kept],
        said=[
            [[(where[a], where[b]) for a, b in spans if where[a] < where[b]] for spans in roles]
            for roles in window.said
        ],
    )


def drawn(sets: dict[str, list[Window]], weights: dict[str, float], chance: random.Random) -> Iterator[Window]:
    """Windows without end: each corpus shuffled anew when it is through, corpora in proportion to weight × size."""
    names = sorted(sets)
    shares = [weights[name] * len(sets[name]) for name in names]
    queues: dict[str, list[Window]] = {name: [] for name in names}
    while True:
        name = chance.choices(names, shares)[0]
        if not queues[name]:
            queues[name] = chance.sample(sets[name], len(sets[name]))
        yield worn(queues[name].pop(), chance)


def load(cache: Path, name: str) -> list[Window]:
    return [msgspec.json.decode(line, type=Window) for line in (cache / f"{name}.jsonl").read_bytes().splitlines()]


# ── one step ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def losses(reader: Reader, batch: Batch, chance: random.Random) -> dict[str, Tensor]:
    states = reader.encode(batch.ids, batch.signs, batch.mask)
    speech = [n for n, window in enumerate(batch.windows) if window.said is not None]
    others = [n for n, window in enumerate(batch.windows) if window.said is None]
    words = torch.zeros(*batch.first.shape, states.shape[-1], dtype=states.dtype)
    for rows, layers in ((speech, reader.above_said), (others, reader.above_syntax)):
        if rows:
            words[rows] = reader.words(layers, states[rows], batch.first[rows], batch.mask[rows])
    found: dict[str, Tensor] = {}
    said = batch.said != -100
    if said.any():
        found["said"] = F.cross_entropy(reader.said(words[said]).float(), batch.said[said])
    if batch.links:
        links = batch.links if len(batch.links) <= CUES else chance.sample(batch.links, CUES)
        rows = torch.tensor([n for n, _, _, _ in links])
        tags = reader.links(
            reader.context(words)[rows],
            torch.tensor([a for _, a, _, _ in links]),
            torch.tensor([b for _, _, b, _ in links]),
            batch.word_mask[rows],
        )
        gold = torch.stack([tags for _, _, _, tags in links])
        found["link"] = F.cross_entropy(tags.float().flatten(0, 1), gold.flatten()) * 2
    named = batch.entities.any(-1)
    if named.any():
        scores = reader.entities(words[named]).float()
        allowed = scores.masked_fill(~batch.entities[named], float("-inf"))
        found["entities"] = (scores.logsumexp(-1) - allowed.logsumexp(-1)).mean()
    parsed = batch.heads != -100
    if parsed.any():
        found["upos"] = F.cross_entropy(reader.upos(words).float().flatten(0, 1), batch.upos.flatten())
        dependent, head = reader.arcs(words)
        dependent = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        scores = (dependent @ head.transpose(1, 2)).float()
        apart = batch.sentence[:, :, None] != batch.sentence[:, None, :]
        scores = scores.masked_fill(apart, -1e4)
        found["arc"] = F.cross_entropy(scores.flatten(0, 1), batch.heads.flatten())
        n, at = parsed.nonzero(as_tuple=True)
        pair = reader.relate(reader.relation_from(words[n, at]), reader.relation_to(words[n, batch.heads[n, at]]))
        found["relation"] = F.cross_entropy(pair.float(), batch.relations[n, at])
    sure = ~batch.factual.isnan()
    if sure.any():
        found["factual"] = F.smooth_l1_loss(reader.factual(words[sure]).float().squeeze(-1), batch.factual[sure])
    return found


def groups(reader: Reader) -> list[dict[str, object]]:
    """Encoder and heads learn at rates of their own; word pieces are held fast: they are half of the weights, and
    rare ones would be moved by noise only."""
    reader.pieces.weight.requires_grad_(False)
    encoder, heads = [], []
    for name, weight in reader.named_parameters():
        if weight.requires_grad:
            (encoder if name.startswith(ENCODER) else heads).append(weight)
    return [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]


def average(weights: list[torch.nn.Parameter]) -> None:
    """Every process's gradients become their mean."""
    gradients = [weight.grad if weight.grad is not None else torch.zeros_like(weight) for weight in weights]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for weight, piece in zip(weights, flat.split([weight.numel() for weight in weights]), strict=True):
        weight.grad = piece.view_as(weight)


class Tasks:
    """What each step takes its windows from: a stream for each task, all drawing from one source of chance."""

    def __init__(self, cache: Path, without: list[str], chance: random.Random) -> None:
        self._streams: list[tuple[Iterator[Window], int]] = []
        names: set[str] = set()
        for weights, size in RECIPE.values():
            sets = {name: load(cache, name) for name in weights if name not in without}
            if sets:
                self._streams.append((drawn(sets, weights, chance), size))
                names |= {name for windows in sets.values() for window in windows for name in window.relations or []}
        self.relations = sorted(names)

    def step(self) -> list[Window]:
        """The windows of one step."""
        return [next(stream) for stream, size in self._streams for _ in range(size)]


class Training:
    """A reader with its optimiser, as far as it has been trained."""

    def __init__(self, relations: int, steps: int) -> None:
        self.reader, self.steps, self.done = begin(Reader(relations)), steps, 0
        self.optimiser = torch.optim.AdamW(groups(self.reader), weight_decay=DECAY, betas=(0.9, 0.98), fused=True)
        warm = max(1, int(WARM * steps))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min((step + 1) / warm, max(0.01, (steps - step) / (steps - warm)))
        )
        self.weights = [weight for weight in self.reader.parameters() if weight.requires_grad]

    def go_on(self, checkpoint: Path) -> None:
        """From where an earlier run was stopped, if there was one."""
        if checkpoint.exists():
            saved = torch.load(checkpoint, weights_only=True)
            self.reader.load_state_dict(saved["reader"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.schedule.load_state_dict(saved["schedule"])
            self.done = saved["step"]

    def save(self, out: Path) -> None:
        """What the reader is now and what is needed to go on; `reader.safetensors` is the mean of the last states."""
        save_file(self.reader.state_dict(), out / f"step-{self.done:06}.safetensors")
        states = sorted(out.glob("step-*.safetensors"))
        for old in states[:-AVERAGED]:
            old.unlink()
        save_file(mean(states[-AVERAGED:]), out / "reader.safetensors")
        parts = {"reader": self.reader, "optimiser": self.optimiser, "schedule": self.schedule}
        torch.save({name: part.state_dict() for name, part in parts.items()} | {"step": self.done}, out / CHECKPOINT)

    def step(self, batch: Batch, choice: random.Random, ranks: int) -> dict[str, float]:
        """One step; comes back with its losses."""
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(self.reader, batch, choice)
            total = sum((LOSSES[name] * loss for name, loss in found.items()), torch.zeros(()))
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        if ranks > 1:
            average(self.weights)
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.done += 1
        return {name: loss.item() for name, loss in found.items()}


def mean(states: list[Path]) -> dict[str, Tensor]:
    """The mean of some states, weight by weight."""
    loaded = [load_file(path) for path in states]
    return {name: torch.stack([state[name] for state in loaded]).mean(0) for name in loaded[0]}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("cache", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", action="append", default=[], help="a corpus to leave out")
    parser.add_argument("--steps", type=int, default=4000)
    return parser.parse_args()


def main() -> None:
    given = options()
    ranks, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    if ranks > 1:
        dist.init_process_group("gloo")
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tasks = Tasks(given.cache, given.without, chance)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "labels.json").write_text(json.dumps({"relations": tasks.relations}))
    relations = {name: number for number, name in enumerate(tasks.relations)}
    training = Training(len(relations), given.steps)
    training.go_on(given.out / CHECKPOINT)
    started = training.done
    if started:
        chance.seed(SEED + started)
    training.reader.train()
    torch.manual_seed(SEED + 1000 * started + rank)  # dropout
    choice = random.Random(SEED + rank)
    clock, shown = time.monotonic(), dict[str, float]()
    while training.done < given.steps:
        step = training.done
        for name, loss in training.step(Batch(tasks.step()[rank::ranks], relations), choice, ranks).items():
            shown[name] = 0.98 * shown.get(name, loss) + 0.02 * loss
        last = training.done == given.steps
        if rank == 0 and (step % SHOWN == 0 or step < 4 or last):
            means = "  ".join(f"{name} {value:.3f}" for name, value in shown.items())
            print(f"{step:5} {(time.monotonic() - clock) / (training.done - started):.2f} s/step  {means}", flush=True)
        if rank == 0 and (training.done % -(-given.steps // SAVED) == 0 or last):
            training.save(given.out)


def trained(out: Path) -> tuple[Reader, list[str]]:
    """The network as trained, and its relations."""
    labels = json.loads((out / "labels.json").read_text())["relations"]
    reader = Reader(len(labels))
    reader.load_state_dict(load_file(out / "reader.safetensors"))
    return reader.eval(), labels


if __name__ == "__main__":
    main()
