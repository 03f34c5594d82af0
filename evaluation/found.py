"""What a measurement hands on: figures with their intervals, under keys by which targets and floors know them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from evaluation.intervals import Measured


class Found(NamedTuple):
    """One figure. `data` is what it was measured on, `what` the measure in words."""

    key: str
    data: str
    what: str
    measured: Measured


class NotHereError(Exception):
    """Data or weights that a measurement needs are missing; it says which."""


def here(path: Path) -> Path:
    """The path itself. Raises NotHereError when nothing is there."""
    if not path.exists():
        raise NotHereError(f"{path} is not here")
    return path
