"""Rows of the one table: a figure, by rules, by the network or by both, beside what it must reach."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec
from rich.table import Table

from evaluation.found import Found

By = Literal["rules", "network", "together"]
"""Rules alone; the network alone, as `learned.reader` gives it; or what the product makes of both."""
SIDES: tuple[By, ...] = get_args(By)


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One figure. `least` is its floor or its target (`least_is`); `most` is for counts of errors."""

    key: str
    data: str
    what: str
    by: By
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    least: float | None = None
    most: float | None = None
    least_is: Literal["", "floor", "target"] = ""
    published: str = ""

    @property
    def short(self) -> bool:
        """Whether it is on the wrong side of what it must reach."""
        if self.value is None:
            return False
        return (self.least is not None and self.value < self.least) or (
            self.most is not None and self.value > self.most
        )


TARGETS = {
    "source": 0.80, "cue": 0.70, "content": 0.66, "source_iou": 0.84, "cue_iou": 0.78, "content_iou": 0.80,
    "source_cue": 0.65, "content_cue": 0.55, "uner": 0.80, "entities": 0.80, "las": 0.86, "gum_las": 0.83,
    "dates_timebank": 0.80, "figures": 0.95,
    "quotes_found": 0.95, "quotes_attributed": 0.92, "dates_right": 0.90, "figures_right": 0.90,
}  # fmt: skip
"""What models that read must reach, on data of others; key of the figure → value."""
PUBLISHED = {
    "source": "BiLSTM-CRF .696, BERT+Cofe .832 (PolNeAR test)",
    "cue": "BiLSTM-CRF .667, BERT+Cofe .753 (PolNeAR test)",
    "content": "BiLSTM-CRF .590, BERT+Cofe .729 (PolNeAR test)",
    "uner": "XLM-R-large .860 (UNER test)",
    "las": "UDPipe 1 .812; a large transformer .894",
    "gum_all_las": "UDPipe 1 .768 (GUM test)",
    "dates_timebank": "HeidelTime .776, SUTime .674 (platinum set)",
    "text": "rs_trafilatura .970, trafilatura .958, readability .922",
}  # fmt: skip
"""For orientation only: other splits, and other definitions in the details."""


def row(found: Found, by: By) -> Row:
    """A figure measured on data of others, beside its target."""
    value, low, high, n = found.measured
    least = TARGETS.get(found.key)
    return Row(
        found.key, found.data, found.what, by, _number(value), _number(low), _number(high), n, least,
        least_is="target" if least is not None else "", published=PUBLISHED.get(found.key, ""),
    )  # fmt: skip


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def below(rows: Iterable[Row]) -> list[Row]:
    """Rows on the wrong side of what they must reach; of one measure's, that of most means counts."""
    last: dict[tuple[str, str], Row] = {}
    for each in sorted(rows, key=lambda each: SIDES.index(each.by)):
        last[each.data, each.what] = each
    return [each for each in last.values() if each.short]


def table(rows: Iterable[Row]) -> Table:
    """The rows, with those of one measure by rules, by the network and by both beside each other."""
    shown = Table("measured on", "measure", "n", *SIDES, "must reach", "published")
    for column in shown.columns[2:7]:
        column.justify = "right"
    pairs: dict[tuple[str, str], dict[By, Row]] = {}
    for each in rows:
        pairs.setdefault((each.data, each.what), {})[each.by] = each
    before = ""
    for (data, what), by in pairs.items():
        if before and data != before:
            shown.add_section()
        sides = [_shown(by[side]) if side in by else "" for side in SIDES]
        last = [by[side] for side in SIDES if side in by][-1]
        n = "" if last.n is None else str(last.n)
        shown.add_row(data if data != before else "", what, n, *sides, _bound(last), last.published)
        before = data
    return shown


def _shown(one: Row) -> str:
    if one.value is None:
        return "–"
    known = one.low is not None and one.high is not None
    value = f"{one.value:.3f}" if known else f"{one.value:g}"
    interval = f" \\[{one.low:.3f}, {one.high:.3f}]" if known else ""
    return (f"[red]{value}[/red]" if one.short else value) + interval


def _bound(one: Row) -> str:
    if one.most is not None:
        return f"≤ {one.most:g} {one.least_is}"
    return "" if one.least is None else f"{one.least:.3f} {one.least_is}"
