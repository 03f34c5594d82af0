"""Grouping by likeness: what hangs together at all, and what belongs together on average."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def components(size: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected parts of a graph over 0 … size - 1, each sorted, ordered by their first member."""
    parent = list(range(size))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    parts: dict[int, list[int]] = {}
    for node in range(size):
        parts.setdefault(root(node), []).append(node)
    return [parts[first] for first in sorted(parts)]


def average_link(likeness: NDArray[np.float64], least: float) -> list[list[int]]:
    """Clusters by average linkage, merged while two of them are on average at least `least` alike.

    `likeness` is symmetric with values ≥ 0 and is left as it is. Follows chains of nearest neighbours (Murtagh 1983):
    the same clusters as merging the most alike pair again and again, in time quadratic in the number of rows.
    """
    size = len(likeness)
    alike = likeness.copy()
    np.fill_diagonal(alike, -1.0)
    members = {node: [node] for node in range(size)}
    open_nodes = dict.fromkeys(range(size))
    chain: list[int] = []
    while open_nodes:
        if not chain:
            chain.append(next(iter(open_nodes)))
        tip = chain[-1]
        row = alike[tip]
        near = int(row.argmax())
        if len(chain) > 1 and row[chain[-2]] == row[near]:
            near = chain[-2]
        if row[near] < least:
            # Nobody is near enough now, and a merge of others brings nobody nearer on average: this cluster is done.
            chain.pop()
            del open_nodes[tip]
            alike[tip, :] = alike[:, tip] = -1.0
        elif len(chain) > 1 and near == chain[-2]:
            del chain[-2:]
            a, b = len(members[tip]), len(members[near])
            joined = (a * alike[tip] + b * alike[near]) / (a + b)
            alike[near, :] = alike[:, near] = joined
            alike[tip, :] = alike[:, tip] = -1.0
            alike[near, near] = -1.0
            members[near] += members.pop(tip)
            del open_nodes[tip]
        else:
            chain.append(near)
    return sorted(sorted(cluster) for cluster in members.values())
