"""What `python -m evaluation.mandates` holds the shipped mandate to."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing import watching
from crossbearing.watch import mandate_file
from evaluation import floors
from evaluation.mandates import Invented, as_they_should_be, expected, found, invented, meets, of_invented, wrong

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def test_each_expected_matter_is_one_of_the_mandate() -> None:
    text = watching.shipped()["dprk-sanctions"].read_text(encoding="utf-8")
    matters = {matter.id for matter in mandate_file.read(text, "dprk-sanctions.yaml").matters}
    assert {matter for each in invented() for matter in each.matters} == matters
    for event in expected().values():
        assert {want.matter for want in event.expected} | set(event.right) | set(event.wrong) <= matters


def test_a_sentence_that_bears_on_nothing_says_what_is_near() -> None:
    assert all(bool(each.matters) != bool(each.why) for each in invented())


def test_what_is_missed_is_told() -> None:
    assert wrong(Invented("x", ("arms",)), []) == "missed: arms"
    assert wrong(Invented("x"), []) == ""


def test_the_sentences_keep_to_their_floors() -> None:
    reached = as_they_should_be(of_invented(invented()))
    held_to = floors.load().mandates
    assert held_to.keys() == reached.keys()
    assert {name: share for name, share in reached.items() if share < held_to[name]} == {}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples in ../shared are not here")
def test_what_is_expected_of_an_event_is_found_and_all_of_it_was_read() -> None:
    for name, event in expected().items():
        got, _ = found([SAMPLES / name])
        assert [want.what for want in event.expected if not any(meets(want, each) for each in got)] == []
        assert [each.hash for each in got if each.hash not in event.right.get(each.match.matter, ())] == []
