"""How likely it is that two claims say one thing: the signs of `compare.evidence`, weighed.

The judge is a logistic regression. Its few numbers stand in `judge.toml`, made by `training/judge/fit.py` from
annotated events; what each sign added or took can be read off a pair, and is what a finding gives as its reasons.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import Background
from crossbearing.compare.evidence import SIGNS, Evidence


class Judge(NamedTuple):
    """Weights in log-odds (nats): 0 is as likely as not."""

    weights: NDArray[np.float64]
    """One a sign, in the order of `SIGNS`."""
    usual: NDArray[np.float64]
    """The mean of each sign over the pairs that were learned from: what a sign adds is counted from there."""
    usual_odds: float
    """Log-odds of a pair whose signs are all usual."""
    slope: float
    offset: float
    """Log-odds of a pair that is not near: slope · likeness + offset."""
    same_report: float
    """What is added for two claims of one report: an author rarely repeats himself."""
    threshold: float
    """Mean log-odds above which two groups are one."""

    def log_odds(self, table: NDArray[np.float32], aside: Collection[str] = ()) -> NDArray[np.float64]:
        """For each row of `Evidence.table` the log-odds that the pair says one thing, were it not for some signs."""
        weights = np.where([sign in aside for sign in SIGNS], 0, self.weights)
        return np.asarray(self.usual_odds + table @ weights - self.usual @ self.weights, dtype=np.float64)

    def background(self, evidence: Evidence) -> Background:
        """What stands for the pairs that were not looked at."""
        reports = evidence.overview.report_numbers
        return Background(evidence.rows, reports, self.slope, self.offset, self.same_report)

    def shares(self, table: NDArray[np.float32], most: int) -> list[list[tuple[str, float]]]:
        """For each row of a table, signs with what they add to the pair's log-odds or take from it: the greatest."""
        shares = (table - self.usual) * self.weights
        order = np.argsort(-np.abs(shares), axis=1, kind="stable")[:, :most]
        greatest = np.take_along_axis(shares, order, axis=1)
        return [
            [(SIGNS[at], share) for at, share in zip(*row, strict=True)]
            for row in zip(order.tolist(), greatest.tolist(), strict=True)
        ]


@cache
def judge() -> Judge:
    """The shipped one."""
    given = tomllib.loads(resources.files(__package__).joinpath("judge.toml").read_text(encoding="utf-8"))
    signs = given["signs"]
    return Judge(
        weights=np.array([signs[sign]["weight"] for sign in SIGNS]),
        usual=np.array([signs[sign]["usual"] for sign in SIGNS]),
        usual_odds=given["usual_odds"],
        slope=given["slope"],
        offset=given["offset"],
        same_report=given["same_report"],
        threshold=given["threshold"],
    )
