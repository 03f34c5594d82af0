"""What `python -m evaluation.mandates` holds the shipped mandate to."""

from __future__ import annotations

from crossbearing import watching
from crossbearing.watch import mandate_file
from evaluation.mandates import Invented, expected, invented, wrong


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
