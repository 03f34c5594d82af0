"""How long is waited, and when it is enough."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from crossbearing.tell import retries
from crossbearing.tell.retries import GIVEN_UP_AFTER, JITTER, LEAST_TRIES, LONGEST, REST
from tests.tell.told import AT, NOW


def test_waits_grow_to_half_a_day_and_no_two_alerts_wait_alike() -> None:
    waits = [retries.wait("al-1", tries) for tries in range(1, 12)]
    assert waits == [retries.wait("al-1", tries) for tries in range(1, 12)]
    assert 5 * (1 - JITTER) <= waits[0] <= 5 * (1 + JITTER)
    assert all(later > earlier for earlier, later in pairwise(waits[:8]))
    assert all(each <= LONGEST * (1 + JITTER) for each in waits)
    assert retries.wait("al-1", 10**9) <= LONGEST * (1 + JITTER)
    drawn = [retries.wait(f"al-{number}", 8) / LONGEST for number in range(1000)]
    assert len(set(drawn)) == 1000
    assert 1 - JITTER <= min(drawn) < 0.8 and 1.2 < max(drawn) <= 1 + JITTER


def test_an_alert_alone_is_tried_a_dozen_times_before_it_is_given_up() -> None:
    now, tries = NOW, 0
    while not retries.is_over(AT, tries, now):
        tries += 1
        now += retries.wait("al-1", tries)
    assert 10 <= tries <= 15


@pytest.mark.parametrize(
    ("age", "tries", "over"),
    [
        (GIVEN_UP_AFTER - 1, 1000, False),
        (GIVEN_UP_AFTER, LEAST_TRIES, True),
        (100 * GIVEN_UP_AFTER, LEAST_TRIES - 1, False),
    ],
)
def test_an_old_alert_has_its_tries_too(age: float, tries: int, over: bool) -> None:
    assert retries.is_over(AT, tries, NOW + age) is over
    local = datetime.datetime.fromisoformat(AT).astimezone(datetime.timezone(datetime.timedelta(hours=-9))).isoformat()
    assert retries.is_over(local, tries, NOW + age) is over


def test_a_receiver_rests_for_a_quarter_of_an_hour_at_most() -> None:
    assert [retries.rest(failures) for failures in (1, 2, 5, 10**9)] == [5, 20, REST, REST]
