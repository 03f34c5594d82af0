"""Tests of the terms of a decision's value."""

from __future__ import annotations

import pytest

from crossbearing.decide.terms import in_digits


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (0.0, "0"),
        (9.0, "9"),
        (-3.0, "-3"),
        (12.5, "12.5"),
        (1_234_567.0, "1234567"),
        (2e18, "2000000000000000000"),
        (0.1, "0.1"),
    ],
)
def test_a_number_keeps_all_of_its_digits(number: float, digits: str) -> None:
    assert in_digits(number) == digits
