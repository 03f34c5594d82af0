"""How figures are said."""

from __future__ import annotations

import math

import pytest

from crossbearing.figures import counted, figure, number, plural
from crossbearing.records import Figure, Span

AT = Span("weir", 0, 3)


@pytest.mark.parametrize(
    ("read", "said", "of"),
    [
        (Figure(AT, 11000, 11000, None, "container", hedge=">"), "more than 11,000 containers", "container"),
        (Figure(AT, 5.5, 5, 6, "hour"), "5–6 hours", "hour"),
        (Figure(AT, 9, 9, 9, "", of="dead"), "9 dead", "people dead"),
        (Figure(AT, 9, 9, 9, "child", of="dead"), "9 children dead", "child dead"),
        (Figure(AT, 2e8, 2e8, 2e8, "crown"), "200,000,000 crowns", "crown"),
        (Figure(AT, 3, 3, 3, "body", of="dead"), "3 bodies dead", "body dead"),
        (Figure(AT, 1, 1, 1, "people", of="dead"), "1 person dead", "people dead"),
        (Figure(AT, 1, 1, None, "tug", hedge=">="), "at least 1 tug", "tug"),
        (Figure(AT, 4, 4, 4, "dead", of="dead"), "4 dead", "dead dead"),
        (Figure(AT, 1e18, 1e18, 1e18, ""), "1e+18", ""),
    ],
)
def test_how_a_figure_is_said(read: Figure, said: str, of: str) -> None:
    assert figure(read) == said
    assert counted(read) == of


def test_numbers() -> None:
    assert [number(value) for value in (0, -3, 2.5, 1234567.25, 0.1, math.inf)] == [
        "0",
        "-3",
        "2.5",
        "1,234,567.25",
        "0.1",
        "inf",
    ]


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("house", "houses"),
        ("fishing boat", "fishing boats"),
        ("bus", "buses"),
        ("ferry", "ferries"),
        ("railway", "railways"),
        ("woman", "women"),
        ("people", "people"),
        ("aircraft", "aircraft"),
        ("percent", "percent"),
        ("USD", "USD"),
        ("kilometre per hour", "kilometres per hour"),
        ("degree Celsius", "degrees Celsius"),
        ("cubic metre", "cubic metres"),
        ("square foot", "square feet"),
        ("", ""),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many
