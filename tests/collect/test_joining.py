"""What becomes of an arrival that comes by itself: the rules are those of a batch."""

from __future__ import annotations

import pytest

from crossbearing.collect.gathering import Arrival
from crossbearing.collect.joining import Known
from crossbearing.records import Stated

PAGE = "https://pier.example/2031/05/nine-barges-sank"


def came(body: str, url: str, hour: int, title: str | None = None) -> Arrival:
    stated = Stated(url=url, title=title)
    seen = f"2031-05-04T{hour:02}:00:00+00:00"
    return Arrival("barges", "text/html", body, stated, url, seen, timed=True, http="", within="")


@pytest.mark.parametrize(
    ("arrival", "name", "reads", "back"),
    [
        (came("nine", PAGE, 11), "barges", False, False),
        (came("nine", PAGE, 11, "What the feed calls it now"), "barges", False, False),
        (came("nine", "https://pier.example/copies/of-nine-barges", 11), "barges", False, False),
        (came("seven", PAGE, 11), "barges", True, False),
        (came("seven", PAGE, 10), "barges", True, False),
        (came("seven", PAGE + "?utm_source=feed", 11), "barges", True, False),
        (came("seven", PAGE, 9), "barges", True, True),
        (came("seven", "https://pier.example/2031/05/orchestra-elects-conductor", 11), "barges-2", True, False),
    ],
)
def test_one_after_another(arrival: Arrival, name: str, reads: bool, back: bool) -> None:
    known = Known((), (), ())
    first = known.step(came("nine", PAGE, 10))
    step = known.step(arrival)
    assert (first.arrival.name, first.reads, first.new) == ("barges", True, True)
    assert (step.arrival.name, step.reads, step.back) == (name, reads, first.arrival.id if back else "")


def test_a_page_that_is_again_what_it_was() -> None:
    known = Known((), (), ())
    steps = [known.step(came(body, PAGE, hour)) for hour, body in enumerate(("nine", "seven", "nine"))]
    assert [step.reads for step in steps] == [True, True, True]
    assert steps[0].arrival.id == steps[2].arrival.id
