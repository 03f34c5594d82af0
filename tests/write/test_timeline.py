from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.records import Dossier, Moment, When
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import days_of, spoken, stretch
from crossbearing.write.timeline import WIDTH, Timeline, timeline
from tests.write.ferry import FINDINGS, SPANS, ferry

REPLACE = msgspec.structs.replace


def on(*values: str) -> Timeline:
    """The timeline of a story with one finding at each of these dates; its reports came out 4 to 8 May 2041."""
    claim = FINDINGS[0].claims[0]
    moments = tuple(Moment(When(SPANS["d1"], value, "stated"), claim, FINDINGS[0].id) for value in values)
    dossier: Dossier = REPLACE(ferry(), timeline=moments)
    return timeline(Catalogue(dossier))


def test_days_of_the_event_are_drawn_to_scale() -> None:
    made = on("2041-05-04", "2041-05-05", "2041-05-08")
    first, second, last = (dot.x for dot in made.dots)
    assert last - second == pytest.approx(3 * (second - first), abs=0.3)
    assert not made.breaks


def test_far_away_years_are_narrow_and_the_axis_is_broken() -> None:
    made = on("1961", "2000-03", "2041-05-04", "2041-05-08")
    assert len(made.breaks) == 2
    assert [part.main for part in made.stretches] == [False, False, True]
    assert made.stretches[-1].width > 0.6 * WIDTH
    assert [bar.label for bar in made.bars] == ["1961", "March 2000"]
    assert made.bars[0].x < made.breaks[0] < made.bars[1].x < made.breaks[1] < made.dots[0].x


def test_later_years_stand_to_the_right() -> None:
    made = on("2041-05-04", "2050")
    assert [part.main for part in made.stretches] == [True, False]
    assert made.dots[0].x < made.breaks[0] < made.bars[0].x


def test_one_finding_at_one_day_is_one_point() -> None:
    assert len(on("2041-05-04", "2041-05-04").dots) == 1


def test_days_of_publication_stand_below_the_axis() -> None:
    made = on("2041-05-04")
    assert [notch.label for notch in made.published] == [f"report published {day} May 2041" for day in (4, 5, 6, 8)]


@given(st.lists(st.sampled_from(["0001", "9999", "9999-12-31", "2041-02-30", "2041-05", "2041-05-04", "x", "1-1-1"])))
def test_any_dates_have_their_place(values: list[str]) -> None:
    made = on(*values)
    assert [dated.value for dated in made.dates] == sorted(set(values))
    assert len(made.dots) + len(made.bars) == sum(days_of(value) is not None for value in set(values))
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= made.axis_y for dot in made.dots)
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.1 for bar in made.bars)
    assert list(made.breaks) == sorted(made.breaks)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "day unknown"),
        ("2041-05-04", None, "4 May 2041"),
        ("2041-05-04", "2041-05-04", "4 May 2041"),
        ("2041-05-04", "2041-05-08", "4–8 May 2041"),
        ("2041-04-30", "2041-05-08", "30 April – 8 May 2041"),
        ("2040-12-31", "2041-01-01", "31 December 2040 – 1 January 2041"),
        ("2041-05", "2041-06", "May 2041 – June 2041"),
    ],
)
def test_stretches_of_days(first: str | None, last: str | None, said: str) -> None:
    assert stretch(first, last) == said


def test_what_is_no_date_stays_as_it_stands() -> None:
    assert [spoken(value) for value in ("2041", "2041-12", "2041-13-01", "soon")] == [
        "2041",
        "December 2041",
        "2041-13-01",
        "soon",
    ]
