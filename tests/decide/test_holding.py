"""Which decisions hold: what took whose place, through undoing and undoing that."""

from __future__ import annotations

import pytest

from crossbearing.decide.holding import holding
from crossbearing.records import Decision


@pytest.mark.parametrize(
    ("made", "hold"),
    [
        ("", ""),
        ("a b", "a b"),
        ("a b>a", "b"),
        ("a b>a c>b", "a c"),
        ("a b>a c>b d>c", "b d"),
        ("a b>a c>a", "b c"),
        ("a b c>a d>b e>d", "b c e"),
        ("a b>missing", "a b"),
        # b=a: b corrects a
        ("a b=a", "b"),
        ("a b=a c=b", "c"),
        ("a b=a c=b d=c", "d"),
        ("a b=a c>b", "a c"),
        ("a b=a c=b d>c", "b d"),
        ("a b=a c=b d>c e>d", "c e"),
        ("a b=a c=b d>b", "c d"),
        ("a b=a c=a", "b c"),
    ],
)
def test_what_no_decision_that_holds_took_the_place_of_holds(made: str, hold: str) -> None:
    decisions = []
    for each in made.split():
        name, by, replaces = each[:1], each[1:2], each[2:]
        decisions.append(
            Decision(name, "undo" if by == ">" else "note", (), "", "Ada", "2031", replaces=replaces or None)
        )
    assert [each.id for each in holding(decisions)] == hold.split()


def test_a_long_row_of_undoing_is_told_apart_at_once() -> None:
    row = [Decision("0", "note", (), "x", "Ada", "2031")]
    row += [Decision(str(at), "undo", (), "", "Ada", "2031", replaces=str(at - 1)) for at in range(1, 5001)]
    assert [each.id for each in holding(row)][:2] == ["0", "2"]
