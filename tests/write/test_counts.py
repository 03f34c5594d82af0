from __future__ import annotations

import math

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from crossbearing.records import Dossier, Figure
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.counts import WIDTH, Counts, counts
from tests.write.ferry import SPANS, ferry

REPLACE = msgspec.structs.replace


def given_figures(first: Figure, second: Figure) -> Counts:
    """The figures of a story in which two outlets give one each."""
    full = ferry()
    new = {"c-w1": (first,), "c-t1": (second,)}
    readings = tuple(
        REPLACE(each, claims=tuple(REPLACE(claim, figures=new.get(claim.id, ())) for claim in each.claims))
        for each in full.readings
    )
    dossier: Dossier = REPLACE(full, readings=readings)
    return counts(Catalogue(dossier))


def a_figure(value: float, low: float | None, high: float | None, tag: str = "f1") -> Figure:
    return Figure(SPANS[tag], value, low, high, "people")


def test_figures_stand_on_one_scale_with_their_bounds() -> None:
    (count,) = given_figures(a_figure(200, 150, None), a_figure(260, 260, 260, "f3")).several
    first, second = count.points
    assert (count.of, count.outlets, count.agree, count.logarithmic) == ("people", 2, False, False)
    assert first.from_x < first.x < second.x == second.from_x == second.to_x
    assert first.open_high
    assert first.to_x > second.x
    assert [tick.label for tick in count.ticks] == ["150", "200", "250"]


def test_a_wide_range_is_logarithmic() -> None:
    (count,) = given_figures(a_figure(20, 20, 20), a_figure(3_000_000, 3e6, 3e6, "f3")).several
    assert count.logarithmic
    assert [tick.label for tick in count.ticks] == ["100", "10,000", "1,000,000"]


def test_the_same_figure_needs_no_drawing() -> None:
    assert given_figures(a_figure(9, 9, 9), a_figure(9, 9, 9, "f3")).several[0].agree


def test_what_one_outlet_counts_stands_apart() -> None:
    made = given_figures(a_figure(9, 9, 9), Figure(SPANS["f3"], 3, 3, 3, "tug"))
    assert not made.several
    assert [count.of for count in made.single] == ["people", "tug"]


NUMBERS = st.floats(allow_nan=True, allow_infinity=True)


@example(2.2250738585072014e-308, None, None, 2.225073858507203e-309)
@given(NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, NUMBERS)
def test_any_figures_lie_in_the_drawing(value: float, low: float | None, high: float | None, other: float) -> None:
    made = given_figures(a_figure(value, low, high), a_figure(other, other, other, "f3"))
    for count in (*made.several, *made.single):
        for point in count.points:
            assert all(0 <= x <= WIDTH for x in (point.x, point.from_x, point.to_x))
        assert all(0 <= tick.x <= WIDTH and not math.isnan(tick.x) for tick in count.ticks)
