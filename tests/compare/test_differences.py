from __future__ import annotations

import pytest

from crossbearing.compare.differences import difference
from crossbearing.records import Claim
from tests.compare.builders import Says, material, report


def claims(first: Says, second: Says) -> tuple[Claim, str, Claim, str]:
    given = material(report("a", "A", None, [first]), report("b", "B", None, [second]))
    (a,), (b,) = (reading.claims for reading in given.readings)
    return a, first.words, b, second.words


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (
            Says("The bridge cost 40 crowns.", count=(40, "crown", "")),
            Says("The bridge cost 55 crowns.", count=(55, "crown", "")),
            "figures differ",
        ),
        (Says("The gate broke at 2.30 a.m."), Says("The gate broke at 4 a.m."), "hours differ"),
        (
            Says("Vorn is the fourth harbour master of the port."),
            Says("Vorn is the fifth harbour master."),
            "order differs",
        ),
    ],
)
def test_two_values_of_one_thing(first: Says, second: Says, what: str) -> None:
    found = difference(*claims(first, second))
    assert found is not None
    assert found.what == what
    assert found.ours.report != found.theirs.report


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Ten times as many are something else.
        (
            Says("He sold 4 boats in May.", count=(4, "boat", "")),
            Says("He sold 40 boats in his life.", count=(40, "boat", "")),
        ),
        # What grows while it is reported is a count, and left to the series of counts.
        (
            Says("The flood killed 4 people.", count=(4, "people", "dead")),
            Says("The flood killed 6 people.", count=(6, "people", "dead")),
        ),
        (Says("He has 4 boats.", count=(4, "boat", "")), Says("He has 5 nets.", count=(5, "net", ""))),
        (Says("The gate broke at about 2.30 a.m."), Says("The gate broke at 2.38 a.m.")),
        (Says("They left at 2 a.m. and came back at 5 a.m."), Says("They left at 3 a.m.")),
        (Says("She won in the second round."), Says("She was hurt in the third round.")),
    ],
)
def test_no_two_values(first: Says, second: Says) -> None:
    assert difference(*claims(first, second)) is None
