from __future__ import annotations

import pytest

from crossbearing.compare.values import agree, comparable, compare
from crossbearing.records import Figure, Span


def figure(value: float, unit: str = "people", of: str | None = "dead", hedge: str = "", at: int = 0) -> Figure:
    low = None if hedge in ("<", "<=") else value
    high = None if hedge in (">", ">=") else value
    return Figure(Span("r", at, at + 1), value, low, high, unit, of, hedge)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (figure(43), figure(43), True),
        (figure(43), figure(44), False),
        (figure(100, hedge=">"), figure(112), True),
        (figure(112, hedge=">="), figure(100), False),
        (figure(70, hedge="~<"), figure(68), True),
        (figure(70, hedge="~<"), figure(90), False),
        (figure(5000, hedge="~"), figure(5300), True),
        (figure(5000, hedge="~"), figure(6000), False),
        (figure(10, hedge="<"), figure(20, hedge=">"), False),
    ],
)
def test_agree(a: Figure, b: Figure, expected: bool) -> None:
    assert agree(a, b) is expected
    assert agree(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (figure(1), figure(2), True),
        (figure(1, of="dead"), figure(2, of="injured"), False),
        (figure(1, unit="victim"), figure(2, unit="people"), True),
        (figure(1, unit="miner"), figure(2, unit="people"), False),
        (figure(1, unit="miner"), figure(2, unit="child"), False),
        (figure(1, unit="barge", of=None), figure(2, unit="lock gate", of=None), False),
        (figure(1, unit="steel barge", of=None), figure(2, unit="barge", of=None), True),
        (figure(1, unit="", of=None), figure(2, unit="people", of=None), False),
    ],
)
def test_comparable(a: Figure, b: Figure, expected: bool) -> None:
    assert comparable(a, b) is expected
    assert comparable(b, a) is expected


def test_a_figure_that_agrees_with_one_is_in_no_conflict_with_another() -> None:
    agreeing, differing = compare([figure(7, at=1)], [figure(7, at=2), figure(9, at=3)])
    assert [(a.value, b.value) for a, b in agreeing] == [(7, 7)]
    assert differing == []
