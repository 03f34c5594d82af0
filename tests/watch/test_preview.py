"""What a mandate would match, and what it misses by one part, of a dossier made by hand."""

from __future__ import annotations

import pytest

from crossbearing.records import Dossier, Mandate
from crossbearing.watch.mandate_file import read
from crossbearing.watch.preview import NearMiss, Preview, preview
from tests.watch.told import told

MANDATE = """\
id: barges
title: Barges
standing: {set_by: Harbour board}
standard: {any: [{origins: 2}]}
subjects:
  - {id: tarn, names: [Tarn]}
matters:
  - id: losses
    title: Losses
    what: Barges that are lost.
    patterns:
      - {id: sunk, acts: sink, what: [barge, ferry], by: tarn, without: toy}
"""


@pytest.fixture(scope="module")
def dossiers() -> tuple[Dossier, ...]:
    """Claims of one report each."""
    return (
        told("Tarn will sink the barges.", "Tarn will sink the ferries tomorrow.", "Tarn will sink a toy barge."),
        told("Somebody will sink the barges.", "Orle will sink barges.", "Tarn will paint the barges.", "It rains."),
    )


def looked(dossiers: tuple[Dossier, ...], examples: int = 9, text: str = MANDATE) -> Preview:
    return preview(mandate(text), dossiers, examples)


def mandate(text: str = MANDATE) -> Mandate:
    return read(text, "m.yaml")


def marked(near: NearMiss) -> str:
    """The passage, with the words that met a part in brackets."""
    return "".join(f"[{each.part} {each.text}]" if each.part else each.text for each in near.passage)


def test_matches_stand_with_their_words(dossiers: tuple[Dossier, ...]) -> None:
    found = looked(dossiers)
    assert (found.stories, found.reports) == (2, 7)
    (matter,) = found.matters
    assert [each.wording for each in matter.matches] == [
        "Tarn will sink the barges.",
        "Tarn will sink the ferries tomorrow.",
    ]
    first = matter.matches[0]
    parts = [(each.text, each.part) for each in first.passage if each.part]
    assert parts == [("Tarn", "by"), ("sink", "acts"), ("barges", "what")]
    assert "".join(each.text for each in first.passage) == first.wording
    assert first.evidence == ("other report",)


def test_misses_are_counted_by_what_is_missing_the_commonest_first(dossiers: tuple[Dossier, ...]) -> None:
    missed = looked(dossiers).matters[0].missed
    assert [(each.pattern, each.missing, each.findings) for each in missed] == [
        ("sunk", "by", 2),
        ("sunk", "without", 1),
        ("sunk", "acts", 1),
    ]
    assert [marked(each) for each in missed[0].examples] == [
        "Somebody will [acts sink] the [what barges].",
        "Orle will [acts sink] [what barges].",
    ]
    assert missed[0].examples[0].outlets == ("The Weir",)


def test_a_finding_that_meets_nothing_but_what_must_not_be_there_is_no_near_miss(dossiers: tuple[Dossier, ...]) -> None:
    text = MANDATE.replace("acts: sink, what: [barge, ferry], by: tarn,", "acts: launch,")
    assert looked(dossiers, text=text).matters[0].missed == ()


@pytest.mark.parametrize("examples", [0, 1])
def test_so_many_examples_as_asked_for(dossiers: tuple[Dossier, ...], examples: int) -> None:
    missed = looked(dossiers, examples).matters[0].missed
    assert [len(each.examples) for each in missed] == [examples] * 3
    assert [each.findings for each in missed] == [2, 1, 1]


def test_nothing_to_look_at_is_no_error() -> None:
    found = looked(())
    assert (found.stories, found.matters[0].matches, found.matters[0].missed) == (0, (), ())
