"""Captures of one name after another: how a run tells earlier versions from reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from crossbearing import pipeline
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from tests.small_stages import a_capture, fill, made, run
from tests.test_pipeline import OF_STORIES, TEXTS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "case.db")
    yield opened
    opened.close()


def test_a_capture_whose_place_another_took_is_an_earlier_version_of_its_report(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    store.add([a_capture("r1", "flood two\n\nthe dam held")], ())
    counts = made(run(store))
    assert counts == {"clean": 1, "read": 1, "embed": 1, "versions": 1, "stories": 1, "revisions": 1} | dict.fromkeys(
        OF_STORIES, 1
    )
    assert made(run(store)) == {}
    (flood,) = [each for each in pipeline.dossiers(store) if len(each.reports) == 3]
    (version,) = flood.versions
    assert version.report.text == "flood two\n\nthe dam broke"
    assert version.of in flood.story.reports
    assert version.report.id not in flood.story.reports
    cited = {claim for finding in flood.findings for claim in finding.claims}
    assert not cited.intersection(claim.id for claim in version.reading.claims)
    assert [step.earlier for step in flood.revisions] == [version.report.id]
    assert {came.number for came in flood.captures if came.name == "r1"} == {0, 1}


def test_where_the_newest_capture_cannot_be_read_the_last_that_could_stands(store: Store) -> None:
    fill(store, TEXTS)
    store.add([a_capture("r1", "burnt")], ())
    run(store)
    assert {report.text for each in pipeline.dossiers(store) for report in each.reports} == set(TEXTS.values())
    assert [failure.unit for failure in pipeline.failures(store)] == ["r1"]


def test_an_earlier_capture_that_cannot_be_read_is_a_failure(store: Store) -> None:
    fill(store, {"r0": "burnt", "r1": "flood one"})
    store.add([a_capture("r0", "flood again")], ())
    run(store)
    assert [failure.unit for failure in pipeline.failures(store)] == ["r0 (capture 1, an earlier one)"]
    assert [len(each.versions) for each in pipeline.dossiers(store)] == [0]


def test_a_page_seen_again_opens_only_what_says_when_it_was_seen(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    again = a_capture("r1", TEXTS["r1"])
    seen = msgspec.structs.replace(
        again, source="https://weir.example/flood", taken_at="2031-02-03T10:00:00+00:00", timed=True
    )
    store.take([seen])
    assert made(run(store)) == {"versions": 1, "write": 1}
