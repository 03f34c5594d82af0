"""How stages are run: what is missing is made, what is there is not made again, and one unit never stops the rest."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from crossbearing import pipeline
from crossbearing.engine import Run
from crossbearing.errors import ModelError
from crossbearing.records import Failure, Material, PairSigns, Report, Span, Story, content_id
from crossbearing.settings import Settings
from crossbearing.stage import Stage
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore
from crossbearing.write.formats import export, to_json
from tests.small_stages import STAGES, Encoder, a_capture, changed, fill, made, pairs, relate, run

FLOOD = ("flood one\n\nthe dam broke", "flood two\n\nthe dam broke", "flood three")
STRIKE = ("strike one\n\nthe yard closed", "strike two")
TEXTS = {f"r{number}": text for number, text in enumerate(FLOOD + STRIKE)}
OF_STORIES = ("sharing", "copying", "identities", "pairs", "align", "utterances", "relate", "write")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "case.db")
    yield opened
    opened.close()


def exported(store: Store) -> bytes:
    return to_json(export(list(pipeline.dossiers(store)), pipeline.failures(store)))


def test_the_table_names_each_stage_once_and_takes_only_what_was_made_before() -> None:
    seen: list[str] = []
    for stage in pipeline.STAGES:
        assert stage.name not in seen
        assert {*stage.takes, *stage.may_take} <= set(seen)
        assert all(hasattr(Settings(), name) for name in stage.settings)
        seen.append(stage.name)
    assert [stage.name for stage in pipeline.STAGES if not stage.optional] == [stage.name for stage in STAGES]


def test_a_first_run_makes_everything_and_a_second_nothing(store: Store) -> None:
    fill(store, TEXTS)
    first = run(store)
    assert made(first) == {"clean": 5, "read": 5, "embed": 5, "versions": 1, "stories": 1} | dict.fromkeys(
        OF_STORIES, 2
    )
    before = exported(store)
    encoder = Encoder()
    second = run(store, encoder=encoder)
    assert made(second) == {}
    assert {name: count.reused for name, count in second.items() if count.reused} == made(first)
    assert encoder.asked == 0
    assert exported(store) == before


def test_a_late_report_opens_only_its_own_story(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    before = {each.story.id: each for each in list(pipeline.dossiers(store))}
    fill(store, TEXTS | {"r9": "flood nine\n\nthe dam broke"})
    assert made(run(store)) == {"clean": 1, "read": 1, "embed": 1, "versions": 1, "stories": 1} | dict.fromkeys(
        OF_STORIES, 1
    )
    after = {each.story.id: each for each in list(pipeline.dossiers(store))}
    assert len(after) == 2
    assert sum(after[story] == dossier for story, dossier in before.items() if story in after) == 1


@pytest.mark.parametrize(
    ("stages", "encoder", "settings", "expected"),
    [
        (changed(STAGES, "clean", version=2), Encoder(), Settings(), {"clean": 5}),
        (changed(STAGES, "align", version=2), Encoder(), Settings(), {"align": 2}),
        (STAGES, Encoder(), Settings(cpu_seconds=9), {"clean": 5}),
        (STAGES, Encoder(), Settings(processes=1), {}),
        (STAGES, Encoder("two"), Settings(), {"embed": 5, "stories": 1} | dict.fromkeys(OF_STORIES, 2)),
    ],
)
def test_a_change_makes_anew_what_depends_on_it_and_goes_no_further_than_results_change(
    store: Store, stages: tuple[Stage, ...], encoder: Encoder, settings: Settings, expected: dict[str, int]
) -> None:
    fill(store, TEXTS)
    run(store)
    assert made(run(store, stages, encoder, settings)) == expected


def test_the_order_of_the_inputs_changes_no_byte(tmp_path: Path) -> None:
    results = set()
    for number, names in enumerate(itertools.permutations(TEXTS, 5)):
        if number % 40 == 0:
            store = SqliteStore(tmp_path / f"{number}.db")
            fill(store, {name: TEXTS[name] for name in names})
            run(store)
            results.add(exported(store))
            store.close()
    assert len(results) == 1


def test_one_report_after_another_gives_the_same_findings(store: Store, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        store.add([a_capture(name, text)], ())
        run(store)
    at_once = SqliteStore(tmp_path / "at-once.db")
    fill(at_once, TEXTS)
    run(at_once)
    assert [sorted(f.claims for f in each.findings) for each in list(pipeline.dossiers(store))] == [
        sorted(f.claims for f in each.findings) for each in list(pipeline.dossiers(at_once))
    ]
    at_once.close()


def test_an_unreadable_report_is_a_failure_stays_one_and_stops_no_other(store: Store) -> None:
    fill(store, TEXTS | {"r7": "burnt"})
    first = run(store)
    assert (first["clean"].made, first["clean"].failed, first["read"].made) == (6, 1, 5)
    assert pipeline.failures(store) == (Failure("clean", "r7", "the page is burnt"),)
    assert len(list(pipeline.dossiers(store))) == 2
    second = run(store)
    assert made(second) == {}
    assert (second["clean"].reused, second["clean"].failed) == (6, 1)
    fill(store, TEXTS)
    assert pipeline.failures(store) == ()


def test_an_unexpected_error_is_a_failure_with_its_place_and_is_tried_again(store: Store) -> None:
    fill(store, TEXTS | {"r8": "strike jammed"})
    first = run(store)
    (failure,) = pipeline.failures(store)
    assert (failure.stage, first["copying"].failed) == ("copying", 1)
    assert failure.reason.startswith("unexpected ZeroDivisionError: the press is jammed (small_stages.py, line ")
    (whole,) = list(pipeline.dossiers(store))
    assert {report.text for report in whole.reports} == set(FLOOD)
    assert made(run(store)) == {"copying": 1}
    mended = changed(STAGES, "copying", function=lambda material, shared: ())
    assert made(run(store, mended)) == dict.fromkeys(set(OF_STORIES) - {"sharing", "identities"}, 1)
    assert pipeline.failures(store) == ()
    assert len(list(pipeline.dossiers(store))) == 2


def test_a_story_that_fails_after_it_grew_shows_no_old_dossier(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    fill(store, TEXTS | {"r8": "strike jammed"})
    run(store)
    assert len(list(pipeline.dossiers(store))) == 1
    assert set(store.made("write")) < {story.id for story in pipeline.grouping(store)}


def test_what_is_wrong_with_a_model_is_no_failure_of_a_report(store: Store) -> None:
    fill(store, TEXTS)
    with pytest.raises(ModelError, match="the weights are gone"):
        run(store, encoder=Encoder(broken=True))
    assert made(run(store)) == {"embed": 5, "versions": 1, "stories": 1} | dict.fromkeys(OF_STORIES, 2)


def test_a_report_that_leaves_and_comes_back_is_not_read_again(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    before = exported(store)
    fill(store, {name: text for name, text in TEXTS.items() if name != "r1"})
    assert "clean" not in made(run(store))
    assert exported(store) != before
    fill(store, TEXTS)
    assert made(run(store)) == {"versions": 1, "stories": 1} | dict.fromkeys(OF_STORIES, 1)
    assert exported(store) == before


def test_ids_live_on_when_a_story_grows(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    before = {finding.id for each in list(pipeline.dossiers(store)) for finding in each.findings}
    stories = {story.id for story in pipeline.grouping(store)}
    for number in range(20):  # ids are hashes: with so many, some would be a story's new first member
        store.add([a_capture(f"late{number}", f"flood late {number}\n\nthe dam broke")], ())
    run(store)
    assert {story.id for story in pipeline.grouping(store)} == stories
    assert before <= {finding.id for each in list(pipeline.dossiers(store)) for finding in each.findings}


def test_findings_of_a_story_that_another_takes_up_keep_their_ids(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    before = {finding.id for each in list(pipeline.dossiers(store)) for finding in each.findings}

    def one_story(reports: tuple[Report, ...], readings: object, vectors: object) -> object:
        ids = tuple(sorted(report.id for report in reports))
        return (Story(content_id("story", ids[0]), ids, Span(ids[0], 0, 5), None, None),)

    run(store, changed(STAGES, "stories", function=one_story, version=2))
    (after,) = list(pipeline.dossiers(store))
    assert {finding.id for finding in after.findings} == before
    assert {finding.story for finding in after.findings} == {after.story.id}
    assert set(store.made("align")) == {after.story.id}


def test_a_report_that_moves_to_another_story_leaves_its_ids_there(store: Store) -> None:
    same = {f"r{number}": f"flood {number}\n\nthe dam broke" for number in range(6)}
    fill(store, same)
    for moved in same:
        fill(store, same)
        run(store)

        def split(reports: tuple[Report, ...], readings: object, vectors: object, moved: str = moved) -> object:
            parts = [[r.id for r in reports if (r.name == moved) == alone] for alone in (True, False)]
            return tuple(Story(content_id("story", *ids), tuple(ids), Span(ids[0], 0, 5), None, None) for ids in parts)

        run(store, changed(STAGES, "stories", function=split, version=int(moved[1:]) + 2))
        findings = [finding.id for each in list(pipeline.dossiers(store)) for finding in each.findings]
        assert len(findings) == len(set(findings)) == 8


class Handed:
    """The stage of pairs, and the claims of what it was handed of its own at each call."""

    def __init__(self) -> None:
        self.last: list[list[frozenset[str]]] = []

    def __call__(self, material: Material, last: tuple[PairSigns, ...], encoder: Encoder | None = None) -> PairSigns:
        self.last.append([frozenset(each.claims) for each in last])
        return pairs(material, last)


def claims_of(store: Store, *units: str) -> list[frozenset[str]]:
    bodies = store.bodies("pairs", units or store.made("pairs"))
    return [frozenset(msgspec.json.decode(bodies[unit], type=PairSigns).claims) for unit in sorted(bodies)]


def test_a_stage_is_handed_what_it_made_of_the_story_before(store: Store) -> None:
    first, second = Handed(), Handed()
    fill(store, TEXTS)
    run(store, changed(STAGES, "pairs", function=first))
    assert first.last == [[], []]
    before = claims_of(store)
    fill(store, TEXTS | {"r9": "flood nine\n\nthe dam broke"})
    assert made(run(store, changed(STAGES, "pairs", function=second)))["pairs"] == 1
    ((handed,),) = second.last
    assert handed in before
    assert any(handed < after for after in claims_of(store))


def test_what_is_handed_on_opens_nothing(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    assert made(run(store)) == {}
    fill(store, {"r0": TEXTS["r0"]})
    run(store)
    fill(store, TEXTS)
    run(store)
    assert made(run(store)) == {}


def test_a_story_that_takes_up_others_is_handed_what_was_made_of_them(store: Store) -> None:
    fill(store, TEXTS)
    run(store)
    before = claims_of(store)

    def one_story(reports: tuple[Report, ...], readings: object, vectors: object) -> object:
        ids = tuple(sorted(report.id for report in reports))
        return (Story(content_id("story", ids[0]), ids, Span(ids[0], 0, 5), None, None),)

    handed = Handed()
    joining = changed(STAGES, "stories", function=one_story, version=2)
    run(store, changed(joining, "pairs", function=handed))
    assert [sorted(map(sorted, each)) for each in handed.last] == [sorted(map(sorted, before))]


@pytest.mark.parametrize(("version", "encoder", "expected"), [(1, "one", [1]), (2, "one", [0, 0]), (1, "two", [0, 0])])
def test_only_what_this_version_made_with_this_model_is_handed_on(
    store: Store, version: int, encoder: str, expected: list[int]
) -> None:
    fill(store, TEXTS)
    run(store, changed(STAGES, "pairs", function=Handed(), models=("encoder",)))
    fill(store, TEXTS | {"r9": "flood nine\n\nthe dam broke"})
    handed = Handed()
    run(store, changed(STAGES, "pairs", function=handed, models=("encoder",), version=version), Encoder(encoder))
    assert [len(last) for last in handed.last] == expected


def test_progress_is_told_of_every_unit(store: Store) -> None:
    fill(store, TEXTS | {"r7": "burnt"})
    told: dict[str, list[tuple[int, int]]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        told.setdefault(stage, []).append((done, total))

    Run(store, STAGES, {"encoder": Encoder()}, Settings(), progress).all()
    assert told["clean"] == [(number, 6) for number in range(1, 7)]
    assert told["read"] == [(number, 5) for number in range(1, 6)]
    assert [told[name] for name in OF_STORIES] == [[(1, 2), (2, 2)]] * 8


def test_no_reports_no_stories(store: Store) -> None:
    assert made(run(store)) == {"versions": 1, "stories": 1}
    assert list(pipeline.dossiers(store)) == []


# ── killed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def slowly(material: Material, near: PairSigns, findings: object) -> object:
    time.sleep(0.02)
    return relate(material, near, ())


def slow_run(path: str) -> None:
    """A run of half a second, for a process that is killed in it."""
    store = SqliteStore(Path(path))
    store.lock()
    fill(store, {f"r{number}": f"event{number % 12} {number}\n\nthe dam broke" for number in range(36)})
    print("running", flush=True)  # noqa: T201
    run(store, changed(STAGES, "relate", function=slowly))
    store.close()


def start(path: Path) -> subprocess.Popen[bytes]:
    script = f"from tests.test_pipeline import slow_run; slow_run({os.fspath(path)!r})"
    root = os.fspath(Path(__file__).parent.parent)
    return subprocess.Popen([sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE)  # noqa: S603


def test_a_run_that_is_killed_and_started_again_gives_the_same_bytes(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    slow_run(os.fspath(whole))
    dice = random.Random(7)  # noqa: S311
    for _ in range(4):
        running = start(broken)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.4))
        running.kill()
        running.wait()
        running.stdout.close()
    slow_run(os.fspath(broken))
    results = []
    for path in (whole, broken):
        store = SqliteStore(path)
        results.append(exported(store))
        store.close()
    assert results[0] == results[1]
