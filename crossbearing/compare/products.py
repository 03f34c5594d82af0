"""Products of many pairs of rows, without a matrix of all of them."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=np.floating[Any])

_BLOCK = 2048


def products(rows: NDArray[F], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[F]:
    """For each pair (i, j) the product of these two rows: the same, whichever other pairs are asked for beside it."""
    found = np.empty(len(i), rows.dtype)
    for start in range(0, len(i), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = np.matmul(rows[i[block], None, :], rows[j[block], :, None]).reshape(-1)
    return found
