"""Jobs as a first-time user sees them, and bars of reports per day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from msgspec.structs import replace

from crossbearing.records import Failure
from crossbearing.web.whole.sparkline import HEIGHT, MOST_BARS, sparkline
from crossbearing.web.work import progress
from crossbearing.web.work.jobs import Job
from crossbearing.write.entries import DayReports
from tests.web.halls import a_case, a_hall, told

ADD = Job("job-1", "add", "", ("quay.html", "<b>weir</b>.html"), "running", "2031-05-04T10:00:00+00:00")
BUILD = Job("job-2", "build", "", (), "running", "2031-05-04T10:00:00+00:00")
ADDED = replace(ADD, state="done", then="job-2", reports=2, new=2, failures=(Failure("collect", "a.exe", "no text"),))


class Remembered:
    """Jobs of a room, as they stand."""

    def __init__(self, *jobs: Job) -> None:
        self._jobs = jobs

    def all(self) -> tuple[Job, ...]:
        return self._jobs

    def get(self, job_id: str) -> Job | None:
        return next((job for job in self._jobs if job.id == job_id), None)


@pytest.mark.parametrize(
    ("jobs", "address", "heading", "states", "says"),
    [
        ([replace(ADD, state="waiting")], "job-1", "Under way", "bbbbbbb", "begins by itself"),
        ([ADD], "job-1", "Under way", "nbbbbbb", "under way"),
        ([replace(ADD, stage="add", done=1, total=2)], "job-1", "Under way", "nbbbbbb", "1 of 2"),
        ([replace(ADD, stage="wait")], "job-1", "Under way", "bbbbbbb", "Another process is building this case"),
        ([ADDED, replace(BUILD, state="waiting")], "job-1", "Under way", "obbbbbb", "no text"),
        ([ADDED, replace(BUILD, stage="wait")], "job-1", "Under way", "obbbbbb", "Another process"),
        ([ADDED, replace(BUILD, stage="read", done=1, total=2)], "job-1", "Under way", "oonbbbb", "1 of 2"),
        ([ADDED, replace(BUILD, stage="align", done=1, total=1)], "job-1", "Under way", "ooooonb", "of 10"),
        ([ADDED, replace(BUILD, stage="index", done=1, total=1)], "job-1", "Under way", "oooooon", "1 of 1"),
        ([ADDED, replace(BUILD, state="done", failures=ADDED.failures)], "job-1", "Done", "ooooooo", "Read the story"),
        ([ADDED, replace(BUILD, state="failed", reason="no room")], "job-1", "It failed", "", "no room"),
        ([replace(ADD, state="failed", reason="no such page")], "job-1", "It failed", "", "no such page"),
        ([replace(ADD, state="done", failures=ADDED.failures)], "job-1", "Done", "ooooooo", "a.exe"),
        ([replace(BUILD, stage="clean", done=3, total=9)], "job-2", "Under way", "nbbbbb", "3 of 9"),
    ],
)
def test_a_job_is_told_step_by_step(
    *, tmp_path: Path, jobs: list[Job], address: str, heading: str, states: str, says: str
) -> None:
    client: Any = a_hall(a_case(tmp_path / "case.db", told(1)), jobs=Remembered(*jobs))
    twin = client.get(f"/jobs/{address}.json").json()
    assert "".join(step["state"][0] for step in twin["steps"]) == states
    text = client.get(f"/jobs/{address}").text
    page = lxml.html.document_fromstring(text)
    assert page.cssselect("h1")[0].text_content() == heading
    assert says in page.cssselect("main")[0].text_content()
    assert text.count("a.exe") <= 1, "a build says again what an addition said"
    over = heading != "Under way"
    assert ("hx-trigger" in text) != over
    assert ('<noscript><meta http-equiv="refresh"' in text) != over
    assert bool(page.cssselect("main .stories a")) == over
    first = client.get("/").text
    assert ("/jobs/job-" in first) != over, "every page says that the case is being made anew"


def test_a_job_that_nobody_remembers(tmp_path: Path) -> None:
    assert a_hall(a_case(tmp_path / "case.db")).get("/jobs/job-9").status_code == 404


def test_every_stage_is_in_one_step() -> None:
    from crossbearing.pipeline import STAGES  # noqa: PLC0415 - the room has no need of the stages themselves

    known = [stage for stages in progress.STEPS.values() for stage in stages]
    assert {stage.name for stage in STAGES} <= set(known)
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("days", "bars", "unknown"),
    [
        ([], [], 0),
        ([(None, 3)], [], 3),
        ([("2031-05-04", 2)], [("2031-05-04", "2031-05-04", 2)], 0),
        ([("2031-05-04", 2), ("2031-05-06", 1)], [("2031-05-04", "2031-05-04", 2), ("2031-05-06", "2031-05-06", 1)], 0),
        ([("2031-05", 1), ("no day", 1)], [("2031-05-01", "2031-05-01", 1)], 1),
        ([("2031-01-01", 1), ("2031-12-31", 4)], [("2031-01-01", "2031-01-07", 1), ("2031-12-31", "2031-12-31", 4)], 0),
    ],
)
def test_reports_per_day_are_drawn(
    days: list[tuple[str | None, int]], bars: list[tuple[str, str, int]], unknown: int
) -> None:
    drawn = sparkline([DayReports(*each) for each in days])
    assert [(bar.first, bar.last, bar.reports) for bar in drawn.bars] == bars
    assert drawn.unknown == unknown
    assert all(0 < bar.height <= HEIGHT and 0 <= bar.x < drawn.width for bar in drawn.bars)
    assert len(drawn.bars) <= MOST_BARS
