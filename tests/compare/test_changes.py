"""What a report made of shared text; each row a source's sentence and what a copier made of it."""

from __future__ import annotations

import pytest

from crossbearing.compare.copying import copying
from crossbearing.compare.sharing import sharing
from crossbearing.records import Copying, Credit, Material
from tests.compare.test_copying import OWN_A, OWN_B, WIRE, _material, _report

BARGES = "Three barges laden with fertiliser sank at their rotten moorings before dawn"
SLICK = "spilling a brown slick across the basin where trawlers unload their catch"
ROPES = "The harbour ledger shows that frayed ropes were never replaced after the autumn gales."


def _pair(source: str, copy: str) -> tuple[Material, Copying]:
    """A source of an earlier day, and what was made of it."""
    material = _material(_report("z", source, OWN_A, day="2031-05-04"), _report("a", copy, OWN_B, day="2031-05-06"))
    (pair,) = copying(material, sharing(material))
    return material, pair


def _found(material: Material, pair: Copying) -> list[tuple[str, list[str]]]:
    text = {report.id: report.text for report in material.reports}
    return [
        (change.kind, [text[span.report][span.start : span.end] for span in change.words]) for change in pair.changes
    ]


@pytest.mark.parametrize(
    ("source", "copy", "changes"),
    [
        pytest.param(f"{BARGES}, {SLICK}.", f"{BARGES}, {SLICK}.", [], id="the same"),
        pytest.param(
            f"{BARGES}, {SLICK}.", f"{BARGES}, {SLICK}, to the fury of the whole town.",
            [("added", ["to the fury of the whole town"])], id="added at the end",
        ),
        pytest.param(
            f"{BARGES}, two of them uninsured and leaking, {SLICK}.", f"{BARGES}, {SLICK}.",
            [("dropped", ["two of them uninsured and leaking"])], id="dropped inside",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}. No owner has come forward yet. {ROPES}", f"{BARGES}, {SLICK}. {ROPES}",
            [("dropped", ["No owner has come forward yet"])], id="a sentence dropped between two",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}.", f"{BARGES}, {SLICK}. Nobody knows who will pay for the herring now.",
            [], id="a sentence of its own after it",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}, harbour officials said.", f"{BARGES}, {SLICK}.",
            [("dropped", ["harbour officials said"]), ("hardened", ["said"])], id="an attribution lost",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}.", f"{BARGES}, {SLICK}, according to officials.",
            [("added", ["according to officials"]), ("softened", ["according to"])], id="an attribution won",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}, officials said.", f"{BARGES}, {SLICK}, the harbour master claimed.",
            [], id="another attribution",
        ),
        pytest.param(
            f"{BARGES}, reportedly {SLICK}.", f"{BARGES}, {SLICK}.", [("hardened", ["reportedly"])], id="a hedge lost",
        ),
        pytest.param(
            f"{BARGES}, {SLICK}.", f"{BARGES}, apparently {SLICK}.", [("softened", ["apparently"])], id="a hedge won",
        ),
        pytest.param(
            f"{BARGES}, apparently {SLICK}.", f"{BARGES}, possibly {SLICK}.", [], id="another hedge",
        ),
        pytest.param(
            f"{BARGES} with at least 40 crates aboard, {SLICK}.", f"{BARGES} with 40 crates aboard, {SLICK}.",
            [("hardened", ["at least 40"])], id="a bound lost",
        ),
        pytest.param(
            f"{BARGES} with 1,200 crates aboard, {SLICK}.", f"{BARGES} with nearly 1200 crates aboard, {SLICK}.",
            [("softened", ["nearly 1200"])], id="a bound won",
        ),
        pytest.param(
            f"{BARGES} with at least 40 crates aboard, {SLICK}.", f"{BARGES} with 52 crates aboard, {SLICK}.",
            [], id="another number",
        ),
        pytest.param(
            f"The night crew may have known that {BARGES[0].lower()}{BARGES[1:]}, {SLICK}.",
            f"The night crew have known that {BARGES[0].lower()}{BARGES[1:]}, {SLICK}.",
            [("hardened", ["may"])], id="a modal lost",
        ),
        pytest.param(
            f"{BARGES}, harbour officials said, and a crane driver is missing since midnight on the eastern quay.",
            f"{BARGES} and took the pier lights and a good part of the wooden auction hall with them when they went.",
            [], id="another sentence on one thing",
        ),
        pytest.param(
            f"In May {BARGES[0].lower()}{BARGES[1:]}, {SLICK}.", f"{BARGES}, {SLICK}.", [], id="the month of May",
        ),
    ],
)  # fmt: skip
def test_what_a_copier_made_of_it(source: str, copy: str, changes: list[tuple[str, list[str]]]) -> None:
    material, pair = _pair(source, copy)
    assert pair.seen_from == "r-a"
    assert sorted(_found(material, pair)) == sorted(changes)
    for change in pair.changes:
        sides = [span for span in (change.a, change.b) if span is not None]
        assert len(sides) == (2 if change.kind in ("hardened", "softened") else 1)
        assert all(
            any(s.report == w.report and s.start <= w.start and w.end <= s.end for s in sides) for w in change.words
        )


def test_changes_turn_round_with_the_side_and_not_with_the_order() -> None:
    cut, full = f"{BARGES}, {SLICK}.", f"{BARGES}, reportedly by night, {SLICK}."
    there, back = _pair(full, cut)[1], _pair(cut, full)[1]
    assert sorted(change.kind for change in there.changes) == ["dropped", "hardened"]
    assert sorted(change.kind for change in back.changes) == ["added", "softened"]
    material, _ = _pair(full, cut)
    turned = _material(*reversed(list(zip(material.reports, material.readings, strict=True))))
    assert copying(turned, sharing(turned))[0].changes == there.changes


@pytest.mark.parametrize("credit", ["Photograph: Bo Quill/AFP via Getty", "AFP/Bo Quill"])
def test_a_picture_s_credit_that_stands_in_the_text_gives_it_to_nobody(credit: str) -> None:
    material = _material(_report("a", WIRE, credit, OWN_A), _report("b", WIRE, OWN_B))
    (pair,) = copying(material, sharing(material))
    assert (pair.origin, pair.taker) == (None, None)
    material = _material(_report("a", WIRE, credit, credit=Credit("AFP", "(AFP)")), _report("b", WIRE, OWN_B))
    (pair,) = copying(material, sharing(material))
    assert pair.origin == "AFP"
