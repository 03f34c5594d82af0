"""What hangs together at all: the connected parts of a graph."""

from __future__ import annotations

from collections.abc import Iterable


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
