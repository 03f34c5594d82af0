"""Scores → what they say: tag sequences into spans, arc scores into a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEVER = -1e4
_IMPOSSIBLE = float("-inf")


class Tagged(NamedTuple):
    """Words [first, last) are one span of a kind."""

    kind: str
    first: int
    last: int


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    moved = scores - scores.max(-1, keepdims=True)
    normal: Floats = moved - np.log(np.exp(moved).sum(-1, keepdims=True))
    return normal


def steps(tags: Sequence[str]) -> Floats:
    """tags × tags: 0 where the second may follow the first, else very low. Tags are O, B-kind and I-kind."""
    allowed = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for before, first in enumerate(tags):
        for after, second in enumerate(tags):
            if second.startswith("I-") and first[2:] != second[2:]:
                allowed[before, after] = _NEVER
    return allowed


def beginnings(tags: Sequence[str], costs: Mapping[str, float]) -> Floats:
    """What to add to the scores of these tags so that a span of a kind is begun only for a gain of `costs[kind]`.

    Each word's tag is scored by itself, so a long span comes in pieces wherever one word of it is doubted: what opens
    the next piece must be worth it.
    """
    return np.array([-costs.get(tag[2:], 0.0) if tag.startswith("B-") else 0.0 for tag in tags], dtype=np.float32)


def best(scores: Floats, steps: Floats) -> NDArray[np.int64]:
    """Viterbi: the best allowed sequences. `scores` is sequences × words × tags; sequences × words come back.

    Steps are allowed or not and cost nothing, so where each word's best tag may follow the one before, these are the
    best sequence, and nothing is searched: so it is with most.
    """
    found: NDArray[np.int64] = scores.argmax(-1).astype(np.int64)
    if not found.size:
        return found
    before = np.concatenate([np.zeros((len(found), 1), dtype=np.int64), found[:, :-1]], axis=1)
    for row in np.flatnonzero((steps[before, found] < 0).any(-1)):
        found[row] = _searched(scores[row].tolist(), steps)
    return found


def _searched(rows: Sequence[Sequence[float]], steps: Floats) -> list[int]:
    """The best allowed sequence of one text. Plain lists: for so few tags they are ten times as quick as arrays."""
    bound = [(tag, np.flatnonzero(column == 0).tolist()) for tag, column in enumerate(steps.T) if column.any()]
    total = [_IMPOSSIBLE if steps[0, tag] else score for tag, score in enumerate(rows[0])]
    came: list[list[int]] = []
    for row in rows[1:]:
        most = max(total)
        origin = [total.index(most)] * len(row)
        now = [most + score for score in row]
        for tag, (begin, inside) in bound:
            origin[tag] = before = begin if total[begin] >= total[inside] else inside
            now[tag] = total[before] + row[tag]
        total = now
        came.append(origin)
    found = [total.index(max(total))]
    for origin in reversed(came):
        found.append(origin[found[-1]])
    return found[::-1]


def spans(sequence: Sequence[int], tags: Sequence[str]) -> list[Tagged]:
    """The spans of a tag sequence, in order."""
    found: list[Tagged] = []
    start, kind = 0, ""
    for at, number in enumerate(sequence):
        if not number and not kind:
            continue
        tag = tags[number]
        if kind and tag != f"I-{kind}":
            found.append(Tagged(kind, start, at))
            kind = ""
        if tag.startswith("B-"):
            start, kind = at, tag[2:]
    if kind:
        found.append(Tagged(kind, start, len(sequence)))
    return found


def tree(scores: Floats) -> list[int]:
    """Heads of a sentence's words. `scores[i, j]` is for j being i's head, `scores[i, i]` for i being the root.

    Each word takes its best head; then one root is kept, and each circle is opened where that costs least (the
    greedy half of Chu & Liu 1965 and Edmonds 1967; circles are rare, and small).
    """
    count = len(scores)
    roots = np.flatnonzero(scores.argmax(1) == np.arange(count))
    diagonal = np.diagonal(scores)
    root = int(roots[diagonal[roots].argmax()]) if len(roots) else int((diagonal - scores.max(1)).argmax())
    free = scores.copy()
    np.fill_diagonal(free, _NEVER)
    heads = [int(head) for head in free.argmax(1)]
    heads[root] = root
    while circle := _circle(heads, root):
        below = _below(heads, circle)
        outside = [at for at in range(count) if at not in below]
        options = free[np.ix_(circle, outside)]
        loss = options.max(1) - free[circle, [heads[at] for at in circle]]
        chosen = int(loss.argmax())
        heads[circle[chosen]] = outside[int(options[chosen].argmax())]
    heads[root] = -1
    return heads


def one_root(heads: Sequence[int]) -> list[int]:
    """A tree of a sentence whose words found their heads in several windows, and may have several roots or none.

    The first root stays; what hangs on no other root hangs on it. Comes back with the same heads where they are a tree.
    """
    made = list(heads)
    root = next((at for at, head in enumerate(made) if head < 0), -1)
    done = [False] * len(made)
    on_path = [-1] * len(made)
    for start in range(len(made)):
        at = start
        while at >= 0 and not done[at] and on_path[at] != start:
            on_path[at] = start
            at = made[at]
        if at >= 0 and not done[at]:  # the path came back to itself
            made[at] = root
            root = at if root < 0 else root
        at = start
        while at >= 0 and not done[at]:
            done[at] = True
            if made[at] < 0 and at != root:
                made[at] = root
            at = made[at]
    return made


def _circle(heads: Sequence[int], root: int) -> list[int]:
    """The first circle of words that never comes to the root, or nothing."""
    done = {root}
    for start in range(len(heads)):
        path: list[int] = []
        seen: set[int] = set()
        at = start
        while at not in done and at not in seen:
            path.append(at)
            seen.add(at)
            at = heads[at]
        if at in seen:
            return path[path.index(at) :]
        done |= seen
    return []


def _below(heads: Sequence[int], circle: Sequence[int]) -> set[int]:
    """The circle and all that hangs on it."""
    members = set(circle)
    outside: set[int] = set()
    for start in range(len(heads)):
        path, at = [], start
        while at not in members and at not in outside and at not in path:
            path.append(at)
            at = heads[at]
        (members if at in members else outside).update(path)
    return members
