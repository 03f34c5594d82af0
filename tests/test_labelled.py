"""Labelled stories: places that fit their texts, and no word of a data set."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import msgspec
import pytest

from crossbearing.compare.overview import Overview
from evaluation.annotated import TextChangedError
from tests.compare.builders import Says, material, report
from training.judge import labelled
from training.judge.labelled import Labelled, Text, Written

STORIES = labelled.load()
OWN = [story for story in STORIES if story.dataset == "own"]
GATE = "The lower gate gave way at dawn."
TWO = (
    report("a", "A", None, [Says(GATE), Says("Twelve people are missing.")]),
    report("b", "B", None, [Says("At dawn the gate broke."), Says(GATE)]),
)


def written(given: Overview) -> list[Written]:
    return [Written(r.name, r.name, r.outlet, None, f"By Ilva Tarn\n\n{r.text}\n") for r in given.material.reports]


def test_there_are_labels_of_three_kinds() -> None:
    assert {story.dataset for story in STORIES} == {"ecbplus", "same_event_groups", "own"}
    assert len({story.event for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("story", OWN, ids=lambda story: story.event)
def test_an_invented_event_is_as_it_was_labelled(story: Labelled) -> None:
    texts = {each.name: each.text for each in labelled.reports_of(story, Path("nowhere"))}
    places = [*itertools.chain(*story.same, *story.maybe, *story.distinct)]
    places += [place for _, a, b in story.relations for place in (a, b)]
    assert all(0 <= start < end <= len(texts[name]) for name, start, end in places)
    assert all(len({name for name, _, _ in group}) > 1 for group in story.same)
    assert {kind for kind, _, _ in story.relations} <= {"updates", "contradicts", "denies"}


def test_labels_of_a_data_set_hold_no_word_of_it() -> None:
    for path in (labelled.FOLDER / "ecbplus.jsonl", labelled.FOLDER / "same_event_groups.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            strings = [kind for kind, _, _ in story.get("relations", [])]
            strings += [text["sha256"] for text in story["texts"].values()]
            assert all(re.fullmatch(r"[0-9a-f]{64}|updates|contradicts|denies", string) for string in strings)
            assert story.keys() <= {"event", "dataset", "texts", "same", "maybe", "relations", "distinct"}


def test_places_lead_back_to_the_claims_they_were_made_of() -> None:
    overview = Overview(material(*TWO))
    reports = written(overview)
    found = labelled.places(reports, overview)
    texts = {each.name: each.text for each in reports}
    assert [texts[name][start:end] for name, start, end in found] == [
        overview.text(claim.content) for claim in overview.claims
    ]
    story = Labelled("s", "own", {}, same=[[found[0], found[3]]], distinct=[(found[1], found[2])])
    numbers = labelled.numbered(story, reports, overview)
    assert (numbers.same, numbers.distinct) == ([[0, 3]], [(1, 2)])


@pytest.mark.parametrize(("start", "end", "kept"), [(0, 1, True), (-3, 4, True), (0, -20, False), (0, 40, False)])
def test_a_claim_that_is_cut_anew_keeps_its_label_where_half_of_both_is_shared(
    start: int, end: int, kept: bool
) -> None:
    overview = Overview(material(*TWO))
    reports = written(overview)
    name, first, last = labelled.places(reports, overview)[0]
    moved = (name, first + start, last + end)
    story = Labelled("s", "own", {}, same=[[moved]])
    assert labelled.numbered(story, reports, overview).same == ([[0]] if kept else [[]])


def test_another_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "flood").mkdir()
    (tmp_path / "flood" / "wire.txt").write_text("The river rose.\n", encoding="utf-8")
    monkeypatch.setattr(labelled, "INVENTED", tmp_path)
    story = Labelled("own-flood", "own", {"wire": Text("flood/wire.txt", "0" * 64)}, same=[])
    with pytest.raises(TextChangedError, match=r"flood/wire\.txt"):
        labelled.reports_of(story, tmp_path)
    assert msgspec.json.decode(msgspec.json.encode(story), type=Labelled) == story
